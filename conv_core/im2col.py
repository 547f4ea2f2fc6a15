"""im2col and its adjoint col2im, with the row and column order of the book."""

from collections.abc import Sequence
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from conv_core.arrays import Array, real_array
from conv_core.checks import IMAGES
from conv_core.errors import GeometryError
from conv_core.fast.unrolling import Unrolling
from conv_core.geometry import Geometry
from conv_core.settings import Padding, Pair, whole


def im2col(
    x: ArrayLike,
    FH: SupportsIndex,
    FW: SupportsIndex,
    stride: Pair = 1,
    pad: Padding = 0,
    dilation: Pair = 1,
) -> Array:
    """Lay every window of `x` out as one row of a matrix.

    Row ``(n*out_h + i)*out_w + j`` holds the window whose output cell is ``(n, i, j)``; inside a
    row the order is channel, filter row, filter column. So ``im2col(x, ...) @ W.reshape(FN, -1).T``
    is the convolution, or, for the strict: the correlation, since no filter is flipped.

    Parameters
    ----------
    x : array (N, C, in_h, in_w)
        Input images; not modified.
    FH, FW : int
        Height and width of the filter, in pixels.
    stride, pad, dilation
        As for `Geometry.of`.

    Returns
    -------
    col : array (N*out_h*out_w, C*FH*FW), dtype of `x`
        A copy: a pixel that k windows read appears k times.

    Raises
    ------
    GeometryError
        If the filter does not fit into the padded input, or `x` does not have four axes.
    TypeError
        If `x` is not of real numbers, or a setting is not whole.

    Notes
    -----
    The matrix is about ``FH*FW / stride**2`` times as large as `x`.

    Source: Chellapilla, Puri, Simard (2006); the order is that of "Deep Learning from Scratch".

    Examples
    --------
    >>> im2col(np.arange(9.0).reshape(1, 1, 3, 3), FH=2, FW=2)
    array([[0., 1., 3., 4.],
           [1., 2., 4., 5.],
           [3., 4., 6., 7.],
           [4., 5., 7., 8.]])
    """
    x = real_array(x, "x", IMAGES)
    geometry = Geometry.of(x.shape[2], x.shape[3], FH, FW, stride, pad, dilation)
    return Unrolling(x.shape, geometry, x.dtype).unroll(x).T


def col2im(
    col: ArrayLike,
    x_shape: Sequence[SupportsIndex] | Array,
    FH: SupportsIndex,
    FW: SupportsIndex,
    stride: Pair = 1,
    pad: Padding = 0,
    dilation: Pair = 1,
) -> Array:
    """Add every number of `col` to the pixel that `im2col` would have read it from.

    This is the adjoint of `im2col`, not its inverse: ``(im2col(x) * c).sum()`` equals
    ``(x * col2im(c)).sum()``, and a pixel that k windows read receives k numbers.

    Parameters
    ----------
    col : array (N*out_h*out_w, C*FH*FW)
        Not modified.
    x_shape : (N, C, in_h, in_w)
        Shape of the images.
    FH, FW, stride, pad, dilation
        As for `im2col`.

    Returns
    -------
    array of shape `x_shape`
        The dtype of a floating `col`; integers and bools add up in the dtype that `np.sum` takes
        for them, so that uint8 does not wrap.

    Raises
    ------
    GeometryError
        If the filter does not fit, or `col` does not have the shape that `im2col` gives.
    TypeError
        If `col` is not of real numbers, or a setting is not whole.

    Examples
    --------
    >>> col2im(np.ones((4, 4)), (1, 1, 3, 3), FH=2, FW=2)[0, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    col = real_array(col, "col", ("N*out_h*out_w", "C*FH*FW"))
    N, C, in_h, in_w = image_shape(x_shape)
    geometry = Geometry.of(in_h, in_w, FH, FW, stride, pad, dilation)
    needed = (N * geometry.out_h * geometry.out_w, C * geometry.FH * geometry.FW)
    if col.shape != needed:
        raise GeometryError(
            f"col has shape {col.shape}, but for images of shape {(N, C, in_h, in_w)} and these "
            f"settings im2col gives {needed}. Use the settings that made col.",
            shape=col.shape,
            needed=needed,
        )
    dtype = col.dtype if col.dtype.kind == "f" else np.sum(col[:0]).dtype
    return Unrolling((N, C, in_h, in_w), geometry, dtype).roll_up(col.T)


def image_shape(shape: object) -> tuple[int, int, int, int]:
    """Read (N, C, in_h, in_w); a batch may be empty."""
    sizes: tuple[object, ...] = ()
    if isinstance(shape, tuple | list | np.ndarray) and np.ndim(shape) == 1:
        sizes = tuple(shape)
    if len(sizes) != 4:
        raise GeometryError(
            f"x_shape is {shape!r}. Use four numbers (N, C, in_h, in_w).", shape=shape
        )
    N, C, in_h, in_w = sizes
    return whole(N, "N", 0), whole(C, "C", 1), whole(in_h, "in_h", 1), whole(in_w, "in_w", 1)
