"""The way to an answer: the products that add up to a cell, with their places in x, W and dout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import Geometry
from lesson.asking.question import Question
from lesson.worked import Worked

Place = tuple[int, ...]

PADDING: Place = ()
"""The place of a pixel that lies in the padding, and is 0."""


@dataclass(frozen=True, eq=False)
class Factors:
    """One factor of each product of a sum.

    Attributes
    ----------
    name : str
        The array they are taken from: ``x``, ``W`` or ``dout``.
    places : tuple of tuple of int
        Cell of each; `PADDING` for a pixel of the padding.
    values : float64 array (terms,)
    """

    name: str
    places: tuple[Place, ...]
    values: NDArray[np.float64]

    def taken(self, terms: Sequence[int]) -> Factors:
        """Those of some terms."""
        return Factors(self.name, tuple(self.places[at] for at in terms), self.values[list(terms)])


@dataclass(frozen=True, eq=False)
class Way:
    """A sum of products, of single numbers where there is one factor.

    Attributes
    ----------
    factors : tuple of Factors
        One or two, equally long.
    bias : float or None
        What is added once, where a bias is.
    """

    factors: tuple[Factors, ...]
    bias: float | None = None

    @property
    def products(self) -> NDArray[np.float64]:
        """The terms: float64 array (terms,)."""
        found: NDArray[np.float64] = np.prod([one.values for one in self.factors], axis=0)
        return found

    @property
    def total(self) -> float:
        """What they add up to."""
        return float(self.products.sum() + (self.bias or 0.0))


def way_of(question: Question, worked: Worked) -> Way | None:
    """How the asked number comes about; None for a size, a shape or a count.

    Examples
    --------
    >>> from lesson.state import Filter, Lesson
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> way = way_of(Question("out", (0, 0, 0, 0)), book)
    >>> way.factors[0].places[:4], way.products.tolist(), way.bias, way.total
    (((0, 0, 0, 0), (0, 0, 0, 1), (0, 0, 0, 2), (0, 0, 1, 0)), \
[2.0, 0.0, 3.0, 0.0, 1.0, 4.0, 3.0, 0.0, 2.0], 1.0, 16.0)
    """
    if question.is_shape or not question.cell or question.name == "count":
        return None
    way = _WAYS[question.name](worked, *question.cell)
    if not question.after:
        return way
    dout = way.factors[0]
    _, _, out_h, out_w = worked.out.shape
    taken = [
        at
        for at, (n, _, i, j) in enumerate(dout.places)
        if (n * out_h + i) * out_w + j < question.after
    ]
    return Way(tuple(one.taken(taken) for one in way.factors))


def _out(worked: Worked, n: int, k: int, i: int, j: int) -> Way:
    cells = _window(worked, n, i, j, _channels(worked, k))
    weights: list[Place] = [(k, *cell) for cell in np.ndindex(*worked.W.shape[1:])]
    return Way((_pixels(worked, cells), _taken("W", worked.W, weights)), bias=float(worked.b[k]))


def _out2(worked: Worked, row: int, k: int) -> Way:
    n, i, j = _window_of_row(worked, row)
    return _out(worked, n, k, i, j)


def _col(worked: Worked, row: int, column: int) -> Way:
    n, i, j = _window_of_row(worked, row)
    cells = _window(worked, n, i, j, range(len(worked.planes)))
    return Way((_pixels(worked, cells[column : column + 1]),))


def _db(worked: Worked, k: int) -> Way:
    N, _, out_h, out_w = worked.out.shape
    windows = np.ndindex(N, out_h, out_w)
    return Way((_taken("dout", worked.dout, [(n, k, i, j) for n, i, j in windows]),))


def _dW(worked: Worked, k: int, c: int, u: int, v: int) -> Way:
    g = worked.geometry
    N, _, out_h, out_w = worked.out.shape
    channel = _channels(worked, k)[c]
    windows = list(np.ndindex(N, out_h, out_w))
    rows, cols = _rows(g, u), _cols(g, v)
    pixels: list[Place] = [(n, channel, rows[i], cols[j]) for n, i, j in windows]
    return Way(
        (
            _taken("dout", worked.dout, [(n, k, i, j) for n, i, j in windows]),
            _pixels(worked, pixels),
        )
    )


def _dcol(worked: Worked, row: int, column: int) -> Way:
    n, i, j = _window_of_row(worked, row)
    g = worked.geometry
    channel, u, v = np.unravel_index(column, (len(worked.planes), g.FH, g.FW))
    return _through(worked, [(n, i, j, int(channel), int(u), int(v))])


def _dx(worked: Worked, n: int, c: int, r: int, s: int) -> Way:
    g = worked.geometry
    down = [(i, u) for u in range(g.FH) for i, row in enumerate(_rows(g, u)) if row == r]
    across = [(j, v) for v in range(g.FW) for j, col in enumerate(_cols(g, v)) if col == s]
    # in the order in which windows come
    met = sorted((n, i, j, c, u, v) for i, u in down for j, v in across)
    return _through(worked, met)


def _rows(g: Geometry, u: int) -> list[int]:
    """The row that a row of the filter meets in each row of windows; the padding's lie outside."""
    return [start + g.row_offsets[u] - g.pad[0] for start in g.row_starts]


def _cols(g: Geometry, v: int) -> list[int]:
    """Likewise for columns."""
    return [start + g.col_offsets[v] - g.pad[2] for start in g.col_starts]


def _through(worked: Worked, met: list[tuple[int, int, int, int, int, int]]) -> Way:
    """What comes back through windows and filter cells: dout times weight, of all filters."""
    douts: list[Place] = []
    weights: list[Place] = []
    for n, i, j, channel, u, v in met:
        for k in range(len(worked.W)):
            channels = _channels(worked, k)
            if channel in channels:
                douts.append((n, k, i, j))
                weights.append((k, channels.index(channel), u, v))
    return Way((_taken("dout", worked.dout, douts), _taken("W", worked.W, weights)))


_WAYS: dict[str, Callable[..., Way]] = {
    "out": _out,
    "out2": _out2,
    "col": _col,
    "db": _db,
    "dW": _dW,
    "dcol": _dcol,
    "dx": _dx,
}


def _channels(worked: Worked, k: int) -> range:
    """Channels that a filter reads."""
    C = worked.W.shape[1]
    group = k // (len(worked.W) // worked.lesson.groups)
    return range(group * C, (group + 1) * C)


def _window_of_row(worked: Worked, row: int) -> tuple[int, int, int]:
    _, _, out_h, out_w = worked.out.shape
    n, cell = divmod(row, out_h * out_w)
    return n, cell // out_w, cell % out_w


def _window(worked: Worked, n: int, i: int, j: int, channels: range) -> list[Place]:
    """Places of a window's pixels, those in the padding outside the image."""
    g = worked.geometry
    rows = [_rows(g, u)[i] for u in range(g.FH)]
    cols = [_cols(g, v)[j] for v in range(g.FW)]
    return [(n, c, row, col) for c in channels for row in rows for col in cols]


def _pixels(worked: Worked, places: Sequence[Place]) -> Factors:
    h, w = worked.x.shape[2:]
    inside = [place if 0 <= place[2] < h and 0 <= place[3] < w else PADDING for place in places]
    values = [worked.x[place] if place else 0.0 for place in inside]
    return Factors("x", tuple(inside), np.array(values))


def _taken(name: str, array: NDArray[Any], places: Sequence[Place]) -> Factors:
    values = np.array([array[place] for place in places], dtype=np.float64)
    return Factors(name, tuple(places), values)
