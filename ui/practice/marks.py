"""Numbers, code and tables of a question as HTML, and numbers as they are written in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from html import escape

import numpy as np
from numpy.typing import NDArray

from lesson.spelling import number

exact = partial(number, digits=6)
"""A number of a question: halves and their sums are written whole."""


def factor(value: float) -> str:
    """A number as it is written within a sum.

    Examples
    --------
    >>> factor(-2.0), factor(3.0)
    ('(−2)', '3')
    """
    return f"({exact(value)})" if value < 0 else exact(value)


def shape(sizes: Sequence[int]) -> str:
    """A shape as Python writes it.

    Examples
    --------
    >>> shape((4,)), shape((12, 18))
    ('(4,)', '(12, 18)')
    """
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(map(str, sizes))})"


def marked(text: str) -> str:
    """A sentence of the words as HTML: ``code`` between backticks, bold between double stars.

    Examples
    --------
    >>> marked("What is `dW[0,0,1,2]`, if **a < b**?")
    'What is <code>dW[0,0,1,2]</code>, if <strong>a &lt; b</strong>?'
    """
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html)


def grid(name: str, values: NDArray[np.float64]) -> str:
    """A plane, or a row of numbers, as a table with the indices of its rows and columns.

    Parameters
    ----------
    name : str
        How the plane is called in code.
    values : array (h, w) or (w,)
    """
    head = "".join(f'<th scope="col">{at}</th>' for at in range(values.shape[-1]))
    if values.ndim == 1:
        body = f"<tr>{_cells(values)}</tr>"
    else:
        head = f"<td></td>{head}"
        body = "".join(
            f'<tr><th scope="row">{at}</th>{_cells(row)}</tr>' for at, row in enumerate(values)
        )
    return (
        f"<table><caption><code>{escape(name)}</code></caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of sentences that are HTML already, the first of each row its head."""
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{cell}</th>' if at == 0 else f"<td>{cell}</td>"
            for at, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _cells(row: NDArray[np.float64]) -> str:
    return "".join(f"<td>{exact(float(value))}</td>" for value in row)
