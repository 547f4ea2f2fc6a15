"""What the viewer asks for when a visitor looks closer, and the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import Geometry
from lesson.photo.regions import PhotoLayer, Span
from lesson.photo.survey import finished, look, out_block
from ui.component.message import pack
from ui.photo.payload import spell_view
from ui.photo.work import Work

MOST_BYTES = 12_000_000
"""Of one answer; a screen has fewer pixels than that."""

MOST_PRODUCTS = 4e9
"""Multiplications for one answer, about half a second; a closer look needs fewer."""

_LARGEST_BLOCK = 64
_SMALLEST_SCREEN = 10_000


@dataclass(frozen=True)
class Ask:
    """What the browser wants to see of a pass; checked, since a browser can send what it likes.

    Attributes
    ----------
    id, work : int
        Of this question, and of the pass it is about.
    block : int
        Pixels along a side of a block.
    rows, cols : (int, int) or None
        The rectangle to look at, in pixels of the photograph.
    pixel, cell : (int, int) or None
        Where the exact numbers are wanted, in the photograph and in the maps.
    """

    id: int
    work: int
    block: int
    rows: Span | None
    cols: Span | None
    pixel: Span | None
    cell: Span | None


def read_ask(wish: Any) -> Ask | None:
    """Read what the browser sent; None if it makes no sense.

    Examples
    --------
    >>> read_ask({"id": 3, "work": 1, "block": 2, "rows": [0, 9], "cols": [4, 8]}).cols
    (4, 8)
    >>> read_ask({"id": 3, "work": "one"}) is None
    True
    """
    if not isinstance(wish, dict):
        return None
    id_, work, block = (_whole(wish.get(name, 1)) for name in ("id", "work", "block"))
    if id_ is None or work is None or block is None or not 1 <= block <= _LARGEST_BLOCK:
        return None
    rows, cols, pixel, cell = (_two(wish.get(n)) for n in ("rows", "cols", "pixel", "cell"))
    if rows is None or cols is None or rows[0] >= rows[1] or cols[0] >= cols[1]:
        rows = cols = None
    return Ask(id_, work, block, rows, cols, pixel, cell)


def read_screen(wish: Any) -> int | None:
    """How many pixels of the screen a whole picture has, if the browser said something likely.

    Examples
    --------
    >>> read_screen({"screen": 120_000}), read_screen({"screen": 1}), read_screen("screen")
    (120000, None, None)
    """
    pixels = _whole(wish.get("screen")) if isinstance(wish, dict) else None
    return pixels if pixels is not None and pixels >= _SMALLEST_SCREEN else None


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 1 << 40:
        return None
    return value


def _two(value: Any) -> Span | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    first, second = map(_whole, value)
    return None if first is None or second is None else (first, second)


def answer(ask: Ask, work: Work, heed: Callable[[], object]) -> bytes:
    """The numbers that were asked for, packed for the courier.

    Parameters
    ----------
    heed : function
        Called between bands; it may end the work by raising.
    """
    layer = work.layer()
    header: dict[str, Any] = {"id": ask.id, "work": work.number, "view": None, "at": None}
    arrays: dict[str, NDArray[Any]] = {}
    places = None if ask.rows is None else rectangle(layer, ask)
    if places is not None and affordable(layer, places, ask.block):
        view = finished(look(layer, *places, ask.block), lambda _: heed())
        header["view"], arrays = spell_view(view, layer)
        arrays["x"] = view.x
    if ask.pixel is not None:
        header["at"] = exact_numbers(layer, ask.pixel, ask.cell)
    return pack(header, arrays)


def rectangle(layer: PhotoLayer, ask: Ask) -> tuple[Span, Span, Span, Span] | None:
    """Rows and columns of the photograph and of the maps, whole blocks within their bounds."""
    if ask.rows is None or ask.cols is None:
        return None
    g = layer.geometry
    blocks = out_block(layer, ask.block)
    rows = _within(ask.rows, ask.block, g.in_h)
    cols = _within(ask.cols, ask.block, g.in_w)
    offset = cell_offset(g)
    out = [
        _within(
            (floor((span[0] - offset[axis]) / g.stride[axis]),
             ceil((span[1] - offset[axis]) / g.stride[axis])),
            blocks[axis], (g.out_h, g.out_w)[axis],
        )
        for axis, span in enumerate((ask.rows, ask.cols))
    ]  # fmt: skip
    if rows is None or cols is None or out[0] is None or out[1] is None:
        return None
    return rows, cols, out[0], out[1]


def _within(span: Span, block: int, size: int) -> Span | None:
    first = max(span[0], 0) // block * block
    last = min(-(-span[1] // block) * block, size)
    return (first, last) if first < last else None


def cell_offset(g: Geometry) -> tuple[float, float]:
    """Where cell 0 of a map lies in the photograph, in pixels from the edge, along both axes.

    A cell is drawn as a square of one stride around the middle of its window.
    """
    reach = (g.row_offsets[-1] + 1, g.col_offsets[-1] + 1)
    pads = (g.pad[0], g.pad[2])
    return (
        (reach[0] - g.stride[0]) / 2 - pads[0],
        (reach[1] - g.stride[1]) / 2 - pads[1],
    )


def affordable(layer: PhotoLayer, places: tuple[Span, Span, Span, Span], block: int) -> bool:
    """Whether an answer is neither too large to send nor too long to wait for."""
    rows, cols, out_rows, out_cols = (b - a for a, b in places)
    cells = out_block(layer, block)
    maps = len(layer.W) * -(-out_rows // cells[0]) * -(-out_cols // cells[1])
    pixels = layer.x.shape[1] * -(-rows // block) * -(-cols // block)
    return pixels + 4 * maps <= MOST_BYTES and out_rows * out_cols * layer.W.size <= MOST_PRODUCTS


def exact_numbers(layer: PhotoLayer, pixel: Span, cell: Span | None) -> dict[str, Any] | None:
    """The bytes of one pixel, and the numbers of one cell in every map."""
    g = layer.geometry
    found: dict[str, Any] = {"pixel": None, "cell": None}
    if 0 <= pixel[0] < g.in_h and 0 <= pixel[1] < g.in_w:
        found["pixel"], found["x"] = pixel, layer.x[0, :, pixel[0], pixel[1]].tolist()
    if cell is not None and 0 <= cell[0] < g.out_h and 0 <= cell[1] < g.out_w:
        out = layer.region((cell[0], cell[0] + 1), (cell[1], cell[1] + 1))[:, 0, 0]
        found["cell"], found["out"] = cell, out.astype(np.float64).tolist()
    return found
