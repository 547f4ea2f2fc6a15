"""The layer's arithmetic for small images: the book's three lines, on the transposed matrix."""

import numpy as np

from conv_core.arrays import Array, DType
from conv_core.fast.products import times_columns, times_inner
from conv_core.fast.unrolling import Unrolling
from conv_core.geometry import Geometry


class Whole:
    """Forward and backward pass, with the whole matrix of some images at a time.

    Parameters
    ----------
    x_shape : (N, C, in_h, in_w)
    out_shape : (N, FN, out_h, out_w)
    geometry : Geometry
    groups : int
    dtype : dtype
        Floating; of the filters and of all results.
    images : int
        How many images are unrolled at a time.
    """

    def __init__(
        self,
        x_shape: tuple[int, ...],
        out_shape: tuple[int, int, int, int],
        geometry: Geometry,
        groups: int,
        dtype: DType,
        images: int,
    ) -> None:
        N, FN = out_shape[:2]
        K = x_shape[1] // groups * geometry.FH * geometry.FW
        self.out_shape = out_shape
        self.dtype = dtype
        # with groups, a stack of matrices
        self._filters = (FN, K) if groups == 1 else (groups, FN // groups, K)
        self._batches = [
            (slice(first, first + images), Unrolling((some, *x_shape[1:]), geometry, dtype))
            for first in range(0, max(N, 1), images)
            for some in [min(images, N - first)]
        ]

    def forward(self, x: Array, W: Array, b: Array) -> Array:
        """The output; `W` and `b` have the dtype of the results."""
        col_W = W.reshape(self._filters)
        N, FN = self.out_shape[:2]
        if N == 1:  # the product lies in the right order already
            unrolling = self._batches[0][1]
            out2 = times_columns(col_W, self._columns(x, unrolling))
            out = out2.reshape(FN, unrolling.matrix[1])
            out += b[:, None]
            return out.reshape(self.out_shape)
        out = np.empty(self.out_shape, self.dtype)
        for some, unrolling in self._batches:
            by_filter = out[some].swapaxes(0, 1)  # (FN, N, out_h, out_w)
            out2 = times_columns(col_W, self._columns(x[some], unrolling))
            np.add(out2.reshape(by_filter.shape), b[:, None, None, None], out=by_filter)
        return out

    def backward(self, x: Array, W: Array, dout: Array) -> tuple[Array, Array, Array]:
        """dx, dW and db."""
        col_W = W.reshape(self._filters)
        if len(self._batches) == 1:
            dx, dW, db = self._backward(x, col_W, dout, self._batches[0][1])
        else:
            dx = np.empty(x.shape, self.dtype)
            # thousands of images add up here: float32 would lose digits
            dW, db = np.zeros(self._filters), np.zeros(len(W))
            for some, unrolling in self._batches:
                dx[some], more_dW, more_db = self._backward(x[some], col_W, dout[some], unrolling)
                dW += more_dW
                db += more_db
        return dx, dW.reshape(W.shape), db

    def _backward(
        self, x: Array, col_W: Array, dout: Array, unrolling: Unrolling
    ) -> tuple[Array, Array, Array]:
        """dx, dW and db of some images, dW in the shape of `col_W`."""
        P = unrolling.matrix[1]
        by_filter = np.ascontiguousarray(dout.swapaxes(0, 1), self.dtype)
        db = by_filter.reshape(self.out_shape[1], P).sum(axis=1)
        dout2 = by_filter.reshape(*self._filters[:-1], P)
        dW = times_inner(dout2, self._columns(x, unrolling).swapaxes(-1, -2))
        dcol = times_columns(col_W.swapaxes(-1, -2), dout2)
        return unrolling.roll_up(dcol), dW, db

    def _columns(self, x: Array, unrolling: Unrolling) -> Array:
        """The transpose of the book's col, (K, P), or with groups a stack of them."""
        col = unrolling.unroll(x)
        if len(self._filters) == 2:
            return col
        return col.reshape(self._filters[0], self._filters[2], unrolling.matrix[1])
