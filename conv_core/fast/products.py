"""Matrix products in pieces that BLAS computes on the thread that asks.

From `CALM` multiplications on, OpenBLAS wakes a pool of threads that wait by spinning. On a machine
that is doing something else too, many such products in a row take up to a hundred times as long:
each waits for the slowest thread. Pieces below the limit cost a few per cent on an idle machine.
"""

from collections.abc import Iterator

import numpy as np

from conv_core.arrays import Array

CALM = 2**19
"""Multiplications in one matrix product, up to which OpenBLAS computes it alone."""

FEWEST = 16
"""Rows or columns of a piece, at least: below it the product slows down more than threads would."""


def pieces(length: int, work: int) -> Iterator[slice]:
    """Cut an axis so that a piece stays calm, where each of its indices is `work` multiplications.

    Examples
    --------
    >>> list(pieces(100, CALM // 40))
    [slice(0, 40, None), slice(40, 80, None), slice(80, 120, None)]
    """
    step = max(CALM // work, FEWEST)
    return (slice(first, first + step) for first in range(0, length, step))


def times_columns(left: Array, right: Array) -> Array:
    """``left @ right``, some columns of `right` at a time."""
    rows, inner = left.shape[-2:]
    columns = right.shape[-1]
    if rows * inner * columns <= CALM:
        return _product(left, right, inner > 1 or rows > 1 < columns)
    result = np.empty((*left.shape[:-1], columns), left.dtype)
    for some in pieces(columns, rows * inner):
        np.matmul(left, right[..., some], out=result[..., some])
    return result


def times_inner(left: Array, right: Array) -> Array:
    """``left @ right``, some columns of `left` and rows of `right` at a time, added in float64."""
    rows, inner = left.shape[-2:]
    columns = right.shape[-1]
    if rows * inner * columns <= CALM:
        return _product(left, right, inner > 1 or rows > 1 < columns)
    result = np.zeros((*left.shape[:-1], columns))
    for some in pieces(inner, rows * columns):
        result += left[..., some] @ right[..., some, :]
    return result


def rows_times(left: Array, right: Array, out: Array) -> None:
    """Write ``left @ right`` into `out`, some rows of `left` at a time."""
    rows, inner = left.shape[-2:]
    for some in pieces(rows, inner * right.shape[-1]):
        np.matmul(left[..., some, :], right, out=out[..., some, :])


def _product(left: Array, right: Array, several: bool) -> Array:
    """``left @ right``, for two small matrices by the call that starts in half the time.

    `several` says that both have more than one number each. For a matrix of one number `dot` has a
    way of its own, which skips a 0: it would make 0 of ``0 * inf``, where all others make NaN.
    """
    by_dot = several and left.ndim == 2
    product: Array = left.dot(right) if by_dot else np.matmul(left, right)
    return product
