"""Averages over areas: how a picture becomes smaller without inventing or skipping anything."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def overlaps(cells: int, length: int, step: int = 1) -> NDArray[np.float64]:
    """How much of each sample lies in each cell when a length is divided evenly into cells.

    Parameters
    ----------
    cells : int
        Number of cells.
    length : int
        Number of pixels that they divide between them.
    step : int
        Pixels that one sample stands for; the last sample may stand for fewer.

    Returns
    -------
    float64 array (cells, ceil(length / step))
        Whole numbers, in 1/`cells` of a pixel; every row sums to `length`.

    Examples
    --------
    >>> overlaps(2, 3)
    array([[2., 1., 0.],
           [0., 1., 2.]])
    >>> overlaps(2, 5, step=2)
    array([[4., 1., 0.],
           [0., 3., 2.]])
    """
    start = np.arange(cells)[:, None] * length
    sample = np.arange(-(-length // step))[None] * step * cells
    # the last cell ends with the length, so a sample that reaches beyond it is cut there
    shared = np.minimum(start + length, sample + step * cells) - np.maximum(start, sample)
    whole: NDArray[np.float64] = np.maximum(shared, 0).astype(np.float64)
    return whole


def averaged(
    pixels: NDArray[np.uint8], out: tuple[int, int], of: tuple[int, int], step: int
) -> NDArray[np.uint8]:
    """Reduce bytes to `out` rows and columns, each the average over its part of the picture.

    Parameters
    ----------
    pixels : uint8 array (h, w) or (h, w, 3)
        Samples, each the average of up to step x step pixels.
    out : (int, int)
        Rows and columns of the result.
    of : (int, int)
        Rows and columns of the picture that `pixels` was reduced from; h = ceil(of[0] / step).
    step : int
        See `pixels`.

    Returns
    -------
    uint8 array, `out` or `out` + (3,)

    Examples
    --------
    >>> averaged(np.array([[0, 0, 90]], np.uint8), (1, 2), (1, 3), 1)
    array([[ 0, 60]], dtype=uint8)
    """
    down = (overlaps(out[0], of[0], step) / of[0]).astype(np.float32)
    across = (overlaps(out[1], of[1], step) / of[1]).astype(np.float32)
    planes = np.moveaxis(pixels.reshape(*pixels.shape[:2], -1), 2, 0)  # (C, h, w)
    small = np.stack([down @ plane.astype(np.float32) @ across.T for plane in planes], axis=2)
    # sums of 32-bit fractions may end a hair above 255
    rounded = np.minimum(np.floor(small + 0.5), 255).astype(np.uint8)
    return rounded.reshape(*out, *pixels.shape[2:])
