"""The stores of classes: the same tests for each of them."""

import pytest

from store.classes import Bounds
from store.redis_classes import RedisClasses
from store.sqlite_classes import SqliteClasses
from tests.parts import need
from tests.store.redis_server import MISSING, REDIS, running_redis


@pytest.fixture(scope="session")
def redis_server():
    need(REDIS, MISSING)
    with running_redis() as server:
        yield server


@pytest.fixture(params=["sqlite", "redis"])
def store_of(request, tmp_path):
    """Makes stores that share their rooms, as the processes of one class do."""
    if request.param == "sqlite":
        path = tmp_path / "deep" / "classes.sqlite3"
        return lambda bounds=None: SqliteClasses(path, bounds)
    server = request.getfixturevalue("redis_server")
    _empty(server)
    return lambda bounds=None: RedisClasses(server.url, bounds)


def _empty(server):
    import redis

    with redis.Redis.from_url(server.url) as client:
        client.flushall()


SMALL = Bounds(rooms=3, people=2, lifetime=1.0, alone=0.2)
