"""What a page draws reaches the thread that sends: all of it, in order, in few wake-ups."""

import asyncio
import threading
from functools import partial
from typing import Any, cast

from server.inside.wakeups import GATHER_SECONDS, Gathering


class Counting:
    """A loop that counts how often it is woken from outside."""

    def __init__(self, loop):
        self.wakes = 0
        self.call_later = loop.call_later
        self._wake = loop.call_soon_threadsafe

    def call_soon_threadsafe(self, *call):
        self.wakes += 1
        return self._wake(*call)


async def deliver(count: int, last_at_once: bool) -> tuple[list[int], int]:
    loop = Counting(asyncio.get_running_loop())
    heard: list[int] = []
    gathering = Gathering(cast(Any, loop))

    def draw() -> None:
        for number in range(count):
            at_once = last_at_once and number == count - 1
            gathering.add(partial(heard.append, number), at_once)

    page = threading.Thread(target=draw)
    page.start()
    await asyncio.get_running_loop().run_in_executor(None, page.join)
    await asyncio.sleep(0 if last_at_once else 20 * GATHER_SECONDS)
    return heard, loop.wakes


def test_elements_arrive_in_order_in_few_wake_ups():
    heard, wakes = asyncio.run(deliver(500, last_at_once=False))
    assert heard == list(range(500))
    assert wakes < 100


def test_the_end_of_a_page_waits_for_nothing_and_overtakes_nothing():
    heard, _ = asyncio.run(deliver(500, last_at_once=True))
    assert heard == list(range(500))


def test_what_is_added_while_handing_over_is_not_forgotten():
    async def scene() -> list[str]:
        heard: list[str] = []
        gathering = Gathering(asyncio.get_running_loop())

        def again() -> None:
            heard.append("one")
            gathering.add(lambda: heard.append("two"), False)

        gathering.add(again, False)
        await asyncio.sleep(20 * GATHER_SECONDS)
        return heard

    assert asyncio.run(scene()) == ["one", "two"]
