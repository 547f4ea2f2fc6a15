"""A trace: the listing, really run for a lesson's numbers, forward and then back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lesson.code.listing import Listing
from lesson.code.runner import Enough, Failure, Moment, run
from lesson.code.values import Value, value_of

RETURNED = "return"
"""The name that the value of a ``return`` goes by."""

_MOST_NUMBERS = 900
"""Of one array that a line outside loops makes: a picture of 30 by 30 cells is kept whole. What is
left out is asked for by `value_at`."""
_MOST_IN_LOOPS = 10_000
_FEWEST_NUMBERS = 64
"""Of all arrays that turns of loops make, together, and of each."""


@dataclass(frozen=True)
class Step:
    """A step of a run.

    Attributes
    ----------
    kind : str
        A ``line`` is done, a function is entered (``call``) or left (``return``), an ``error``.
    line : int
        Counted from 1; of a call, the line of ``def``.
    stack : tuple of (str, int)
        Function, and line that runs in it, of each call; the innermost last.
    changes : tuple of (str, int)
        Names in the innermost function, and their new values' places in `Trace.values`: what the
        line set, and on a call all there is. `RETURNED` is what a ``return`` gives.
    loop : int
        The line of the outermost loop that the step lies in; 0 outside.
    ends_loop : bool
        Whether it is the last step of that loop, the one on which it is over.
    live : int
        Bytes of all arrays that can be reached, each once.
    """

    kind: Literal["line", "call", "return", "error"]
    line: int
    stack: tuple[tuple[str, int], ...]
    changes: tuple[tuple[str, int], ...]
    loop: int = 0
    ends_loop: bool = False
    live: int = 0

    @property
    def function(self) -> str:
        """The function that it happens in."""
        return self.stack[-1][0]


@dataclass(frozen=True)
class Trace:
    """The run of a listing.

    Attributes
    ----------
    listing : Listing
    steps : tuple of Step
    values : tuple of Value
        Each kept once, however many names it has.
    failure : Failure or None
        How the run ended, where it did not come to its end.
    """

    listing: Listing
    steps: tuple[Step, ...]
    values: tuple[Value, ...]
    failure: Failure | None

    def variables(self, at: int) -> dict[str, Value]:
        """What the innermost function knows after a step, by name.

        Examples
        --------
        >>> from lesson.code.listing import listing_of, operands
        >>> from lesson.state import Filter, Lesson
        >>> from lesson.worked import Worked
        >>> book = Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),))
        >>> found = trace(listing_of(Worked(book)), operands(Worked(book)))
        >>> last_of_forward = [s.function for s in found.steps].index("backward") - 2
        >>> found.variables(last_of_forward)["out2"].numbers.tolist()
        [[16.0], [17.0], [7.0], [16.0]]
        """
        depth = len(self.steps[at].stack)
        known: dict[str, int] = {}
        first = at
        while self.steps[first].kind != "call" or len(self.steps[first].stack) != depth:
            first -= 1
        for step in self.steps[first : at + 1]:
            if len(step.stack) == depth:
                known.update(step.changes)
        return {name: self.values[place] for name, place in known.items()}


def trace(listing: Listing, operands: Mapping[str, Any]) -> Trace:
    """Run a listing and keep what each line did.

    Parameters
    ----------
    listing : Listing
    operands : mapping
        From `lesson.code.listing.operands`.

    Returns
    -------
    trace : Trace
        Its size is bounded whatever the lesson's: large arrays leave a small picture.
    """
    FH, FW = operands["W"].shape[2:]
    in_loops = max(_FEWEST_NUMBERS, _MOST_IN_LOOPS // (2 * FH * FW))
    recorder = _Recorder(listing, min(in_loops, _MOST_NUMBERS))
    failure = run(listing, operands, recorder.see)[1]
    return Trace(listing, tuple(_loops_ended(recorder.steps)), tuple(recorder.values), failure)


def value_at(listing: Listing, operands: Mapping[str, Any], at: int, name: str) -> Any:
    """A variable's whole value after a step: the listing is run again, that far.

    Parameters
    ----------
    at : int
        Index of the step in `Trace.steps`.
    name : str
        As in `Step.changes`.

    Returns
    -------
    value : object
        None where there is no such variable then.
    """
    found: list[Any] = []
    count = -1

    def see(moment: Moment) -> None:
        nonlocal count
        count += 1
        if count == at:
            found.append(dict(reach(moment)).get(name))
            raise Enough

    run(listing, operands, see)
    return found[0] if found else None


def reach(moment: Moment) -> Iterator[tuple[str, Any]]:
    """The variables of the innermost function, attributes of a layer by their full names."""
    yield from _variables(moment.stack[-1])
    if moment.kind == "return" and moment.returned is not None:
        yield RETURNED, moment.returned


def _variables(frame: FrameType) -> Iterator[tuple[str, Any]]:
    for name, thing in frame.f_locals.items():
        if isinstance(thing, _PLAIN):
            yield name, thing
            continue
        if name != "self":
            yield name, thing
        for attribute, held in vars(thing).items():
            yield f"{name}.{attribute}", held


_PLAIN = (np.ndarray, np.generic, int, float, str, tuple, type(None))


def _loops_ended(steps: list[Step]) -> Iterator[Step]:
    """The steps, each loop's last one marked."""
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        goes_on = after is not None and (after.loop, after.function) == (step.loop, step.function)
        yield step if not step.loop or goes_on else replace(step, ends_loop=True)


class _Recorder:
    """Writes a run down, and of each value what is new."""

    def __init__(self, listing: Listing, in_loops: int) -> None:
        self.steps: list[Step] = []
        self.values: list[Value] = []
        self._listing = listing
        self._in_loops = in_loops
        self._known: list[dict[str, tuple[Any, int]]] = []
        self._plain: dict[tuple[type, str], int] = {}

    def see(self, moment: Moment) -> None:
        """Take a step down."""
        depth = len(moment.stack)
        del self._known[depth:]
        while len(self._known) < depth:
            self._known.append({})
        known = self._known[-1]
        done = moment.kind in ("line", "return")
        written = self._listing.sets(moment.line) if done else ()
        within = self._listing.writes_into(moment.line) if done else ()
        changes = []
        for name, thing in reach(moment):
            if name in known and known[name][0] is thing and name not in written:
                continue
            place = None if name in within else self._place_of(thing)
            if place is None:
                place = len(self.values)
                inside = self._listing.loop_of(moment.line)
                most = self._in_loops if inside else _MOST_NUMBERS
                self.values.append(value_of(thing, most))
                self._plain[_plain(thing)] = place
            known[name] = (thing, place)
            changes.append((name, place))
        *callers, (function, _) = [(one.f_code.co_name, one.f_lineno) for one in moment.stack]
        self.steps.append(
            Step(
                moment.kind,
                moment.line,
                (*callers, (function, moment.line)),
                tuple(changes),
                self._listing.loop_of(moment.line),
                live=_bytes(moment.stack),
            )
        )

    def _place_of(self, thing: Any) -> int | None:
        """The place of a value that is written down already."""
        if isinstance(thing, int | float | tuple | type(None)):
            return self._plain.get(_plain(thing))
        return next(
            (
                place
                for known in reversed(self._known)
                for held, place in known.values()
                if held is thing
            ),
            None,
        )


def _plain(thing: Any) -> tuple[type, str]:
    return type(thing), "" if isinstance(thing, np.ndarray) else str(thing)


def _bytes(stack: tuple[FrameType, ...]) -> int:
    """Bytes of the arrays that can be reached; a view counts as what it looks into."""
    owners: dict[int, int] = {}
    for frame in stack:
        for _, thing in _variables(frame):
            if isinstance(thing, np.ndarray):
                owner: NDArray[Any] = thing
                while isinstance(owner.base, np.ndarray):
                    owner = owner.base
                owners[id(owner)] = owner.nbytes
    return sum(owners.values())
