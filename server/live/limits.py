"""How fast one may speak, and how often guess."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MOST_ADDRESSES = 4096


class Bucket:
    """So many at once, and then so many in a second.

    Parameters
    ----------
    rate : float
        Per second.
    burst : float
    now : function
        Seconds, from whenever.

    Examples
    --------
    >>> clock = [0.0]
    >>> bucket = Bucket(rate=2, burst=2, now=lambda: clock[0])
    >>> bucket.take(), bucket.take(), bucket.take()
    (0.0, 0.0, 0.5)
    >>> clock[0] = 0.5
    >>> bucket.wait()
    0.0
    """

    def __init__(self, rate: float, burst: float, now: Callable[[], float] = time.monotonic):
        self.rate, self.burst = rate, burst
        self._now = now
        self._left, self._at = burst, now()

    def wait(self) -> float:
        """Seconds until one is there."""
        now = self._now()
        self._left = min(self.burst, self._left + (now - self._at) * self.rate)
        self._at = now
        return max(0.0, (1 - self._left) / self.rate)

    def take(self) -> float:
        """Take one if it is there; else say when."""
        wait = self.wait()
        if not wait:
            self._left -= 1
        return wait


class Buckets:
    """A bucket for each address, and one for all together. Kept in memory only, and not for long.

    Parameters
    ----------
    each, all_together : pair of float
        Rate and burst.
    """

    def __init__(
        self,
        each: tuple[float, float],
        all_together: tuple[float, float],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._each, self._now = each, now
        self._all = Bucket(*all_together, now=now)
        self._of: OrderedDict[str, Bucket] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds until somebody of this address may again."""
        one = self._of.get(address)
        return max(self._all.wait(), one.wait() if one else 0.0)

    def take(self, address: str) -> float:
        """Take one, if it is there; else say when."""
        wait = self.wait(address)
        if not wait:
            self._all.take()
            self._bucket(address).take()
        return wait

    def _bucket(self, address: str) -> Bucket:
        if address not in self._of:
            self._of[address] = Bucket(*self._each, now=self._now)
            if len(self._of) > MOST_ADDRESSES:
                self._of.popitem(last=False)
        self._of.move_to_end(address)
        return self._of[address]
