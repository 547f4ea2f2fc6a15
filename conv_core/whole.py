"""The layer's arithmetic for small images: the book's three lines, on the transposed matrix."""

import numpy as np

from conv_core.arrays import Array
from conv_core.geometry import Geometry
from conv_core.im2col import roll_up, unroll
from conv_core.windows import unpadded


def forward(x: Array, W: Array, b: Array, out: Array, geometry: Geometry, groups: int) -> None:
    """Write the output of the layer into `out`; `W`, `b` and `out` are of one floating dtype."""
    N, FN, out_h, out_w = out.shape
    K = W[0].size
    col = unroll(x, geometry, W.dtype).reshape(groups, K, N * out_h * out_w)
    out2 = W.reshape(groups, FN // groups, K) @ col  # (groups, FN/groups, N*out_h*out_w)
    by_image = out2.reshape(FN, N, out_h, out_w).swapaxes(0, 1)
    np.add(by_image, b[:, None, None], out=out)


def backward(
    x: Array, W: Array, dout: Array, dx: Array, geometry: Geometry, groups: int
) -> tuple[Array, Array]:
    """Add the gradient with respect to `x` to `dx`, and return dW and db."""
    N, FN, out_h, out_w = dout.shape
    K = W[0].size
    col = unroll(x, geometry, W.dtype).reshape(groups, K, N * out_h * out_w)
    dout2 = np.empty((groups, FN // groups, N * out_h * out_w), W.dtype)
    dout2.reshape(FN, N, out_h, out_w)[...] = dout.swapaxes(0, 1)
    db = dout2.reshape(FN, -1).sum(axis=1)
    dW = dout2 @ col.swapaxes(1, 2)
    dcol = W.reshape(groups, FN // groups, K).swapaxes(1, 2) @ dout2
    room = np.zeros((*x.shape[:2], geometry.padded_h, geometry.padded_w), W.dtype)
    roll_up(dcol, room, geometry)
    dx += unpadded(room, geometry)
    return dW.reshape(W.shape), db
