"""Fewer wake-ups between a page's thread and the thread that sends."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable
from functools import partial
from threading import get_ident
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

GATHER_SECONDS = 0.004
"""How long a drawn element may wait for the next ones; Streamlit sends every 5 ms."""

_GATHERED = (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG)


class Gathering:
    """What a session's page has drawn, on its way to the thread that sends.

    Parameters
    ----------
    loop : AbstractEventLoop
        Of the thread that sends.
    """

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[Callable[[], None]] = deque()
        self._called = False

    def add(self, callback: Callable[[], None], at_once: bool) -> None:
        """Have something done on the other thread, after all that was added before it.

        Raises
        ------
        RuntimeError
            If the loop is closed.
        """
        self._waiting.append(callback)
        if at_once:
            self._loop.call_soon_threadsafe(self.hand_over)
        elif not self._called:
            self._called = True
            self._loop.call_soon_threadsafe(self._loop.call_later, GATHER_SECONDS, self.hand_over)

    def hand_over(self) -> None:
        """Do all that waits. On the thread that sends."""
        # before the first is taken: what is added from now on calls again
        self._called = False
        while self._waiting:
            self._waiting.popleft()()


def reduce_wakeups(runtime: Runtime) -> None:
    """Wake the thread that sends a few times for a page, and not twice for every element of it.

    Each wake-up is a byte through a pipe, and hands the one lock of Python from thread to thread:
    for a page of forty elements that is a tenth of what a change of the lesson costs.

    To be called on the thread that sends.
    """
    gatherings: WeakKeyDictionary[AppSession, Gathering] = WeakKeyDictionary()

    def gather(
        self: AppSession,
        sender: ScriptRunner | None,
        event: ScriptRunnerEvent,
        *args: Any,
        **named: Any,
    ) -> None:
        gathering = gatherings.get(self)
        if gathering is None:
            gathering = gatherings[self] = Gathering(self._event_loop)
        handle = self._handle_scriptrunner_event_on_event_loop
        try:
            gathering.add(partial(handle, sender, event, *args, **named), event not in _GATHERED)
        except RuntimeError:
            # as in Streamlit: at the end of the process a page may outlive the loop
            if not self._event_loop.is_closed():
                raise

    AppSession._on_scriptrunner_event = gather  # type: ignore[method-assign]
    create = AppSession._create_scriptrunner

    def create_after_all(self: AppSession, initial_rerun_data: RerunData) -> None:
        # a new runner makes the session deaf to the one before, and to what that has drawn last:
        # where a change comes in just as a run ends, its picture or its answer would be lost
        if gathering := gatherings.get(self):
            gathering.hand_over()
        create(self, initial_rerun_data)

    AppSession._create_scriptrunner = create_after_all  # type: ignore[method-assign]

    objects = runtime._get_async_objs()
    sending = get_ident()

    def wake() -> None:
        if get_ident() == sending:  # it is awake, and needs no byte through a pipe
            objects.need_send_data.set()
        else:
            objects.eventloop.call_soon_threadsafe(objects.need_send_data.set)

    runtime._session_mgr._message_enqueued_callback = wake  # type: ignore[attr-defined]
