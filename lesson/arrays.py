"""Every array that a picture draws, by its name in the code, to be read as a table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import padded
from lesson.asking.question import right_array
from lesson.worked import Worked

AXES: dict[str, tuple[str, ...]] = {
    "x": ("n", "c", "y", "x"),
    "padded": ("n", "c", "y", "x"),
    "W": ("k", "c", "fy", "fx"),
    "b": ("k",),
    "col6": ("n", "c", "fy", "fx", "i", "j"),
    "col": ("t", "q"),
    "col_W": ("q", "k"),
    "out2": ("t", "k"),
    "out": ("n", "k", "i", "j"),
    "dout": ("n", "k", "i", "j"),
    "dout2": ("t", "k"),
    "db": ("k",),
    "dW": ("k", "c", "fy", "fx"),
    "dcol": ("t", "q"),
    "dx": ("n", "c", "y", "x"),
    "count": ("y", "x"),
}
"""The arrays of a lesson, and what their axes count: image n, channel c, filter k, row of col t,
column of col q, filter cell fy, fx, output cell i, j, pixel y, x."""

GIVEN = ("x", "padded", "W", "b")
"""Arrays that tell no number and no size that can be asked."""

_DUST = 1e-13


def array_of(name: str, worked: Worked) -> NDArray[Any]:
    """An array of `AXES` as `conv_core` computes it.

    Parameters
    ----------
    name : str
        A key of `AXES`. ``count`` is how often col2im adds to a pixel.
    worked : Worked
        The lesson.

    Returns
    -------
    array of float64
        With as many axes as `AXES` names. Of a layer with groups, `col_W` is over all channels,
        with zeros.

    Raises
    ------
    KeyError
        If there is no such array.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> worked = Worked(Lesson(source="book", pad=(0, 0, 0, 0)))
    >>> array_of("col", worked).shape, array_of("col6", worked).shape
    ((4, 9), (1, 1, 3, 3, 2, 2))
    """
    return np.asarray(_array(name, worked), dtype=float)


def without_dust(values: NDArray[Any]) -> NDArray[Any]:
    """Numbers to be read: what terms that cancel leave behind is 0.

    Examples
    --------
    >>> without_dust(np.array([1.0, 1e-17]))
    array([1., 0.])
    """
    size = np.abs(values)
    return np.where(size < _DUST * size.max(initial=0.0), 0.0, values)


def _array(name: str, worked: Worked) -> NDArray[Any]:
    N, FN, oh, ow = worked.out.shape
    if name in ("x", "W", "b", "dout"):
        return np.asarray(getattr(worked, name))
    if name == "padded":
        return padded(worked.x, worked.geometry)
    if name == "col_W":
        return worked.full_W.reshape(FN, -1).T
    if name == "dout2":
        return worked.dout.transpose(0, 2, 3, 1).reshape(-1, FN)
    if name == "col6":
        six = right_array("col", worked).reshape(N, oh, ow, *worked.full_W.shape[1:])
        return six.transpose(0, 3, 4, 5, 1, 2)
    return right_array(name, worked)
