"""The layer's arithmetic for large images, tile by tile."""

from dataclasses import dataclass

import numpy as np

from conv_core.arrays import Array, DType
from conv_core.fast.filter_forms import by_rows, takes_two_rows, two_rows
from conv_core.fast.products import CALM, FEWEST, pieces, rows_times
from conv_core.fast.scratch import Scratch
from conv_core.fast.tiles import Tile, consecutive, roll_up_sideways, tiles, unroll_sideways
from conv_core.geometry import Geometry


@dataclass(frozen=True)
class Tiled:
    """Forward and backward pass, with a small piece of the matrix at a time.

    Parameters
    ----------
    out_shape : (N, FN, out_h, out_w)
    geometry : Geometry
    groups : int
    dtype : dtype
        Floating; of the filters and of all results.
    """

    out_shape: tuple[int, int, int, int]
    geometry: Geometry
    groups: int
    dtype: DType

    def forward(self, x: Array, W: Array, b: Array) -> Array:
        """The output; `W` and `b` have the dtype of the results."""
        out = np.empty(self.out_shape, self.dtype)
        _forward(x, W, b, out, self.geometry, self.groups)
        return out

    def backward(self, x: Array, W: Array, dout: Array) -> tuple[Array, Array, Array]:
        """dx, dW and db."""
        dx = np.zeros(x.shape, self.dtype)
        return dx, *_backward(x, W, dout, dx, self.geometry, self.groups)


def _forward(x: Array, W: Array, b: Array, out: Array, geometry: Geometry, groups: int) -> None:
    """Write the output of the layer into `out`."""
    g, (N, C), FN = geometry, x.shape[:2], len(W)
    filters = by_rows(W, groups)
    biases = b.reshape(groups, FN // groups, 1, 1)
    cut = list(tiles(g, C * g.FW, _widest(W, groups)))
    in_pairs = None
    if takes_two_rows(FN, groups, x.dtype):
        in_pairs = two_rows(filters, cut[0].row_step * (C // groups) * g.FW)
    unrolled_rows, four_rows = Scratch(W.dtype), Scratch(W.dtype)
    for n in range(N):
        image = x[n].reshape(groups, C // groups, g.in_h, g.in_w)
        result = out[n].reshape(groups, FN // groups, g.out_h, g.out_w)
        for tile in cut:
            unrolled = _unroll(image, tile, g.FW, unrolled_rows)
            col = consecutive(unrolled, 0, g.FH, tile.out_h, tile.row_step)[..., : tile.out_w]
            here = result[:, :, tile.rows, tile.cols]
            by_row = here.swapaxes(1, 2)  # (groups, out_h, FN/groups, out_w)
            if filters.shape[2] > FN // groups:
                product = four_rows.shaped(groups, tile.out_h, filters.shape[2], tile.out_w)
                rows_times(filters, col, product)
                by_row[...] = product[:, :, : FN // groups]
            elif in_pairs is not None:
                even = tile.out_h - tile.out_h % 2
                _pairs_times(in_pairs, unrolled, tile.row_step, by_row[:, :even])
                rows_times(filters, col[:, even:], by_row[:, even:])
            else:
                rows_times(filters, col, by_row)
            here += biases


def _backward(
    x: Array, W: Array, dout: Array, dx: Array, geometry: Geometry, groups: int
) -> tuple[Array, Array]:
    """Add the gradient with respect to `x` to `dx`, and return dW and db."""
    g, (N, C), FN = geometry, x.shape[:2], len(W)
    channels, share = C // groups, FN // groups
    # thousands of tiles add up here: float32 would lose digits
    dW = np.zeros((groups, g.FH * channels * g.FW, share))
    db = np.zeros((groups, share))
    cut = list(tiles(g, max(C * g.FW, FN), _widest(W, groups)))
    unrolled_rows, dout_rows = Scratch(W.dtype), Scratch(W.dtype)
    per_group = W.reshape(groups, share, channels, g.FH, g.FW)
    finite = bool(np.isfinite(W).all())
    for n in range(N):
        image = x[n].reshape(groups, channels, g.in_h, g.in_w)
        dimage = dx[n].reshape(image.shape)
        slopes = dout[n].reshape(groups, share, g.out_h, g.out_w)
        for tile in cut:
            taps = -(-g.FH // tile.row_step)
            dout2 = dout_rows.shaped(groups, tile.out_h + 2 * (taps - 1), share, tile.out_w)
            dout2[:, : taps - 1] = dout2[:, tile.out_h + taps - 1 :] = 0
            inner = dout2[:, taps - 1 : tile.out_h + taps - 1]
            inner[...] = slopes[:, :, tile.rows, tile.cols].swapaxes(1, 2)
            db += (inner @ np.ones(tile.out_w, W.dtype)).sum(axis=1)
            unrolled = _unroll(image, tile, g.FW, unrolled_rows)
            col = consecutive(unrolled, 0, g.FH, tile.out_h, tile.row_step)[..., : tile.out_w]
            _add_products(dW, col, inner.swapaxes(-1, -2))
            dunrolled = unrolled[..., : tile.out_w]
            if finite:
                _unrolled_gradient(per_group, dout2, tile, dunrolled)
            else:
                _gradient_by_filter_rows(per_group, inner, tile, dunrolled)
            roll_up_sideways(_by_channel(dunrolled, channels), tile, dimage)
    by_rows = dW.reshape(groups, g.FH, channels, g.FW, share)
    in_order = np.ascontiguousarray(by_rows.transpose(0, 4, 2, 1, 3))
    return in_order.reshape(W.shape), db.reshape(FN)


def _unroll(image: Array, tile: Tile, FW: int, scratch: Scratch) -> Array:
    """The unrolled rows of a tile, (groups, in_h, channels*FW, out_w or more).

    Columns beyond out_w hold anything: they are there so that each row starts a cache line.
    """
    groups, channels = image.shape[:2]
    unrolled = scratch.shaped(groups, tile.in_h, channels * FW, scratch.pitch(tile.out_w))
    unroll_sideways(image, tile, _by_channel(unrolled[..., : tile.out_w], channels))
    return unrolled


def _by_channel(unrolled: Array, channels: int) -> Array:
    """View unrolled rows as (groups, in_h, channels, FW, out_w)."""
    groups, in_h, depth, out_w = unrolled.shape
    return unrolled.reshape(groups, in_h, channels, depth // channels, out_w, copy=False)


def _add_products(dW: Array, col: Array, dout2: Array) -> None:
    """Add ``col @ dout2``, summed over the rows of the tile, to `dW` (groups, K, FN/groups)."""
    out_h, K, out_w = col.shape[1:]
    # either a piece's multiplications or its products, one for each row of the tile, are the most
    for some in pieces(K, dout2.shape[-1] * max(out_w, out_h)):
        dW[:, some] += (col[:, :, some] @ dout2).sum(axis=1)


def _unrolled_gradient(W: Array, dout2: Array, tile: Tile, unrolled: Array) -> None:
    """Write the gradient with respect to the unrolled rows into `unrolled`.

    An unrolled row receives from the output rows that read it: consecutive rows of `dout2`, the
    last of which met the first filter row. So the filters are turned upside down, and with a row
    step of S each S-th filter row takes part.

    Above and below, `dout2` has zeros for the filter rows that no output row of the tile brings
    along: `W` must be finite, since an infinite weight times such a zero would be NaN.
    """
    groups, share, channels, FH, FW = W.shape
    step = tile.row_step
    for phase in range(step):
        rows = unrolled[:, phase::step]
        turned = W[:, :, :, phase::step][:, :, :, ::-1]
        taps = turned.shape[3]
        if not taps:
            rows[...] = 0
            continue
        matrix = turned.transpose(0, 2, 4, 3, 1).reshape(groups, 1, channels * FW, taps * share)
        first = -(-FH // step) - taps
        rows_times(matrix, consecutive(dout2, first, taps, rows.shape[1]), rows)


def _gradient_by_filter_rows(W: Array, dout2: Array, tile: Tile, unrolled: Array) -> None:
    """Write the same gradient for any `W`: a filter row meets the output rows that read with it.

    `dout2` holds the output rows of the tile only. This takes FH products and as many additions.
    """
    groups, share, channels, FH, FW = W.shape
    unrolled[...] = 0
    for u in range(FH):
        matrix = W[:, :, :, u].transpose(0, 2, 3, 1).reshape(groups, 1, channels * FW, share)
        rows = unrolled[:, u : u + (tile.out_h - 1) * tile.row_step + 1 : tile.row_step]
        product = np.empty(rows.shape, W.dtype)
        rows_times(matrix, dout2, product)
        rows += product


def _pairs_times(in_pairs: Array, unrolled: Array, row_step: int, by_row: Array) -> None:
    """Write the output of `two_rows`, (groups, out_h, 1, out_w) with even `out_h`."""
    groups, out_h, _, out_w = by_row.shape
    taken = in_pairs.shape[-1] // unrolled.shape[2]
    read = consecutive(unrolled, 0, taken, out_h // 2, 2 * row_step)[..., :out_w]
    rows_times(in_pairs, read, by_row.reshape(groups, out_h // 2, 2, out_w, copy=False))


def _widest(W: Array, groups: int) -> int:
    """Columns of a tile with which the product of a row, for a few filters, is a calm one."""
    multiplications = int(W[0].size) * min(len(W) // groups, FEWEST)
    return max(CALM // multiplications, FEWEST)
