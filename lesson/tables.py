"""Numbers typed, pasted or uploaded become arrays, or are refused with the place of the trouble."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lesson.refusal import Refusal

SIDE_LIMIT = 64
VALUE_LIMIT = 1e6
TEXT_LIMIT = 200_000

# No NFKC: it would also turn "3²" into 32. Only the full-width twins of ASCII, and what a Japanese
# or a typographer's keyboard gives for minus and comma; str.split knows the wide space.
_TWINS = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_PLAIN = _TWINS | dict.fromkeys(map(ord, "−‐‑‒–—ー"), "-") | {ord("、"): ","}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LONGEST_CELL = 40


def read_table(text: str) -> NDArray[np.float64]:
    """Read a grid of numbers from typed or pasted text.

    Cells are parted by tabs, else by semicolons, else by commas, else by spaces, whichever of them
    occurs first in this list; with tabs or semicolons a comma may be the decimal mark. Full-width
    digits, signs and separators count as their ASCII twins, empty lines at the ends not at all.

    Parameters
    ----------
    text : str
        At most 200,000 characters.

    Returns
    -------
    float64 array (h, w)
        1 to 64 rows and columns, every value between -1e6 and 1e6.

    Raises
    ------
    Refusal
        With the row and column, counted from 1, of the first cell that is no number.

    Examples
    --------
    >>> read_table("1,5\\t2\\n−3\\t4")
    array([[ 1.5,  2. ],
           [-3. ,  4. ]])
    >>> read_table("1 2\\n3 x")
    Traceback (most recent call last):
    lesson.refusal.Refusal: input refused: not_a_number (row=2, column=2, cell=x)
    """
    if len(text) > TEXT_LIMIT:
        raise Refusal("too_much_text", characters=len(text), limit=TEXT_LIMIT)
    text = text.removeprefix("\ufeff").translate(_PLAIN)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise Refusal("empty_table")
    if len(lines) > SIDE_LIMIT:
        raise Refusal("too_many_rows", rows=len(lines), limit=SIDE_LIMIT)
    separator = next((mark for mark in "\t;," if any(mark in line for line in lines)), None)
    table = [line.split(separator) for line in lines]
    widest = max(len(row) for row in table)
    if widest > SIDE_LIMIT:
        raise Refusal("too_many_columns", columns=widest, limit=SIDE_LIMIT)
    for number, (above, row) in enumerate(pairwise(table), start=2):
        if len(row) != len(above):
            raise Refusal("ragged", row=number, columns=len(row), expected=len(above))
    decimal = "," if separator in ("\t", ";") else "."
    return np.array(
        [
            [_number(cell, decimal, row, column) for column, cell in enumerate(cells, start=1)]
            for row, cells in enumerate(table, start=1)
        ]
    )


def _number(cell: str, decimal: str, row: int, column: int) -> float:
    cell = cell.strip().removeprefix('"').removesuffix('"').strip()
    if not cell:
        raise Refusal("empty_cell", row=row, column=column)
    spelled = cell.replace(decimal, ".")
    if len(cell) > _LONGEST_CELL or not _NUMBER.fullmatch(spelled):
        raise Refusal("not_a_number", row=row, column=column, cell=_harmless(cell))
    value = float(spelled)
    if abs(value) > VALUE_LIMIT:
        raise Refusal("too_large", row=row, column=column, limit=int(VALUE_LIMIT))
    return value + 0.0  # -0.0 becomes 0.0


def _harmless(cell: str) -> str:
    """A few characters of a cell that mean nothing to Markdown, HTML or a log."""
    short = "".join(mark if mark.isalnum() or mark in "+-., " else "·" for mark in cell[:12])
    return short + "…" if len(cell) > 12 else short


def read_csv(data: bytes) -> NDArray[np.float64]:
    """Read a grid of numbers from the bytes of a text or CSV file.

    UTF-8, UTF-16 with its mark, or Shift_JIS as a Japanese Excel writes it.

    Returns
    -------
    float64 array (h, w)
        As `read_table`.

    Raises
    ------
    Refusal
        As `read_table`; ``not_text`` for anything else than text.

    Examples
    --------
    >>> read_csv("1;0,5\\r\\n２;３\\r\\n".encode("cp932"))
    array([[1. , 0.5],
           [2. , 3. ]])
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp932"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(mark < " " and mark not in "\t\r\n\f" for mark in text[:TEXT_LIMIT]):
            return read_table(text)
    raise Refusal("not_text")
