"""A question on screen: its sentence, the settings, the formula, and the numbers it needs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lesson.practice.questions import Asked
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.practice.marks import grid, shape

_NEEDED = {
    "out": ("x", "W", "b"),
    "out2": ("x", "W", "b"),
    "col": ("x",),
    "db": ("dout",),
    "dW": ("x", "dout"),
    "dcol": ("W", "dout"),
    "dx": ("W", "dout"),
}
"""The arrays that a cell is worked out from; nothing of a size, a shape or a count."""

_AT = {
    "out": ("n", "k", "i", "j"),
    "col": ("row", "column"),
    "out2": ("row", "k"),
    "db": ("k",),
    "dW": ("k", "c", "u", "v"),
    "dcol": ("row", "column"),
    "dx": ("n", "c", "r", "s"),
    "count": ("r", "s"),
}
"""What the indices of a cell are called in the sentences."""


def sentence(asked: Asked, words: Words) -> str:
    """The question in words."""
    question = asked.question
    name = f"{question.name}.shape" if question.is_shape else question.name
    at = dict(zip(_AT.get(question.name, ()), question.cell, strict=not question.is_shape))
    return words(f"practice.ask_{name.replace('.', '_')}", code=f"`{question.text}`", **at)


def settings(worked: Worked) -> list[str]:
    """Sizes and settings of the layer, in code."""
    lesson, pad = worked.lesson, worked.geometry.pad[0]
    down, across = lesson.stride
    stride = str(down) if down == across else shape(lesson.stride)
    return [
        f"x.shape = {shape(worked.x.shape)}",
        f"W.shape = {shape(worked.W.shape)}",
        f"stride = {stride}",
        f"pad = {pad}",
    ]


def formula(asked: Asked) -> str:
    """How the book works it out, in letters."""
    question, g = asked.question, asked.worked.geometry
    rows = _place("i", g.stride[0], "h" * (g.stride[0] != g.stride[1]), "u", g.pad[0])
    cols = _place("j", g.stride[1], "w" * (g.stride[0] != g.stride[1]), "v", g.pad[2])
    if question.is_shape:
        return {
            "col": "col.shape = (N·out_h·out_w, C·FH·FW)",
            "dcol": "dcol.shape = (N·out_h·out_w, C·FH·FW)",
            "out2": "out2.shape = (N·out_h·out_w, FN)",
        }[question.name]
    where = f"{rows} = r,  {cols} = s".replace(" ", "\u00a0").replace(",\u00a0\u00a0", ", ")
    window = f"x[n, c, {rows}, {cols}]"
    row, column = "(n·out_h + i)·out_w + j", "(c·FH + u)·FW + v"
    return {
        "out_h": "out_h = ⌊(H + 2·pad − FH) / stride⌋ + 1",
        "out_w": "out_w = ⌊(W + 2·pad − FW) / stride⌋ + 1",
        "out": f"out[n, k, i, j] = Σ {window} · W[k, c, u, v] + b[k]",
        "col": f"col[{row}, {column}] = {window}",
        "out2": f"out2[{row}, k] = Σ {window} · W[k, c, u, v] + b[k]",
        "db": "db[k] = Σ dout[n, k, i, j]",
        "dW": f"dW[k, c, u, v] = Σ dout[n, k, i, j] · {window}",
        "dcol": f"dcol[{row}, {column}] = Σ dout[n, k, i, j] · W[k, c, u, v]",
        "dx": f"dx[n, c, r, s] = Σ dout[n, k, i, j] · W[k, c, u, v],  {where}",
        "count": f"count[r, s] = Σ 1,  {where}",
    }[question.name]


def _place(window: str, stride: int, axis: str, cell: str, pad: int) -> str:
    """Where a filter cell lies, of a window, without what changes nothing here."""
    step = f"·stride_{axis}" if axis else "·stride"
    return f"{window}{step if stride > 1 else ''} + {cell}{' − pad' if pad else ''}"


def grids(asked: Asked) -> str:
    """The numbers that the question needs, as tables."""
    return "".join(table for name in needed(asked) for table in _planes(name, asked.worked))


def needed(asked: Asked) -> tuple[str, ...]:
    """The arrays that the question shows."""
    return () if asked.question.is_shape else _NEEDED.get(asked.question.name, ())


def _planes(name: str, worked: Worked) -> Iterator[str]:
    array: NDArray[np.float64] = getattr(worked, name)
    if array.ndim == 1:
        yield grid(name, array)
        return
    for at in np.ndindex(array.shape[:2]):
        yield grid(f"{name}[{at[0]},{at[1]}]", array[at])
