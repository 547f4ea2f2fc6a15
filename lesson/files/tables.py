"""Numbers pasted or uploaded as text become planes, or are refused with their place."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lesson.files.axes import SIDE_LIMIT, axes_of
from lesson.files.brackets import read_brackets
from lesson.files.cells import plain_characters, read_cell
from lesson.files.plane_texts import plane_texts
from lesson.files.refusal import Refusal

VALUE_LIMIT = 1e6
TEXT_LIMIT = 200_000

_SEPARATOR = re.compile(r'\s*"?sep=([^\s"]|\t)"?\s*', re.IGNORECASE)
_LEFT_OUT = re.compile(r"(?:^|[\s,\[\]])(?:\.\.\.|…|⋯)(?=$|[\s,\[\]])")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
_OF_A_CHANNEL = {
    "not_a_number": "channel_not_a_number", "too_large": "channel_too_large",
    "empty_cell": "channel_not_a_number",
}  # fmt: skip

Rows = list[list[str]]
Cell = Callable[[int, int, int], "str | None"]


@dataclass(frozen=True, eq=False)
class Table:
    """What a text holds, as far as it fits into the largest input.

    Attributes
    ----------
    planes : float64 array (C, h, w)
        At most 64 rows and columns; NaN where there is no number within ±1e6.
    rows, columns : int
        How many the text has.
    trouble : Refusal or None
        Why the first cell without a number has none, with its place.
    missing : int
        Cells in `planes` without a number.
    left_out : str
        What was recognised as names and is no part of the planes: "", "header", "index", "both".
    """

    planes: NDArray[np.float64]
    rows: int
    columns: int
    trouble: Refusal | None = None
    missing: int = 0
    left_out: str = ""

    def whole(self) -> Table:
        """This table, if it is within the limits and has a number in every cell.

        Raises
        ------
        Refusal
            ``too_many_rows``, ``too_many_columns``, or `trouble`.
        """
        if self.rows > SIDE_LIMIT:
            raise Refusal("too_many_rows", rows=self.rows, limit=SIDE_LIMIT)
        if self.columns > SIDE_LIMIT:
            raise Refusal("too_many_columns", columns=self.columns, limit=SIDE_LIMIT)
        if self.trouble is not None:
            raise self.trouble
        return self


def read_table(text: str) -> Table:
    """Read numbers from pasted text; one reader for all ways in.

    Arrays as NumPy, PyTorch, JSON, MATLAB, LaTeX and we ourselves write them, or lines of cells;
    lines that begin with "#" or "%" are comments, and part planes. Cells are
    parted by what a line ``sep=;`` says, else by tabs, else by semicolons, else by commas, else by
    spaces, whichever of them occurs first in this list; quotes around a cell are not part of it.
    Where no comma parts the cells, it may be the decimal mark. Empty lines at the ends are skipped.

    Parameters
    ----------
    text : str
        At most 200,000 characters.

    Returns
    -------
    table : Table
        Rows and columns are counted from 1, as a spreadsheet counts them: names included.

    Raises
    ------
    Refusal
        ``too_much_text``, ``empty_table``, ``truncated`` (a print with “...”), ``brackets`` or
        ``array_shape``; what is wrong with single cells is in the table.

    Examples
    --------
    >>> read_table("1,5\\t1/2\\n−3\\t4").planes
    array([[[ 1.5,  0.5],
            [-3. ,  4. ]]])
    >>> read_table("tensor([[1., 2.]], dtype=torch.float64)").planes
    array([[[1., 2.]]])
    >>> read_table("1 2\\n3 x").whole()
    Traceback (most recent call last):
    lesson.files.refusal.Refusal: input refused: not_a_number (row=2, column=2, cell=x)
    """
    if len(text) > TEXT_LIMIT:
        raise Refusal("too_much_text", characters=len(text), limit=TEXT_LIMIT)
    text = plain_characters(text).replace("\r\n", "\n").replace("\r", "\n")
    if _LEFT_OUT.search(text):
        raise Refusal("truncated")
    tables = [
        _of_brackets(one) if "[" in one or "]" in one else _of_lines(one)
        for one in plane_texts(text)
    ]
    return tables[0] if len(tables) == 1 else _of_planes(tables)


def read_csv(data: bytes) -> Table:
    """Read numbers from the bytes of a text or CSV file.

    UTF-8, UTF-16 with its mark, or Shift_JIS as a Japanese Excel writes it.

    Returns
    -------
    table : Table
        As `read_table`, and whole.

    Raises
    ------
    Refusal
        As `read_table` and `Table.whole`; ``not_text`` for anything else than text.

    Examples
    --------
    >>> read_csv("1;0,5\\r\\n２;３\\r\\n".encode("cp932")).planes
    array([[[1. , 0.5],
            [2. , 3. ]]])
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
            return read_table(text).whole()
    raise Refusal("not_text")


def _of_planes(tables: list[Table]) -> Table:
    """Planes that stand one below the other: the channels of one input."""
    first = tables[0]
    axes_of((len(tables), first.rows, first.columns), most=None)
    trouble: Refusal | None = None
    for channel, table in enumerate(tables, start=1):
        if (table.rows, table.columns) != (first.rows, first.columns):
            raise Refusal(
                "uneven_planes", channel=channel, rows=table.rows, columns=table.columns,
                expected_rows=first.rows, expected_columns=first.columns,
            )  # fmt: skip
        found = table.trouble
        if trouble is None and found is not None:
            several = _OF_A_CHANNEL.get(found.reason, found.reason)
            facts = {"cell": "", **found.facts, "channel": channel}
            trouble = Refusal(several, **facts)
    planes = np.concatenate([table.planes for table in tables])
    missing = sum(table.missing for table in tables)
    return Table(planes, first.rows, first.columns, trouble, missing, first.left_out)


def _of_brackets(text: str) -> Table:
    printed = read_brackets(text)
    width = max(map(len, printed.rows), default=0)
    if width == 0:
        raise Refusal("empty_table")
    axes = axes_of((*(printed.outer or (1,)), width), most=None)

    def cell(channel: int, row: int, column: int) -> str | None:
        if axes.channels_last:
            line, at = printed.rows[row * axes.columns + column], channel
        else:
            line, at = printed.rows[channel * axes.rows + row], column
        return line[at] if at < len(line) else None

    table = _filled(axes.channels, axes.rows, axes.columns, cell)
    return replace(table, trouble=_uneven(printed.rows) or table.trouble)


def _of_lines(text: str) -> Table:
    lines = text.split("\n")
    declared = _SEPARATOR.fullmatch(lines[0])
    if declared:
        lines.pop(0)
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if not filled:
        raise Refusal("empty_table")
    lines = lines[filled[0] : filled[-1] + 1]
    rows = _split(lines, declared[1] if declared else None)
    header, index = _names(rows)
    inside = [row[index:] if len(row) == len(rows[-1]) else row for row in rows[header:]]
    uneven = _uneven(inside, header)

    def cell(_: int, row: int, column: int) -> str | None:
        return inside[row][column] if column < len(inside[row]) else None

    table = _filled(1, len(inside), max(map(len, inside)), cell, header, index)
    return replace(
        table,
        trouble=uneven or table.trouble,
        left_out=("", "header", "index", "both")[header + 2 * index],
    )


def _filled(
    channels: int, rows: int, columns: int, cell: Cell, header: int = 0, index: int = 0
) -> Table:
    """The table of these cells; None stands for a cell that is not there."""
    planes = np.full((channels, min(rows, SIDE_LIMIT), min(columns, SIDE_LIMIT)), math.nan)
    trouble: Refusal | None = None
    for at in np.ndindex(planes.shape):
        text = cell(*at)
        if text is None:
            continue
        row, column = at[1] + header + 1, at[2] + index + 1
        value = read_cell(text)
        if abs(value) <= VALUE_LIMIT:
            planes[at] = value
        elif trouble is None:
            trouble = _trouble(text, value, at[0] + 1 if channels > 1 else None, row, column)
    return Table(planes, rows, columns, trouble, int(np.isnan(planes).sum()))


def _trouble(text: str, value: float, channel: int | None, row: int, column: int) -> Refusal:
    """Why a cell is none; the channel counts where there are several."""
    cell, limit = _harmless(text.strip()), int(VALUE_LIMIT)
    too_large = not math.isnan(value)
    if channel is not None and too_large:
        return Refusal("channel_too_large", channel=channel, row=row, column=column, limit=limit)
    if channel is not None:
        return Refusal("channel_not_a_number", channel=channel, row=row, column=column, cell=cell)
    if too_large:
        return Refusal("too_large", row=row, column=column, limit=limit)
    if not cell:
        return Refusal("empty_cell", row=row, column=column)
    return Refusal("not_a_number", row=row, column=column, cell=cell)


def _uneven(rows: Rows, header: int = 0) -> Refusal | None:
    """The first row that has more or fewer cells than the one above it."""
    for number, (above, row) in enumerate(pairwise(rows), start=header + 2):
        if len(row) != len(above):
            return Refusal("ragged", row=number, columns=len(row), expected=len(above))
    return None


def _split(lines: list[str], declared: str | None) -> Rows:
    separator = declared or next((m for m in "\t;," if any(m in line for line in lines)), None)
    if separator == ";" and declared is None:
        rows = ";".join(lines).rstrip("; ").split(";")
        if all(len(row.split()) > 1 for row in rows):  # MATLAB parts its rows by semicolons
            return [row.replace(",", " ").split() for row in rows]
    if separator == "," and declared is None and (spaced := _decimal_commas(lines)):
        return spaced
    if separator is None or (separator.isspace() and separator != "\t"):
        return [[_unquoted(cell) for cell in line.split()] for line in lines]
    try:
        read = csv.reader(lines, delimiter=separator, skipinitialspace=True)
        rows_read = [[_unquoted(cell) for cell in row] for row in read]
    except csv.Error:  # a field of more than 131,072 characters, or a separator that cannot be one
        rows_read = [[_unquoted(cell) for cell in line.split(separator)] for line in lines]
    # a mark at the end of every line parts nothing
    open_ends = all(line.rstrip(" ").endswith(separator) for line in lines)
    if open_ends and all(len(row) > 1 and row[-1] == "" != row[-2] for row in rows_read):
        return [row[:-1] for row in rows_read]
    return rows_read


def _decimal_commas(lines: list[str]) -> Rows | None:
    """Cells such as “0,5 1,5”, if every line has as many of them, and at least two."""
    rows = [line.split() for line in lines]
    even = len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    cells = [cell for row in rows for cell in row]
    if not even or any(cell.endswith(",") or math.isnan(read_cell(cell)) for cell in cells):
        return None
    return rows


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    quoted = len(cell) > 1 and cell[0] == cell[-1] and cell[0] in "\"'"
    return cell[1:-1].strip() if quoted else cell


def _names(rows: Rows) -> tuple[int, int]:
    """Whether the first row and the first column hold names, as pandas writes them: 0 or 1 each."""
    top, *rest = rows
    if not rest or not any(len(row) > 1 for row in rest) or not all(rest):
        return int(bool(rest) and _are_words(top) and not any(_are_words(row) for row in rest)), 0
    first = [row[0] for row in rest]
    width = len(rest[0])
    if all(len(row) == width for row in rest):
        # with commas the corner is empty, with spaces there is none
        corner = len(top) == width and top[0] == ""
        if corner or len(top) == width - 1:
            names = top[1:] if corner else top
            if names and _are_names(names) and _are_names(first):
                return 1, 1
    if _are_words(top) and not _are_words(rest[0]):
        return 1, int(_are_words(first))
    return 0, int(len(rest) > 0 and len(top) > 1 and _are_words([top[0], *first]))


def _are_names(cells: list[str]) -> bool:
    """Words, or the numbers from 0 or from 1 on."""
    counted = [list(map(str, range(start, start + len(cells)))) for start in (0, 1)]
    return cells in counted or _are_words(cells)


def _are_words(cells: list[str]) -> bool:
    return bool(cells) and all(
        cell[:1].isalpha() and not _NOT_FINITE.fullmatch(cell) for cell in cells
    )


def _harmless(cell: str) -> str:
    """A few characters of a cell that mean nothing to Markdown, HTML or a log."""
    short = "".join(mark if mark.isalnum() or mark in "+-., " else "·" for mark in cell[:12])
    return short + "…" if len(cell) > 12 else short
