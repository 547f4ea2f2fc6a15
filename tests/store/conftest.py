"""The stores of classes: the same tests for each of them."""

import time

import pytest
from redis import Redis

from store.redis_classes import PREFIX, RedisClasses
from store.sqlite_classes import SqliteClasses


class Stores:
    """Makes stores that share their rooms and a clock, as the processes of one class do.

    The clock begins with the real one and goes where a test puts it.
    """

    def __init__(self, kind, place):
        self._kind, self._place = kind, place
        self._ahead = 0.0

    def __call__(self, bounds=None):
        return self._kind(self._place, bounds, self.now)

    def now(self):
        return time.time() + self._ahead

    def pass_time(self, seconds):
        self._ahead += seconds
        if self._kind is RedisClasses:
            self._let_processes_age(int(seconds * 1000))

    def _let_processes_age(self, by):
        """Redis counts how long a process lives by a clock of its own."""
        with Redis.from_url(self._place) as client:
            for key in client.keys(f"{PREFIX}process:*"):
                client.pexpire(key, client.pttl(key) - by)  # what is over is deleted at once


@pytest.fixture(params=["sqlite", "redis"])
def store_of(request, tmp_path):
    if request.param == "sqlite":
        return Stores(SqliteClasses, tmp_path / "deep" / "classes.sqlite3")
    server = request.getfixturevalue("redis_server")
    server.empty()
    return Stores(RedisClasses, server.url)
