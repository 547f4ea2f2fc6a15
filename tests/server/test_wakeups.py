"""What a page draws reaches the thread that sends: all of it, in order, in few wake-ups."""

import asyncio
import threading
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from server.inside.wakeups import GATHER_SECONDS, Gathering, reduce_wakeups


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


def test_what_a_run_has_drawn_last_comes_before_the_next_runner(monkeypatch):
    # from then on the session no longer listens to the runner before
    heard: list[Any] = []
    session = object.__new__(AppSession)
    session._state = AppSessionState.SHUTDOWN_REQUESTED  # nothing of it is to be closed
    monkeypatch.setattr(AppSession, "_on_scriptrunner_event", None)
    monkeypatch.setattr(AppSession, "_create_scriptrunner", lambda *_: heard.append("next"))
    monkeypatch.setattr(
        AppSession,
        "_handle_scriptrunner_event_on_event_loop",
        lambda _, sender, event, name: heard.append(name),
    )

    async def scene() -> None:
        loop = session._event_loop = asyncio.get_running_loop()
        objects = SimpleNamespace(eventloop=loop, need_send_data=asyncio.Event())
        runtime = SimpleNamespace(_get_async_objs=lambda: objects, _session_mgr=SimpleNamespace())
        reduce_wakeups(cast(Any, runtime))
        for name in ("picture", "answer"):
            AppSession._on_scriptrunner_event(
                session, None, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, cast(Any, name)
            )
        AppSession._create_scriptrunner(session, cast(Any, None))
        await asyncio.sleep(20 * GATHER_SECONDS)

    asyncio.run(scene())
    assert heard == ["picture", "answer", "next"]
