"""Answers judged by `lesson.asking`, on the lesson that was asked about, in a thread of its own."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl

from lesson.asking.answer import Asked, plain_answer, read_answer, read_shape
from lesson.asking.question import exists, read_question
from lesson.asking.told import value_of
from lesson.link.codec import read_link
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from server.live.fields import Refused
from ui.stage.predict.judge import said_to

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

RIGHT, OTHER = "right", "other"
MOST_KEPT = 8
"""Questions whose lesson is kept in memory."""
MOST_REPLIES = 4096
MOST_WAITING = 64


@dataclass(frozen=True)
class Verdict:
    """What an answer is.

    Attributes
    ----------
    mistake : str
        ``right``, ``other``, or the id of a slip.
    said : tuple of str
        What is said to it, line by line.
    """

    mistake: str
    said: tuple[str, ...]


def counted(text: str, cell: str) -> str | None:
    """An answer as it is kept: a number or a shape and nothing else; None for what is neither.

    Examples
    --------
    >>> counted(" １，５ ", "out[0,0,0,0]"), counted("(1,5)", "col.shape"), counted("me", "out_h")
    ('1.5', '1x5', None)
    """
    if read_question(cell).is_shape:
        shape = read_shape(text)
        return None if shape is None else "x".join(map(str, shape))
    return None if read_answer(text) is None else plain_answer(text)


class Judge:
    """Bounded in what it keeps, in what waits, and to one thread: no class stops the others."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="judge")
        self._asked: OrderedDict[tuple[str, str], Asked] = OrderedDict()
        self._replies: OrderedDict[tuple[str, str, str, str], Verdict] = OrderedDict()
        self._waiting = 0

    async def check(self, link: str, cell: str) -> None:
        """See that a lesson has what is asked, and make ready to judge.

        Raises
        ------
        Refused
            With code ``cell``, or ``busy`` where too many wait.
        """
        await self._do(lambda: self._find(link, cell))

    async def right(self, link: str, cell: str) -> str:
        """What is right, as it is written."""
        return await self._do(lambda: value_of(self._find(link, cell).right))

    async def verdicts(
        self, link: str, cell: str, texts: Iterable[str], language: str
    ) -> dict[str, Verdict]:
        """What each of some answers is, and what is said to it."""
        texts = set(texts)

        def judged() -> dict[str, Verdict]:
            return {text: self._judged(link, cell, text, language) for text in texts}

        return await self._do(judged)

    def _find(self, link: str, cell: str) -> Asked:
        place = link, cell
        found = self._asked.get(place)
        if found is None:
            same = (one.worked for (other, _), one in self._asked.items() if other == link)
            worked = next(same, None) or Worked(read_link(dict(_query(link))).lesson)
            question = read_question(cell)
            if not exists(question, worked):
                raise Refused("cell")
            found = self._asked[place] = Asked(question, worked)
        _bound(self._asked, place, MOST_KEPT)
        return found

    def _judged(self, link: str, cell: str, text: str, language: str) -> Verdict:
        place = link, cell, text, language
        if place not in self._replies:
            asked = self._find(link, cell)
            reply = asked.reply(text)
            mistake = RIGHT if reply.kind == "right" else next(iter(reply.slips), OTHER)
            words = vocabulary(language)
            said = []
            if reply.given is not None:
                said = said_to(reply, asked.question, asked.worked, words)
            self._replies[place] = Verdict(mistake, tuple(said))
        _bound(self._replies, place, MOST_REPLIES)
        return self._replies[place]

    async def _do(self, work: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise Refused("busy")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._waiting -= 1

    def stop(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


def name_of(mistake: str, language: str) -> str | None:
    """A mistake in words; None for ``right`` and ``other``, which are none."""
    if mistake in (RIGHT, OTHER):
        return None
    return vocabulary(language)(f"mistakes.{mistake}.name")


def _query(link: str) -> list[tuple[str, str]]:
    return parse_qsl(link.removeprefix("?"), keep_blank_values=True)


def _bound(kept: OrderedDict[K, V], newest: K, most: int) -> None:
    kept.move_to_end(newest)
    while len(kept) > most:
        kept.popitem(last=False)
