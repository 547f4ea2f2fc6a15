"""A room's tabs in this process: they are told what has changed, and nothing twice."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from streamlit.logger import get_logger

from lesson.state import LANGUAGES
from server.live import views
from server.live.connection import Connection, spelled
from server.live.judge import Judge
from server.live.polls import polls_of
from server.live.room import CLOSED, OPEN, SHOWN, Papers, Room, read_room
from server.live.views import STUDENT, TEACHER, Result, View
from store.classes import ClassStore, Seen, Unavailable

COUNTS_AGAIN = 0.25
"""Seconds between two times that a teacher is told how many there are, or have answered."""
AWAY = 0.5
"""Seconds until a store that did not answer is asked again."""

_LOG = get_logger(__name__)


class Here:
    """One room in one process.

    Whoever changes it changes it in the store; the store says that something changed; then it is
    read, and what is new goes out. So all processes do the same, and the newest state wins.
    """

    def __init__(
        self, code: str, store: ClassStore, judge: Judge, over: Callable[[str], None]
    ) -> None:
        self.code = code
        self.tabs: set[Connection] = set()
        self.view: View | None = None
        self._store, self._judge, self._over = store, judge, over
        self._stale = False
        self._telling: asyncio.Task[None] | None = None
        self._later: asyncio.TimerHandle | None = None
        self._preparing: asyncio.Task[None] | None = None
        self._counted_at = 0.0
        self._counts: tuple[int, int] | None = None

    def wake(self) -> None:
        """Something may have changed."""
        self._stale = True
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell())

    async def look(self) -> View | None:
        """The class as it is, for somebody who enters; None where it is gone."""
        if self.view is None:
            seen = await self._store.read(self.code)
            view = await self._viewed(seen) if seen else None
            self.view = self.view or view
        return self.view

    def stop(self) -> None:
        for task in (self._telling, self._preparing):
            if task and task is not asyncio.current_task():
                task.cancel()
        if self._later:
            self._later.cancel()

    async def _tell(self) -> None:
        try:
            while self._stale:
                self._stale = False
                try:
                    seen = await self._store.read(self.code)
                    if seen is None:
                        self._end()
                        return
                    await self._go_on(await self._viewed(seen))
                except Unavailable:
                    self._stale = True
                    await asyncio.sleep(AWAY)
        finally:
            self._telling = None

    def _end(self) -> None:
        for tab in self.tabs:
            tab.end(spelled("ended"))
        self.tabs.clear()
        self._over(self.code)

    async def _viewed(self, seen: Seen) -> View:
        room, before = read_room(seen.head), self.view
        now = room.question
        if now is None:
            return View(self.code, room, seen)
        same = before and before.room.question
        if same and same.paper == now.paper and before:
            papers = before.papers
        else:
            papers = await papers_of(self._store, self.code, [now.paper])
        result = None
        if now.state == SHOWN:
            if before and before.result and same and (same.id, same.vote) == (now.id, now.vote):
                result = before.result
            else:
                result = await self._judged_or_none(room, papers)
        return View(self.code, room, seen, papers, result)

    async def _judged_or_none(self, room: Room, papers: Papers) -> Result | None:
        try:
            return await self._judged(room, papers)
        except Unavailable:
            raise
        except Exception:
            # a class goes on, whatever one question does to it
            _LOG.exception("The answers of a class could not be judged.")
            return None

    async def _judged(self, room: Room, papers: Papers) -> Result:
        now = room.question
        assert now is not None
        polls = polls_of(now.id)
        texts = views.texts_of(await self._store.answers(self.code, [*polls]), polls)
        given = {text for votes in texts.values() for text in votes.values()}
        link = papers.get(now.paper, (room.place, room.step))[0]["link"]
        verdicts = {
            language: await self._judge.verdicts(link, now.cell, given, language)
            for language in LANGUAGES
        }
        for tab in self.tabs:
            if tab.role == STUDENT:
                tab.answered(now.id, texts.get(tab.who, {}))
        return Result(texts, verdicts, await self._judge.right(link, now.cell))

    async def _prepare(self, view: View) -> None:
        """Work out what a question needs once nobody answers any more, to show it at once."""
        now = view.room.question
        try:
            if now and now.paper in view.papers:
                link = view.papers[now.paper][0]["link"]
                await self._judge.verdicts(link, now.cell, ["0"], LANGUAGES[0])
        except Exception:
            _LOG.exception("A question of a class could not be prepared.")
        finally:
            self._preparing = None

    async def _go_on(self, view: View) -> None:
        before, self.view = self.view, view
        if before is None:
            return
        if view.seen.head != before.seen.head:
            self._tell_changes(before.room, view)
        self._tell_counts(view)

    def _tell_changes(self, was: Room, view: View) -> None:
        room, told = view.room, _Told(view)
        eyes = was.eyes != room.eyes
        asks = was.question != room.question
        opens = asks and room.question is not None and room.question.state == OPEN
        if asks and room.question and room.question.state == CLOSED and self._preparing is None:
            self._preparing = asyncio.create_task(self._prepare(view))
        for tab in self.tabs:
            if tab.role == STUDENT and was.calls != room.calls:
                tab.roams = False
                tab.say(told.once("called", calls=room.calls))
                tab.say(self.state_for(tab))
                continue
            drives = tab.role == TEACHER and tab.who == room.driver
            # who drives is where it is; unless a question takes it back to its own place
            follows = not tab.roams and (not drives or opens)
            if follows and was.place != room.place:
                tab.say(told.once("place", place=room.place, step=room.step))
            elif follows and was.step != room.step:
                tab.say(told.once("step", step=room.step))
            undo = views.undo(room) if tab.role == TEACHER else {}
            if eyes:
                tab.say(told.once("eyes", tab.role, eyes=room.eyes, **undo))
            if asks:
                tab.say(told.question(tab, undo))
            if tab.role == TEACHER and was.driver != room.driver:
                tab.say(spelled("driving", driving=drives))

    def _tell_counts(self, view: View) -> None:
        """How many there are and have answered: to teachers, and not at every answer."""
        now = view.room.question
        counts = view.seen.present, view.seen.answered if now else 0
        if counts == self._counts:
            return
        wait = self._counted_at + COUNTS_AGAIN - time.monotonic()
        if wait > 0:
            if self._later is None:
                self._later = asyncio.get_running_loop().call_later(wait, self._count_again)
            return
        before, self._counts = self._counts or (-1, -1), counts
        self._counted_at = time.monotonic()
        for tab in self.tabs:
            if tab.role != TEACHER:
                continue
            if before[0] != counts[0]:
                tab.say(spelled("present", present=counts[0]))
            if now and before[1] != counts[1]:
                tab.say(spelled("answered", id=now.id, vote=now.vote, answered=counts[1]))

    def _count_again(self) -> None:
        self._later = None
        if self.view:
            self._tell_counts(self.view)

    def state_for(self, tab: Connection) -> str:
        """Everything, for one tab."""
        assert self.view is not None
        now = self.view.room.question
        yours = tab.yours_to(now.id) if now else {}
        told = views.state(self.view, tab.role, tab.who, tab.language, yours, time.time())
        return json.dumps({**told, "roam": tab.roams}, separators=(",", ":"))


class _Told:
    """What is the same for many is spelled once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._texts: dict[tuple[Any, ...], str] = {}

    def once(self, kind: str, role: str = "", **fields: Any) -> str:
        place = kind, role
        if place not in self._texts:
            self._texts[place] = spelled(kind, **fields)
        return self._texts[place]

    def question(self, tab: Connection, undo: dict[str, bool]) -> str:
        now = self._view.room.question
        yours = tab.yours_to(now.id) if now else {}
        place = "question", tab.role, tab.language, *sorted(yours.items())
        if place not in self._texts:
            told = views.question(self._view, tab.role, tab.language, yours)
            self._texts[place] = spelled("question", question=told, **undo)
        return self._texts[place]


async def papers_of(store: ClassStore, code: str, names: Iterable[str]) -> Papers:
    """Places that are kept beside a room, by their names."""
    found = {}
    for name in set(names):
        text = await store.kept(code, name)
        if text is not None:
            with suppress(ValueError):
                place, step = json.loads(text)
                found[name] = place, step
    return found
