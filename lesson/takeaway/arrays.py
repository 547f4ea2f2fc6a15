"""Every array of a lesson, by the names of the book's code."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import col2im, im2col, padded
from lesson.worked import Worked

Floats = NDArray[np.float64]

NAMES = (
    "x", "W", "b", "padded", "col", "col_W", "out2", "out",
    "dout", "db", "dW", "dcol", "dx", "count",
)  # fmt: skip
"""In the order in which the layer makes them; ``count`` says how many windows read each pixel."""


def shapes(worked: Worked) -> dict[str, tuple[int, ...]]:
    """The shape of each array, without working one out beyond the input.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> shapes(Worked(Lesson()))["col"]
    (784, 9)
    """
    g = worked.geometry
    N, C, in_h, in_w = worked.x.shape
    FN, top = len(worked.lesson.filters), g.pad
    rows, cols = N * g.out_h * g.out_w, C * g.FH * g.FW
    out, W = (N, FN, g.out_h, g.out_w), worked.W.shape
    return {
        "x": worked.x.shape, "W": W, "b": (FN,),
        "padded": (N, C, in_h + top[0] + top[1], in_w + top[2] + top[3]),
        "col": (rows, cols), "col_W": (cols, FN), "out2": (rows, FN), "out": out,
        "dout": out, "db": (FN,), "dW": W, "dcol": (rows, cols),
        "dx": worked.x.shape, "count": (in_h, in_w),
    }  # fmt: skip


def array_of(worked: Worked, name: str) -> Floats:
    """One of the arrays; of a layer with groups, `col_W` is over all channels, with zeros.

    Parameters
    ----------
    worked : Worked
    name : str
        One of `NAMES`.

    Examples
    --------
    >>> from lesson.state import Filter, Lesson
    >>> worked = Worked(Lesson(source="book", pad=(0,) * 4, filters=(Filter("book"),)))
    >>> array_of(worked, "out2").ravel()
    array([15., 16.,  6., 15.])
    """
    return np.asarray(_MAKERS[name](worked), np.float64)


def _col(worked: Worked) -> Floats:
    one = worked.lesson
    col: Floats = im2col(worked.x, one.FH, one.FW, one.stride, one.pad, one.dilation)
    return col


def _col_W(worked: Worked) -> Floats:
    flat: Floats = worked.full_W.reshape(len(worked.W), -1).T
    return flat


def _rows(outputs: Floats) -> Floats:
    return outputs.transpose(0, 2, 3, 1).reshape(-1, outputs.shape[1])


def _count(worked: Worked) -> Floats:
    one = worked.lesson
    plane = np.ones((1, 1, *worked.x.shape[2:]))
    ones = np.ones_like(im2col(plane, one.FH, one.FW, one.stride, one.pad, one.dilation))
    count: Floats = col2im(ones, plane.shape, one.FH, one.FW, one.stride, one.pad, one.dilation)
    plane_count: Floats = count[0, 0]
    return plane_count


_MAKERS: dict[str, Callable[[Worked], Any]] = {
    "x": lambda worked: worked.x,
    "W": lambda worked: worked.W,
    "b": lambda worked: worked.b,
    "padded": lambda worked: padded(worked.x, worked.geometry),
    "col": _col,
    "col_W": _col_W,
    "out2": lambda worked: _rows(worked.out),
    "out": lambda worked: worked.out,
    "dout": lambda worked: worked.dout,
    "db": lambda worked: worked.gradients["db"],
    "dW": lambda worked: worked.gradients["dW"],
    "dcol": lambda worked: _rows(worked.dout) @ _col_W(worked).T,
    "dx": lambda worked: worked.gradients["dx"],
    "count": _count,
}


def npy(values: NDArray[Any]) -> bytes:
    """One array as a ``.npy`` file."""
    file = BytesIO()
    np.save(file, values, allow_pickle=False)
    return file.getvalue()


def npz(worked: Worked, about: str) -> bytes:
    """All arrays in one file for ``numpy.load``; its entry ``about`` says which lesson it is.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> found = np.load(BytesIO(npz(Worked(Lesson(size=8)), "http://lab.example/?size=8")))
    >>> str(found["about"]), found["col"].shape
    ('http://lab.example/?size=8', (64, 9))
    """
    file = BytesIO()
    arrays = {name: array_of(worked, name) for name in NAMES}
    np.savez_compressed(file, about=np.array(about), **arrays)  # type: ignore[arg-type]
    return file.getvalue()
