"""Who draws first when many open the app at once."""

from __future__ import annotations

from collections.abc import Iterator
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
    >>> with turns.take(PICTURE):
    ...     print("the picture")
    the picture
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._guard = Lock()
        self._taken = False
        self._arrivals = count()
        self._waiting: list[tuple[float, int, Lock]] = []

    @contextmanager
    def take(self, purpose: float) -> Iterator[None]:
        """Wait for a turn, and have it within the context.

        Parameters
        ----------
        purpose : float
            `PICTURE` or `THE_REST`.
        """
        mine = self._enter(purpose)
        try:
            yield
        finally:
            if mine:
                self._leave()

    def _enter(self, purpose: float) -> bool:
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

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                heappop(self._waiting)[2].release()
            else:
                self._taken = False


turns = Turns()
"""Those of this process."""
