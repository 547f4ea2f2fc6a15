"""An array as text that other programs read, and that we read back ourselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMS = ("numpy", "pytorch", "matlab", "latex", "spreadsheet")
MOST_TEXT = 30_000
"""Numbers of an array that is copied as text; a larger one goes as a file."""


def spelled(form: str, name: str, array: NDArray[Any], about: str = "") -> str:
    """An array in one of `FORMS`, every number to the last bit.

    Parameters
    ----------
    form : str
    name : str
        What the array is called.
    array : array of any shape
    about : str
        One line that says which lesson it is from; it stands in a comment.

    Raises
    ------
    KeyError
        For another form.

    Examples
    --------
    >>> print(spelled("numpy", "W", np.array([[1, -0.5]]), "http://lab.example"))
    W = np.array([[1, -0.5]])  # http://lab.example
    >>> print(spelled("matlab", "W", np.array([[1, 2], [3, 4]])))
    W = [1 2; 3 4];
    >>> print(spelled("latex", "W", np.array([[1, 2], [3, 4]])))
    \\begin{bmatrix}
    1 & 2 \\\\
    3 & 4
    \\end{bmatrix}
    """
    return _FORMS[form](name, array, about)


def csv(name: str, array: NDArray[Any], about: str = "") -> str:
    """Lines of numbers parted by commas, plane after plane, each behind a line with its place.

    Examples
    --------
    >>> print(csv("x", np.arange(8.0).reshape(1, 2, 2, 2)), end="")
    # x (1, 2, 2, 2)
    # x[0,0]
    0,1
    2,3
    # x[0,1]
    4,5
    6,7
    """
    return _table(name, array, about, ",")


def _number(value: float) -> str:
    """The shortest text that is read back as the same number."""
    return repr(float(value)).removesuffix(".0")


def _python(call: str, name: str, array: NDArray[Any], about: str) -> str:
    before, after = f"{name} = {call}(", ")" if "torch" not in call else ", dtype=torch.float64)"
    return f"{before}{_nested(array, len(before))}{after}" + (f"  # {about}" if about else "")


def _nested(array: NDArray[Any], indent: int) -> str:
    if array.ndim == 1:
        return f"[{', '.join(map(_number, array.tolist()))}]"
    ends = ",\n" + " " * (indent + 1)
    return f"[{ends.join(_nested(part, indent + 1) for part in array)}]"


def _planes(array: NDArray[Any]) -> Iterator[tuple[tuple[int, ...], NDArray[Any]]]:
    """Every plane with its place along the axes before the last two; a list is a row."""
    if array.ndim < 3:
        yield (), np.atleast_2d(array)
        return
    for place in np.ndindex(array.shape[:-2]):
        yield place, array[place]


def _matlab(name: str, array: NDArray[Any], about: str) -> str:
    """Height and width come first there, and places are counted from 1."""
    lines = [f"% {about}"] if about else []
    for place, plane in _planes(array):
        rows = "; ".join(" ".join(map(_number, row)) for row in plane.tolist())
        at = "".join(f",{one + 1}" for one in reversed(place))
        lines.append(f"{name}(:,:{at}) = [{rows}];" if place else f"{name} = [{rows}];")
    return "\n".join(lines)


def _latex(name: str, array: NDArray[Any], about: str) -> str:
    lines = [f"% {about}"] if about else []
    for place, plane in _planes(array):
        if place:
            lines.append(f"% {name}[{','.join(map(str, place))}]")
        rows = " \\\\\n".join(" & ".join(map(_number, row)) for row in plane.tolist())
        lines.append(f"\\begin{{bmatrix}}\n{rows}\n\\end{{bmatrix}}")
    return "\n".join(lines)


def _table(name: str, array: NDArray[Any], about: str, mark: str) -> str:
    shape = f"({', '.join(map(str, array.shape))}{',' if array.ndim == 1 else ''})"
    lines = [f"# {name} {shape}" + (f" · {about}" if about else "")]
    for place, plane in _planes(array):
        if place:
            lines.append(f"# {name}[{','.join(map(str, place))}]")
        lines += [mark.join(map(_number, row)) for row in plane.tolist()]
    return "\n".join(lines) + "\n"


_FORMS: dict[str, Callable[[str, NDArray[Any], str], str]] = {
    "numpy": lambda name, array, about: _python("np.array", name, array, about),
    "pytorch": lambda name, array, about: _python("torch.tensor", name, array, about),
    "matlab": _matlab,
    "latex": _latex,
    "spreadsheet": lambda name, array, about: _table(name, array, about, "\t"),
}
