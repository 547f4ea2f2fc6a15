"""One SQLite file, one thread, one connection."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from store.classes import Unavailable

T = TypeVar("T")
Deed = Callable[[sqlite3.Connection], T]

PATIENCE = 5
"""Seconds that a deed waits for another process to finish its own."""


class SqliteFile:
    """A file of which this process has one connection, in a thread of its own.

    So ``pragma data_version`` tells what *others* have written since it was last asked.

    Parameters
    ----------
    path : Path
        Made when it is first needed, for its owner only. One that was deleted is begun anew.
    tables : str
        SQL that makes what is missing.

    Attributes
    ----------
    openings : int
        How often it was opened.
    """

    def __init__(self, path: Path, tables: str) -> None:
        self.path = path
        self.openings = 0
        self._tables = tables
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=path.stem)
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None

    async def write(self, deed: Deed[T]) -> T:
        """Do something that writes, whole or not at all.

        Raises
        ------
        Unavailable
            If the file cannot be opened, read or written. What the deed itself raises comes out.
        """
        return await self._do(deed, "begin immediate")

    async def read(self, deed: Deed[T]) -> T:
        """Do something that only reads, and sees one moment."""
        return await self._do(deed, "begin")

    async def scrub(self) -> bool:
        """Empty the log that still has what was deleted; False while somebody else reads it.

        In the file itself it is overwritten already (``secure_delete``).
        """
        return await self._do(_checkpoint, "")

    async def stop(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._let_go)
        self._thread.shutdown()

    async def _do(self, deed: Deed[T], begin: str) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._transaction, deed, begin)

    def _transaction(self, deed: Deed[T], begin: str) -> T:
        try:
            db = self._opened()
            if not begin:
                return deed(db)
            db.execute(begin)
            try:
                result = deed(db)
                db.execute("commit")
            except BaseException:
                if db.in_transaction:
                    db.execute("rollback")
                raise
            return result
        except (sqlite3.Error, OSError) as error:
            self._let_go()
            raise Unavailable from error

    def _opened(self) -> sqlite3.Connection:
        """The connection, to the file that stands at its place now."""
        if self._connection is not None and self._found() == self._identity:
            return self._connection
        self._let_go()
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        db.execute("pragma secure_delete = on")
        db.executescript(self._tables)
        self._connection, self._identity = db, self._found()
        self.openings += 1
        return db

    def _found(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def _checkpoint(db: sqlite3.Connection) -> bool:
    (busy, _, _) = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    return not busy
