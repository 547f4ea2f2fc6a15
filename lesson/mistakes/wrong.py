"""What a mistake makes of a lesson: the arrays that come out wrong, and where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import im2col
from lesson.asking.question import SIZES
from lesson.code.listing import SIDES, Listing, listing, listing_of, operands
from lesson.code.runner import Enough, Moment, run
from lesson.mistakes.catalogue import SLIPS, Slip
from lesson.worked import Worked

Arrays = dict[str, NDArray[Any]]

NAMES = ("out_h", "out_w", "col", "out2", "out", "db", "dW", "dcol", "dx")
"""Arrays and sizes that a lesson can be asked about, in the order in which a layer makes them."""

MOST_MADE = 6_000_000
"""Numbers of col and dcol that slips may make for one answer, in a tenth of a second. Of the
lessons that can be set, only batches of large pictures under a large filter come to so many."""
_PIECE = 1 << 16

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
    make: _Make = _MADE.get(slip.id, _as_edited)
    made = make(slip, worked, "")
    return {name: array for name, array in made.items() if not same(array, right.get(name))}


def wrong_ways(name: str, worked: Worked) -> Iterator[tuple[Slip, NDArray[Any]]]:
    """Every slip that gives another array `name` on this lesson, with that array.

    As `wrong_arrays`, for one of `NAMES` and all slips, without what comes after it. A slip of
    im2col makes a col of its own, one on the way to dx a dcol; once these come to `MOST_MADE`
    numbers, slips that make another one are passed over.
    """
    if name not in NAMES:  # how often a pixel is read, no line of the layer computes
        return
    text, given = listing_of(worked), operands(worked)
    col = _right_col(worked, given)
    right = arrays_made(text, given, until=name, col=col).get(name)
    left = MOST_MADE
    for slip in SLIPS.values():
        makes = col.size * _makes(slip, name, text)
        if not _reaches(slip, name, text) or makes > left:
            continue
        left -= makes
        if slip.id in _MADE:
            found = _MADE[slip.id](slip, worked, name)
        else:
            found = _as_edited(slip, worked, name, None if _is_in_im2col(slip, text) else col)
        if name in found and not same(found[name], right):
            yield slip, found[name]


def _makes(slip: Slip, name: str, text: Listing) -> bool:
    """Whether a slip makes a col or dcol of its own on the way to an array."""
    if slip.id in _MADE:
        return slip.id in _PADDED and name not in SIZES
    return name in ("dcol", "dx") or _is_in_im2col(slip, text)


def _is_in_im2col(slip: Slip, text: Listing) -> bool:
    return text.name in slip.edits and slip.edits[text.name].function == "im2col"


def _right_col(worked: Worked, given: Mapping[str, Any]) -> NDArray[np.float64]:
    g = worked.geometry
    col = im2col(given["x"], g.FH, g.FW, g.stride, g.pad, g.dilation)
    return np.ascontiguousarray(col)  # as the listing's, for the same last digits of its sums


def _reaches(slip: Slip, name: str, text: Listing) -> bool:
    if slip.id in _MADE:
        return name in _OF["forward"]
    line = slip.line_in(text)
    function = text.function_at(line)
    here = {function, *(f"{function}.{one}" for one in text.sets(line))}
    return not here.isdisjoint(_UPSTREAM[name])


def same(one: Any, other: Any) -> bool:
    """Whether two arrays are equal, but for what the order of a sum leaves behind in float64."""
    if one is None or other is None:
        return one is other
    one, other = np.asarray(one), np.asarray(other)
    if one.shape != other.shape:
        return False
    near = _near(one, other)
    one, other = one.reshape(-1), other.reshape(-1)
    # piece by piece: most arrays differ in the first, and none is to be copied whole
    pieces = (slice(at, at + _PIECE) for at in range(0, one.size, _PIECE))
    return all(bool((np.abs(one[at] - other[at]) <= near).all()) for at in pieces)


def wrong_cells(one: NDArray[Any], right: NDArray[Any]) -> NDArray[np.bool_]:
    """Which cells differ, of two arrays of one shape."""
    wrong: NDArray[np.bool_] = ~(np.abs(one - right) <= _near(one, right))
    return wrong


def _near(one: NDArray[Any], right: NDArray[Any]) -> float:
    """How far apart numbers of two arrays are that are the same but for their last digits."""
    size = sum(max(float(a.max(initial=0)), -float(a.min(initial=0))) for a in (right, one))
    return 1e-10 * max(size, 1e-300)


def arrays_made(
    text: Listing, given: Mapping[str, Any], *, until: str = "", col: NDArray[Any] | None = None
) -> Arrays:
    """Those of `NAMES` that a listing makes, up to where it stops.

    Parameters
    ----------
    until : str, optional
        One of `NAMES`, after which nothing needs to be made.
    col : array, optional
        What im2col returns, where that is known.
    """
    found: Arrays = {}

    def see(moment: Moment) -> None:
        frame = moment.stack[-1]
        function = frame.f_code.co_name
        if function in _OF and moment.kind != "error":
            local = frame.f_locals
            found.update({name: np.asarray(local[name]) for name in _OF[function] if name in local})
            held = vars(local["self"])
            found.update({n: held[n] for n in ("db", "dW") if held.get(n) is not None})
            if until in found:
                raise Enough

    run(text, given, see, None if col is None else {"im2col": lambda *_: col})
    return found


def _as_edited(
    slip: Slip, worked: Worked, until: str = "", col: NDArray[Any] | None = None
) -> Arrays:
    made = slip.made_in(listing_of(worked))
    return arrays_made(made, operands(worked), until=until, col=col) if made else {}


_Make = Callable[[Slip, Worked, str], Arrays]
"""A slip, the lesson, and the array after which nothing needs to be made, if there is one."""


def _sizes(rule: Callable[[int, int], int]) -> _Make:
    """Another rule for both sizes, from the room that the window moves in and the stride."""

    def made(slip: Slip, worked: Worked, until: str) -> Arrays:
        g = worked.geometry
        top, bottom, left, right = g.pad
        room_h = g.in_h + top + bottom - g.row_offsets[-1] - 1
        room_w = g.in_w + left + right - g.col_offsets[-1] - 1
        return {
            "out_h": np.asarray(rule(room_h, g.stride[0])),
            "out_w": np.asarray(rule(room_w, g.stride[1])),
        }

    return made


def _padded(sides: Callable[[int, int, int, int], tuple[int, int, int, int]]) -> _Make:
    """The right layer on another padding: its way forward, since dout has no cells for it."""

    def made(slip: Slip, worked: Worked, until: str) -> Arrays:
        g = worked.geometry
        given = dict(operands(worked))
        given |= {"stride": g.stride, "dilation": g.dilation, "pad": sides(*g.pad)}
        top, bottom, left, right = given["pad"]
        if min(
            g.in_h + top + bottom - g.row_offsets[-1], g.in_w + left + right - g.col_offsets[-1]
        ) < 1:  # fmt: skip
            return {}
        last = until if until in _OF["forward"] else "out"
        found = arrays_made(listing(SIDES), given, until=last)
        return {name: found[name] for name in _OF["forward"] if name in found}

    return made


_PADDED: dict[str, _Make] = {
    "pad-once": _padded(lambda top, bottom, left, right: (top, 0, left, 0)),
    "no-pad": _padded(lambda *_: (0, 0, 0, 0)),
}
_MADE: dict[str, _Make] = {
    "floor": _sizes(lambda room, stride: -(-room // stride) + 1),
    "plus-one": _sizes(lambda room, stride: room // stride),
} | _PADDED
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
