"""Numbers drawn from a seed, the same ones on every machine and in every year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


class Dice:
    """SplitMix64: whole numbers drawn from a key.

    Neither NumPy nor Python will do. NumPy promises the bits of its generators and not what
    `default_rng` makes of them (NEP 19), Python the numbers of ``random()`` and not those of
    ``shuffle`` and ``choice``, and its ``hash`` differs between processes. A seed that a teacher
    has written down asks the same questions after every update: so this is whole numbers alone.

    Parameters
    ----------
    *key : int
        Any whole numbers; each key has its own sequence.

    Notes
    -----
    Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).

    Examples
    --------
    >>> dice = Dice(0)
    >>> dice.bits() == Dice(0).bits(), [Dice(0).below(6) for _ in range(2)]
    (True, [3, 3])
    """

    def __init__(self, *key: int) -> None:
        self._state = 0
        for part in key:
            self._state = (self.bits() ^ part) & _MASK

    def bits(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + _GOLDEN) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def below(self, most: int) -> int:
        """A whole number from 0 to most-1."""
        return (self.bits() * most) >> 64

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.below(len(among))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them, in another order."""
        left = list(things)
        return [left.pop(self.below(len(left))) for _ in things]
