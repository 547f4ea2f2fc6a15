"""The classes of this process: who is connected, and what each may do."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import suppress

from streamlit.logger import get_logger

from server.live.connection import DRIVING_SPEED, Connection, spelled
from server.live.fields import Refused
from server.live.here import Here
from server.live.judge import Judge
from server.live.limits import Bucket, Buckets
from server.live.messages import Message
from server.live.polls import polls_of
from server.live.room import Room, read_room
from server.live.tokens import is_teacher, token_for, who_is
from server.live.views import STUDENT, TEACHER, View
from store.classes import ClassStore, Full, Gone, Unavailable

BEAT = 5.0
"""Seconds between two times that this process says that it lives."""
MOST_TABS = 1500
"""Of all classes, in one process."""
GUESSES = (2.0, 60.0), (20.0, 300.0)
"""Codes that lead nowhere, per second and at once: from one address, a school's perhaps, and from
all. 33 million codes are not tried like that in twelve hours."""
MAKES = (1 / 60, 10.0), (0.2, 60.0)
"""Rooms, likewise."""
_CODES = 20

_LOG = get_logger(__name__)


class Hub:
    """All classes of this process.

    Parameters
    ----------
    store : ClassStore
        What all processes share.
    new_code : function
        Draws a code.
    """

    def __init__(
        self,
        store: ClassStore,
        new_code: Callable[[], str],
        most_tabs: int = MOST_TABS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store, self.judge = store, Judge()
        self.rooms: dict[str, Here] = {}
        self.process = secrets.token_hex(8)
        self.guesses = Buckets(*GUESSES, now=now)
        self._makes = Buckets(*MAKES, now=now)
        self._new_code, self._most_tabs = new_code, most_tabs
        self._tabs = 0
        self._entering: set[Connection] = set()
        self._beating: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.store.start(self._changed)
        self._beating = asyncio.create_task(self._beat())

    async def stop(self) -> None:
        """Leave: the tabs will come to another process, or to the next one."""
        if self._beating:
            self._beating.cancel()
        rooms, self.rooms = [*self.rooms.values()], {}
        for here in rooms:
            here.stop()
        with suppress(Unavailable, TimeoutError):
            async with asyncio.timeout(BEAT):
                for here in rooms:
                    for tab in [*here.tabs]:
                        if tab.role == STUDENT:
                            await self.store.go(here.code, tab.who, self.process)
        await self.store.stop()
        self.judge.stop()

    def opened(self) -> bool:
        """Count a tab that connects; False where there are too many."""
        if self._tabs >= self._most_tabs:
            return False
        self._tabs += 1
        return True

    async def closed(self, tab: Connection) -> None:
        """A tab has gone."""
        self._tabs -= 1
        await self.leave(tab)

    def _changed(self, code: str) -> None:
        if here := self.rooms.get(code):
            here.wake()

    async def _beat(self) -> None:
        away = False
        while True:
            people = {
                code: {tab.who for tab in here.tabs if tab.role == STUDENT}
                for code, here in self.rooms.items()
            }
            try:
                await self.store.beat(self.process, people)
                away = False
            except Unavailable as error:
                if not away:
                    _LOG.warning("The store of the classes does not answer: %s", error.__cause__)
                away = True
            await asyncio.sleep(BEAT)

    async def make(self, tab: Connection, message: Message) -> None:
        """A new room, and its teacher in it."""
        if wait := self._makes.take(tab.address):
            raise Refused("slow", seconds=_up(wait))
        secret = secrets.token_hex(32)
        who = who_is(secret, message["key"])
        place, step = place_and_step(message["place"])
        head = Room(secret, who, place, step).head
        for _ in range(_CODES):
            code = self._new_code()
            try:
                made = await self.store.make(code, head)
            except Full as full:
                raise Refused("rooms", most=full.most) from None
            if made:
                break
        else:
            raise Refused("store")
        tab.say(spelled("made", room=code, token=token_for(secret, code)))
        await self.enter(tab, code, who, TEACHER, message.get("lang"))

    async def hello(self, tab: Connection, message: Message) -> None:
        """Somebody enters, for the first time or again."""
        code = message["room"]
        wait = self.guesses.wait(tab.address)
        seen = await self.store.read(code)
        room = read_room(seen.head) if seen else None
        who = who_is(room.secret, message["key"]) if room else ""
        token = message.get("token")
        if room and token is not None:
            if is_teacher(room.secret, code, token):
                await self.enter(tab, code, who, TEACHER, message.get("lang"))
                return
            self.guesses.take(tab.address)
            raise Refused("token")
        # while codes are guessed, only those go on who were there before
        if wait and not (room and await self.store.knows(code, who)):
            raise Refused("slow", seconds=_up(wait))
        if room is None:
            self.guesses.take(tab.address)
            raise Refused("room")
        await self.enter(tab, code, who, STUDENT, message.get("lang"))

    async def enter(
        self, tab: Connection, code: str, who: str, role: str, language: str | None
    ) -> None:
        """Bring a tab into a room, and tell it everything."""
        if tab.code and (tab.code, tab.who, tab.role) != (code, who, role):
            await self.leave(tab)
        self._entering.add(tab)
        try:
            # before anything is awaited: an old connection that goes meanwhile finds this one
            tab.code, tab.who, tab.role = code, who, role
            if role == STUDENT:
                await self.store.come(code, who, self.process)
            tab.language = language or tab.language
            here = await self._ready(tab)
        except Full as full:
            await self.leave(tab)
            raise Refused("full", most=full.most) from None
        except Gone:
            await self.leave(tab)
            raise Refused("room") from None
        except Unavailable:
            await self.leave(tab)
            raise
        finally:
            self._entering.discard(tab)
        # nothing is awaited from here on: what comes after this state comes after it
        here.tabs.add(tab)
        tab.roams = False
        if role == TEACHER:
            tab.speed = Bucket(*DRIVING_SPEED)
        tab.catches_up(lambda: here.state_for(tab))
        tab.say(here.state_for(tab))

    async def _ready(self, tab: Connection) -> Here:
        """The room, with what this person answered in it looked up."""
        while True:
            here = self._here(tab.code)
            view = await here.look()
            if view is None:
                raise Gone
            if tab.role == STUDENT and tab.question != _question_of(view):
                await self._remember(tab, view)
            # while that was awaited the last one may have left, or another question been asked
            is_now = self.rooms.get(tab.code) is here and here.view is not None
            if is_now and (tab.role == TEACHER or tab.question == _question_of(here.view)):
                return here

    async def _remember(self, tab: Connection, view: View) -> None:
        """What this person answered before the connection was lost."""
        number = _question_of(view)
        polls = polls_of(number)
        found = await self.store.answers_of(tab.code, tab.who, [*polls]) if number else {}
        tab.answered(number, {polls[poll]: text for poll, text in found.items()})

    def _here(self, code: str) -> Here:
        if code not in self.rooms:
            self.rooms[code] = Here(code, self.store, self.judge, self._forget)
            self.store.watch([*self.rooms])
        return self.rooms[code]

    async def leave(self, tab: Connection) -> None:
        """Take a tab out of its room; the person may have another one there."""
        code, tab.code = tab.code, ""
        tab.answered(0, {})
        here = self.rooms.get(code)
        if not code or here is None:
            return
        here.tabs.discard(tab)
        # a page that is loaded again is here before its old connection is known to be gone
        others = any(
            (one.code, one.who, one.role) == (code, tab.who, STUDENT)
            for one in here.tabs | self._entering
        )
        if not here.tabs:
            self._forget(code)
        if tab.role == STUDENT and not others:
            with suppress(Unavailable):
                await self.store.go(code, tab.who, self.process)

    def _forget(self, code: str) -> None:
        if here := self.rooms.pop(code, None):
            here.stop()
            self.store.watch([*self.rooms])


def place_and_step(message: Message) -> tuple[dict[str, object], dict[str, object]]:
    """The fields of a message ``place``, as a room has them."""
    place = {name: message.get(name) for name in ("page", "link", "picture", "film")}
    return place, step_of(message)


def step_of(message: Message) -> dict[str, object]:
    """The fields of a message ``step``."""
    return {name: message.get(name) for name in ("step", "filter", "phase", "point")}


def _question_of(view: View | None) -> int:
    return view.room.question.id if view and view.room.question else 0


def _up(seconds: float) -> int:
    return int(seconds) + 1
