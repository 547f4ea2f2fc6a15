"""The number grids a lesson can start from; small enough to read every cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# ゼロから作る Deep Learning, ch. 7: with the book's filter the answer is 15 16 6 15.
_BOOK = [[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]]

_DIGIT = """
........
..####..
.....#..
.....#..
....#...
....#...
...#....
........
"""


def _digit() -> NDArray[np.float64]:
    return np.array([[cell == "#" for cell in row] for row in _DIGIT.split()], dtype=float)


def _edge() -> NDArray[np.float64]:
    grid = np.zeros((6, 6))
    grid[:, :3] = 10
    return grid


def _dot() -> NDArray[np.float64]:
    grid = np.zeros((7, 7))
    grid[3, 3] = 1
    return grid


GRIDS: dict[str, NDArray[np.float64]] = {
    "book": np.array(_BOOK, dtype=float),
    "edge": _edge(),
    "digit": _digit(),
    "ramp": np.add.outer(np.arange(6.0), np.arange(8.0)),
    "dot": _dot(),
}
"""Grid id -> float64 array (in_h, in_w)."""
