"""Pixels in the modes that picture files have become grey or RGB bytes, upright."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL import Image


def over_white(image: Image.Image, clear: tuple[int, ...] | None = None) -> NDArray[np.uint8]:
    """Lay an image on white paper and bring it to 8 bits.

    Parameters
    ----------
    image : Pillow image
        Of mode 1, L, I;16, P, LA, RGB, RGBA or CMYK.
    clear : (int,) or (int, int, int), optional
        The one grey value or colour that means "transparent" (a PNG's tRNS), as in `image`.

    Returns
    -------
    uint8 array (h, w) for grey modes, (h, w, 3) for the others

    Examples
    --------
    >>> from PIL import Image
    >>> over_white(Image.new("RGBA", (1, 1), (0, 0, 0, 0)))
    array([[[255, 255, 255]]], dtype=uint8)
    >>> over_white(Image.new("I;16", (1, 1), 32768))
    array([[128]], dtype=uint8)
    """
    if image.mode in ("LA", "RGBA"):
        return _blend(np.asarray(image))
    if image.mode == "P" and "transparency" in image.info:
        return _blend(np.asarray(image.convert("RGBA")))
    if image.mode.startswith("I"):
        return _sixteen_bits(np.asarray(image), clear)
    if image.mode not in ("L", "RGB"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    pixels = np.asarray(image)
    if clear is None:
        return pixels
    see_through = (pixels.reshape(*pixels.shape[:2], -1) == clear).all(axis=2)
    pixels = pixels.copy()
    pixels[see_through] = 255
    return pixels


def _blend(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    colours = pixels[:, :, :-1].astype(np.uint16)
    alpha = pixels[:, :, -1:].astype(np.uint16)
    # at most 255*255 + 128, which still fits 16 bits
    mixed = colours * alpha + 255 * (255 - alpha) + 128
    # divided by 255 and rounded, without the division: exact for every such value
    mixed8 = ((mixed + (mixed >> 8)) >> 8).astype(np.uint8)
    return mixed8[:, :, 0] if mixed8.shape[2] == 1 else mixed8


def _sixteen_bits(pixels: NDArray[np.generic], clear: tuple[int, ...] | None) -> NDArray[np.uint8]:
    values = pixels.astype(np.int32)
    if clear is not None:
        values[values == clear[0]] = 65535
    # 65535 / 257 = 255: white stays white and the middle stays the middle
    return ((np.clip(values, 0, 65535) + 128) // 257).astype(np.uint8)


def upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Turn or mirror (h, w) or (h, w, 3) pixels as their EXIF orientation asks, as a view.

    Source: Exif 2.32, tag 0x0112: where the 0th row and the 0th column of the file belong.

    Examples
    --------
    >>> upright(np.array([[1, 2, 3]], np.uint8), 6)  # lying on its left side: a quarter clockwise
    array([[1],
           [2],
           [3]], dtype=uint8)
    """
    if orientation >= 5:
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return pixels
