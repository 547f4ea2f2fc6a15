"""Which pictures of the other pages show what a line of the listing makes, and the way back."""

from __future__ import annotations

from dataclasses import dataclass

from lesson.code.listing import Listing, listing_of, operands
from lesson.code.runner import Enough, Moment, run
from lesson.worked import Worked


@dataclass(frozen=True)
class Drawn:
    """A picture that draws a variable.

    Attributes
    ----------
    page, view : str
        Id of a page, and of its picture there.
    """

    page: str
    view: str


_SLIDE = Drawn("slide", "slide")
_UNROLL, _PRODUCT, _IMAGE = (Drawn("matmul", view) for view in ("unroll", "product", "image"))
_SLICES = Drawn("matmul", "slices")
_DB, _DW, _DCOL = (Drawn("backward", view) for view in ("db", "dW", "dcol"))
_COL2IM, _PIXEL = Drawn("backward", "col2im"), Drawn("backward", "pixel")

_OF: dict[str, dict[str, Drawn]] = {
    "run": {
        "x": _SLIDE,
        "out": _SLIDE,
        "dx": _PIXEL,
        "layer.col": _UNROLL,
        "layer.col_W": _PRODUCT,
        "layer.db": _DB,
        "layer.dW": _DW,
    },
    "forward": {
        "x": _SLIDE,
        "col": _UNROLL,
        "self.col": _UNROLL,
        "col_W": _PRODUCT,
        "self.col_W": _PRODUCT,
        "out2": _PRODUCT,
        "out": _IMAGE,
    },
    "im2col": {"x": _SLIDE, "img": _SLIDE, "col": _UNROLL},
    "backward": {
        "dout2": _DB,
        "self.db": _DB,
        "dW2": _DW,
        "self.dW": _DW,
        "dcol": _DCOL,
        "dx": _PIXEL,
        "self.col": _UNROLL,
    },
    "col2im": {"col": _DCOL, "img": _COL2IM},
}

_MADE: dict[str, tuple[str, str]] = {
    "slide": ("forward", "out"),
    "unroll": ("forward", "col"),
    "product": ("forward", "out2"),
    "image": ("forward", "out"),
    "bare": ("forward", "out"),
    "slices": ("im2col", "col"),
    "steps": ("backward", "dout2"),
    "allsteps": ("backward", "dout2"),
    "db": ("backward", "self.db"),
    "dW": ("backward", "dW2"),
    "dcol": ("backward", "dcol"),
    "col2im": ("col2im", "img"),
    "overwrite": ("col2im", "img"),
    "count": ("col2im", "img"),
    "pixel": ("backward", "dx"),
    "rotated": ("backward", "dx"),
    "check": ("backward", "self.dW"),
    "learn": ("backward", "self.dW"),
}


def picture_of(function: str, name: str, axes: int) -> Drawn | None:
    """The picture that draws a variable; None where none does.

    Parameters
    ----------
    axes : int
        Of the array: between two layouts ``col`` has six, and another picture.

    Examples
    --------
    >>> picture_of("forward", "out2", 2)
    Drawn(page='matmul', view='product')
    >>> picture_of("im2col", "col", 6).view, picture_of("im2col", "col", 2).view
    ('slices', 'unroll')
    """
    if name == "col" and axes == 6:
        return _SLICES if function == "im2col" else _COL2IM
    return _OF.get(function, {}).get(name)


def line_of(text: Listing, view: str) -> int:
    """The line that makes what a picture draws, counted from 1; 0 for what is no picture.

    Examples
    --------
    >>> from lesson.code.listing import listing
    >>> line_of(listing("book"), "product"), listing("book").lines[22].strip()
    (23, 'out2 = np.dot(col, col_W) + self.b')
    """
    function, name = _MADE.get(view, ("", ""))
    lines = text.functions.get(function, range(0))
    makes = [line for line in lines if name in text.sets(line)]
    # a loop that goes on writing into an array makes it
    inside = [line for line in makes if text.loop_of(line)]
    return (inside or makes or [0])[0]


def step_of(worked: Worked, view: str) -> int:
    """The step of a run, counted from 1, after which what a picture draws is there; 0 for none."""
    text = listing_of(worked)
    line = line_of(text, view)
    loop = text.loop_of(line)
    count = found = 0

    def see(moment: Moment) -> None:
        nonlocal count, found
        count += 1
        if found and text.loop_of(moment.line) != loop:
            raise Enough
        if line and moment.kind == "line" and loop and text.loop_of(moment.line) == loop:
            found = count  # the last one: the loop is over
        elif line and moment.kind == "line" and moment.line == line:
            found = count
            raise Enough

    run(text, operands(worked), see)
    return found
