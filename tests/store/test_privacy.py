"""What is on the disk of a class, and what of it when it is over."""

import asyncio

from server.live.tokens import who_is
from store.classes import Answer, Head
from store.redis_classes import RedisClasses
from store.sqlite_classes import SqliteClasses
from tests.store.test_classes import until

KEY = "0123456789abcdef0123456789abcdef"
SECRET = "5e" * 32


def on_the_disk(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_a_key_is_nowhere_and_what_was_deleted_is_overwritten(tmp_path):
    async def scene():
        store = SqliteClasses(tmp_path / "classes.sqlite3")
        await store.start(lambda code: None)
        who = who_is(SECRET, KEY)
        await store.make("K7Q2X", Head("the lesson that was shown " * 400, "1.1", True))
        await store.come("K7Q2X", who, "p1")
        await store.answer("K7Q2X", Answer("1.1", who, "31.4159"))
        await store.keep("K7Q2X", "paper", "the place of the question")
        data = on_the_disk(tmp_path)
        for kept in (b"31.4159", b"the lesson that was shown", who.encode()):
            assert kept in data
        assert KEY.encode() not in data
        assert bytes.fromhex(KEY) not in data
        await store.end("K7Q2X")

        async def is_gone():
            await store.beat("p1", {})
            data = on_the_disk(tmp_path)
            words = (b"31.4159", b"the lesson that", b"the place of", b"K7Q2X", who.encode())
            return not any(word in data for word in words)

        await until(is_gone)
        await store.stop()

    asyncio.run(scene())


def test_the_same_key_is_somebody_else_in_another_room():
    assert who_is(SECRET, KEY) != who_is("ab" * 32, KEY)
    assert KEY not in who_is(SECRET, KEY)


def test_only_its_owner_reads_the_file(tmp_path):
    async def scene():
        store = SqliteClasses(tmp_path / "deep" / "classes.sqlite3")
        await store.make("K7Q2X", Head("here"))
        await store.stop()

    asyncio.run(scene())
    assert (tmp_path / "deep" / "classes.sqlite3").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "deep").stat().st_mode & 0o777 == 0o700


def test_redis_writes_its_log_anew(redis_server):
    def log():
        return b"".join(p.read_bytes() for p in redis_server.folder.rglob("*") if p.is_file())

    async def scene():
        store = RedisClasses(redis_server.url)
        await store.make("K7Q2X", Head("a lesson that was shown", "1.1", True))
        await store.answer("K7Q2X", Answer("1.1", "somebody", "31.4159"))
        await until(lambda: b"31.4159" in log())
        await store.end("K7Q2X")
        await until(lambda: not any(word in log() for word in (b"31.4159", b"a lesson that was")))
        await store.stop()

    asyncio.run(scene())
