"""The whole photograph through the layer, band by band, down to what a screen can show."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lesson.photo.filters import Floats32, Pixels
from lesson.photo.regions import PhotoLayer, Span, Spent, block_means
from lesson.signs import sign_of_nearly_all

Block = tuple[int, int]
Found = TypeVar("Found")
Progress = TypeVar("Progress")

OVERVIEW_BYTES = 1_500_000
"""What an overview may take on its way to a browser; all panes share one screen."""

# numbers of output at a time: what caches hold, and often enough to be interrupted
_BAND = 1 << 19
# the colour scale ends here, so that one glaring pixel does not leave all others pale
_NEARLY_ALL = 0.997


@dataclass(frozen=True, eq=False)
class View:
    """A rectangle of the photograph and of its feature maps, in blocks of `block` pixels.

    Attributes
    ----------
    block, out_block : (int, int)
        Pixels of the photograph, and cells of the maps, that one number stands for.
    rows, cols, out_rows, out_cols : (int, int)
        What is covered, in pixels and in cells.
    x : uint8 array (C, h, w)
        Means of the photograph's blocks, rounded.
    mean : float32 array (FN, h, w)
        Means of the maps' blocks; the maps' own numbers where a block is one cell.
    positive : float32 array (FN, h, w)
        Means of what ReLU leaves of them; of no use where a block is one cell.
    """

    block: Block
    out_block: Block
    rows: Span
    cols: Span
    out_rows: Span
    out_cols: Span
    x: Pixels
    mean: Floats32
    positive: Floats32

    @property
    def exact(self) -> bool:
        """Whether the maps' own numbers are here."""
        return self.out_block == (1, 1)


@dataclass(frozen=True, eq=False)
class Survey:
    """What a pass over a whole photograph leaves.

    Attributes
    ----------
    view : View
        All of it.
    most : float array (FN,)
        A magnitude that nearly all blocks stay below: where the colour scale ends.
    sign : int array (FN,)
        Of which sign nearly all numbers are, 1 or -1; 0 where both matter.
    spent : Spent
        What the layer took.
    """

    view: View
    most: NDArray[np.float64]
    sign: NDArray[np.int_]
    spent: Spent


Steps = Generator[float, None, View]
"""Yields the share that is done, 0 to 1, after each band; returns the view."""


def overview_block(layer: PhotoLayer, pixels: int | None = None) -> int:
    """The smallest block with which all panes together stay below `OVERVIEW_BYTES`.

    Parameters
    ----------
    layer : PhotoLayer
    pixels : int, optional
        What the visitor's screen has for a whole picture, where that is known: blocks are then no
        smaller than its pixels.
    """
    C, height, width = layer.x.shape[1:]
    FN, out_h, out_w = layer.shape
    k = 1 if pixels is None else max(1, int(sqrt(height * width / pixels) + 0.01))
    while True:
        rows, cols = out_block(layer, k)
        maps = -(-out_h // rows) * -(-out_w // cols)
        if C * -(-height // k) * -(-width // k) + 4 * FN * maps <= OVERVIEW_BYTES:
            return k
        k += 1


def out_block(layer: PhotoLayer, k: int) -> Block:
    """How many cells of a map correspond to `k` pixels, along both axes; at least one."""
    stride_h, stride_w = layer.geometry.stride
    return max(1, k // stride_h), max(1, k // stride_w)


def look(
    layer: PhotoLayer,
    rows: Span,
    cols: Span,
    out_rows: Span,
    out_cols: Span,
    k: int,
    spent: Spent | None = None,
    x: Pixels | None = None,
) -> Steps:
    """Compute a rectangle band by band, in blocks of `k` pixels.

    Parameters
    ----------
    rows, cols, out_rows, out_cols : (int, int)
        Pixels of the photograph, and cells of its maps.
    k : int
        Pixels along a side of a block.
    spent : Spent, optional
        Grows by what the layer takes.
    x : uint8 array, optional
        The photograph's means, where an earlier view of the same blocks has them.

    Yields
    ------
    float
        The share that is done. Whoever runs this may stop here, and nothing is left behind.

    Returns
    -------
    View
    """
    cells = out_block(layer, k)
    FN, width = len(layer.W), out_cols[1] - out_cols[0]
    shape = (FN, *(-(-(b - a) // c) for (a, b), c in zip((out_rows, out_cols), cells, strict=True)))
    mean = np.empty(shape, np.float32)
    exact = cells == (1, 1)
    positive = mean if exact else np.empty(shape, np.float32)
    step = cells[0] * max(1, _BAND // (FN * width * cells[0]))
    for first in range(*out_rows, step):
        last = min(first + step, out_rows[1])
        out = layer.region((first, last), out_cols, spent)
        at = (first - out_rows[0]) // cells[0]
        some = slice(at, at + -(-(last - first) // cells[0]))
        mean[:, some] = block_means(out, cells)
        if not exact:
            # ReLU comes before the mean: the mean of an edge's two sides would be nothing
            np.maximum(out, 0, out=out)
            positive[:, some] = block_means(out, cells)
        yield (last - out_rows[0]) / (out_rows[1] - out_rows[0])
    if x is None:
        x = _shrunk(layer.x[0, :, slice(*rows), slice(*cols)], k)
    return View((k, k), cells, rows, cols, out_rows, out_cols, x, mean, positive)


def _shrunk(x: Pixels, k: int) -> Pixels:
    """Means of k x k pixels, rounded, some rows at a time: (C, h, w) to (C, ceil(h/k), ...)."""
    if k == 1:
        return np.ascontiguousarray(x)
    rows = k * max(1, _BAND // (k * x.shape[2]))
    bands = (
        np.floor(block_means(x[:, top : top + rows], (k, k)) + 0.5).astype(np.uint8)
        for top in range(0, x.shape[1], rows)
    )
    return np.concatenate(list(bands), axis=1)


def survey(
    layer: PhotoLayer, pixels: int | None = None, before: View | None = None
) -> Generator[float, None, Survey]:
    """Run the layer over the whole photograph; yields the share that is done.

    Parameters
    ----------
    layer : PhotoLayer
    pixels : int, optional
        See `overview_block`.
    before : View, optional
        All of the same photograph, from an earlier pass.

    Examples
    --------
    >>> from conv_core import Geometry
    >>> x = np.full((1, 1, 4, 4), 2, np.uint8)
    >>> W, b = np.ones((1, 1, 3, 3), np.float32), np.zeros(1, np.float32)
    >>> found = finished(survey(PhotoLayer(x, W, b, Geometry.of(4, 4, 3, 3, pad=1))))
    >>> found.view.mean[0, 0].tolist(), found.spent.numbers
    ([8.0, 12.0, 12.0, 8.0], 16)
    """
    _, out_h, out_w = layer.shape
    height, width = layer.x.shape[2:]
    spent = Spent()
    k = overview_block(layer, pixels)
    x = before.x if before is not None and before.block == (k, k) else None
    view = yield from look(
        layer, (0, height), (0, width), (0, out_h), (0, out_w), k, spent, x
    )  # fmt: skip
    return Survey(view, _colour_ends(view), _signs(view), spent)


def finished(
    steps: Generator[Progress, None, Found], told: Callable[[Progress], object] = lambda _: None
) -> Found:
    """Run to the end.

    Parameters
    ----------
    steps : generator
    told : function
        Gets what each step yields; it may end the work by raising.
    """
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            found: Found = end.value
            return found
        told(progress)


def _colour_ends(view: View) -> NDArray[np.float64]:
    strength = np.abs(view.mean)
    if not view.exact:
        # the larger of what is positive and what is negative in a block
        strength = np.maximum(view.positive, view.positive - view.mean)
    ends = np.quantile(strength.reshape(len(strength), -1), _NEARLY_ALL, axis=1)
    ends = np.where(ends > 0, ends, strength.max(axis=(1, 2)))
    return np.asarray(ends, np.float64)


def _signs(view: View) -> NDArray[np.int_]:
    total = view.mean.sum(axis=(1, 2), dtype=np.float64)
    # where a block is one cell, what ReLU leaves is not kept
    kept = np.maximum(view.mean, 0) if view.exact else view.positive
    positive = kept.sum(axis=(1, 2), dtype=np.float64)
    return np.array(
        [sign_of_nearly_all(p - t, p) for p, t in zip(positive, total, strict=True)], np.int_
    )
