"""The arrays of a lesson that can be taken away, and their files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.arrays import array_of
from lesson.worked import Worked

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
    arrays = {name: array_of(name, worked) for name in NAMES}
    np.savez_compressed(file, about=np.array(about), **arrays)  # type: ignore[arg-type]
    return file.getvalue()
