"""Where a run with a slip in it first goes wrong, and who would have noticed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.code.listing import Listing
from lesson.code.runner import Enough, Failure, Moment, run
from lesson.code.trace import RETURNED, reach
from lesson.mistakes.wrong import same, wrong_cells

_SEED = 7
_CLOSE = 1e-6


@dataclass(frozen=True, eq=False)
class WrongValue:
    """The first variable that is not what it should be.

    Attributes
    ----------
    step : int
        Index into the slipped trace's steps.
    name : str
    value, right : array
        As it is and as it should be.
    """

    step: int
    name: str
    value: NDArray[Any]
    right: NDArray[Any]

    @property
    def same_shape(self) -> bool:
        """Whether only numbers are wrong."""
        return self.value.shape == self.right.shape

    @property
    def cells(self) -> NDArray[np.bool_]:
        """Which cells are wrong: bool array like `value`; all where the shape is wrong."""
        if not self.same_shape:
            return np.ones(self.value.shape, bool)
        return wrong_cells(self.value, self.right)

    @property
    def first(self) -> tuple[int, ...]:
        """The first wrong cell, in the order in which an array is printed."""
        return tuple(int(at) for at in np.argwhere(self.cells)[0]) if self.cells.any() else ()


@dataclass(frozen=True)
class Verdict:
    """What becomes of a run with a slip.

    Attributes
    ----------
    failure : Failure or None
        The exception that stops it.
    wrong : WrongValue or None
        The first wrong value; it may come before the exception.
    caught : bool or None
        Whether a gradient check finds it: the gradients of ``backward`` beside differences of its
        own ``forward``. None where the run does not get so far.
    harmless : bool
        Whether out, db, dW and dx are right all the same.
    """

    failure: Failure | None
    wrong: WrongValue | None
    caught: bool | None
    harmless: bool


def verdict(right: Listing, slipped: Listing, operands: Mapping[str, Any]) -> Verdict:
    """Run both and hold the slipped run against the right one, variable by variable.

    Parameters
    ----------
    right, slipped : Listing
        The same but for one line.
    operands : mapping
        From `lesson.code.listing.operands`.

    Examples
    --------
    >>> from lesson.code.listing import listing
    >>> from lesson.mistakes.catalogue import SLIPS
    >>> given = dict(x=np.ones((1, 1, 3, 3)), W=np.ones((1, 1, 2, 2)), b=np.zeros(1))
    >>> given |= dict(stride=1, pad=0, dout=np.ones((1, 1, 2, 2)))
    >>> book = listing("book")
    >>> found = verdict(book, SLIPS["overwrite"].made_in(book), given)
    >>> found.wrong.name, found.wrong.first, found.caught
    ('img', (0, 0, 0, 1), True)
    """
    expected: list[_Made] = []
    best, _ = run(right, operands, _Watch(right, expected.append).see)
    wrong: list[WrongValue] = []
    due = iter(expected)

    def compare(made: _Made) -> None:
        should = next((one.values for one in due if one.line == made.line), None)
        if should is None:
            raise Enough
        for name, value in made.values.items():
            if name in should and not same(value, should[name]):
                wrong.append(
                    WrongValue(made.step, name, np.asarray(value), np.asarray(should[name]))
                )
                raise Enough

    run(slipped, operands, _Watch(slipped, compare).see)
    returned, failure = run(slipped, operands)
    return Verdict(
        failure,
        wrong[0] if wrong else None,
        caught=None if failure else not _agrees(slipped, operands),
        harmless=not failure and all(map(same, returned, best)),
    )


@dataclass(frozen=True)
class _Made:
    """A line that is done, and what it has made; a loop is done when it is over."""

    step: int
    line: int
    values: dict[str, Any]


class _Watch:
    """Tells what each line of a run has made, arrays as they are and not as copies."""

    def __init__(self, listing: Listing, tell: Callable[[_Made], None]) -> None:
        self._listing = listing
        self._tell = tell
        self._step = -1
        self._loop: _Made | None = None

    def see(self, moment: Moment) -> None:
        """Take a step of the run."""
        self._step += 1
        loop = self._listing.loop_of(moment.line)
        if moment.kind not in ("line", "return"):
            return
        if self._loop and self._loop.line != loop:
            over, self._loop = self._loop, None
            self._tell(over)
        if loop:
            names: Collection[str] = self._listing.written_by_loop(loop)
            self._loop = _Made(self._step, loop, _values(moment, names))
            return
        # what a loop is going to write into is compared when it has
        names = {*self._listing.sets(moment.line), RETURNED}
        names -= self._listing.written_after(moment.line)
        self._tell(_Made(self._step, moment.line, _values(moment, names)))


def _values(moment: Moment, names: Collection[str]) -> dict[str, Any]:
    return {
        name: thing
        for name, thing in reach(moment)
        if name in names and isinstance(thing, np.ndarray | int | np.number)
    }


def _agrees(listing: Listing, operands: Mapping[str, Any]) -> bool:
    """Whether backward's gradients are the slopes of forward, along one random direction each.

    A layer is linear in each of x, W and b, so that a difference is exact at any length.
    """
    rng = np.random.default_rng(_SEED)
    returned, _ = run(listing, operands)
    out, db, dW, dx = returned
    dout = operands["dout"]
    if out.shape != dout.shape:
        return False
    for name, gradient in (("x", dx), ("W", dW), ("b", db)):
        way = rng.normal(size=operands[name].shape)
        if gradient.shape != way.shape:
            return False
        other, failure = run(listing, {**operands, name: operands[name] + way})
        if failure is not None:
            return False
        slope = np.sum((other[0] - out) * dout)
        size = np.sum(np.abs(gradient * way)) + np.sum(np.abs((other[0] - out) * dout))
        if abs(slope - np.sum(gradient * way)) > _CLOSE * max(size, 1e-300):
            return False
    return True
