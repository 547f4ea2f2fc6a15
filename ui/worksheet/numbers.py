"""How numbers stand on paper: the cells of a table alike, a sum as one works it out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.asking.way import Way

_MOST_DECIMALS = 3
_MOST_TERMS = 30


def decimals_of(values: NDArray[Any]) -> int:
    """Decimals with which all numbers can be written, at most `_MOST_DECIMALS`."""
    for decimals in range(_MOST_DECIMALS):
        if np.allclose(values, np.round(values, decimals), rtol=0, atol=1e-9):
            return decimals
    return _MOST_DECIMALS


def spelled(value: float, decimals: int) -> str:
    """One number, with a true minus.

    Examples
    --------
    >>> spelled(-0.5, 2), spelled(-0.0001, 2)
    ('−0.50', '0.00')
    """
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "−")


def shown(values: NDArray[Any]) -> list[list[str]]:
    """A table's cells as texts, with the same decimals.

    Examples
    --------
    >>> shown(np.array([[1, -0.5], [0, 3]]))
    [['1.0', '−0.5'], ['0.0', '3.0']]
    """
    decimals = decimals_of(values)
    return [[spelled(float(value), decimals) for value in row] for row in values]


def spelled_sum(way: Way, right: float) -> str:
    """The way to a number in one line: its products, the bias, what they come to.

    Products with a factor 0 are left out, as one does by hand; of very many the first are told.
    """
    decimals = [decimals_of(one.values) for one in way.factors]
    terms, total = [], 0.0
    for factors in zip(*(one.values for one in way.factors), strict=True):
        if any(value == 0 for value in factors):
            continue
        texts = [spelled(float(v), d) for v, d in zip(factors, decimals, strict=True)]
        total += float(np.prod([float(text.replace("−", "-")) for text in texts]))
        terms.append("·".join(f"({text})" if text.startswith("−") else text for text in texts))
    if len(terms) > _MOST_TERMS:
        terms = [*terms[:_MOST_TERMS], "…"]
    if way.bias is not None:
        text = spelled(way.bias, decimals_of(np.array([way.bias])))
        total += float(text.replace("−", "-"))
        terms.append(f"b ({text})")
    result = spelled(right, decimals_of(np.array([right])))
    exact = abs(total - float(result.replace("−", "-"))) < 1e-9
    return f"= {' + '.join(terms) or '0'} {'=' if exact else '≈'} {result}"
