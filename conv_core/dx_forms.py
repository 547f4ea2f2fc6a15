"""Other forms of the input's gradient: a wrong one, and the one with a turned filter."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from conv_core.arrays import Array, floating, real_array
from conv_core.checks import FILTERS, IMAGES, cotangent
from conv_core.errors import GeometryError
from conv_core.geometry import Geometry


def fold_overwriting(dcol: ArrayLike, geometry: Geometry, N: int, C: int) -> Array:
    """Fold the rows of `dcol` back with ``=`` where `col2im` has ``+=``: a wrong gradient, to show.

    Parameters
    ----------
    dcol : array (N*out_h*out_w, C*FH*FW)
    geometry : Geometry
    N, C : int
        Images and channels.

    Returns
    -------
    array (N, C, padded_h, padded_w)
        Each pixel holds what the last window that reads it brought.

    Raises
    ------
    GeometryError
        If `dcol` has another shape.

    Examples
    --------
    >>> fold_overwriting(np.ones((4, 4)), Geometry.of(3, 3, 2, 2), N=1, C=1)[0, 0, 1]
    array([1., 1., 1.])
    """
    dcol = real_array(dcol, "dcol", ("N*out_h*out_w", "C*FH*FW"))
    g = geometry
    expected = (N * g.out_h * g.out_w, C * g.FH * g.FW)
    if dcol.shape != expected:
        raise GeometryError(
            f"dcol has the shape {dcol.shape}, but the windows make {expected}. "
            f"Use dcol of shape {expected}.",
            shape=dcol.shape,
            expected=expected,
        )
    rows = dcol.reshape(N, g.out_h, g.out_w, C, g.FH, g.FW)
    room = np.zeros((N, C, g.padded_h, g.padded_w), dcol.dtype)
    for i, top in enumerate(g.row_starts):
        for j, left in enumerate(g.col_starts):
            where = np.ix_(
                range(N),
                range(C),
                [top + offset for offset in g.row_offsets],
                [left + offset for offset in g.col_offsets],
            )
            room[where] = rows[:, i, j]
    return room


def spread(dout: ArrayLike, geometry: Geometry) -> Array:
    """Lay `dout` out so that sliding the turned filters over it makes the gradient of the input.

    Between its cells stand the zeros that the stride skipped, around it those of a full
    correlation, and below and to the right as many more as the floor dropped.

    Parameters
    ----------
    dout : array (N, FN, out_h, out_w)
    geometry : Geometry

    Returns
    -------
    array (N, FN, padded_h + reach_h, padded_w + reach_w), reach = dilation * (window - 1)

    Raises
    ------
    GeometryError
        If `dout` is not of the size of the output.

    Notes
    -----
    ``Convolution(turned(W), 0, dilation=dilation).forward(spread(dout, geometry))`` is the gradient
    of the padded input, for finite filters: an infinite weight times a zero that stands between
    the cells would be NaN, where the layer multiplies nothing. Source: Dumoulin and Visin (2016),
    transposed convolution arithmetic.

    Examples
    --------
    >>> spread(np.ones((1, 1, 1, 2)), Geometry.of(1, 4, 1, 2, stride=2))[0, 0]
    array([[0., 1., 0., 1., 0.]])
    """
    dout = real_array(dout, "dout", IMAGES)
    g = geometry
    N, FN = dout.shape[:2]
    dout = cotangent(dout, (N, FN, g.out_h, g.out_w))
    reach_h, reach_w = g.row_offsets[-1], g.col_offsets[-1]
    shape = (N, FN, g.padded_h + reach_h, g.padded_w + reach_w)
    room = np.zeros(shape, floating(dout.dtype, dout.dtype))
    room[
        :,
        :,
        reach_h : reach_h + g.row_starts[-1] + 1 : g.stride[0],
        reach_w : reach_w + g.col_starts[-1] + 1 : g.stride[1],
    ] = dout
    return room


def turned(W: ArrayLike) -> Array:
    """The filters turned by 180 degrees, with input and output channels exchanged.

    Parameters
    ----------
    W : array (FN, C, FH, FW)

    Returns
    -------
    array (C, FN, FH, FW)
        A copy: ``turned(W)[c, k, u, v] == W[k, c, FH-1-u, FW-1-v]``.

    Examples
    --------
    >>> turned(np.arange(4.0).reshape(1, 1, 2, 2))[0, 0]
    array([[3., 2.],
           [1., 0.]])
    """
    W = real_array(W, "W", FILTERS)
    return W.transpose(1, 0, 2, 3)[:, :, ::-1, ::-1].copy()
