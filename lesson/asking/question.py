"""A question: any cell of any array that a lesson has, a size, or a shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import col2im, im2col
from lesson.worked import Worked

CELLS = ("out", "col", "out2", "db", "dW", "dcol", "dx", "count")
"""Arrays whose cells can be asked; ``count`` is how often col2im adds to a pixel."""
SIZES = ("out_h", "out_w")
SHAPES = ("col", "out2", "out", "db", "dW", "dcol", "dx")
GROWING = ("db", "dW", "dx", "count")
"""Arrays that are added up window by window."""

_SPELLED = re.compile(
    r"(\w{1,5})(?:\[(\d{1,6}(?:,\d{1,6}){0,3})\](?:@(\d{1,6}))?|(\.shape))?", re.ASCII
)


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes
    ----------
    name : str
        One of `CELLS` or `SIZES`.
    cell : tuple of int
        Which cell, counted from 0; empty for a size or a shape.
    is_shape : bool
        Whether the shape of the array is asked.
    after : int
        Of one of `GROWING`: what it is when so many windows have been added, in the order of col's
        rows (a count has those of one image); 0 for all of them.

    Examples
    --------
    >>> Question("dW", (0, 0, 1, 2)).text, Question("col", is_shape=True).text
    ('dW[0,0,1,2]', 'col.shape')
    >>> Question("db", (0,), after=3).text
    'db[0]@3'
    """

    name: str
    cell: tuple[int, ...] = ()
    is_shape: bool = False
    after: int = 0

    @property
    def text(self) -> str:
        """How it is written in code, and in a link."""
        if self.is_shape:
            return f"{self.name}.shape"
        if not self.cell:
            return self.name
        cell = f"{self.name}[{','.join(map(str, self.cell))}]"
        return f"{cell}@{self.after}" if self.after else cell


def read_question(text: str) -> Question:
    """Read `Question.text`.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> read_question("dx[0,0,2,1]").cell
    (0, 0, 2, 1)
    """
    found = _SPELLED.fullmatch(text.replace(" ", ""))
    if found is None:
        raise ValueError(f"{text[:20]!r} is no cell, size or shape")
    name, cell, after, shape = found.groups()
    if after and (name not in GROWING or not int(after)):
        raise ValueError(f"{name!r} does not grow window by window")
    if not (name in SHAPES if shape else name in CELLS if cell else name in SIZES):
        raise ValueError(f"{name!r} cannot be asked like that")
    at = tuple(map(int, cell.split(","))) if cell else ()
    return Question(name, at, bool(shape), int(after or 0))


def exists(question: Question, worked: Worked) -> bool:
    """Whether the lesson has that cell, and so many windows."""
    if question.after > _windows(question, worked):
        return False
    if question.is_shape or question.name in SIZES:
        return True
    shape = shape_of(question.name, worked)
    return len(shape) == len(question.cell) and all(
        at < size for at, size in zip(question.cell, shape, strict=True)
    )


def shape_of(name: str, worked: Worked) -> tuple[int, ...]:
    """The shape of an array of a lesson, without its numbers.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> shape_of("col", Worked(Lesson(size=8)))
    (64, 9)
    """
    g = worked.geometry
    N, C, in_h, in_w = len(worked.x), len(worked.planes), g.in_h, g.in_w
    FN = len(worked.lesson.filters)
    rows, cells = N * g.out_h * g.out_w, C * g.FH * g.FW
    return {
        "out": (N, FN, g.out_h, g.out_w),
        "col": (rows, cells),
        "out2": (rows, FN),
        "db": (FN,),
        "dW": (FN, C // worked.lesson.groups, g.FH, g.FW),
        "dcol": (rows, cells),
        "dx": (N, C, in_h, in_w),
        "count": (in_h, in_w),
    }[name]


def right_value(question: Question, worked: Worked) -> float | tuple[int, ...]:
    """What is right, from `conv_core`; a shape as a tuple.

    Raises
    ------
    IndexError
        If the lesson has no such cell.

    Examples
    --------
    >>> from lesson.state import Filter, Lesson
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> right_value(Question("out", (0, 0, 1, 1)), book), right_value(Question("out_h"), book)
    (16.0, 2.0)
    """
    if question.is_shape:
        return shape_of(question.name, worked)
    if question.name in SIZES:
        return float(getattr(worked.geometry, question.name))
    array = _grown if question.after else _whole
    return float(array(question, worked)[question.cell])


def is_whole(question: Question, worked: Worked) -> bool:
    """Whether no window that comes later changes the asked cell.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> worked = Worked(Lesson(source="book", pad=(0, 0, 0, 0)))
    >>> [is_whole(Question("dx", (0, 0, 0, 3), after=rows), worked) for rows in (1, 2, 3, 4)]
    [False, True, True, True]
    """
    if not question.after or question.after == _windows(question, worked):
        return True
    if question.name not in ("dx", "count"):
        return False
    later = np.ones(_windows(question, worked))
    later[: question.after] = 0
    return not _reads(later, question, worked)[question.cell[-2:]]


def _windows(question: Question, worked: Worked) -> int:
    return worked.step_count // (len(worked.x) if question.name == "count" else 1)


def _reads(taking_part: NDArray[np.float64], question: Question, worked: Worked) -> NDArray[Any]:
    """How often windows read the pixels of an image, of those that take part: (in_h, in_w)."""
    g = worked.geometry
    n = question.cell[0] if question.name == "dx" else 0
    each = g.out_h * g.out_w
    rows = np.repeat(taking_part[n * each : (n + 1) * each, None], g.FH * g.FW, axis=1)
    shape = (1, 1, g.in_h, g.in_w)
    room = col2im(rows, shape, g.FH, g.FW, g.stride, g.pad, g.dilation)
    return room.reshape(g.in_h, g.in_w)


def _whole(question: Question, worked: Worked) -> NDArray[Any]:
    return right_array(question.name, worked)


def _grown(question: Question, worked: Worked) -> NDArray[Any]:
    """An array of `GROWING` after the first windows: to the others nothing comes back."""
    added = np.zeros(_windows(question, worked))
    added[: question.after] = 1
    if question.name == "count":
        return _reads(added, question, worked)
    N, _, out_h, out_w = worked.out.shape
    layer = worked.layer
    dx = layer.backward(worked.dout * added.reshape(N, 1, out_h, out_w))
    return {"db": layer.db, "dW": layer.dW, "dx": dx}[question.name]


def right_array(name: str, worked: Worked) -> NDArray[Any]:
    """An array of `CELLS` as `conv_core` computes it; matrices in the book's order."""
    if name == "out":
        return worked.out
    if name in ("db", "dW", "dx"):
        return worked.gradients[name]
    g = worked.geometry
    if name == "count":
        top, _, left, _ = g.pad
        return g.reads()[top : top + g.in_h, left : left + g.in_w]
    if name == "col":
        return im2col(worked.x, g.FH, g.FW, g.stride, g.pad, g.dilation)
    if name == "out2":
        return _as_matrix(worked.out)
    if name == "dcol":
        return _as_matrix(worked.dout) @ worked.full_W.reshape(len(worked.full_W), -1)
    raise KeyError(name)


def _as_matrix(maps: NDArray[Any]) -> NDArray[Any]:
    return np.moveaxis(maps, 1, 3).reshape(-1, maps.shape[1])
