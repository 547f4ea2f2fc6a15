"""One tab's end of the channel: what waits to be sent, and how fast it may speak."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from server.live.limits import Bucket
from server.live.views import STUDENT

MOST_WAITING = 32
"""Messages for a tab that does not take them; then it gets the whole state when it does."""
SPEED = (5.0, 20.0)
DRIVING_SPEED = (30.0, 60.0)


def spelled(kind: str, **fields: Any) -> str:
    """A message as text."""
    return json.dumps({"kind": kind, **fields}, separators=(",", ":"), allow_nan=False)


class Connection:
    """A tab that is connected.

    Attributes
    ----------
    address : str
        Where it comes from; in memory only.
    code, role, who, language : str
        Once it has said ``hello``.
    yours : dict
        What this person answered to the question that stands, by vote.
    question : int
        Which one that is.
    roams : bool
    """

    def __init__(self, address: str = "") -> None:
        self.address = address
        self.code, self.role, self.who, self.language = "", STUDENT, "", "en"
        self.yours: dict[int, str] = {}
        self.question = 0
        self.roams = False
        self.speed = Bucket(*SPEED)
        self.refused = 0
        self._waiting: deque[str] = deque()
        self._whole: Callable[[], str] | None = None
        self._behind = False
        self._has_some = asyncio.Event()
        self.is_over = False

    def say(self, text: str) -> None:
        """Send something, soon."""
        if self._behind:
            return
        if len(self._waiting) >= MOST_WAITING and self._whole:
            self._waiting.clear()
            self._behind = True
        else:
            self._waiting.append(text)
        self._has_some.set()

    def catches_up(self, whole: Callable[[], str] | None) -> None:
        """How it gets the whole state after it has been too slow."""
        self._whole = whole

    def end(self, text: str) -> None:
        """Say a last word."""
        self._behind = False
        self._waiting.clear()
        self._waiting.append(text)
        self.is_over = True
        self._has_some.set()

    async def next(self) -> str | None:
        """What is to be sent next; None after the last word."""
        while not self._waiting and not self._behind:
            if self.is_over:
                return None
            self._has_some.clear()
            await self._has_some.wait()
        if self._behind and self._whole:
            self._behind = False
            return self._whole()
        return self._waiting.popleft()

    def answered(self, question: int, yours: Mapping[int, str]) -> None:
        """What this person answered."""
        self.question, self.yours = question, dict(yours)

    def yours_to(self, question: int) -> dict[int, str]:
        """What this person answered to a question."""
        return self.yours if self.question == question else {}
