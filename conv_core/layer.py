"""The convolution layer of "Deep Learning from Scratch", chapter 7."""

from __future__ import annotations

from typing import Literal, SupportsIndex

from numpy.typing import ArrayLike

from conv_core.arrays import Array, DType, floating, real_array
from conv_core.checks import FILTERS, IMAGES, bias, check_filters, check_layer, cotangent
from conv_core.fast.plan import Plan, plan
from conv_core.geometry import Geometry
from conv_core.im2col import im2col
from conv_core.settings import Padding, Pair, four_sides, is_same, pair, whole


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
        The gradients that the last `backward` found.
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

    NaN and infinity go where the definition sends them: padding is pixels of 0, so that an infinite
    weight over them gives NaN; to a gradient, what a weight never meets brings nothing.

    Examples
    --------
    >>> import numpy as np
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
        self._x: Array | None = None
        self._gradients: tuple[Array, Array] | None = None
        self._planned: tuple[object, Plan] | None = None

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
        plan = self._plan(x)
        out = plan.forward(x, _cast(self._W, plan.dtype), _cast(self._b, plan.dtype))
        self._x = x
        return out

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
        plan = self._plan(x)
        dout = cotangent(dout, plan.out_shape)
        dx, dW, db = plan.backward(x, _cast(self._W, plan.dtype), dout)
        self._gradients = _cast(dW, plan.dtype), _cast(db, plan.dtype)
        return dx

    def like(self, W: ArrayLike, b: ArrayLike) -> Convolution:
        """Make a layer of the same settings with other filters; it has seen no input.

        Parameters
        ----------
        W, b
            As for `Convolution`.

        Raises
        ------
        GeometryError
            If their shapes do not go together.
        TypeError
            If they are not arrays of real numbers.

        Examples
        --------
        >>> import numpy as np
        >>> layer = Convolution(np.ones((1, 1, 2, 2)), 0, stride=2)
        >>> layer.like(np.ones((3, 1, 2, 2)), 0).forward(np.ones((1, 1, 4, 6))).shape
        (1, 3, 2, 3)
        """
        return Convolution(W, b, self.stride, self.pad, self.dilation, self.groups)

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
    def dW(self) -> Array:
        """Gradient with respect to `W` (FN, C/groups, FH, FW), once `backward` has run."""
        return self._last_gradients()[0]

    @property
    def db(self) -> Array:
        """Gradient with respect to `b` (FN,), once `backward` has run."""
        return self._last_gradients()[1]

    @property
    def col(self) -> Array:
        """The book's matrix of windows, (N*out_h*out_w, C*FH*FW), for the last input."""
        FH, FW = self.W.shape[2:]
        return im2col(self._last_input(), FH, FW, self.stride, self.pad, self.dilation)

    @property
    def col_W(self) -> Array:
        """The book's matrix of filters, (C/groups*FH*FW, FN)."""
        return self.W.reshape(len(self.W), -1).T.copy()

    def _plan(self, x: Array) -> Plan:
        W = self._W
        known = (
            x.shape, x.dtype, W.shape, W.dtype, self._b.shape,
            self.stride, self.pad, self.dilation, self.groups,
        )  # fmt: skip
        # checking takes as long as a small convolution: once for inputs of one shape is enough
        if self._planned is None or self._planned[0] != known:
            check_layer(x.shape, W.shape, self.groups)
            bias(self._b, len(W))  # W may be another one by now
            (in_h, in_w), (FN, _, FH, FW) = x.shape[2:], W.shape
            geometry = Geometry.of(in_h, in_w, FH, FW, self.stride, self.pad, self.dilation)
            dtype = floating(x.dtype, W.dtype)
            self._planned = known, plan(x.shape, FN, geometry, self.groups, dtype)
        return self._planned[1]

    def _last_input(self) -> Array:
        if self._x is None:
            raise RuntimeError("There is no input to go back to: call forward(x) first.")
        return self._x

    def _last_gradients(self) -> tuple[Array, Array]:
        if self._gradients is None:
            raise RuntimeError("There are no gradients yet: call backward(dout) first.")
        return self._gradients


def _cast(array: Array, dtype: DType) -> Array:
    """The array itself where it has the dtype already."""
    return array if array.dtype is dtype else array.astype(dtype, copy=False)
