"""Prints what seeds ask at each level: run in processes of their own, to be compared."""

import json
import sys
from typing import Any

from lesson.practice.questions import question_at
from lesson.practice.recipes import LEVELS


def questions(seed: int) -> list[Any]:
    """The first three questions of each level, with the numbers of their layers."""
    found: list[Any] = []
    for level in range(1, len(LEVELS) + 1):
        for number in (1, 2, 3):
            asked = question_at(seed, number, level)
            lesson, worked = asked.lesson, asked.worked
            arrays = (worked.x, worked.W, worked.b, worked.dout)
            numbers: list[object] = [[one.shape, one.ravel().tolist()] for one in arrays]
            what: list[object] = [asked.kind, asked.question.text, lesson.stride, lesson.pad]
            found.append([level, number, *what, *numbers])
    return found


if __name__ == "__main__":
    json.dump({seed: questions(int(seed)) for seed in sys.argv[1:]}, sys.stdout)
