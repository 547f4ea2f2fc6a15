"""Classes in a store: the same promises, whichever store it is."""

import asyncio
import random
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from store.classes import PATIENCE, Answer, Bounds, Full, Gone, Head

HEAD = Head("at the beginning")
ASKING = Head("asks", "1.1", True)


@asynccontextmanager
async def stores(store_of, count=1, bounds=None):
    """Stores that have begun, and what each was told."""
    all_told: list[list[str]] = [[] for _ in range(count)]
    made = [store_of(bounds) for _ in range(count)]
    for store, told in zip(made, all_told, strict=True):
        await store.start(told.append)
    try:
        yield (made[0], all_told[0]) if count == 1 else (made, all_told)
    finally:
        for store in made:
            await store.stop()


async def until(holds, seconds=10):
    """Wait for something that another process brings about."""
    async with asyncio.timeout(seconds):
        while not (await holds() if asyncio.iscoroutinefunction(holds) else holds()):
            await asyncio.sleep(0.02)


def test_a_room_is_read_by_every_process(store_of):
    async def scene():
        async with stores(store_of, 2) as ((one, other), _):
            assert await one.make("AAAAA", HEAD)
            assert not await other.make("AAAAA", HEAD)
            seen = await other.read("AAAAA")
            assert (seen.head, seen.present, seen.answered) == (HEAD, 0, 0)
            assert await other.read("BBBBB") is None

    asyncio.run(scene())


def test_no_change_is_lost_when_two_processes_change_at_once(store_of):
    async def scene():
        async with stores(store_of, 2) as (both, _):
            await both[0].make("AAAAA", Head("0"))

            def more(head):
                return replace(head, text=str(int(head.text) + 1))

            await asyncio.gather(*(both[i % 2].change("AAAAA", more) for i in range(60)))
            assert (await both[1].read("AAAAA")).head.text == "60"

    asyncio.run(scene())


def test_a_change_that_raises_changes_nothing(store_of):
    def refuse(head):
        raise ZeroDivisionError

    async def scene():
        async with stores(store_of) as (store, _):
            await store.make("AAAAA", HEAD)
            with pytest.raises(ZeroDivisionError):
                await store.change("AAAAA", refuse)
            assert (await store.read("AAAAA")).head == HEAD
            with pytest.raises(Gone):
                await store.change("BBBBB", refuse)

    asyncio.run(scene())


def test_an_answer_counts_once_and_the_first_stands(store_of):
    async def scene():
        async with stores(store_of, 2) as ((one, other), _):
            await one.make("AAAAA", ASKING)
            assert await one.answer("AAAAA", Answer("1.1", "anna", "16")) == "16"
            assert await other.answer("AAAAA", Answer("1.1", "anna", "17")) == "16"
            assert await other.answer("AAAAA", Answer("1.2", "anna", "17")) is None
            assert (await one.read("AAAAA")).answered == 1
            await one.change("AAAAA", lambda head: replace(head, is_open=False))
            assert await other.answer("AAAAA", Answer("1.1", "anna", "9")) == "16"
            assert await other.answer("AAAAA", Answer("1.1", "ben", "9")) is None
            assert await one.answers("AAAAA", ["1.1"]) == [Answer("1.1", "anna", "16")]
            assert await one.answers("AAAAA", ["1.2"]) == []
            assert await one.answers_of("AAAAA", "anna", ["1.1", "1.2"]) == {"1.1": "16"}
            assert await one.answers_of("AAAAA", "ben", ["1.1"]) == {}
            with pytest.raises(Gone):
                await one.answer("BBBBB", Answer("1.1", "anna", "1"))

    asyncio.run(scene())


def test_a_poll_takes_only_so_many_answers(store_of):
    async def scene():
        async with stores(store_of, 1, Bounds(people=2)) as (store, _):
            await store.make("AAAAA", ASKING)
            for number in range(8):
                await store.answer("AAAAA", Answer("1.1", f"p{number}", "1"))
            with pytest.raises(Full) as told:
                await store.answer("AAAAA", Answer("1.1", "p8", "1"))
            assert told.value.most == 8
            assert await store.answer("AAAAA", Answer("1.1", "p0", "2")) == "1"

    asyncio.run(scene())


def test_a_crowd_that_says_everything_twice_is_counted_once(store_of):
    people = [f"p{number}" for number in range(150)]

    async def scene():
        async with stores(store_of, 2) as (both, _):
            await both[0].make("AAAAA", ASKING)
            said = [(who, str(turn)) for who in people for turn in range(2)]
            random.Random(3).shuffle(said)
            counted = await asyncio.gather(
                *(
                    both[i % 2].answer("AAAAA", Answer("1.1", who, text))
                    for i, (who, text) in enumerate(said)
                )
            )
            kept = {one.who: one.text for one in await both[0].answers("AAAAA", ["1.1"])}
            assert sorted(kept) == sorted(people)
            # each was told what counts, both times
            for (who, _), text in zip(said, counted, strict=True):
                assert kept[who] == text
            assert (await both[1].read("AAAAA")).answered == len(people)

    asyncio.run(scene())


def test_who_watches_hears_of_what_others_do(store_of):
    async def scene():
        async with stores(store_of, 2) as ((one, other), (_, told)):
            await one.make("AAAAA", ASKING)
            await one.make("BBBBB", ASKING)
            other.watch(["AAAAA"])
            await until(lambda: "AAAAA" in told)  # it listens
            deeds = [
                lambda: one.change("AAAAA", lambda head: replace(head, text="moved")),
                lambda: one.answer("AAAAA", Answer("1.1", "anna", "1")),
                lambda: one.come("AAAAA", "anna", "p1"),
                lambda: one.go("AAAAA", "anna", "p1"),
                lambda: one.end("AAAAA"),
            ]
            for deed in deeds:
                await asyncio.sleep(0.25)  # what was before has been heard
                told.clear()
                await deed()
                await until(lambda: "AAAAA" in told)
            told.clear()
            await one.answer("BBBBB", Answer("1.1", "anna", "1"))
            await asyncio.sleep(0.3)
            assert "BBBBB" not in told

    asyncio.run(scene())


def test_people_are_counted_once_wherever_they_are(store_of):
    async def scene():
        async with stores(store_of, 2, Bounds(people=2)) as ((one, other), _):
            await one.make("AAAAA", HEAD)
            await one.come("AAAAA", "anna", "p1")
            await other.come("AAAAA", "anna", "p2")  # her phone found another process
            await one.go("AAAAA", "anna", "p1")  # and the first one notices late
            await other.come("AAAAA", "ben", "p2")
            assert (await one.read("AAAAA")).present == 2
            with pytest.raises(Full) as told:
                await one.come("AAAAA", "carl", "p1")
            assert told.value.most == 2
            await one.come("AAAAA", "anna", "p1")  # who is there may come again
            await other.go("AAAAA", "ben", "p2")
            await one.come("AAAAA", "carl", "p1")
            assert await other.knows("AAAAA", "ben")
            assert not await other.knows("AAAAA", "dora")
            with pytest.raises(Gone):
                await one.come("BBBBB", "anna", "p1")

    asyncio.run(scene())


def test_people_of_a_process_that_died_are_gone_and_come_back(store_of):
    async def scene():
        async with stores(store_of, 2, Bounds(people=3)) as ((one, other), _):
            await one.make("AAAAA", HEAD)
            await one.come("AAAAA", "anna", "p1")
            await one.come("AAAAA", "ben", "p1")
            await other.come("AAAAA", "carl", "p2")

            for present in (3, 1):  # it has been silent for less than its time, and for more
                store_of.pass_time(0.6 * PATIENCE)
                await other.beat("p2", {"AAAAA": ["carl"]})
                assert (await other.read("AAAAA")).present == present
            await other.come("AAAAA", "anna", "p2")
            # it was only held up
            await one.beat("p1", {"AAAAA": ["anna", "ben"]})
            assert (await one.read("AAAAA")).present == 3
            await one.go("AAAAA", "anna", "p1")
            assert (await one.read("AAAAA")).present == 3

    asyncio.run(scene())


def test_papers_are_kept_beside_a_room(store_of):
    async def scene():
        async with stores(store_of, 2) as ((one, other), _):
            await one.make("AAAAA", HEAD)
            await one.keep("AAAAA", "place", "here")
            await one.keep("AAAAA", "place", "there ✓")
            assert await other.kept("AAAAA", "place") == "there ✓"
            assert await other.kept("AAAAA", "other") is None
            with pytest.raises(Gone):
                await one.keep("BBBBB", "place", "here")

    asyncio.run(scene())


def test_a_room_that_ended_is_gone_with_all_of_it(store_of):
    async def scene():
        async with stores(store_of, 2) as ((one, other), _):
            await one.make("AAAAA", ASKING)
            await one.answer("AAAAA", Answer("1.1", "anna", "16"))
            await one.keep("AAAAA", "place", "here")
            await one.come("AAAAA", "anna", "p1")
            await other.end("AAAAA")
            assert await one.read("AAAAA") is None
            assert await one.make("AAAAA", ASKING)  # the code is used again
            assert (await other.read("AAAAA")).answered == 0
            assert (await other.read("AAAAA")).present == 0
            assert await one.answers("AAAAA", ["1.1"]) == []
            assert await one.kept("AAAAA", "place") is None
            assert not await one.knows("AAAAA", "anna")

    asyncio.run(scene())


def test_a_room_dies_when_its_time_is_over(store_of):
    async def scene():
        async with stores(store_of, 1, Bounds(lifetime=600)) as (store, _):
            await store.make("AAAAA", ASKING)
            store_of.pass_time(540)
            await store.beat("p1", {})
            assert await store.read("AAAAA")
            store_of.pass_time(60)
            assert await store.read("AAAAA") is None
            with pytest.raises(Gone):
                await store.answer("AAAAA", Answer("1.1", "anna", "16"))
            with pytest.raises(Gone):
                await store.come("AAAAA", "anna", "p1")
            with pytest.raises(Gone):
                await store.keep("AAAAA", "paper", "text")
            await store.beat("p1", {})
            assert await store.make("AAAAA", HEAD)

    asyncio.run(scene())


def test_there_are_only_so_many_rooms_and_one_left_alone_makes_way(store_of):
    bounds = Bounds(rooms=3, lifetime=6000, alone=600)

    async def scene():
        async with stores(store_of, 1, bounds) as (store, _):
            for code in ("AAAAA", "BBBBB", "CCCCC"):
                await store.make(code, HEAD)
            await store.come("AAAAA", "anna", "p1")
            with pytest.raises(Full) as told:
                await store.make("DDDDD", HEAD)
            assert told.value.most == 3
            store_of.pass_time(600)
            await store.beat("p1", {"AAAAA": ["anna"]})
            await store.change("BBBBB", lambda head: replace(head, text="alive"))
            assert await store.make("DDDDD", HEAD)
            left = [code for code in ("AAAAA", "BBBBB", "CCCCC") if await store.read(code)]
            assert left == ["AAAAA", "BBBBB"]  # somebody is there; something was done there

    asyncio.run(scene())
