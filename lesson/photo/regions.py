"""A part of a large output, from just the pixels that it reads."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution, Geometry
from lesson.photo.filters import Floats32, Pixels

Span = tuple[int, int]
"""From the first index to the one after the last."""


@dataclass
class Spent:
    """Seconds around the calls of the layer and nothing else; numbers made, and at most at once."""

    wall: float = 0.0
    cpu: float = 0.0
    numbers: int = 0
    most: int = 0


@dataclass(frozen=True, eq=False)
class PhotoLayer:
    """A layer and the photograph it runs on; nothing is computed before a region is asked for.

    Attributes
    ----------
    x : uint8 array (1, C, H, W)
    W, b : float32 arrays (FN, C, FH, FW), (FN,)
    geometry : Geometry
        Of the whole photograph.
    white : int
        What the results are divided by.
    """

    x: Pixels
    W: Floats32
    b: Floats32
    geometry: Geometry
    white: int = 1

    @property
    def shape(self) -> tuple[int, int, int]:
        """(FN, out_h, out_w) of the whole output."""
        return len(self.W), self.geometry.out_h, self.geometry.out_w

    def region(self, rows: Span, cols: Span, spent: Spent | None = None) -> Floats32:
        """Compute the output cells ``out[0, :, rows, cols]`` from the pixels that they read.

        Parameters
        ----------
        rows, cols : (int, int)
            Within the output; not empty.
        spent : Spent, optional
            Grows by what this call takes.

        Returns
        -------
        float32 array (FN, rows, cols)

        Notes
        -----
        Each cell is the same sum as in a pass over the whole photograph. Where the layer adds it up
        in another order the last digits of float32 may differ.

        Examples
        --------
        >>> x = np.arange(20, dtype=np.uint8).reshape(1, 1, 4, 5)
        >>> W, b = np.ones((1, 1, 3, 3), np.float32), np.zeros(1, np.float32)
        >>> layer = PhotoLayer(x, W, b, Geometry.of(4, 5, 3, 3, pad=1))
        >>> layer.region((0, 1), (3, 5))
        array([[[33., 24.]]], dtype=float32)
        """
        g = self.geometry
        in_rows, above, below = _reads(rows, g.stride[0], g.dilation[0], g.FH, g.pad[0], g.in_h)
        in_cols, left, right = _reads(cols, g.stride[1], g.dilation[1], g.FW, g.pad[2], g.in_w)
        shape = (len(self.W), rows[1] - rows[0], cols[1] - cols[0])
        spent = spent or Spent()
        spent.numbers += prod(shape)
        spent.most = max(spent.most, prod(shape))
        if not len(in_rows) or not len(in_cols):  # windows wholly in the padding see zeros only
            return np.broadcast_to(self.b[:, None, None] / np.float32(self.white), shape).copy()
        crop = self.x[
            :, :, in_rows.start : in_rows.stop, in_cols.start : in_cols.stop
        ]  # (1, C, h, w)
        layer = Convolution(self.W, self.b, g.stride, (above, below, left, right), g.dilation)
        wall, cpu = time.perf_counter(), time.thread_time()
        out = np.asarray(layer.forward(crop)[0], np.float32)
        if self.white != 1:
            out /= self.white
        spent.wall += time.perf_counter() - wall
        spent.cpu += time.thread_time() - cpu
        return out


def _reads(
    cells: Span, stride: int, dilation: int, window: int, pad: int, size: int
) -> tuple[range, int, int]:
    """The pixels that output cells read along an axis, and the zeros before and after them."""
    first = cells[0] * stride - pad
    last = (cells[1] - 1) * stride - pad + dilation * (window - 1) + 1
    inside = range(max(first, 0), min(last, size))
    return inside, inside.start - first, last - inside.stop


def block_means(values: NDArray[np.generic], block: tuple[int, int]) -> Floats32:
    """Average over blocks of cells; those at the lower and right edge may be smaller.

    Parameters
    ----------
    values : array (..., h, w)
    block : (int, int)
        Rows and columns of a block.

    Returns
    -------
    float32 array (..., ceil(h / rows), ceil(w / cols))

    Examples
    --------
    >>> block_means(np.array([[0, 2, 5], [4, 6, 7]], np.uint8), (2, 2))
    array([[3., 6.]], dtype=float32)
    """
    across = _means(values, block[0], -2)
    return _means(across, block[1], -1)


def _means(values: NDArray[np.generic], step: int, axis: int) -> Floats32:
    if step == 1:
        return values.astype(np.float32, copy=False)
    size = values.shape[axis]
    whole = size - size % step
    at = values.ndim + axis
    before, after = values.shape[:at], values.shape[at + 1 :]
    here = (slice(None),) * at
    # reshaped, a sum over a short axis takes a fraction of what reduceat does
    blocks = values[(*here, slice(whole))].reshape(*before, whole // step, step, *after)
    means = [blocks.mean(axis=at + 1, dtype=np.float32)]
    if whole < size:
        rest = values[(*here, slice(whole, None))]
        means.append(rest.mean(axis=at, dtype=np.float32, keepdims=True))
    return np.concatenate(means, axis=at)
