"""How a number is written in a sentence, wherever it stands."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"


def number(value: float, digits: int = 4) -> str:
    """A number as a picture would write it: whole, or with so many significant digits.

    Examples
    --------
    >>> number(-16.0), number(0.30000000000000004), number(1234.5678), number(-2.5e-7)
    ('−16', '0.3', '1235', '−2.5e−7')
    >>> number(1234.5678, digits=6)
    '1234.57'
    """
    size = abs(value)
    if value == round(value) and size < 1e7:
        text = str(round(value))
    elif 1e-4 <= size < 1e7:
        text = f"{value:.{max(0, digits - 1 - math.floor(math.log10(size)))}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
        text = f"{mantissa.rstrip('0').rstrip('.')}e{int(power)}"
    return text.replace("-", MINUS)
