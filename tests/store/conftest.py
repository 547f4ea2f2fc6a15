"""The stores of classes: the same tests for each of them."""

import pytest

from store.classes import Bounds
from store.redis_classes import RedisClasses
from store.sqlite_classes import SqliteClasses


@pytest.fixture(params=["sqlite", "redis"])
def store_of(request, tmp_path):
    """Makes stores that share their rooms, as the processes of one class do."""
    if request.param == "sqlite":
        path = tmp_path / "deep" / "classes.sqlite3"
        return lambda bounds=None: SqliteClasses(path, bounds)
    server = request.getfixturevalue("redis_server")
    server.empty()
    return lambda bounds=None: RedisClasses(server.url, bounds)


SMALL = Bounds(rooms=3, people=2, lifetime=1.0, alone=0.2)
