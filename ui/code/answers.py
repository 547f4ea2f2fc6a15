"""What the listing asks for when a learner opens a variable, and the answer: rows of a plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.code.listing import Listing, operands
from lesson.code.trace import value_at
from lesson.mistakes.wrong import wrong_cells
from lesson.worked import Worked
from ui.code.payload import CodeRun
from ui.component.message import pack

MOST_NUMBERS = 40_000
"""Of one answer."""


@dataclass(frozen=True)
class Ask:
    """Rows of a variable's value; checked, since a browser can send what it likes.

    Attributes
    ----------
    id, work : int
        Of this question, and of the run it is about.
    step : int
        Index into the run's steps.
    name : str
    plane : tuple of int
        Where along all axes but the last two.
    row : int
        The first of the rows that are wanted.
    """

    id: int
    work: int
    step: int
    name: str
    plane: tuple[int, ...]
    row: int


def read_ask(wish: Any) -> Ask | None:
    """Read what the browser sent; None if it makes no sense.

    Examples
    --------
    >>> wish = {"id": 3, "work": 1, "step": 9, "name": "col", "plane": [], "row": 200}
    >>> read_ask(wish).row, read_ask(wish | {"plane": ["x"]}), read_ask("col")
    (200, None, None)
    """
    if not isinstance(wish, dict):
        return None
    whole = [wish.get(name) for name in ("id", "work", "step", "row")]
    plane, name = wish.get("plane"), wish.get("name")
    if not isinstance(plane, list) or len(plane) > 4 or not isinstance(name, str):
        return None
    if not all(type(one) is int and 0 <= one < 1 << 40 for one in [*whole, *plane]):
        return None
    id_, work, step, row = whole
    return Ask(id_, work, step, name[:40], tuple(plane), row)  # type: ignore[arg-type]


def answer(ask: Ask, worked: Worked, made: CodeRun) -> bytes:
    """The rows, packed for the courier; of a run with a named slip the right ones beside them."""
    header = {"id": ask.id, "work": ask.work, "row": ask.row, "plane": ask.plane}
    rows = _rows(ask, worked, made.text)
    arrays: dict[str, NDArray[Any]] = {}
    if rows is not None:
        arrays["numbers"] = rows.astype(np.float64)
        right = _rows(ask, worked, made.right) if made.best is not None else None
        if right is not None and right.shape == rows.shape:
            arrays["right"] = right.astype(np.float64)
            arrays["wrong"] = wrong_cells(rows, right).astype(np.uint8)
    return pack(header, arrays)


def _rows(ask: Ask, worked: Worked, text: Listing) -> NDArray[Any] | None:
    value = value_at(text, operands(worked), ask.step, ask.name)
    if not isinstance(value, np.ndarray):
        return None
    lead = value.shape[:-2]
    if len(ask.plane) != len(lead) or any(a >= b for a, b in zip(ask.plane, lead, strict=True)):
        return None
    matrix = np.atleast_2d(value[ask.plane])
    count = max(1, MOST_NUMBERS // max(1, matrix.shape[1]))
    return matrix[ask.row : ask.row + min(count, 400), :MOST_NUMBERS]
