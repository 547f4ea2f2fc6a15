"""A stop's lesson, and its words with the numbers of that lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from lesson.asking.question import Question, right_array, right_value
from lesson.asking.way import way_of
from lesson.link.codec import beside_start, read_link, start_of
from lesson.spelling import number
from lesson.state import Lesson
from lesson.tours.scripts import Place, read_place
from lesson.vocabulary import vocabulary
from lesson.worked import Worked

ALONE = {"tour", "lang"}
"""Parts of a link that names a stop and leaves its lesson to the script."""


def lesson_at(place: Place, language: str, learner: Lesson | None = None) -> Lesson:
    """The lesson of a stop.

    Parameters
    ----------
    learner : Lesson, optional
        The one before. If it was shared, the stop keeps the way back to what was shared, and the
        locks; what was shared at this very stop is the stop.
    """
    lesson = replace(read_link(place.stop.link).lesson, language=language, tour=place.text)
    if learner is None or not learner.start:
        return lesson
    start = start_of(learner)
    if start.tour == place.text:
        return replace(start, language=language)
    return beside_start(lesson, learner)


def filled(lesson: Lesson, link: Mapping[str, str]) -> Lesson:
    """What a link read as `lesson` means: where it only names a stop, the lesson of that stop."""
    if lesson.tour and set(link) <= ALONE:
        return lesson_at(read_place(lesson.tour), lesson.language)
    return lesson


@lru_cache(maxsize=256)
def told(place: str, language: str, part: str) -> str:
    """A sentence of a stop, ``say``, ``ask`` or ``tell``, by how its place is spelled.

    Examples
    --------
    >>> told("slide.1", "en", "tell")
    'To the start of the next row: 0·2 + 1·0 + 2·1 + 3·0 + 0·1 + 1·2 + 2·1 + 3·0 + 0·2 = 6.'
    """
    stop = read_place(place).stop
    worked = Worked(lesson_at(read_place(place), language))
    return vocabulary(language)(f"tour_{stop.page}.{stop.name}.{part}", **facts(worked))


def facts(worked: Worked) -> dict[str, str]:
    """What a sentence may name of a lesson: sizes, and the numbers at its step and filter."""
    g, lesson = worked.geometry, worked.lesson
    N, C, H, W = worked.x.shape
    FN, top = len(worked.W), g.pad[0]
    rows, columns = N * g.out_h * g.out_w, C * g.FH * g.FW
    room = g.padded_h - g.row_offsets[-1] - 1
    step = min(lesson.step, rows - 1)
    cell = step % (g.out_h * g.out_w)
    k, reads = lesson.filter, g.reads()
    numbers = {
        "N": N, "C": C, "H": H, "W": W, "FN": FN, "FH": g.FH, "FW": g.FW, "P": top,
        "S": g.stride[0], "out_h": g.out_h, "out_w": g.out_w,
        "padded_h": g.padded_h, "padded_w": g.padded_w,
        "room": room, "moves": g.out_h - 1, "at_one": room + 1,
        "rows": rows, "columns": columns, "rgb_columns": 3 * g.FH * g.FW,
        "t": step, "i": cell // g.out_w, "j": cell % g.out_w, "k": k,
        "x": worked.x.size, "col": rows * columns, "parameters": FN * columns + FN,
        "most_reads": int(reads.max()), "corner_reads": int(reads[top, g.pad[2]]),
        "inside": _inside(worked, step), "outside": columns - _inside(worked, step),
        "misplaced": _misplaced(worked),
    }  # fmt: skip
    named = {name: str(number) for name, number in numbers.items()}
    after = min(step + 1, rows - 1)
    return named | {
        "quotient": number(room / g.stride[0]),
        "times": number(round(rows * columns / worked.x.size, 1)),
        "sum": _sum(worked, Question("out2", (step, k))),
        "value": _value(worked, Question("out2", (step, k))),
        "next_sum": _sum(worked, Question("out2", (after, k))),
        "next": _value(worked, Question("out2", (after, k))),
        "db": _value(worked, Question("db", (k,))),
        "corner_weight": _value(worked, Question("dW", (k, 0, 0, 0))),
        "met": _met(worked, Question("dW", (k, 0, 0, 0))),
    }


def _value(worked: Worked, question: Question) -> str:
    value = right_value(question, worked)
    assert isinstance(value, float)
    return number(value)


def _sum(worked: Worked, question: Question) -> str:
    """The products that make a cell of out2, pixel times weight; for a sum that fits in a line."""
    way = way_of(question, worked)
    if way is None or len(way.products) > 9:
        return ""
    pixels, weights = (one.values for one in way.factors)
    return " + ".join(f"{number(p)}·{number(w)}" for p, w in zip(pixels, weights, strict=True))


def _met(worked: Worked, question: Question) -> str:
    """The pixels that a weight met."""
    way = way_of(question, worked)
    if way is None or len(way.products) > 9:
        return ""
    return " + ".join(number(pixel) for pixel in way.factors[1].values)


def _inside(worked: Worked, step: int) -> int:
    """How many products of a window are with a pixel of the image, and not of its border."""
    way = way_of(Question("out2", (step, 0)), worked)
    assert way is not None
    return sum(1 for place in way.factors[0].places if place)


def _misplaced(worked: Worked) -> int:
    """Cells of out that hold another number where nothing is transposed on the way out."""
    bare = right_array("out2", worked).reshape(worked.out.shape)
    return int(np.count_nonzero(bare != worked.out))
