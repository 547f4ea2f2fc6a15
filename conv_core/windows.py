"""The windows of an image, seen in place: padding, and the view that im2col copies from."""

import numpy as np

from conv_core.arrays import Array, DType
from conv_core.geometry import Geometry


def padded(x: Array, geometry: Geometry) -> Array:
    """Surround the images with the zeros that the filter reads.

    Parameters
    ----------
    x : array (N, C, in_h, in_w)
        Not modified.
    geometry : Geometry
        Says how many zeros go where.

    Returns
    -------
    array (N, C, padded_h, padded_w), dtype of `x`
        Always a copy.

    Examples
    --------
    >>> padded(np.ones((1, 1, 1, 2), int), Geometry.of(1, 2, 1, 1, pad=1))[0, 0]
    array([[0, 0, 0, 0],
           [0, 1, 1, 0],
           [0, 0, 0, 0]])
    """
    return zero_padded(x, geometry, x.dtype)


def zero_padded(x: Array, geometry: Geometry, dtype: DType) -> Array:
    """`padded`, and cast to `dtype` in the same copy."""
    # np.pad takes 30 times as long for a small image
    N, C = x.shape[:2]
    room = np.zeros((N, C, geometry.padded_h, geometry.padded_w), dtype)
    unpadded(room, geometry)[...] = x
    return room


def unpadded(room: Array, geometry: Geometry) -> Array:
    """The image inside its padding, as a view."""
    top, _, left, _ = geometry.pad
    return room[:, :, top : top + geometry.in_h, left : left + geometry.in_w]


def windows(room: Array, geometry: Geometry) -> Array:
    """View contiguous padded images (N, C, padded_h, padded_w) as (C, FH, FW, N, out_h, out_w).

    No pixel is copied, so a pixel seen by several windows is the same memory several times. Unlike
    `as_strided`, the constructor refuses a shape that would reach outside the memory of `room`.
    """
    g = geometry
    N, C = room.shape[:2]
    n, c, y, x = room.strides
    (stride_h, stride_w), (dilation_h, dilation_w) = g.stride, g.dilation
    return np.ndarray(
        (C, g.FH, g.FW, N, g.out_h, g.out_w),
        room.dtype,
        room,
        0,
        (c, y * dilation_h, x * dilation_w, n, y * stride_h, x * stride_w),
    )
