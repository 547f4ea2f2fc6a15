"""A part of an array as an HTML table: caption, row and column headers, numbers."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from numpy.typing import NDArray

from lesson.spelling import number

DIGITS = 6


def table_html(
    values: NDArray[Any], caption: str, rows: Iterable[str], columns: Iterable[str]
) -> str:
    """Numbers in rows and columns, each with its header.

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
    <tr><th scope="row">b</th><td>0.5</td><td>−1</td></tr>
    </tbody></table>
    """
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in columns)
    body = "\n".join(
        f'<tr><th scope="row">{escape(head)}</th>{_cells(row)}</tr>'
        for head, row in zip(rows, values.tolist(), strict=True)
    )
    return (
        f'<table class="numbers"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )


def _cells(row: Iterable[float]) -> str:
    return "".join(f"<td>{number(value, DIGITS)}</td>" for value in row)
