"""The way to an answer as a line of arithmetic, with as much of a long sum as one can read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from lesson.asking.question import SIZES, Question, right_value
from lesson.asking.way import Way, way_of
from lesson.spelling import MINUS, number
from lesson.worked import Worked

FIRST = 4
"""Terms that stand before the gap of a long sum."""
MOST = 9
"""Terms of a sum that is written whole."""

SHAPES = {
    "out": "(N, FN, out_h, out_w)",
    "col": "(N·out_h·out_w, C·FH·FW)",
    "out2": "(N·out_h·out_w, FN)",
    "db": "(FN,)",
    "dW": "(FN, C, FH, FW)",
    "dcol": "(N·out_h·out_w, C·FH·FW)",
    "dx": "(N, C, H, W)",
}
"""What the axes of an array are, in the words of the code."""


def value_of(answer: float | tuple[int, ...]) -> str:
    """A number, or a shape as Python writes it.

    Examples
    --------
    >>> value_of(0.25), value_of((784, 9)), value_of((3,))
    ('0.25', '(784, 9)', '(3,)')
    """
    return str(answer) if isinstance(answer, tuple) else number(answer)


def way_told(question: Question, worked: Worked) -> str:
    """How the asked number comes about, without what it is; empty where no line tells it.

    Examples
    --------
    >>> from lesson.state import Filter, Lesson
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> way_told(Question("out", (0, 0, 0, 0)), book)
    '1·2 + 2·0 + 3·1 + 0·0 + 1·1 + 2·2 + 3·1 + 0·0 + 1·2 + b 1'
    >>> way_told(Question("col", is_shape=True), book)
    '(N·out_h·out_w, C·FH·FW)'
    """
    if question.is_shape:
        return SHAPES[question.name]
    if question.name in SIZES:
        return _size_told(question, worked)
    way = way_of(question, worked)
    return _sum_told(way) if way else ""


def answer_told(question: Question, worked: Worked) -> str:
    """The same with the result; ``≈`` where the shown numbers do not give it exactly.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> answer_told(Question("out_h"), Worked(Lesson(source="cat", stride=(2, 2))))
    '⌊(28 + 2·1 − 3) / 2⌋ + 1 = 14'
    """
    right = value_of(right_value(question, worked))
    told = way_told(question, worked)
    if not told:
        return right
    way = way_of(question, worked)
    return f"{told} {'=' if way is None or _adds_up(way, right) else '≈'} {right}"


def _size_told(question: Question, worked: Worked) -> str:
    g = worked.geometry
    axis = SIZES.index(question.name)
    size, window = (g.in_h, g.in_w)[axis], (g.FH, g.FW)[axis]
    before, after = g.pad[2 * axis : 2 * axis + 2]
    padding = f"2·{before}" if before == after else f"{before} + {after}"
    D = g.dilation[axis]
    reach = str(window) if D == 1 else f"({D}·({window} {MINUS} 1) + 1)"
    return f"⌊({size} + {padding} {MINUS} {reach}) / {g.stride[axis]}⌋ + 1"


def _sum_told(way: Way) -> str:
    terms = [
        "·".join(map(_factor, factors))
        for factors in zip(*(one.values.tolist() for one in way.factors), strict=True)
    ]
    bias = [] if way.bias is None else [f"b {_factor(way.bias)}"]
    return " + ".join([*_shortened(terms), *bias]) or "0"


def _shortened(terms: Sequence[str]) -> list[str]:
    if len(terms) <= MOST:
        return list(terms)
    return [*terms[:FIRST], "…", terms[-1]]


def _factor(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _adds_up(way: Way, right: str) -> bool:
    """Whether the numbers as they are written give the result as it is written."""
    total = _as_written(way.bias or 0.0)
    for factors in zip(*(one.values.tolist() for one in way.factors), strict=True):
        total += math.prod(map(_as_written, factors))
    return total == Fraction(right.replace(MINUS, "-"))


def _as_written(value: float) -> Fraction:
    return Fraction(number(value).replace(MINUS, "-"))
