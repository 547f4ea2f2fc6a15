"""The layer's arithmetic for large images, tile by tile."""

import numpy as np

from conv_core.arrays import Array
from conv_core.geometry import Geometry
from conv_core.scratch import Scratch
from conv_core.tiles import roll_up_sideways, row_matrices, tiles, unroll_sideways


def forward(x: Array, W: Array, b: Array, out: Array, geometry: Geometry, groups: int) -> None:
    """Write the output of the layer into `out`; `W`, `b` and `out` are of one floating dtype."""
    N, C = x.shape[:2]
    images = x.reshape(N, groups, C // groups, *x.shape[2:])
    outs = out.reshape(N, groups, -1, *out.shape[2:])
    matrix = _by_rows(W, groups)
    biases = b.reshape(groups, -1, 1, 1)
    rolled, products = Scratch(W.dtype), Scratch(W.dtype)
    for image, result in zip(images, outs, strict=True):
        for tile in tiles(geometry, C):
            unrolled = rolled.shaped(groups, tile.in_h, C // groups, geometry.FW, tile.out_w)
            unroll_sideways(image, tile, unrolled)
            product = products.shaped(groups, tile.out_h, matrix.shape[2], tile.out_w)
            np.matmul(matrix, row_matrices(unrolled, tile), out=product)
            np.add(product.swapaxes(1, 2), biases, out=result[:, :, tile.rows, tile.cols])


def backward(
    x: Array, W: Array, dout: Array, dx: Array, geometry: Geometry, groups: int
) -> tuple[Array, Array]:
    """Add the gradient with respect to `x` to `dx`, and return dW and db."""
    N, C = x.shape[:2]
    g, FN, channels = geometry, len(W), C // groups
    images = x.reshape(N, groups, channels, *x.shape[2:])
    dimages = dx.reshape(images.shape)
    douts = dout.reshape(N, groups, FN // groups, *dout.shape[2:])
    matrix = _by_rows(W, groups).swapaxes(-1, -2)  # (groups, 1, FH*channels*FW, FN/groups)
    # thousands of tiles add up here: float32 would lose digits
    dW = np.zeros((groups, FN // groups, g.FH * channels * g.FW))
    db = np.zeros((groups, FN // groups))
    rolled, slopes, dcols = Scratch(W.dtype), Scratch(W.dtype), Scratch(W.dtype)
    for image, dimage, gradient in zip(images, dimages, douts, strict=True):
        for tile in tiles(g, C):
            dout2 = slopes.shaped(groups, tile.out_h, FN // groups, tile.out_w)
            dout2[...] = gradient[:, :, tile.rows, tile.cols].swapaxes(1, 2)
            db += dout2.sum(axis=-1).sum(axis=1)
            unrolled = rolled.shaped(groups, tile.in_h, channels, g.FW, tile.out_w)
            unroll_sideways(image, tile, unrolled)
            dW += np.matmul(dout2, row_matrices(unrolled, tile).swapaxes(-1, -2)).sum(axis=1)
            dcol = dcols.shaped(groups, tile.out_h, g.FH, channels, g.FW, tile.out_w)
            np.matmul(matrix, dout2, out=dcol.reshape(groups, tile.out_h, -1, tile.out_w))
            unrolled[...] = 0
            for u in range(g.FH):
                reached = slice(u, u + (tile.out_h - 1) * tile.row_step + 1, tile.row_step)
                unrolled[:, reached] += dcol[:, :, u]
            roll_up_sideways(unrolled, tile, dimage)
    dW = dW.reshape(groups, FN // groups, g.FH, channels, g.FW).swapaxes(2, 3)
    return dW.reshape(W.shape).astype(W.dtype), db.reshape(FN).astype(W.dtype)


def _by_rows(W: Array, groups: int) -> Array:
    """The filters as matrices (groups, 1, FN/groups, FH*channels*FW), by filter row first."""
    FN, channels, FH, FW = W.shape
    return (
        W.reshape(groups, FN // groups, channels, FH, FW)
        .swapaxes(2, 3)
        .reshape(groups, 1, FN // groups, FH * channels * FW)
    )
