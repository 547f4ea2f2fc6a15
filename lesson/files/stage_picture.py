"""A picture becomes the small array of numbers that the stage shows and the layer computes with."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lesson.files.areas import overlaps
from lesson.files.pictures import Picture

SMALLEST, LARGEST = 4, 64

# Rec. 601 luma in thousandths of R, G and B
_LUMA = np.array([299.0, 587.0, 114.0])


def to_stage(
    picture: Picture,
    size: int,
    colour: Literal["grey", "rgb"],
    framing: Literal["crop", "fit"],
    scale: Literal["unit", "byte"],
) -> NDArray[np.float64]:
    """Reduce a picture to the stage.

    Parameters
    ----------
    picture : Picture
    size : int, 4 to 64
        Longest side of the result in pixels.
    colour : "grey" or "rgb"
        One channel of Rec. 601 luma, or three; a grey picture as RGB has three equal ones.
    framing : "crop" or "fit"
        The central square, size x size; or the whole picture with its longest side `size`. Fit
        keeps the proportions: a long thin picture may become a single row, never a wider one.
    scale : "unit" or "byte"
        Values 0..1 or 0..255.

    Returns
    -------
    float64 array (C, h, w)
        Whole numbers 0..255; or those divided by 255 and rounded to two decimals. The rounded value
        *is* the input, so that what is written in a cell is what the layer computes with.

    Raises
    ------
    ValueError
        If `size` is outside 4..64.

    Notes
    -----
    Each value is the average over the area of its cell, rounded once, half up. The sums are whole
    numbers below 2**53, so that every machine finds the same ones.

    Source: ITU-R BT.601 for luma.

    Examples
    --------
    >>> pixels = np.repeat(np.arange(0, 240, 30, np.uint8), 8).reshape(8, 8)
    >>> picture = Picture(pixels, (8, 8), grey=True)
    >>> to_stage(picture, 4, "grey", "crop", "byte")[0, :, 0]
    array([ 15.,  75., 135., 195.])
    >>> to_stage(picture, 4, "grey", "crop", "unit")[0, :, 0]
    array([0.06, 0.29, 0.53, 0.76])
    """
    if not SMALLEST <= size <= LARGEST:
        raise ValueError(f"The stage is {SMALLEST} to {LARGEST} pixels wide, not {size}.")
    pixels = picture.pixels.reshape(*picture.pixels.shape[:2], -1)
    if framing == "crop":
        pixels = _central_square(pixels)
    rows, columns = pixels.shape[:2]
    longest = max(rows, columns)
    out_h, out_w = (
        max(1, (2 * side * size + longest) // (2 * longest)) for side in (rows, columns)
    )
    planes = np.moveaxis(pixels.astype(np.float64), 2, 0)  # (C, rows, columns)
    sums = overlaps(out_h, rows) @ planes @ overlaps(out_w, columns).T  # (C, out_h, out_w)
    whole = rows * columns
    if colour == "grey" and len(sums) == 3:
        sums = np.tensordot(_LUMA, sums, axes=1)[None]
        whole *= 1000
    values: NDArray[np.float64] = np.floor((2 * sums + whole) / (2 * whole))
    if colour == "rgb" and len(values) == 1:
        values = np.repeat(values, 3, axis=0)
    return values if scale == "byte" else np.round(values / 255, 2)


def _central_square(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rows, columns = pixels.shape[:2]
    side = min(rows, columns)
    top, left = (rows - side) // 2, (columns - side) // 2
    return pixels[top : top + side, left : left + side]
