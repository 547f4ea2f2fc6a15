"""Films under way: one for each visitor, two for the server, none left for more than a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock, Timer

from ui.takeaway.gif import GifFilm

AT_ONCE = 2
PATIENCE = 60.0
"""Seconds after which a film that nobody goes on with is forgotten."""


class Busy(RuntimeError):
    """As many films are under way as the server makes at a time."""


class Films:
    """The films of all visitors.

    Parameters
    ----------
    clock : function () -> float
        Seconds.

    Examples
    --------
    >>> films = Films()
    >>> films.get("a") is None
    True
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[str, tuple[GifFilm, float]] = {}

    def begin(self, visitor: str, make: Callable[[], GifFilm]) -> None:
        """A new film takes the place of the visitor's last one.

        Raises
        ------
        Busy
        ValueError
            What `make` raises.
        """
        with self._lock:
            self._sweep()
            self._kept.pop(visitor, None)
            self._bound()
        film = make()  # takes a while, and nobody else's film waits for it
        with self._lock:
            self._bound()
            self._kept[visitor] = (film, self._clock())
        timer = Timer(PATIENCE + 1, self.sweep)
        timer.daemon = True
        timer.start()

    def get(self, visitor: str) -> GifFilm | None:
        """The visitor's film, which goes on now."""
        with self._lock:
            self._sweep()
            kept = self._kept.get(visitor)
            if kept is None:
                return None
            self._kept[visitor] = (kept[0], self._clock())
            return kept[0]

    def drop(self, visitor: str) -> None:
        """The film is done, or cancelled."""
        with self._lock:
            self._kept.pop(visitor, None)

    def sweep(self) -> None:
        """Forget what nobody goes on with; one that still goes on is looked at again."""
        with self._lock:
            self._sweep()
            left = bool(self._kept)
        if left:
            timer = Timer(PATIENCE + 1, self.sweep)
            timer.daemon = True
            timer.start()

    def _bound(self) -> None:
        if len(self._kept) >= AT_ONCE:
            raise Busy

    def _sweep(self) -> None:
        now = self._clock()
        for visitor, (_, touched) in list(self._kept.items()):
            if now - touched > PATIENCE:
                del self._kept[visitor]


FILMS = Films()
"""Those of this process."""
