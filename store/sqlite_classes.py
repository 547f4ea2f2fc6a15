"""Classes in one SQLite file that all processes of a machine share."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from store import sqlite_people as people
from store.classes import ANSWERS, Answer, Bounds, ClassStore, Full, Gone, Head, Seen, Unavailable
from store.sqlite_file import Deed, SqliteFile
from store.sqlite_tables import TABLES

T = TypeVar("T")

GLANCE = 0.1
"""Seconds between two looks at what other processes have written, while a room is watched."""


class SqliteClasses(ClassStore):
    """A `ClassStore` in a file.

    What other processes have written is seen by a glance at ``pragma data_version``; what this one
    writes, it tells itself.

    Parameters
    ----------
    path : Path
        Made when it is first needed. If somebody deletes it, a new one is begun, and the rooms are
        gone.
    """

    def __init__(
        self, path: Path, bounds: Bounds | None = None, now: Callable[[], float] = time.time
    ) -> None:
        self._file = SqliteFile(path, TABLES)
        self._bounds = bounds or Bounds()
        self._now = now
        self._version: tuple[int, int] | None = None
        self._watched: dict[str, int] = {}
        self._changed: Callable[[str], None] = _nobody
        self._glancing: asyncio.Task[None] | None = None
        self._to_scrub = False

    async def start(self, changed: Callable[[str], None]) -> None:
        self._changed = changed

    async def stop(self) -> None:
        if self._glancing:
            self._glancing.cancel()
            with suppress(asyncio.CancelledError):
                await self._glancing
        await self._file.stop()

    def watch(self, codes: Collection[str]) -> None:
        self._watched = {code: self._watched.get(code, -1) for code in codes}
        if self._watched and self._glancing is None:
            self._glancing = asyncio.create_task(self._glance())
        elif not self._watched and self._glancing:
            self._glancing.cancel()
            self._glancing = None

    async def _glance(self) -> None:
        while True:
            await asyncio.sleep(GLANCE)
            with suppress(Unavailable):
                for code in await self._file.read(self._news):
                    self._changed(code)

    def _news(self, db: sqlite3.Connection) -> list[str]:
        """Watched rooms that are not as they were at the last glance."""
        version = self._file.openings, db.execute("pragma data_version").fetchone()[0]
        if version == self._version:
            return []
        self._version = version
        watched = self._watched
        marks = ",".join("?" * len(watched))
        found = dict(
            db.execute(f"select code, revision from rooms where code in ({marks})", [*watched])
        )
        news = [code for code, revision in watched.items() if found.get(code) != revision]
        for code in news:
            watched[code] = found.get(code, -2)
        return news

    async def make(self, code: str, head: Head) -> bool:
        def made(db: sqlite3.Connection) -> bool:
            now = self._now()
            self._bury(db, now)
            if db.execute("select 1 from rooms where code = ?", (code,)).fetchone():
                return False
            (count,) = db.execute("select count(*) from rooms").fetchone()
            if count >= self._bounds.rooms and not self._evict(db, now):
                raise Full(self._bounds.rooms)
            until = now + self._bounds.lifetime
            db.execute(
                "insert into rooms values (?, ?, ?, ?, ?, ?, 0)",
                (code, head.text, head.poll, head.is_open, until, now),
            )
            return True

        return await self._file.write(made)

    async def read(self, code: str) -> Seen | None:
        return await self._file.read(lambda db: self._seen(db, code))

    def _seen(self, db: sqlite3.Connection, code: str) -> Seen | None:
        found = db.execute(
            "select text, poll, is_open, until,"
            " (select count(*) from people where code = :code and process is not null),"
            " (select count(*) from answers where code = :code and answers.poll = rooms.poll)"
            " from rooms where code = :code and until > :now",
            {"code": code, "now": self._now()},
        ).fetchone()
        if found is None:
            return None
        text, poll, is_open, until, present, answered = found
        return Seen(Head(text, poll, bool(is_open)), until, present, answered)

    async def change(self, code: str, become: Callable[[Head], Head]) -> Seen:
        def changed(db: sqlite3.Connection) -> Seen:
            seen = self._seen(db, code)
            if seen is None:
                raise Gone
            head = become(seen.head)
            db.execute(
                "update rooms set text = ?, poll = ?, is_open = ?, touched = ?,"
                " revision = revision + 1 where code = ?",
                (head.text, head.poll, head.is_open, self._now(), code),
            )
            after = self._seen(db, code)
            assert after is not None
            return after

        return await self._tell(changed, code)

    async def end(self, code: str) -> None:
        await self._tell(lambda db: _delete(db, [code]), code)
        self._to_scrub = not await self._file.scrub()

    async def answer(self, code: str, given: Answer) -> str | None:
        def answered(db: sqlite3.Connection) -> str | None:
            room = db.execute(
                "select poll, is_open from rooms where code = ? and until > ?", (code, self._now())
            ).fetchone()
            if room is None:
                raise Gone
            before = db.execute(
                "select text from answers where code = ? and poll = ? and who = ?",
                (code, given.poll, given.who),
            ).fetchone()
            if before:
                return str(before[0])
            if room != (given.poll, 1):
                return None
            (count,) = db.execute(
                "select count(*) from answers where code = ? and poll = ?", (code, given.poll)
            ).fetchone()
            if count >= (most := ANSWERS * self._bounds.people):
                raise Full(most)
            db.execute(
                "insert into answers values (?, ?, ?, ?)", (code, given.poll, given.who, given.text)
            )
            people.touch(db, [code])
            return given.text

        return await self._tell(answered, code)

    async def answers(self, code: str, polls: Collection[str]) -> list[Answer]:
        def found(db: sqlite3.Connection) -> list[Answer]:
            marks = ",".join("?" * len(polls))
            return [
                Answer(*row)
                for row in db.execute(
                    "select poll, who, text from answers"
                    f" where code = ? and poll in ({marks}) order by poll, who",
                    (code, *polls),
                )
            ]

        return await self._file.read(found)

    async def answers_of(self, code: str, who: str, polls: Collection[str]) -> dict[str, str]:
        def found(db: sqlite3.Connection) -> dict[str, str]:
            marks = ",".join("?" * len(polls))
            return dict(
                db.execute(
                    "select poll, text from answers"
                    f" where code = ? and who = ? and poll in ({marks})",
                    (code, who, *polls),
                ).fetchall()
            )

        return await self._file.read(found)

    async def keep(self, code: str, name: str, text: str) -> None:
        def kept(db: sqlite3.Connection) -> None:
            self._must_be(db, code)
            db.execute("insert or replace into papers values (?, ?, ?)", (code, name, text))

        await self._file.write(kept)

    async def kept(self, code: str, name: str) -> str | None:
        def found(db: sqlite3.Connection) -> str | None:
            row = db.execute(
                "select text from papers where code = ? and name = ?", (code, name)
            ).fetchone()
            return str(row[0]) if row else None

        return await self._file.read(found)

    async def come(self, code: str, who: str, process: str) -> None:
        def came(db: sqlite3.Connection) -> None:
            self._must_be(db, code)
            most, now = self._bounds.people, self._now()
            people.come(db, code, who, process, most=most, now=now)

        await self._tell(came, code)

    async def go(self, code: str, who: str, process: str) -> None:
        def went(db: sqlite3.Connection) -> None:
            people.go(db, code, who, process, now=self._now())

        await self._tell(went, code)

    async def knows(self, code: str, who: str) -> bool:
        def known(db: sqlite3.Connection) -> bool:
            row = (code, who)
            found = db.execute("select 1 from people where code = ? and who = ?", row)
            return found.fetchone() is not None

        return await self._file.read(known)

    async def beat(self, process: str, here: Mapping[str, Collection[str]]) -> None:
        def beaten(db: sqlite3.Connection) -> None:
            now = self._now()
            people.beat(db, process, here, now=now)
            self._bury(db, now)

        if not here and not self._file.path.exists():
            return
        await self._file.write(beaten)
        for code in [*self._watched]:
            self._changed(code)
        if self._to_scrub:
            self._to_scrub = not await self._file.scrub()

    def _must_be(self, db: sqlite3.Connection, code: str) -> None:
        alive = "select 1 from rooms where code = ? and until > ?"
        if not db.execute(alive, (code, self._now())).fetchone():
            raise Gone

    def _bury(self, db: sqlite3.Connection, now: float) -> None:
        """Delete rooms that have lived their time."""
        old = db.execute("select code from rooms where until <= ?", (now,)).fetchall()
        if old:
            _delete(db, [code for (code,) in old])
            self._to_scrub = True

    def _evict(self, db: sqlite3.Connection, now: float) -> bool:
        """Let the room go that has been left alone longest."""
        found = db.execute(
            "select code from rooms where touched <= ? and not exists (select 1 from people"
            " where people.code = rooms.code and process is not null) order by touched limit 1",
            (now - self._bounds.alone,),
        ).fetchone()
        if found:
            _delete(db, [found[0]])
            self._to_scrub = True
        return found is not None

    async def _tell(self, deed: Deed[T], code: str) -> T:
        """Write, and tell this process, to whom `_news` does not."""
        result = await self._file.write(deed)
        self._changed(code)
        return result


def _delete(db: sqlite3.Connection, codes: Collection[str]) -> None:
    for table in ("rooms", "answers", "papers", "people"):
        db.executemany(f"delete from {table} where code = ?", [(code,) for code in codes])


def _nobody(_code: str) -> None:
    return None
