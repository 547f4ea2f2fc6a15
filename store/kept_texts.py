"""Texts under short codes, kept for a day: lessons whose links are too long to hand out."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from store.codes import is_code, new_code

PLACE = "CONVLAB_STORE"
"""Environment variable: the file of the store, where it is not in the temporary folder."""

_TABLE = """
create table if not exists kept (
    code text primary key, digest blob not null unique, text text not null, until real not null
)"""


class TooLong(ValueError):
    """A text is longer than what is kept.

    Attributes
    ----------
    length, most : int
        Bytes.
    """

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"{length} bytes are more than the {most} that are kept")
        self.length, self.most = length, most


class KeptTexts:
    """Short codes for texts.

    Parameters
    ----------
    path : Path
        The SQLite file; made when it is first needed. Several processes may have it open.
    most : int
        Texts at a time. The one that would be forgotten first makes room for a new one.
    longest : int
        Bytes of a text.
    lifetime : float
        Seconds from the last time that it was kept.
    now : function
        The time in seconds.

    Examples
    --------
    >>> import tempfile
    >>> kept = KeptTexts(Path(tempfile.mkdtemp()) / "store.sqlite3")
    >>> code = kept.keep("stride=2")
    >>> len(code), kept.read(code), kept.read(code.lower()), kept.read("AAAAA")
    (5, 'stride=2', 'stride=2', None)
    """

    def __init__(
        self,
        path: Path,
        most: int = 2000,
        longest: int = 30_000,
        lifetime: float = 86_400.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.longest = longest
        self._path = path
        self._most = most
        self._lifetime = lifetime
        self._now = now

    def keep(self, text: str) -> str:
        """Keep a text and return its code; the same text has the same code while it is kept.

        Raises
        ------
        TooLong
            If it has more than `longest` bytes.
        OSError, sqlite3.Error
            If the file cannot be written.
        """
        data = text.encode()
        if len(data) > self.longest:
            raise TooLong(len(data), self.longest)
        digest, now = hashlib.sha256(data).digest(), self._now()
        with self._opened() as db:
            db.execute("delete from kept where until <= ?", (now,))
            until = now + self._lifetime
            found = db.execute("select code from kept where digest = ?", (digest,)).fetchone()
            if found:
                db.execute("update kept set until = ? where code = ?", (until, found[0]))
                return str(found[0])
            (count,) = db.execute("select count(*) from kept").fetchone()
            db.execute(
                "delete from kept where code in (select code from kept order by until limit ?)",
                (max(0, count - self._most + 1),),
            )
            code = self._free_code(db)
            db.execute("insert into kept values (?, ?, ?, ?)", (code, digest, text, until))
            return code

    def read(self, code: str) -> str | None:
        """The text of a code, in small letters too; None where there is none, or no longer."""
        code = code.upper()
        if not is_code(code) or not self._path.exists():
            return None
        with self._opened("begin") as db:
            found = db.execute(
                "select text from kept where code = ? and until > ?", (code, self._now())
            ).fetchone()
        return str(found[0]) if found else None

    @contextmanager
    def _opened(self, begin: str = "begin immediate") -> Iterator[sqlite3.Connection]:
        """One transaction; a connection of its own, so that any thread may come."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        try:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            db.execute(_TABLE)
            db.execute(begin)
            yield db
            db.execute("commit")
        finally:
            db.close()

    @staticmethod
    def _free_code(db: sqlite3.Connection) -> str:
        while True:
            code = new_code()
            if not db.execute("select 1 from kept where code = ?", (code,)).fetchone():
                return code


def place_of_the_store() -> Path:
    """The file of this server's store: what the environment says, or one of this user's own."""
    if told := os.environ.get(PLACE):
        return Path(told)
    return Path(tempfile.gettempdir()) / f"convlab-{os.getuid()}" / "store.sqlite3"


@lru_cache
def kept_lessons() -> KeptTexts:
    """The lessons that this server keeps."""
    return KeptTexts(place_of_the_store())
