"""What a mistake makes of a lesson: the arrays that come out wrong, and where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.code.listing import SIDES, Listing, listing, listing_of, operands
from lesson.code.runner import Enough, Moment, run
from lesson.mistakes.catalogue import SLIPS, Slip
from lesson.worked import Worked

Arrays = dict[str, NDArray[Any]]

NAMES = ("out_h", "out_w", "col", "out2", "out", "db", "dW", "dcol", "dx")
"""Arrays and sizes that a lesson can be asked about, in the order in which a layer makes them."""

_OF = {"forward": ("out_h", "out_w", "col", "out2", "out"), "backward": ("dcol", "dx")}

_COL = frozenset({"im2col"})
_OUT2 = _COL | {"forward.col_W", "forward.out2"}
_DCOL = frozenset({"forward.col_W", "backward.dcol"})
_UPSTREAM = {
    "out_h": frozenset({"forward.out_h"}),
    "out_w": frozenset({"forward.out_w"}),
    "col": _COL,
    "out2": _OUT2,
    "out": _OUT2 | {"forward.out"},
    "db": frozenset({"backward.self.db"}),
    "dW": _COL | {"backward.dW2", "backward.self.dW"},
    "dcol": _DCOL,
    "dx": _DCOL | {"backward.dx", "col2im"},
}
"""Where a slip has to stand to reach an array: a function, or a name that a function sets."""


def right_arrays(worked: Worked) -> Arrays:
    """What the listing computes for a lesson: each of `NAMES` by its name.

    Examples
    --------
    >>> from lesson.state import Filter, Lesson
    >>> book = Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),))
    >>> right_arrays(Worked(book))["out"].tolist()
    [[[[16.0, 17.0], [7.0, 16.0]]]]
    """
    return arrays_made(listing_of(worked), operands(worked))


def wrong_arrays(slip: Slip, worked: Worked) -> Arrays:
    """What somebody who makes the mistake gets for the lesson's arrays, as far as that goes.

    Returns
    -------
    arrays : dict
        Of `NAMES`, those that differ from the right ones. Empty where the mistake makes no
        difference here. A size that is too large or too small stands alone where the arrays of that
        size are none that one could work out.
    """
    right = right_arrays(worked)
    made = _MADE.get(slip.id, _as_edited)(slip, worked)
    return {name: array for name, array in made.items() if not same(array, right.get(name))}


def wrong_ways(name: str, worked: Worked) -> Iterator[tuple[Slip, NDArray[Any]]]:
    """Every slip that gives another array `name` on this lesson, with that array.

    As `wrong_arrays`, for one of `NAMES` and all slips, without what comes after it.
    """
    if name not in NAMES:  # how often a pixel is read, no line of the layer computes
        return
    forward = name in _OF["forward"]
    text, given = listing_of(worked), operands(worked)
    right = arrays_made(text, given, forward_only=forward).get(name)
    for slip in SLIPS.values():
        if slip.id in _MADE:
            found = _MADE[slip.id](slip, worked)
        elif _reaches(slip, name, text) and (made := slip.made_in(text)):
            found = arrays_made(made, given, forward_only=forward)
        else:
            continue
        if name in found and not same(found[name], right):
            yield slip, found[name]


def _reaches(slip: Slip, name: str, text: Listing) -> bool:
    line = slip.line_in(text)
    function = text.function_at(line)
    here = {function, *(f"{function}.{one}" for one in text.sets(line))}
    return not here.isdisjoint(_UPSTREAM[name])


def same(one: Any, other: Any) -> bool:
    """Whether two arrays are equal, but for what the order of a sum leaves behind in float64."""
    if one is None or other is None:
        return one is other
    one, other = np.asarray(one), np.asarray(other)
    return one.shape == other.shape and not wrong_cells(one, other).any()


def wrong_cells(one: NDArray[Any], right: NDArray[Any]) -> NDArray[np.bool_]:
    """Which cells differ, of two arrays of one shape."""
    size = np.abs(right).max(initial=0) + np.abs(one).max(initial=0)
    wrong: NDArray[np.bool_] = ~(np.abs(one - right) <= 1e-10 * max(size, 1e-300))
    return wrong


def arrays_made(text: Listing, given: Mapping[str, Any], *, forward_only: bool = False) -> Arrays:
    """Those of `NAMES` that a listing makes, up to where it stops."""
    found: Arrays = {}

    def see(moment: Moment) -> None:
        frame = moment.stack[-1]
        function = frame.f_code.co_name
        if function in _OF and moment.kind != "error":
            local = frame.f_locals
            found.update({name: np.asarray(local[name]) for name in _OF[function] if name in local})
            held = vars(local["self"])
            found.update({n: held[n] for n in ("db", "dW") if held.get(n) is not None})
            if forward_only and function == "forward" and moment.kind == "return":
                raise Enough

    run(text, given, see)
    return found


def _as_edited(slip: Slip, worked: Worked) -> Arrays:
    made = slip.made_in(listing_of(worked))
    return arrays_made(made, operands(worked)) if made else {}


def _sizes(rule: Callable[[int, int], int]) -> Callable[[Slip, Worked], Arrays]:
    """Another rule for both sizes, from the room that the window moves in and the stride."""

    def made(slip: Slip, worked: Worked) -> Arrays:
        g = worked.geometry
        top, bottom, left, right = g.pad
        room_h = g.in_h + top + bottom - g.row_offsets[-1] - 1
        room_w = g.in_w + left + right - g.col_offsets[-1] - 1
        return {
            "out_h": np.asarray(rule(room_h, g.stride[0])),
            "out_w": np.asarray(rule(room_w, g.stride[1])),
        }

    return made


def _padded(sides: Callable[[int, int, int, int], tuple[int, int, int, int]]) -> Any:
    """The right layer on another padding: its way forward, since dout has no cells for it."""

    def made(slip: Slip, worked: Worked) -> Arrays:
        g = worked.geometry
        given = dict(operands(worked))
        given |= {"stride": g.stride, "dilation": g.dilation, "pad": sides(*g.pad)}
        top, bottom, left, right = given["pad"]
        if min(
            g.in_h + top + bottom - g.row_offsets[-1], g.in_w + left + right - g.col_offsets[-1]
        ) < 1:  # fmt: skip
            return {}
        found = arrays_made(listing(SIDES), given)
        return {name: found[name] for name in _OF["forward"]}

    return made


_MADE: dict[str, Callable[[Slip, Worked], Arrays]] = {
    "floor": _sizes(lambda room, stride: -(-room // stride) + 1),
    "plus-one": _sizes(lambda room, stride: room // stride),
    "pad-once": _padded(lambda top, bottom, left, right: (top, 0, left, 0)),
    "no-pad": _padded(lambda *_: (0, 0, 0, 0)),
}
"""Mistakes whose listing stops before it has numbers: somebody on paper goes on."""


def those_that_matter(slips: Iterable[Slip], worked: Worked) -> Iterator[Slip]:
    """Of some slips, those that make a difference on a lesson; found one by one."""
    text, given = listing_of(worked), operands(worked)
    right, _ = run(text, given)
    for slip in slips:
        made = slip.made_in(text)
        if made is None:
            continue
        returned, failure = run(made, given)
        if failure or not all(same(one, other) for one, other in zip(returned, right, strict=True)):
            yield slip
