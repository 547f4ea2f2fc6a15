"""What a mistake is in words, with the numbers of a lesson."""

from __future__ import annotations

from lesson.code.listing import operands
from lesson.mistakes.catalogue import Slip
from lesson.spelling import number
from lesson.worked import Worked


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
        "quotient_h": number(room_h / g.stride[0])
    }
