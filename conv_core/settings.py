"""Reading of what a caller passes for sizes, stride, padding and dilation."""

import operator
from collections.abc import Iterable
from typing import Literal, SupportsIndex, TypeGuard

from conv_core.errors import GeometryError

Pair = SupportsIndex | Iterable[SupportsIndex]
"""One int for both axes, or (height, width)."""

Padding = SupportsIndex | Iterable[SupportsIndex] | Literal["same"]
"""An int, (height, width), (top, bottom, left, right), or "same"."""


def whole(value: object, name: str, least: int) -> int:
    """Read a whole number that is at least `least`; bools and floats are refused.

    Python ints come out even where NumPy integers went in: ``2 * np.uint8(200)`` would be 144.
    """
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name} must be a whole number, not {value!r}; write for example {least}.")
    try:
        number = operator.index(value)
    except TypeError:  # an array or a NumPy bool has __index__ and refuses to use it
        raise TypeError(f"{name} must be one whole number, not {value!r}.") from None
    if number < least:
        raise GeometryError(
            f"{name} is {number}, but must be at least {least}. Use {name} >= {least}.",
            value=number,
            least=least,
        )
    return number


def pair(value: object, name: str, least: int, meaning: str = "(height, width)") -> tuple[int, int]:
    """Read one whole number for both, or two."""
    numbers = several(value, name, least)
    if len(numbers) == 1:
        return numbers[0], numbers[0]
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    raise GeometryError(
        f"{name} has {len(numbers)} numbers {numbers}. Use one int, or a pair {meaning}.",
        count=len(numbers),
    )


def is_same(pad: Padding) -> TypeGuard[Literal["same"]]:
    """Whether the padding is "same"; any other word is refused."""
    if isinstance(pad, str) and pad != "same":
        raise GeometryError(
            f'pad is {pad!r}. Use an int, (h, w), (top, bottom, left, right), or "same".', pad=pad
        )
    return isinstance(pad, str)


def four_sides(pad: object) -> tuple[int, int, int, int]:
    """Spell a padding out as (top, bottom, left, right)."""
    match several(pad, "pad", 0):
        case (both,):
            return both, both, both, both
        case (rows, cols):
            return rows, rows, cols, cols
        case (top, bottom, left, right):
            return top, bottom, left, right
        case numbers:
            raise GeometryError(
                f"pad has {len(numbers)} numbers {numbers}. Use one int, (h, w), "
                '(top, bottom, left, right), or "same".',
                count=len(numbers),
            )


def several(value: object, name: str, least: int) -> tuple[int, ...]:
    """Read one whole number, or each of a sequence of them."""
    if isinstance(value, str | bytes) or not hasattr(value, "__len__") or _is_scalar(value):
        return (whole(value, name, least),)
    assert isinstance(value, Iterable)
    return tuple(whole(number, name, least) for number in value)


def _is_scalar(value: object) -> bool:
    """Whether `value` is a NumPy scalar or an array without axes, which has a useless __len__."""
    return getattr(value, "shape", None) == ()
