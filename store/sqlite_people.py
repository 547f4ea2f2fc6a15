"""Who is there, in the tables of `store.sqlite_classes`: deeds inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from store.classes import KNOWN, PATIENCE, Full


def come(
    db: sqlite3.Connection, code: str, who: str, process: str, *, most: int, now: float
) -> None:
    """Somebody is connected to a process.

    Raises
    ------
    Full
    """
    others = db.execute(
        "select count(*) from people where code = ? and process is not null and who != ?",
        (code, who),
    ).fetchone()[0]
    if others >= most:
        raise Full(most)
    db.execute("insert or replace into people values (?, ?, ?)", (code, who, process))
    db.execute("insert or replace into processes values (?, ?)", (process, now + PATIENCE))
    # a stranger who comes under ever new keys shall not fill the disk
    db.execute(
        "delete from people where code = :code and who in (select who from people"
        " where code = :code and process is null limit max(0, (select count(*) from people"
        " where code = :code) - :most))",
        {"code": code, "most": KNOWN * most},
    )
    touch(db, [code])


def go(db: sqlite3.Connection, code: str, who: str, process: str, *, now: float) -> None:
    """Somebody has left a process."""
    left = db.execute(
        "update people set process = null where code = ? and who = ? and process = ?",
        (code, who, process),
    )
    if left.rowcount:
        db.execute("update rooms set touched = ? where code = ?", (now, code))
        touch(db, [code])


def beat(
    db: sqlite3.Connection, process: str, people: Mapping[str, Collection[str]], *, now: float
) -> None:
    """A process lives; people of those that do not are gone."""
    alive = "(select id from processes where until > ?)"
    was_alive = db.execute(f"select 1 where ? in {alive}", (process, now)).fetchone()
    if people:
        db.execute("insert or replace into processes values (?, ?)", (process, now + PATIENCE))
        if not was_alive:  # it was held up, and its people were taken for gone
            db.executemany(
                "update people set process = ? where code = ? and who = ? and process is null",
                [(process, code, who) for code, all_here in people.items() for who in all_here],
            )
            touch(db, people)
    lost = db.execute(
        f"select distinct code from people where process is not null and process not in {alive}",
        (now,),
    ).fetchall()
    if lost:
        db.execute(f"update people set process = null where process not in {alive}", (now,))
        touch(db, [code for (code,) in lost])
    db.execute("delete from processes where until <= ?", (now,))


def touch(db: sqlite3.Connection, codes: Collection[str]) -> None:
    """Rooms in which something has changed."""
    db.executemany(
        "update rooms set revision = revision + 1 where code = ?", [(code,) for code in codes]
    )
