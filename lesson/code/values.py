"""What a variable of a run is at a moment: its shape, its type, and a small picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

ARRAY, NUMBER, TUPLE, NONE, OBJECT = "array", "number", "tuple", "none", "object"


@dataclass(frozen=True, eq=False)
class Value:
    """A variable's value, kept small.

    Attributes
    ----------
    kind : str
        `ARRAY`, `NUMBER`, `TUPLE`, `NONE` or `OBJECT`.
    text : str
        How it is written where it is no array.
    shape : tuple of int
    dtype : str
        As NumPy names it; the type's name where it is no array.
    nbytes : int
        Of an array, as large as its shape says.
    numbers : float64 array (shape), or None
        All of it, where it is small enough.
    mosaic : float64 array (rows, cols), or None
        Of a larger one, some of its numbers: every so many rows and columns of `laid_out`.
    """

    kind: str
    text: str = ""
    shape: tuple[int, ...] = ()
    dtype: str = ""
    nbytes: int = 0
    numbers: NDArray[Any] | None = None
    mosaic: NDArray[Any] | None = None


def value_of(thing: Any, most: int) -> Value:
    """A value as it is now, with at most `most` of its numbers.

    Examples
    --------
    >>> value_of(np.ones((2, 3)), most=6).numbers.tolist()
    [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    >>> value_of(np.ones((1, 1, 20, 30)), most=100).mosaic.shape
    (8, 12)
    >>> value_of((1, 2), most=6).text
    '(1, 2)'
    """
    if isinstance(thing, np.ndarray):
        small = thing.size <= most
        return Value(
            ARRAY,
            shape=thing.shape,
            dtype=str(thing.dtype),
            nbytes=thing.nbytes,
            numbers=thing.astype(np.float64) if small else None,
            mosaic=None if small else _thinned(laid_out(thing), most),
        )
    if thing is None:
        return Value(NONE, "None", dtype="NoneType")
    if isinstance(thing, int | float | np.number):
        return Value(NUMBER, str(thing), dtype=type(thing).__name__)
    if isinstance(thing, tuple):
        told = ", ".join(str(one.shape if isinstance(one, np.ndarray) else one) for one in thing)
        return Value(TUPLE, f"({told})", dtype="tuple")
    return Value(OBJECT, type(thing).__name__, dtype=type(thing).__name__)


def laid_out(array: NDArray[Any]) -> NDArray[Any]:
    """An array of any number of axes as a matrix, without a copy where it can be.

    Four axes become a table of maps, ``(rows of maps * height, maps * width)``; of six, the table
    of the first image's first channel.

    Examples
    --------
    >>> laid_out(np.arange(8).reshape(2, 2, 1, 2)).tolist()
    [[0, 1, 2, 3], [4, 5, 6, 7]]
    """
    while array.ndim > 4:
        array = array[0]
    if array.ndim < 2:
        return array.reshape(1, -1)
    while array.ndim < 4:
        array = array[np.newaxis]
    down, across, height, width = array.shape
    return array.transpose(0, 2, 1, 3).reshape(down * height, across * width)


def tiles(shape: tuple[int, ...]) -> tuple[int, int]:
    """How many maps `laid_out` puts below and beside one another.

    Examples
    --------
    >>> tiles((4, 3, 28, 28)), tiles((784, 27))
    ((4, 3), (1, 1))
    """
    return (1, 1, *shape[:-2])[-2:] if len(shape) > 2 else (1, 1)  # type: ignore[return-value]


_FEWEST_LINES = 16


def _thinned(matrix: NDArray[Any], most: int) -> NDArray[Any]:
    """Rows and columns at equal distances, together at most `most` numbers.

    At the same scale both ways, but of a long matrix as many of its few columns as there is room.
    """
    rows, cols = matrix.shape
    shrink = min(1.0, (most / (rows * cols)) ** 0.5)
    least = min(_FEWEST_LINES, int(0.8 * most**0.5))
    height = min(rows, max(least, int(rows * shrink)))
    width = min(cols, max(1, most // height))
    if width < min(cols, least):
        width = min(cols, least)
    height = max(1, min(rows, height, most // width))
    down = np.linspace(0, rows - 1, height).round().astype(int)
    across = np.linspace(0, cols - 1, width).round().astype(int)
    thinned: NDArray[Any] = matrix[np.ix_(down, across)].astype(np.float64)
    return thinned
