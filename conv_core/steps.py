"""One step of the sliding filter, forward and backward, as the numbers that take part in it."""

from dataclasses import dataclass
from typing import SupportsIndex

from numpy.typing import ArrayLike

from conv_core.arrays import Array, floating, real_array
from conv_core.checks import FILTERS, IMAGES, bias, check_layer, cotangent
from conv_core.errors import GeometryError
from conv_core.geometry import Geometry
from conv_core.padding import padded
from conv_core.settings import whole


@dataclass(frozen=True, eq=False)
class ForwardStep:
    """How one output cell ``out[n, k, i, j]`` came to be.

    Parameters
    ----------
    rows, cols : tuple of int, length FH and FW
        The window's rows and columns in the padded input.
    window : array (C, FH, FW)
        What the filter saw.
    products : array (C, FH, FW)
        ``window * W[k]``.
    channel_sums : array (C,)
        The products added up, channel by channel.
    bias : float
        ``b[k]``.
    value : float
        ``channel_sums.sum() + bias``.
    """

    rows: tuple[int, ...]
    cols: tuple[int, ...]
    window: Array
    products: Array
    channel_sums: Array
    bias: float
    value: float


@dataclass(frozen=True, eq=False)
class BackwardStep:
    """What one number of `dout` adds to each gradient.

    Parameters
    ----------
    dout : float
        ``dout[n, k, i, j]``.
    db : float
        Added to ``db[k]``.
    dW : array (C, FH, FW)
        Added to ``dW[k]``: the window times `dout`.
    dx : array (C, FH, FW)
        Added to the window of the padded dx: the filter times `dout`.
    rows, cols : tuple of int, length FH and FW
        The window's rows and columns in the padded input.
    """

    dout: float
    db: float
    dW: Array
    dx: Array
    rows: tuple[int, ...]
    cols: tuple[int, ...]


def forward_step(
    x: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    geometry: Geometry,
    n: SupportsIndex,
    i: SupportsIndex,
    j: SupportsIndex,
    k: SupportsIndex,
) -> ForwardStep:
    """Show the computation of the output cell ``out[n, k, i, j]``.

    Parameters
    ----------
    x : array (N, C, in_h, in_w)
    W : array (FN, C, FH, FW)
    b : array (FN,)
    geometry : Geometry
        Of this input and these filters.
    n, i, j, k : int
        Image, output row, output column, filter; counted from 0.

    Raises
    ------
    GeometryError
        If the shapes do not go together, or there is no such cell.
    TypeError
        If an array is not of real numbers, or an index is not whole.

    Examples
    --------
    >>> import numpy as np
    >>> x, W = np.arange(9.0).reshape(1, 1, 3, 3), np.ones((1, 1, 2, 2))
    >>> step = forward_step(x, W, [0.5], Geometry.of(3, 3, 2, 2), n=0, i=1, j=0, k=0)
    >>> step.rows, step.cols, step.value
    ((1, 2), (0, 1), 20.5)
    """
    x, W = _operands(x, W, geometry)
    b = bias(b, len(W))
    n, i, j, k = _cell(len(x), len(W), geometry, n, i, j, k)
    rows, cols, window = _window(x, geometry, n, i, j)
    products = window * W[k]
    channel_sums = products.sum(axis=(1, 2))
    value = channel_sums.sum() + b[k].astype(W.dtype)
    return ForwardStep(rows, cols, window, products, channel_sums, float(b[k]), float(value))


def backward_step(
    x: ArrayLike,
    W: ArrayLike,
    dout: ArrayLike,
    geometry: Geometry,
    n: SupportsIndex,
    i: SupportsIndex,
    j: SupportsIndex,
    k: SupportsIndex,
) -> BackwardStep:
    """Show where ``dout[n, k, i, j]`` goes.

    Added over all cells, `db`, `dW` and `dx` make the gradients of the layer.

    Parameters
    ----------
    x : array (N, C, in_h, in_w)
    W : array (FN, C, FH, FW)
    dout : array (N, FN, out_h, out_w)
    geometry : Geometry
        Of this input and these filters.
    n, i, j, k : int
        Image, output row, output column, filter; counted from 0.

    Raises
    ------
    GeometryError
        If the shapes do not go together, or there is no such cell.
    TypeError
        If an array is not of real numbers, or an index is not whole.

    Examples
    --------
    >>> import numpy as np
    >>> x, W = np.arange(9.0).reshape(1, 1, 3, 3), np.ones((1, 1, 2, 2))
    >>> dout = np.full((1, 1, 2, 2), 10.0)
    >>> backward_step(x, W, dout, Geometry.of(3, 3, 2, 2), n=0, i=1, j=0, k=0).dW[0]
    array([[30., 40.],
           [60., 70.]])
    """
    x, W = _operands(x, W, geometry)
    dout = cotangent(dout, (len(x), len(W), geometry.out_h, geometry.out_w))
    n, i, j, k = _cell(len(x), len(W), geometry, n, i, j, k)
    rows, cols, window = _window(x, geometry, n, i, j)
    slope = dout[n, k, i, j].astype(W.dtype)
    return BackwardStep(float(slope), float(slope), window * slope, W[k] * slope, rows, cols)


def _operands(x: ArrayLike, W: ArrayLike, geometry: Geometry) -> tuple[Array, Array]:
    """Read input and filters in the dtype that the layer computes in."""
    x, W = real_array(x, "x", IMAGES), real_array(W, "W", FILTERS)
    check_layer(x.shape, W.shape, 1)
    sizes = (*x.shape[2:], *W.shape[2:])
    known = (geometry.in_h, geometry.in_w, geometry.FH, geometry.FW)
    if sizes != known:
        raise GeometryError(
            f"The geometry is of (in_h, in_w, FH, FW) = {known}, but x and W have {sizes}. "
            f"Use Geometry.of(*{sizes}, ...).",
            known=known,
            sizes=sizes,
        )
    dtype = floating(x.dtype, W.dtype)
    return x.astype(dtype, copy=False), W.astype(dtype, copy=False)


def _cell(N: int, FN: int, geometry: Geometry, *cell: SupportsIndex) -> tuple[int, int, int, int]:
    """Check the index of an output cell."""
    lengths = (N, geometry.out_h, geometry.out_w, FN)
    n, i, j, k = (whole(index, name, 0) for index, name in zip(cell, "nijk", strict=True))
    for index, name, length in zip((n, i, j, k), "nijk", lengths, strict=True):
        if index >= length:
            raise GeometryError(
                f"There is no output cell with {name} = {index}: (n, i, j, k) count up to "
                f"{lengths}, exclusive. Use {name} <= {length - 1}.",
                index=index,
                length=length,
            )
    return n, i, j, k


def _window(
    x: Array, geometry: Geometry, n: int, i: int, j: int
) -> tuple[tuple[int, ...], tuple[int, ...], Array]:
    """Padded rows and columns of a window, and what stands there (C, FH, FW)."""
    rows = tuple(geometry.row_starts[i] + u for u in geometry.row_offsets)
    cols = tuple(geometry.col_starts[j] + v for v in geometry.col_offsets)
    room = padded(x[n : n + 1], geometry)[0]
    return rows, cols, room[:, rows][:, :, cols]
