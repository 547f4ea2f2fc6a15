"""What im2col costs: how many times larger `col` is than the image."""

from __future__ import annotations

from dataclasses import dataclass

from conv_core import Geometry

FLOAT = 4
"""Bytes of a float32."""


@dataclass(frozen=True)
class Price:
    """Sizes of an input and of its `col`, in numbers; a number of float32 has four bytes.

    Examples
    --------
    >>> price = Price.of(Geometry.of(28, 28, 3, 3, pad=1), N=1, C=1)
    >>> price.x, price.rows, price.columns, price.times
    (784, 784, 9, 9.0)
    """

    x: int
    rows: int
    columns: int

    @classmethod
    def of(cls, g: Geometry, N: int, C: int) -> Price:
        """The price of N inputs of C channels."""
        return cls(N * C * g.in_h * g.in_w, N * g.out_h * g.out_w, C * g.FH * g.FW)

    @property
    def col(self) -> int:
        """Numbers in `col`."""
        return self.rows * self.columns

    @property
    def times(self) -> float:
        """How many times larger `col` is than the input."""
        return self.col / self.x


def readable(count: int) -> str:
    """A count of bytes for people.

    Examples
    --------
    >>> readable(784 * 4), readable(12_000_000 * 27 * 4), readable(999_999)
    ('3.14 kB', '1.3 GB', '1 MB')
    """
    size = float(count)
    unit = "B"
    for larger in ("kB", "MB", "GB"):
        if size < 999.5:  # what rounds to 1000 is one of the next unit
            break
        size, unit = size / 1000, larger
    return f"{short(size)} {unit}"


def short(value: float) -> str:
    """Three significant digits, whole numbers whole, never an exponent.

    Examples
    --------
    >>> short(2.25), short(8.999), short(1225.0)
    ('2.25', '9', '1225')
    """
    return f"{value:.0f}" if value >= 999.5 else f"{value:.3g}"
