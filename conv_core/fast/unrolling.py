"""Images of one shape, unrolled into the matrix of their windows and rolled up again."""

from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from conv_core.arrays import Array, DType, floating
from conv_core.geometry import Geometry

FEW = 2**13
"""Numbers in a matrix, up to which they are sorted into their pixels one by one."""


class Unrolling:
    """The transpose of im2col, and its adjoint, for images of one shape and dtype.

    All that can be known before the numbers is worked out once: for a small image, shapes, strides
    and slices take as long as the arithmetic.

    Parameters
    ----------
    x_shape : (N, C, in_h, in_w)
    geometry : Geometry
    dtype : dtype
        Of the matrix, and of the images that `roll_up` returns.

    Examples
    --------
    >>> unrolling = Unrolling((1, 1, 1, 3), Geometry.of(1, 3, 1, 2), np.dtype(float))
    >>> unrolling.unroll(np.array([[[[1.0, 2.0, 3.0]]]]))
    array([[1., 2.],
           [2., 3.]])
    >>> unrolling.roll_up(np.array([[1.0, 2.0], [2.0, 3.0]]))
    array([[[[1., 4., 3.]]]])
    """

    def __init__(self, x_shape: tuple[int, ...], geometry: Geometry, dtype: DType) -> None:
        g, (N, C) = geometry, x_shape[:2]
        self._x_shape = x_shape
        self.matrix = C * g.FH * g.FW, N * g.out_h * g.out_w
        self._geometry = geometry
        self._dtype = dtype
        self._room = N, C, g.padded_h, g.padded_w
        top, _, left, _ = g.pad
        self._image = ..., slice(top, top + g.in_h), slice(left, left + g.in_w)
        self._is_padded = any(g.pad)
        self._cells = C, g.FH, g.FW, N, g.out_h, g.out_w
        c, y, x = (dtype.itemsize * size for size in (g.padded_h * g.padded_w, g.padded_w, 1))
        (stride_h, stride_w), (dilation_h, dilation_w) = g.stride, g.dilation
        self._strides = c, y * dilation_h, x * dilation_w, C * c, y * stride_h, x * stride_w
        self._rows = [_reached(u * dilation_h, g.out_h, stride_h) for u in range(g.FH)]
        self._cols = [_reached(v * dilation_w, g.out_w, stride_w) for v in range(g.FW)]

    def unroll(self, x: Array) -> Array:
        """The windows of `x` as columns: (C*FH*FW, N*out_h*out_w), a contiguous copy.

        Written this way round, each number of a filter cell's row is copied next to its neighbour.
        """
        if self._is_padded:
            # np.pad takes 30 times as long for a small image
            room = np.zeros(self._room, self._dtype)
            room[self._image] = x
        else:
            room = np.ascontiguousarray(x, self._dtype)
        # A view that holds a pixel once for each window that sees it. Unlike `as_strided`, the
        # constructor refuses a shape that would reach outside the memory of `room`.
        windows = np.ndarray(self._cells, self._dtype, room, 0, self._strides)
        return windows.copy().reshape(self.matrix)

    def roll_up(self, col: Array) -> Array:
        """Add the transposed `col` to the pixels that it was read from: (N, C, in_h, in_w)."""
        if col.size <= FEW and self._dtype.kind == "f":
            # float64 sums; whole numbers would not be exact in them beyond 2^53
            sums = np.bincount(self._pixels, col.ravel(), 1 + prod(self._x_shape))
            return sums[1:].astype(self._dtype).reshape(self._x_shape)
        return self._add_by_axes(col)

    @cached_property
    def _pixels(self) -> NDArray[np.int64]:
        """Which pixel each number of the matrix was read from, counted from 1; 0 is padding."""
        numbers = np.arange(1, 1 + prod(self._x_shape)).reshape(self._x_shape)
        return Unrolling(self._x_shape, self._geometry, numbers.dtype).unroll(numbers).ravel()

    def _add_by_axes(self, col: Array) -> Array:
        """Add along the first axis of overlap and then along the second.

        That takes FH + FW additions of whole arrays, instead of one for each of the FH*FW cells.
        Half precision is added up in single precision, as it is multiplied.
        """
        dtype = floating(self._dtype, self._dtype) if self._dtype.kind == "f" else self._dtype
        C, _, FW, N, _, out_w = self._cells
        cells = col.reshape(self._cells)
        columns = np.zeros((C, FW, N, self._room[2], out_w), dtype)
        for u, rows in enumerate(self._rows):
            columns[:, :, :, rows] += cells[:, u]
        room = np.zeros(self._room, dtype)
        by_channel = room.swapaxes(0, 1)
        for v, cols in enumerate(self._cols):
            by_channel[..., cols] += columns[:, v]
        if self._is_padded or dtype != self._dtype:
            return room[self._image].astype(self._dtype, order="C")
        return room


def _reached(first: int, count: int, stride: int) -> slice:
    """The positions that one filter row or column meets in `count` windows."""
    return slice(first, first + (count - 1) * stride + 1, stride)
