"""The layer's arithmetic for small images: the book's three lines, on the transposed matrix."""

import numpy as np

from conv_core.arrays import Array
from conv_core.geometry import Geometry
from conv_core.im2col import roll_up, unroll
from conv_core.products import times_columns, times_inner
from conv_core.windows import unpadded


def forward(x: Array, W: Array, b: Array, out: Array, geometry: Geometry, groups: int) -> None:
    """Write the output of the layer into `out`; `W`, `b` and `out` are of one floating dtype."""
    N, FN, out_h, out_w = out.shape
    col_W, col = _matrices(x, W, geometry, groups)
    out2 = times_columns(col_W, col)  # (groups, FN/groups, N*out_h*out_w)
    if N == 1:  # what lies in the right order already is added to with less ado
        np.add(out2.reshape(FN, out_h * out_w), b[:, None], out=out.reshape(FN, out_h * out_w))
    else:
        by_image = out2.reshape(FN, N, out_h, out_w).swapaxes(0, 1)
        np.add(by_image, b[:, None, None], out=out)


def backward(
    x: Array, W: Array, dout: Array, dx: Array, geometry: Geometry, groups: int
) -> tuple[Array, Array]:
    """Write the gradient with respect to `x` into `dx`, and return dW and db."""
    N, FN, out_h, out_w = dout.shape
    col_W, col = _matrices(x, W, geometry, groups)
    by_filter = dout.swapaxes(0, 1).astype(W.dtype, order="C")
    dout2 = by_filter.reshape(FN, N * out_h * out_w)
    db = dout2.sum(axis=1)
    dout2 = dout2.reshape(*col_W.shape[:-1], N * out_h * out_w)
    dW = times_inner(dout2, col.swapaxes(-1, -2))
    dcol = times_columns(col_W.swapaxes(-1, -2), dout2)
    if any(geometry.pad):
        room = np.zeros((*x.shape[:2], geometry.padded_h, geometry.padded_w), W.dtype)
        roll_up(dcol, room, geometry)
        dx[...] = unpadded(room, geometry)
    else:
        roll_up(dcol, dx, geometry)
    return dW.reshape(W.shape), db


def _matrices(x: Array, W: Array, geometry: Geometry, groups: int) -> tuple[Array, Array]:
    """Transposes of the book's matrices, col_W (FN, K) and col (K, P), stacked by groups if any."""
    FN, channels, FH, FW = W.shape
    K = channels * FH * FW
    col = unroll(x, geometry, W.dtype)
    if groups == 1:
        return W.reshape(FN, K), col
    return W.reshape(groups, FN // groups, K), col.reshape(groups, K, col.shape[1])
