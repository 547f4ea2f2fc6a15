"""What a worksheet asks: blanks of the chosen kinds, others on every variant."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lesson.asking.question import SIZES, Question, right_array, shape_of
from lesson.worked import Worked

KINDS = ("size", "out", "col", "db", "dW", "dx")
"""What can be asked on paper, in the order in which a layer computes it."""
USUAL = ("size", "out", "dW")
VARIANTS = "ABC"

LONGEST_SIDE = 10
"""Rows or columns of an input that still fits on paper beside what is computed from it."""
MOST_CHANNELS, MOST_FILTERS = 3, 4

_BLANKS = {"out": 4, "col": 4, "db": 4, "dW": 3, "dx": 3}


@dataclass(frozen=True)
class Sheet:
    """One variant of a worksheet.

    Attributes
    ----------
    variant : str
        A letter of `VARIANTS`.
    kinds : tuple of str
        Of `KINDS`.
    blanks : tuple of Question
        In their order on paper; blank 1 is the first.
    """

    variant: str
    kinds: tuple[str, ...]
    blanks: tuple[Question, ...]

    def number(self, question: Question) -> int:
        """The number of a blank, from 1; 0 for a cell that is none."""
        return self.blanks.index(question) + 1 if question in self.blanks else 0


def fits_on_paper(worked: Worked) -> bool:
    """Whether all numbers of a lesson can stand on a sheet."""
    N, C, in_h, in_w = worked.x.shape
    return bool(
        N == 1
        and C <= MOST_CHANNELS
        and len(worked.W) <= MOST_FILTERS
        and max(in_h, in_w, worked.geometry.out_h, worked.geometry.out_w) <= LONGEST_SIDE
    )


def sheet(worked: Worked, kinds: Iterable[str], variant: str) -> Sheet:
    """Choose the blanks.

    The same lesson, kinds and variant leave the same cells blank on every machine; cells that are
    not 0 come first, since a 0 is guessed.

    Examples
    --------
    >>> from lesson.state import Filter, Lesson
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> [blank.text for blank in sheet(book, ["size", "db"], "A").blanks]
    ['out_h', 'out_w', 'db[0]']
    """
    wished = set(kinds)
    chosen = tuple(kind for kind in KINDS if kind in wished)
    blanks: list[Question] = []
    for kind in chosen:
        blanks += map(Question, SIZES) if kind == "size" else _cells(worked, kind, variant)
    return Sheet(variant, chosen, tuple(blanks))


def _cells(worked: Worked, name: str, variant: str) -> list[Question]:
    values = right_array(name, worked)
    cells = [tuple(map(int, cell)) for cell in np.ndindex(*shape_of(name, worked))]

    def rank(cell: tuple[int, ...]) -> tuple[bool, bytes]:
        drawn = hashlib.sha256(f"{variant}/{name}/{cell}".encode()).digest()
        return abs(float(values[cell])) < 1e-9, drawn

    return [Question(name, cell) for cell in sorted(sorted(cells, key=rank)[: _BLANKS[name]])]
