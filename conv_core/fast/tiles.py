"""Large images tile by tile: the matrix of im2col, of which only a small piece exists at a time.

A tile is a few output rows. Its input rows are unrolled *sideways* once: one copy for each filter
column, shifted. The windows of an output row are then FH unrolled rows that follow one another in
memory, so that the row's piece of im2col is a view, its numbers in the order (filter row, channel,
filter column). That is FW copies of the image instead of FH*FW, and none of them is ever whole.

Source: Cho and Brand, "MEC: Memory-efficient Convolution for Deep Neural Network" (2017).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd

import numpy as np

from conv_core.arrays import Array
from conv_core.geometry import Geometry

Place = tuple[slice, slice]
"""Rows and columns."""

TILE = 3 * 2**17
"""Numbers in the unrolled rows of a tile, about: 1.5 megabytes of float32, which caches hold."""


NARROWEST = 64
"""Columns of a tile, at least, where the image has as many."""


@dataclass(frozen=True)
class Tile:
    """Some rows and columns of the output, and the unrolled rows that they read.

    With dilation, the rows of a tile are not neighbours but those that read the same interleaved
    share of the input; within that share the filter is not dilated.

    Parameters
    ----------
    rows, cols : slice
        The place in the output.
    out_h, out_w : int
        How many rows and columns that is.
    in_h : int
        Unrolled rows that they read.
    row_step : int
        Unrolled rows from one output row to the next.
    shifts : list of ((slice, slice), (slice, slice))
        For each filter column: the unrolled rows and columns where the image lands, and the rows
        and columns of the image that land there. What lies beside the first is padding.
    padding : bool
        Whether anything lies beside.
    """

    rows: slice
    cols: slice
    out_h: int
    out_w: int
    in_h: int
    row_step: int
    shifts: list[tuple[Place, Place]]
    padding: bool


def tiles(geometry: Geometry, depth: int, widest: int) -> Iterator[Tile]:
    """Cut the output into tiles, for `depth` numbers to each place and rows of at most `widest`."""
    g = geometry
    lanes = g.dilation[0] // gcd(g.stride[0], g.dilation[0])
    row_step = g.stride[0] * lanes // g.dilation[0]
    # neighbouring tiles both unroll FH - row_step rows: narrow tiles are high enough not to mind
    width = min(g.out_w, max(TILE // (depth * 3 * g.FH), NARROWEST), widest)
    width = -(-g.out_w // -(-g.out_w // width))
    height = max(1, (TILE // (depth * width) - g.FH) // row_step + 1)
    columns = [_columns(g, left, min(width, g.out_w - left)) for left in range(0, g.out_w, width)]
    for lane in range(min(lanes, g.out_h)):
        for first in range(lane, g.out_h, lanes * height):
            rows = slice(first, min(first + lanes * height, g.out_h), lanes)
            out_h = len(range(first, rows.stop, lanes))
            in_h = (out_h - 1) * row_step + g.FH
            here, pixels = inside(first * g.stride[0] - g.pad[0], g.dilation[0], in_h, g.in_h)
            short = here != slice(0, in_h)
            for cols, out_w, landings, narrow in columns:
                shifts = [((here, there), (pixels, read)) for there, read in landings]
                yield Tile(rows, cols, out_h, out_w, in_h, row_step, shifts, short or narrow)


def _columns(g: Geometry, left: int, out_w: int) -> tuple[slice, int, list[Place], bool]:
    """The columns of a tile, their number, where each shift of the image lands in them, and
    whether one of them leaves columns to the padding."""
    first = left * g.stride[1] - g.pad[2]
    landings = [inside(first + offset, g.stride[1], out_w, g.in_w) for offset in g.col_offsets]
    narrow = any(there != slice(0, out_w) for there, _ in landings)
    return slice(left, left + out_w), out_w, landings, narrow


def inside(start: int, step: int, count: int, size: int) -> tuple[slice, slice]:
    """Which of `count` positions from `start` lie in ``range(size)``, and where they are.

    Examples
    --------
    >>> inside(-1, 2, 4, 5)  # positions -1, 1, 3, 5
    (slice(1, 3, None), slice(1, 5, 2))
    """
    first = min(max(-(start // step), 0), count)
    last = max(min(-((start - size) // step), count), first)
    return slice(first, last), slice(start + first * step, start + last * step, step)


def unroll_sideways(image: Array, tile: Tile, unrolled: Array) -> None:
    """Copy an image (groups, channels, in_h, in_w) into the unrolled rows of a tile.

    `unrolled` has the shape (groups, tile.in_h, channels, FW, tile.out_w).
    """
    if tile.padding:
        unrolled[...] = 0
    for v, ((rows, cols), pixels) in enumerate(tile.shifts):
        unrolled[:, rows, :, v, cols] = image[:, :, *pixels].swapaxes(1, 2)


def roll_up_sideways(unrolled: Array, tile: Tile, image: Array) -> None:
    """Add unrolled rows to the pixels that `unroll_sideways` would have copied there."""
    for v, ((rows, cols), pixels) in enumerate(tile.shifts):
        reached = image[:, :, *pixels]
        reached += unrolled[:, rows, :, v, cols].swapaxes(1, 2)


def consecutive(rows: Array, first: int, taken: int, count: int, step: int = 1) -> Array:
    """View rows (groups, rows, depth, out_w) as `count` matrices of `taken` consecutive rows each.

    The matrices start at row `first` and every `step` rows after it, and overlap in memory.

    Returns
    -------
    array (groups, count, taken*depth, out_w)
    """
    groups, _, depth, out_w = rows.shape
    group, row, line, number = rows.strides
    return np.ndarray(
        (groups, count, taken * depth, out_w),
        rows.dtype,
        rows,
        first * row,
        (group, row * step, line, number),
    )
