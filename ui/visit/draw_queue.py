"""Who draws first when many open the app at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from heapq import heapify, heappop, heappush
from itertools import count
from threading import Lock
from time import monotonic

PICTURE, THE_REST = 0.0, 2.0
"""What a turn is for: seconds that others may come later and still go first."""

PATIENCE = 5.0
"""Seconds that a page waits; then it goes without its turn, should another one be stuck."""


class Turns:
    """Pages draw one after the other, and the pictures of all before the rest of any.

    Python runs one thread at a time. Left alone, a hundred pages take turns every few milliseconds
    and are all done at the end; one after the other, half of them are done in half the time, and
    where each draws its picture first, all have one before the end. What has waited for two seconds
    gives way to nothing that comes then: the last of a class get their controls, too, while the
    first hand in their photographs.

    Parameters
    ----------
    patience : float
        Seconds.

    Examples
    --------
    >>> turns = Turns()
    >>> with turns.take(PICTURE) as turn:
    ...     print("the picture")
    ...     turn.give_way(THE_REST)
    ...     print("the rest")
    the picture
    the rest
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._guard = Lock()
        self._taken = False
        self._arrivals = count()
        self._waiting: list[tuple[float, int, Lock]] = []

    @contextmanager
    def take(self, purpose: float) -> Iterator[Turn]:
        """Wait for a turn, and have it within the context.

        Parameters
        ----------
        purpose : float
            `PICTURE` or `THE_REST`.
        """
        turn = Turn(self, purpose, mine=self.enter(purpose))
        try:
            yield turn
        finally:
            turn.end()

    @property
    def is_taken(self) -> bool:
        """Whether somebody has a turn."""
        return self._taken

    def enter(self, purpose: float) -> bool:
        """Wait; False if patience ran out, and there is no turn to hand on."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            signal = Lock()
            signal.acquire()
            place = (monotonic() + purpose, next(self._arrivals), signal)
            heappush(self._waiting, place)
        if signal.acquire(timeout=self._patience):
            return True
        with self._guard:
            if place not in self._waiting:
                return True  # it came at the last moment
            self._waiting.remove(place)
            heapify(self._waiting)
            return False

    def leave(self) -> None:
        """Hand on the turn that `enter` has brought."""
        with self._guard:
            if self._waiting:
                heappop(self._waiting)[2].release()
            else:
                self._taken = False


class Turn:
    """The turn of one page; `Turns.take` makes it, once it has come."""

    def __init__(self, turns: Turns, purpose: float, *, mine: bool) -> None:
        self._turns = turns
        self._purpose: float | None = purpose
        self._mine = mine

    def give_way(self, purpose: float, meanwhile: Callable[[], object] | None = None) -> None:
        """Let others go, and wait for another turn; nothing, if this one is for that already.

        Parameters
        ----------
        purpose : float
            Of what is still to be drawn.
        meanwhile : function, optional
            What there is to wait for without a turn.
        """
        if self._purpose in (None, purpose):
            return
        self._purpose = purpose
        self._hand_on()
        if meanwhile is not None:
            meanwhile()
        self._mine = self._turns.enter(purpose)

    def end(self) -> None:
        """Hand it on; from now on there is nothing to give way with."""
        self._purpose = None
        self._hand_on()

    def _hand_on(self) -> None:
        mine, self._mine = self._mine, False
        if mine:
            self._turns.leave()


turns = Turns()
"""Those of this process."""
