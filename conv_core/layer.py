"""The convolution layer of "Deep Learning from Scratch", chapter 7."""

from __future__ import annotations

from typing import Literal, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from conv_core.arrays import Array, floating, real_array
from conv_core.checks import FILTERS, IMAGES, bias, check_filters, check_layer, cotangent
from conv_core.geometry import Geometry
from conv_core.im2col import im2col, roll_up, unroll
from conv_core.settings import Padding, Pair, four_sides, is_same, pair, whole
from conv_core.windows import unpadded


class Convolution:
    """A layer that slides filters over images.

    ``out[n, k, i, j] = b[k] + sum over (c, u, v) of x_padded[n, c, i*S + u*D, j*S + v*D] *
    W[k, c, u, v]``. As in every deep-learning library the filter is not flipped: a mathematician
    calls this correlation.

    Parameters
    ----------
    W : array (FN, C/groups, FH, FW)
        The filters. The array itself is kept, so that an optimizer may change it in place.
    b : array (FN,), or one number for all filters
        The bias; an array is kept too.
    stride, pad, dilation
        As for `Geometry.of`.
    groups : int
        The channels are split into as many groups, each read by its own share of the filters.

    Attributes
    ----------
    W, b : array
        Assigning others checks their shapes.
    dW, db : array of the shape of W and b
        The gradients that the last `backward` left; None before.
    col, col_W : array (N*out_h*out_w, C*FH*FW), (C/groups*FH*FW, FN)
        The book's matrices, made when asked for: with one group, ``col @ col_W + b`` is the output.

    Raises
    ------
    GeometryError
        If shapes or settings do not go together.
    TypeError
        If an array is not of real numbers, or a setting is not whole.

    Notes
    -----
    float32 in, float32 out; float64 in, float64 out; integers and bools take the floating type of
    `W`, or float64. Between `forward` and `backward`, the arrays x and W must not change:
    `backward` reads them again instead of keeping a copy FH*FW times as large.

    Examples
    --------
    >>> layer = Convolution(W=np.ones((1, 1, 2, 2)), b=np.array([0.5]))
    >>> layer.forward(np.arange(9.0).reshape(1, 1, 3, 3))
    array([[[[ 8.5, 12.5],
             [20.5, 24.5]]]])
    >>> layer.backward(np.ones((1, 1, 2, 2)))[0, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    >>> layer.dW[0, 0], layer.db
    (array([[ 8., 12.],
           [20., 24.]]), array([4.]))
    """

    def __init__(
        self,
        W: ArrayLike,
        b: ArrayLike,
        stride: Pair = 1,
        pad: Padding = 0,
        dilation: Pair = 1,
        groups: SupportsIndex = 1,
    ) -> None:
        self.groups = whole(groups, "groups", 1)
        self.W = W
        self.b = b
        self.stride = pair(stride, "stride", 1)
        self.pad: Literal["same"] | tuple[int, int, int, int]
        self.pad = "same" if is_same(pad) else four_sides(pad)
        self.dilation = pair(dilation, "dilation", 1)
        self.dW: Array | None = None
        self.db: Array | None = None
        self._x: Array | None = None

    def forward(self, x: ArrayLike) -> Array:
        """Slide the filters over the images.

        Parameters
        ----------
        x : array (N, C, in_h, in_w)
            Not modified; it must not change until `backward`.

        Returns
        -------
        out : array (N, FN, out_h, out_w)
            A new array.

        Raises
        ------
        GeometryError
            If the filters do not fit into the padded input, or `x` has other channels than `W`.
        TypeError
            If `x` is not of real numbers.
        """
        x = real_array(x, "x", IMAGES)
        geometry = self._geometry_of(x)
        dtype = floating(x.dtype, self.W.dtype)
        G, N, P = self.groups, len(x), geometry.out_h * geometry.out_w
        FN, K = len(self.W), self.W[0].size
        col = unroll(x, geometry, dtype).reshape(G, K, N * P)  # (G, K, N*P)
        W = self.W.astype(dtype).reshape(G, FN // G, K)  # (G, FN/G, K)
        out = (W @ col).reshape(FN, N, P).transpose(1, 0, 2) + self.b.astype(dtype)[:, None]
        self._x = x
        return np.ascontiguousarray(out).reshape(N, FN, geometry.out_h, geometry.out_w)

    def backward(self, dout: ArrayLike) -> Array:
        """Send the gradient back through the layer.

        Parameters
        ----------
        dout : array (N, FN, out_h, out_w)
            Gradient with respect to the output; not modified.

        Returns
        -------
        dx : array (N, C, in_h, in_w)
            Gradient with respect to the input of the last `forward`; `dW` and `db` are set.

        Raises
        ------
        RuntimeError
            If there was no `forward`.
        GeometryError
            If `dout` does not have the shape of the output.
        TypeError
            If `dout` is not of real numbers.
        """
        x = self._last_input()
        geometry = self._geometry_of(x)
        G, N, P = self.groups, len(x), geometry.out_h * geometry.out_w
        FN, K = len(self.W), self.W[0].size
        dout = cotangent(dout, (N, FN, geometry.out_h, geometry.out_w))
        dtype = floating(x.dtype, self.W.dtype)
        col = unroll(x, geometry, dtype).reshape(G, K, N * P)
        W = self.W.astype(dtype).reshape(G, FN // G, K)
        dout2 = dout.astype(dtype).transpose(1, 0, 2, 3).reshape(G, FN // G, N * P)
        self.db = dout2.reshape(FN, N * P).sum(axis=1)
        self.dW = (dout2 @ col.transpose(0, 2, 1)).reshape(self.W.shape)
        dcol = W.transpose(0, 2, 1) @ dout2
        room = np.zeros((*x.shape[:2], geometry.padded_h, geometry.padded_w), dtype)
        roll_up(dcol, room, geometry)
        return unpadded(room, geometry).copy()

    @property
    def W(self) -> Array:
        """The filters (FN, C/groups, FH, FW)."""
        return self._W

    @W.setter
    def W(self, W: ArrayLike) -> None:
        W = real_array(W, "W", FILTERS)
        check_filters(W.shape, self.groups)
        self._W = W

    @property
    def b(self) -> Array:
        """The bias (FN,)."""
        return self._b

    @b.setter
    def b(self, b: ArrayLike) -> None:
        self._b = bias(b, len(self._W))

    @property
    def col(self) -> Array:
        """The book's matrix of windows, (N*out_h*out_w, C*FH*FW), for the last input."""
        FH, FW = self.W.shape[2:]
        return im2col(self._last_input(), FH, FW, self.stride, self.pad, self.dilation)

    @property
    def col_W(self) -> Array:
        """The book's matrix of filters, (C/groups*FH*FW, FN)."""
        return self.W.reshape(len(self.W), -1).T.copy()

    def _geometry_of(self, x: Array) -> Geometry:
        check_layer(x.shape, self.W.shape, self.groups)
        (in_h, in_w), (FH, FW) = x.shape[2:], self.W.shape[2:]
        return Geometry.of(in_h, in_w, FH, FW, self.stride, self.pad, self.dilation)

    def _last_input(self) -> Array:
        if self._x is None:
            raise RuntimeError("There is no input to go back to: call forward(x) first.")
        return self._x
