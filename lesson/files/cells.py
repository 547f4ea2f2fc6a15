"""One number as people type it, in any script's digits that mean a number.

The grid reads what is typed into a cell by the same rules, in ``ui/grid/numbers.js``; both are held
against ``tests/cells.json``.
"""

from __future__ import annotations

import math
import re

LONGEST = 400
"""Characters of a number; an exact float64 has at most 1,100, of which nobody types that many."""

# No NFKC: it would also turn "3²" into 32 and "①" into 1. Only the full-width twins of ASCII, and
# what Japanese, typographers' and spreadsheets' characters give for minus, point, comma and slash.
_TWINS = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_PLAIN: dict[int, int | str | None] = {
    **_TWINS,
    **dict.fromkeys(map(ord, "‐‑‒–—―−ー－ｰ﹣"), "-"),
    **dict.fromkeys(map(ord, "。｡"), "."),
    **dict.fromkeys(map(ord, "、､"), ","),
    **dict.fromkeys(map(ord, "⁄∕"), "/"),
    # without width: marks of the byte order and of the writing direction
    **dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"), None),
}
_BLANKS = " \t\n\r\f\v\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMA = re.compile(r"[^,.]*,[^,.]*")


def plain_characters(text: str) -> str:
    """Full-width characters as ASCII, every dash as "-"; what is no twin stays as it is."""
    return text.translate(_PLAIN)


def read_cell(text: str) -> float:
    """Read one number: with a decimal point or comma, an exponent, or a fraction.

    Returns
    -------
    value : float
        NaN for what is no number; may be infinite.

    Examples
    --------
    >>> read_cell("−０,５"), read_cell("1/8"), read_cell("3²")
    (-0.5, 0.125, nan)
    """
    text = plain_characters(text).strip(_BLANKS)
    above, slash, below = text.partition("/")
    if len(text) > LONGEST:
        return math.nan
    value = _decimal(above)
    if slash:
        divisor = _decimal(below)
        value = value / divisor if divisor else math.nan
    return value + 0.0  # -0.0 becomes 0.0


def _decimal(text: str) -> float:
    text = text.strip(_BLANKS)
    if _COMMA.fullmatch(text):
        text = text.replace(",", ".")
    return float(text) if _NUMBER.fullmatch(text) else math.nan
