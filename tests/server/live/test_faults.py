"""What goes wrong in a class: machines die, sleep and come back; nothing is lost or doubled."""

import asyncio
import tempfile
from contextlib import contextmanager
from pathlib import Path

from benchmarks.class_tab import ClassTab
from benchmarks.redis_server import RedisServer
from server.live.connection import MOST_WAITING, Connection
from server.live.hub import Hub
from store.sqlite_classes import SqliteClasses
from tests.parts import need_part
from tests.server.live.conftest import Class, scene
from tests.server.live.process import Process
from tests.server.live.serving import serving


@contextmanager
def processes(place, count):
    running = [Process(place) for _ in range(count)]
    try:
        yield running
    finally:
        for one in running:
            if one.process.poll() is None:
                one.kill()


def test_a_process_killed_in_the_middle_of_a_vote_loses_nothing(tmp_path):
    # with Redis, `test_machines.py` kills one
    async def play(first, second):
        await asyncio.gather(first.is_up(), second.is_up())
        room = Class([first.url, second.url])
        teacher = await room.teacher()
        students = [await room.student(number % 2) for number in range(12)]
        await teacher.say("ask", cell="out[0,0,0,0]")
        for student in students:
            await student.until(lambda state: state["question"])
        # half of them are answering when it dies; some hear that they counted, some do not
        for student in students[:7]:
            await student.say("answer", question=1, vote=1, text="16")
        await students[0].hear("ack")
        first.kill()
        for student in students:
            if student.url == first.url:
                await student.gone()
                student.url = second.url
                await student.join()
                assert student.state["question"]["state"] == "open"
        teacher.url = second.url
        await teacher.gone()
        await teacher.join()
        assert teacher.state["driving"]
        # a tab says again what was not acknowledged, and who had not answered does
        acks = await asyncio.gather(*(student.answer("16") for student in students))
        assert all(ack["accepted"] for ack in acks)
        await teacher.until(lambda state: state["question"]["answered"] == 12)
        assert teacher.state["present"] == 12
        await teacher.say("close")
        await teacher.say("show", what="bars")
        await teacher.until(lambda state: state["question"].get("bars"))
        counts = [(bar["mistake"], bar["first"]) for bar in teacher.state["question"]["bars"]]
        assert counts == [("right", 12)]
        for tab in room.tabs:
            await tab.close()

    with processes(str(tmp_path / "classes.sqlite3"), 2) as (first, second):
        asyncio.run(play(first, second))


def test_redis_restarts_and_the_class_goes_on():
    need_part("redis-server")

    async def play(redis):
        async with serving(redis.url) as (one, _), serving(redis.url) as (other, _):
            room = Class([one, other])
            teacher = await room.teacher()
            student = await room.student(1)
            await teacher.say("ask", cell="out[0,0,0,0]")
            await student.until(lambda state: state["question"])
            await student.answer("16")
            await asyncio.to_thread(redis.write_down)
            redis.kill()
            assert (await teacher.ask("close"))["code"] == "store"
            assert (await student.ask("answer", question=1, vote=1, text="16"))["code"] == "store"
            assert student.closed is None
            await asyncio.to_thread(redis.start)
            assert (await student.answer("16"))["accepted"]
            await teacher.say("close")
            await student.until(lambda state: state["question"]["state"] == "closed")
            # what is said while nobody listens is heard as well
            assert (await student.answer("17"))["text"] == "16"
            for tab in room.tabs:
                assert tab.closed is None
                await tab.close()

    with tempfile.TemporaryDirectory() as folder:
        redis = RedisServer(Path(folder))
        redis.start()
        try:
            asyncio.run(play(redis))
        finally:
            redis.stop()


def test_the_file_is_deleted_the_class_ends_and_the_next_one_begins(tmp_path):
    path = tmp_path / "classes.sqlite3"

    async def play(room):
        teacher = await room.teacher()
        student = await room.student(1)
        path.unlink()
        assert (await teacher.ask("step", step=1, filter=0))["code"] == "room"
        await student.hear("ended")
        assert await student.gone() == 1000
        again = await room.teacher()
        student = await room.student(1)
        await again.say("step", step=9, filter=0)
        await student.until(lambda state: state["step"]["step"] == 9)

    scene(str(path), play, servers=2)


def test_a_teacher_who_was_asleep_drives_again(tmp_path, monkeypatch):
    async def play(room):
        teacher = await room.teacher()
        student = await room.student()
        await teacher.say("ask", cell="out[0,0,0,0]")
        await student.until(lambda state: state["question"])
        # after what is said now the server hangs up soon; it goes on waiting for the student
        with monkeypatch.context() as brief:
            brief.setattr("server.live.channel.SILENCE", 0.05)
            await teacher.say("ping")
            assert await teacher.gone() == 1000
        assert (await student.answer("16"))["accepted"]
        await teacher.join()
        assert teacher.state["driving"]
        assert teacher.state["question"]["answered"] == 1
        await teacher.say("close")
        await student.until(lambda state: state["question"]["state"] == "closed")

    scene(str(tmp_path / "classes.sqlite3"), play)


def test_a_connection_that_breaks_is_taken_up_where_it_was(place):
    async def play(room):
        teacher = await room.teacher()
        student = await room.student(1)
        await teacher.say("ask", cell="out[0,0,0,0]")
        await student.until(lambda state: state["question"])
        await student.answer("15")
        await teacher.until(lambda state: state["present"] == 1)
        student.cut()
        await student.gone()
        await teacher.until(lambda state: state["present"] == 0)
        await teacher.say("close")
        await teacher.until(lambda state: state["question"]["state"] == "closed")
        student.url = room.urls[0]
        await student.join()
        assert student.state["question"]["state"] == "closed"
        assert student.state["question"]["yours"] == [{"text": "15"}, None]

    scene(place, play, servers=2)


def test_the_same_student_in_two_tabs_is_one(place):
    async def play(room):
        teacher = await room.teacher()
        anna = await room.student()
        twin = await room.student(key=anna.key)
        far = await room.student(1, key=anna.key)
        await teacher.until(lambda state: state["present"] == 1)
        await teacher.say("ask", cell="out[0,0,0,0]")
        for tab in (anna, twin, far):
            await tab.until(lambda state: state["question"])
        texts = [
            (await tab.answer(text))["text"]
            for tab, text in ((anna, "16"), (twin, "15"), (far, "9"))
        ]
        assert texts == ["16", "16", "16"]
        await teacher.until(lambda state: state["question"].get("answered") == 1)
        await far.close()
        await anna.close()
        await twin.say("ping")
        await twin.hear("pong")
        await teacher.say("close")
        await twin.until(lambda state: state["question"]["state"] == "closed")

    scene(place, play, servers=2)


def test_who_loads_the_page_again_while_the_store_is_slow_is_still_there(tmp_path, monkeypatch):
    # the old connection goes after the new one has come in, and before the store has said so
    come, closed = SqliteClasses.come, Hub.closed
    has_come, has_gone = asyncio.Event(), asyncio.Event()

    async def slow(self, *facts):
        await come(self, *facts)
        has_come.set()
        await has_gone.wait()

    async def noticed(self, tab):
        await closed(self, tab)
        has_gone.set()

    async def play(room):
        teacher = await room.teacher()
        anna = await room.student()
        await teacher.until(lambda state: state["present"] == 1)
        monkeypatch.setattr(SqliteClasses, "come", slow)
        monkeypatch.setattr(Hub, "closed", noticed)
        again = asyncio.create_task(room.student(key=anna.key))
        await has_come.wait()
        await anna.close()
        await again
        await teacher.close()
        await teacher.join()
        assert teacher.state["present"] == 1

    scene(str(tmp_path / "classes.sqlite3"), play)


def test_a_clock_of_the_browsers_is_asked_by_nobody(tmp_path):
    async def play(room):
        teacher = await room.teacher()
        student = ClassTab(room.urls[0], teacher.room)
        room.tabs.append(student)
        await student.open(Date="Thu, 01 Jan 1970 00:00:00 GMT")
        long_ago = {"time": 0, "at": "1970-01-01T00:00:00Z", "now": -1}
        await student.say("hello", v=1, room=teacher.room, key=student.key, **long_ago)
        await student.hear("state")
        await teacher.say("ask", cell="out[0,0,0,0]")
        await student.until(lambda state: state["question"])
        await student.say("answer", question=1, vote=1, text="16", **long_ago)
        assert (await student.hear("ack"))["accepted"]

    scene(str(tmp_path / "classes.sqlite3"), play)


def test_who_is_slow_gets_the_whole_state():
    """A phone that takes nothing for a while is not told every step that it missed."""

    async def play():
        tab = Connection()
        tab.catches_up(lambda: "everything")
        for number in range(MOST_WAITING + 50):
            tab.say(str(number))
        assert await tab.next() == "everything"
        tab.say("news")
        assert await tab.next() == "news"

    asyncio.run(play())
