"""An answer: read as a person means it, held against what is right and against known mistakes."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lesson.asking.question import SIZES, Question, is_whole, right_value
from lesson.asking.way import Way, way_of
from lesson.files.cells import plain_characters, read_cell
from lesson.mistakes.wrong import wrong_ways
from lesson.worked import Worked

LONGEST = 60
"""Characters of an answer."""

Kind = Literal["unread", "right", "mistake", "wrong"]

_MOST_DIGITS = 6
"""Digits that a picture shows of a number; `ui/stage/number_format.js` rounds beyond them."""


@dataclass(frozen=True)
class Reply:
    """What an answer is.

    Attributes
    ----------
    kind : str
        ``unread``: no number; ``right``; a known ``mistake``; ``wrong`` in another way.
    right : float or tuple of int
        What is right.
    given : float, tuple of int or None
        The answer as it was read.
    slips : tuple of str
        Ids of all slips that give this number here.
    sign : bool
        Whether it is only the sign that is wrong.
    """

    kind: Kind
    right: float | tuple[int, ...]
    given: float | tuple[int, ...] | None = None
    slips: tuple[str, ...] = ()
    sign: bool = False


def reply_to(text: str, question: Question, worked: Worked) -> Reply:
    """Judge an answer.

    Parameters
    ----------
    text : str
        As it was typed.
    question : Question
        One that the lesson has (`lesson.asking.question.exists`).

    Examples
    --------
    >>> from lesson.state import Filter, Lesson
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> asked = Question("out", (0, 0, 0, 0))
    >>> reply_to("１６", asked, book).kind, reply_to("15", asked, book).slips
    ('right', ('bias',))
    >>> reply_to("abc", asked, book).kind
    'unread'
    """
    return Asked(question, worked).reply(text)


class Asked:
    """A question put to a lesson: worked out once, for however many answers.

    Parameters
    ----------
    question : Question
        One that the lesson has.
    worked : Worked

    Examples
    --------
    >>> from lesson.state import Filter, Lesson
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> asked = Asked(Question("out", (0, 0, 0, 0)), book)
    >>> [asked.reply(text).kind for text in ("16", "15", "99")]
    ['right', 'mistake', 'wrong']
    """

    def __init__(self, question: Question, worked: Worked) -> None:
        self.question, self.worked = question, worked

    @cached_property
    def right(self) -> float | tuple[int, ...]:
        """What is right."""
        return right_value(self.question, self.worked)

    @cached_property
    def _way(self) -> Way | None:
        return way_of(self.question, self.worked)

    @cached_property
    def _wrong_cells(self) -> list[tuple[str, float | None]]:
        """What each slip makes of the cell."""
        if not is_whole(self.question, self.worked):
            return []  # of an array that is still growing, the slips of a layer say nothing
        ways = wrong_ways(self.question.name, self.worked)
        return [(slip.id, _cell(array, self.question)) for slip, array in ways]

    @cached_property
    def _wrong_shapes(self) -> list[tuple[str, tuple[int, ...]]]:
        ways = wrong_ways(self.question.name, self.worked)
        return [(slip.id, array.shape) for slip, array in ways]

    def reply(self, text: str) -> Reply:
        """Judge an answer, as it was typed."""
        right = self.right
        if isinstance(right, tuple):
            return self._shape_reply(text, right)
        given = read_answer(text)
        if given is None:
            return Reply("unread", right)
        room = _room(text, self._way, right)
        room += 1e-9 * max(1.0, abs(right))  # what float64 leaves behind
        if abs(given - right) <= room and not _is_turned(given, right, room):
            return Reply("right", right, given)
        slips = tuple(slip for slip, cell in self._wrong_cells if _fits(given, right, room, cell))
        turned = abs(given + right) <= room
        return Reply("mistake" if slips else "wrong", right, given, slips, sign=turned)

    def _shape_reply(self, text: str, right: tuple[int, ...]) -> Reply:
        given = read_shape(text)
        if given is None:
            return Reply("unread", right)
        if given == right:
            return Reply("right", right, given)
        slips = tuple(slip for slip, shape in self._wrong_shapes if shape == given)
        return Reply("mistake" if slips else "wrong", right, given, slips)


def read_answer(text: str) -> float | None:
    """The number that was typed; None for what is none or is not finite.

    Examples
    --------
    >>> read_answer("３．５"), read_answer("1,5"), read_answer("½"), read_answer("1e999")
    (3.5, 1.5, 0.5, None)
    """
    if len(text) > LONGEST:
        return None
    value = read_cell(_without_fractions(text))
    return value if math.isfinite(value) else None


def plain_answer(text: str) -> str:
    """A readable answer in ASCII, without blanks or a comma; read again, it is the same.

    Examples
    --------
    >>> plain_answer(" －０，５"), plain_answer("1½"), plain_answer("+3"), plain_answer("(2, 3)")
    ('-0.5', '3/2', '3', '2x3')
    """
    shape = read_shape(text)
    if read_answer(text) is None and shape is not None:
        return "x".join(map(str, shape))
    plain = plain_characters(_without_fractions(text)).replace(",", ".")
    return "".join(plain.split()).removeprefix("+")


def _without_fractions(text: str) -> str:
    return _FRACTIONS.sub(_spelled_out, text)


_FRACTIONS = re.compile("([0-9０-９]*)([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")


def _spelled_out(found: re.Match[str]) -> str:
    above, below = map(int, unicodedata.normalize("NFKC", found[2]).split("\N{FRACTION SLASH}"))
    return f"{int(found[1] or 0) * below + above}/{below}"  # one and a half is no eleven halves


def read_shape(text: str) -> tuple[int, ...] | None:
    """The shape that was typed, with or without brackets; None for what is none.

    Examples
    --------
    >>> read_shape("(2, 3,4)"), read_shape("784×27"), read_shape("（８，）"), read_shape("two")
    ((2, 3, 4), (784, 27), (8,), None)
    """
    plain = plain_characters(text).strip().strip("()[]").strip()
    if len(text) > LONGEST or not plain:
        return None
    parts = [part for part in re.split(r"[\s,;x×*]+", plain.lower()) if part]
    if not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):
        return None
    return tuple(map(int, parts)) or None


def _cell(array: NDArray[Any], question: Question) -> float | None:
    """The asked cell of a wrong array, where that has one."""
    if question.name in SIZES:
        return float(array)
    inside = array.ndim == len(question.cell) and all(
        at < size for at, size in zip(question.cell, array.shape, strict=True)
    )
    return float(array[question.cell]) if inside else None


def _fits(given: float, right: float, room: float, wrong: float | None) -> bool:
    """Whether a mistake explains the number, and better than rounding does."""
    if wrong is None:
        return False
    near = max(min(room, abs(wrong - right) / 2), 1e-12 * abs(wrong))
    return abs(given - wrong) <= near and not _is_turned(given, wrong, near)


def _is_turned(given: float, value: float, room: float) -> bool:
    """Whether the sign is another one, of a number that is seen to have one."""
    return given * value < 0 and abs(value) > room / 1e3


def _room(text: str, way: Way | None, right: float) -> float:
    """How far an answer may be off, of somebody who computes with the numbers as they are shown.

    Each shown number may be off by half of its last digit; so may the answer by half of its own.
    """
    if way is None:
        return 0.0
    off = [_rounding(one.values) for one in way.factors]
    sizes = [np.abs(one.values) for one in way.factors]
    if len(way.factors) == 1:
        room = off[0] * len(sizes[0])
    else:
        room = float((sizes[0] * off[1] + sizes[1] * off[0]).sum())
    if way.bias is not None:
        room += _rounding(np.array([way.bias]))
    known = [*(one.values for one in way.factors), np.array([way.bias or 0.0])]
    if all(np.all(values == values.round()) for values in known):
        return 0.0
    return room + _half_of_last_digit(text, right)


def _rounding(values: NDArray[np.float64]) -> float:
    """Half of the last digit that is shown of these numbers; 0 where they are written whole."""
    most = float(np.abs(values).max(initial=0))
    if most == 0:
        return 0.0
    before = max(1, math.floor(math.log10(max(most, 1))) + 1)
    for decimals in range(_MOST_DIGITS - before + 1):
        scaled = values * 10.0**decimals
        if np.all(np.abs(scaled - scaled.round()) <= 1e-6 * np.maximum(1, np.abs(scaled))):
            return 0.0
    if most >= 100:
        return 0.05
    return float(0.5 * 10.0 ** -max(2, 2 - math.floor(math.log10(5 * most))))


def _half_of_last_digit(text: str, right: float) -> float:
    """Half of the last digit that was typed, but never so much that any number would do."""
    plain = plain_characters(text).replace(",", ".")
    decimals = len(plain.partition(".")[2].strip())
    return float(min(0.5 * 10.0**-decimals, max(abs(right) / 20, 0.05)))
