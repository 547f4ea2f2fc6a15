"""Who wants what is not theirs: forged tokens, guessed codes, floods, and nonsense."""

import asyncio
import random
import time
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer

from benchmarks.class_tab import PLACE, ClassTab
from benchmarks.plain_http import Http
from server.live import tokens
from server.live.connection import SPEED
from server.live.limits import Buckets
from store.classes import Bounds, Full
from store.codes import ALPHABET
from tests.server.live.conftest import scene
from tests.server.live.serving import serving


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "classes.sqlite3")


def test_only_who_made_the_room_can_drive_it(place):
    async def play(room):
        teacher = await room.teacher()
        other = ClassTab(room.urls[1])
        await other.make()
        room.tabs.append(other)
        forged = [
            other.token,  # another room's
            teacher.token[:-2] + ("AA" if teacher.token[-2:] != "AA" else "BB"),
            URLSafeTimedSerializer("guessed", salt="conv lab: who teaches").dumps(teacher.room),
            "",
            teacher.room,
        ]
        for token in forged:
            thief = ClassTab(room.urls[1], teacher.room, token)
            room.tabs.append(thief)
            await thief.open()
            await thief.hello()
            assert (await thief.hear("error"))["code"] == "token"
            assert (await thief.ask("end"))["code"] == "first"
        student = await room.student(1)
        deeds: list[tuple[str, dict[str, Any]]] = [
            ("step", {"step": 1, "filter": 0}), ("call", {}), ("drive", {}), ("end", {}),
            ("show", {"what": "answer"}), ("place", PLACE), ("ask", {"cell": "out_h"}),
        ]  # fmt: skip
        for kind, fields in deeds:
            assert (await student.ask(kind, **fields))["code"] == "role"

    scene(place, play, servers=2)


def test_a_token_of_a_class_that_ended_opens_nothing(place):
    async def play(room):
        teacher = await room.teacher()
        await teacher.say("end")
        await teacher.gone()
        await teacher.open()
        await teacher.hello()
        assert (await teacher.hear("error"))["code"] == "room"
        # nor the next class, should it have the same code
        from server.live.room import Room, read_room

        code, secret = teacher.room, "ab" * 32
        assert not tokens.is_teacher(secret, code, teacher.token)
        assert read_room(Room(secret, "", {}, {}).head).secret == secret

    scene(place, play, servers=2)


def test_a_token_lasts_a_day_by_the_servers_clock(monkeypatch):
    token = tokens.token_for("ab" * 32, "K7Q2X")
    now = time.time()
    for hours, holds in [(0, True), (-0.05, True), (23, True), (25, False), (-1, False)]:
        monkeypatch.setattr(time, "time", lambda hours=hours: now + hours * 3600)
        assert tokens.is_teacher("ab" * 32, "K7Q2X", token) == holds


def test_two_machines_have_the_token_and_one_drives(place):
    async def play(room):
        first = await room.teacher()
        second = await room.machine(1)
        assert (first.state["driving"], second.state["driving"]) == (True, False)
        assert (await second.ask("step", step=1, filter=0))["code"] == "driver"
        await second.say("drive")
        await second.until(lambda state: state["driving"])
        await first.until(lambda state: not state["driving"])
        assert (await first.ask("step", step=1, filter=0))["code"] == "driver"
        assert (await first.ask("end"))["code"] == "driver"
        await second.say("step", step=2, filter=0)
        await first.until(lambda state: state["step"]["step"] == 2)

    scene(place, play, servers=2)


def test_six_hundred_strangers_guess_and_the_class_goes_on(file):
    dice = random.Random(7)

    async def guess(url, number, told):
        tab = ClassTab(url)
        await tab.open(**{"X-Forwarded-For": f"10.0.0.{number % 3}"})
        for _ in range(4):
            tab.room = "".join(dice.choice(ALPHABET) for _ in range(5))
            await tab.hello()
            told.append((await tab.hear("error"))["code"])
        await tab.close()

    async def play(room):
        teacher = await room.teacher()
        known = ClassTab(room.urls[0], teacher.room)
        room.tabs.append(known)
        await known.join(**{"X-Forwarded-For": "10.0.0.1"})
        await known.close()
        told: list[str] = []
        strangers = (guess(room.urls[0], number, told) for number in range(600))
        for crowd in zip(*[iter(strangers)] * 50, strict=True):
            await asyncio.gather(*crowd)
        # of 2,400 guesses from three addresses few were looked up: 60 at once and 2 a second each
        assert told.count("room") < 1200
        assert told.count("slow") > 1200
        await known.join(**{"X-Forwarded-For": "10.0.0.1"})  # who was there is let in
        await teacher.close()
        await teacher.join(**{"X-Forwarded-For": "10.0.0.1"})
        fresh = ClassTab(room.urls[0], teacher.room)
        room.tabs.append(fresh)
        await fresh.join(**{"X-Forwarded-For": "10.9.9.9"})  # and who comes from elsewhere

    scene(file, play, proxies="127.0.0.1")


@pytest.mark.parametrize(
    ("proxies", "told", "counted"),
    [
        ("", "10.0.0.7", "127.0.0.1"),
        ("192.0.2.0/24", "10.0.0.7", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.7", "10.0.0.7"),
        # whatever a visitor wrote stands before what the proxies add
        ("127.0.0.0/8, 192.0.2.9", "10.9.9.9, 10.0.0.7, 192.0.2.9", "10.0.0.7"),
        ("127.0.0.1", "n" * 100, "n" * 64),
    ],
)
def test_a_visitor_says_nothing_of_where_it_comes_from_and_a_proxy_that_is_named_does(
    file, monkeypatch, proxies, told, counted
):
    guessed = []

    def take(_buckets, address):
        guessed.append(address)
        return 0.0

    async def play(room):
        monkeypatch.setattr(Buckets, "take", take)
        header = {"X-Forwarded-For": told}
        await Http(room.urls[0]).ask("GET", "/j/22222", headers=header)
        tab = ClassTab(room.urls[0], "22222")
        room.tabs.append(tab)
        await tab.open(**header)
        assert (await tab.ask("hello", v=1, room="22222", key=tab.key))["code"] == "room"

    scene(file, play, proxies=proxies)
    assert guessed == [counted, counted]


def test_the_answers_are_there_while_somebody_at_the_same_address_guesses(file, monkeypatch):
    async def play(room):
        teacher = await room.teacher()
        monkeypatch.setattr(Buckets, "wait", lambda *_: 60.0)
        for token, status in ((teacher.token, 200), ("guessed", 403)):
            headers = {"Authorization": f"Bearer {token}"}
            path = f"/class/csv?room={teacher.room}"
            assert (await Http(room.urls[0]).ask("POST", path, headers=headers)).status == status

    scene(file, play)


def test_a_ping_is_no_first_word(file):
    async def play(room):
        tab = ClassTab(room.urls[0])
        room.tabs.append(tab)
        await tab.open()
        assert (await tab.ask("ping"))["code"] == "first"

    scene(file, play)


def test_a_room_and_a_store_that_are_full_say_so(place):
    async def play(room):
        teacher = await room.teacher()
        anna, _ben = await room.student(), await room.student(1)
        await teacher.until(lambda state: state["present"] == 2)
        late = ClassTab(room.urls[1], teacher.room)
        room.tabs.append(late)
        await late.open()
        await late.hello()
        assert await late.hear("error") == {
            "kind": "error", "code": "full", "most": 2, "of": "hello",
        }  # fmt: skip
        await anna.close()
        await teacher.until(lambda state: state["present"] == 1)
        await late.hello()
        await late.hear("state")
        second = ClassTab(room.urls[0])
        room.tabs.append(second)
        await second.open()
        await second.say("make", v=1, key=second.key, place=PLACE)
        told = await second.hear("error")
        assert (told["code"], told["most"]) == ("rooms", 1)

    scene(place, play, servers=2, bounds=Bounds(rooms=1, people=2))


def test_who_shouts_is_heard_late_and_loses_nothing(file):
    async def play(room):
        teacher = await room.teacher()
        loud, calm = await room.student(), await room.student()
        rate, at_once = SPEED
        begun = time.perf_counter()
        for _ in range(30):
            await loud.say("ping")
        await teacher.say("step", step=3, filter=0)
        await calm.until(lambda state: state["step"]["step"] == 3)
        for _ in range(30):
            await loud.hear("pong")
        # no earlier, however slow this machine is; ``hello`` was one of those heard at once
        assert loud.at["pong"] - begun > (30 - at_once) / rate - 0.1
        assert calm.at["step"] < loud.at["pong"]

    scene(file, play)


def test_who_is_refused_a_room_is_in_it_no_more(file, monkeypatch):
    async def full(*_):
        raise Full(2)

    async def play():
        async with serving(file) as (url, live):
            tab = ClassTab(url)
            await tab.make()
            student = ClassTab(url, tab.room)
            await student.join()
            inside = live.hub.rooms[tab.room].tabs
            assert len(inside) == 2
            monkeypatch.setattr(live.hub.store, "come", full)
            await student.hello()  # in another language, say
            assert (await student.hear("error"))["code"] == "full"
            assert len(inside) == 1
            await student.close()
            await tab.close()

    asyncio.run(play())
