"""A part of an array as an HTML table: caption, row and column headers, numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import Any

from numpy.typing import NDArray

from lesson.spelling import MINUS, number

DIGITS = 6


def table_html(
    values: NDArray[Any], caption: str, rows: Iterable[str], columns: Iterable[str]
) -> str:
    """Numbers in rows and columns, each with its header; all of them with the same decimals.

    Parameters
    ----------
    values : 2-D array
        What is shown.
    caption : str
        Name, shape, and which part it is.
    rows, columns : iterable of str
        What their headers say.

    Examples
    --------
    >>> import numpy as np
    >>> print(table_html(np.array([[0.5, -1]]), "b (2,)", ["b"], ["k=0", "k=1"]))
    <table class="numbers"><caption>b (2,)</caption>
    <thead><tr><td></td><th scope="col">k=0</th><th scope="col">k=1</th></tr></thead>
    <tbody>
    <tr><th scope="row">b</th><td>0.5</td><td>−1.0</td></tr>
    </tbody></table>
    """
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in columns)
    texts = _written(values.ravel().tolist())
    body = "\n".join(
        f'<tr><th scope="row">{escape(head)}</th>{_cells(texts, values.shape[1])}</tr>'
        for head in rows
    )
    return (
        f'<table class="numbers"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )


def _cells(texts: Iterator[str], count: int) -> str:
    return "".join(f"<td>{text}</td>" for text in islice(texts, count))


def _written(values: list[float]) -> Iterator[str]:
    """Every number with the decimals of the longest, where the largest of them is worth as many."""
    each = [number(value, DIGITS) for value in values]
    most = max(map(abs, values), default=0.0)
    needed = max((len(text.partition(".")[2]) for text in each), default=0)
    known = DIGITS - 1 - math.floor(math.log10(most)) if most else 0
    if any("e" in text for text in each) or needed > known:
        return iter(each)
    return (f"{value + 0.0:.{needed}f}".replace("-", MINUS) for value in values)
