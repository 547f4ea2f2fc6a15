"""What a mistake is in words, with the numbers of a lesson."""

from __future__ import annotations

import numpy as np

from lesson.asking.question import Question
from lesson.code.listing import operands
from lesson.mistakes.catalogue import Slip
from lesson.mistakes.wrong import right_arrays, wrong_arrays, wrong_cells
from lesson.vocabulary import vocabulary
from lesson.worked import Worked

_DIGITS = 5


def explanation(slip: Slip, worked: Worked) -> str:
    """Why it is wrong, and the first cell of this lesson that shows it, if one does.

    Examples
    --------
    >>> from lesson.mistakes.catalogue import SLIPS
    >>> from lesson.state import Filter, Lesson
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> explanation(SLIPS["bias"], book)
    'Each of the 4 outputs of a filter is its sum of products plus b. out2[0,0] is 16, not 15.'
    """
    words = vocabulary(worked.lesson.language)
    told = words(f"mistakes.{slip.id}.tell", **facts(slip, worked))
    shown = example(slip, worked)
    return told if shown is None else words("mistakes.with_example", told=told, **shown)


def facts(slip: Slip, worked: Worked) -> dict[str, str]:
    """What the sentence of a slip may name: sizes of the lesson, and what they would come to.

    Of a layer in groups, those of the group that is looked at.

    Returns
    -------
    facts : dict of str
        The same names for every slip.
    """
    given, g = operands(worked), worked.geometry
    N, C, H, W = given["x"].shape
    FN, _, FH, FW = given["W"].shape
    top, bottom, left, _ = g.pad
    reach_h = g.row_offsets[-1] + 1
    room_h = g.padded_h - reach_h
    numbers = {
        "N": N, "C": C, "H": H, "W": W, "FN": FN, "FH": FH, "FW": FW,
        "out_h": g.out_h, "out_w": g.out_w, "sh": g.stride[0], "sw": g.stride[1],
        "top": top, "bottom": bottom, "left": left,
        "padded_h": g.padded_h, "padded_w": g.padded_w, "once_h": H + top,
        "reach_h": reach_h, "moves_h": room_h // g.stride[0],
        "over_h": -(-room_h // g.stride[0]) + 1,
        "windows": N * g.out_h * g.out_w, "per_image": g.out_h * g.out_w,
        "products": C * FH * FW, "one_channel": FH * FW,
        "most_reads": int(g.reads().max()),
    }  # fmt: skip
    return {name: str(number) for name, number in numbers.items()} | {
        "quotient_h": _spelled(room_h / g.stride[0])
    }


def example(slip: Slip, worked: Worked) -> dict[str, str] | None:
    """The first cell that comes out wrong: its name, what is right there, and what comes out."""
    right = right_arrays(worked)
    for name, wrong in wrong_arrays(slip, worked).items():
        if wrong.ndim == 0 or wrong.shape != right[name].shape:
            continue
        first = np.argwhere(wrong_cells(wrong, right[name]))[0]
        cell = tuple(int(at) for at in first)
        told = _spelled(float(right[name][cell])), _spelled(float(wrong[cell]))
        if told[0] != told[1]:
            return {"cell": Question(name, cell).text, "right": told[0], "wrong": told[1]}
    return None


def _spelled(value: float) -> str:
    """A number with as many digits as it takes to tell it from others nearby."""
    return f"{value:.{_DIGITS}g}".replace("-", "−")
