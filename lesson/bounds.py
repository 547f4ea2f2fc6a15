"""What can be chosen: every bound of every control follows from one validity predicate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from math import gcd
from typing import Any

import numpy as np

from conv_core import Geometry, GeometryError
from lesson.inputs import SMALLEST_STAGE, input_planes
from lesson.numbers import Numbers
from lesson.presets import available
from lesson.state import MOST_STEPS, OWN, Filter, Lesson, Padding, Pair, next_filter
from lesson.worked import Worked, filter_weights

MAX_FILTERS = 8
SIZES = range(SMALLEST_STAGE, 65)
OWN_SIZES = range(1, 65)
WINDOWS = range(1, 8)
STRIDES = range(1, 9)
PADS = range(0, 13)
DILATIONS = range(1, 5)
MOST_GROUPS = 3
"""Of as many channels as an input here can have."""
GIVE_WAY = ("dilation", "FH", "FW", "groups", "filter", "step")
"""Fields that `settled` changes where they do not go together with the others, in its order."""


def fits(lesson: Lesson, in_h: int | None = None, in_w: int | None = None) -> bool:
    """The predicate: does at least one window fit (into an input of this size)?"""
    height, width = input_planes(lesson).shape[1:]
    return _has_window(in_h or height, in_w or width, **_layer(lesson))


def _layer(lesson: Lesson) -> dict[str, Any]:
    """What decides, beside the input, whether a window fits."""
    return {name: getattr(lesson, name) for name in ("FH", "FW", "stride", "pad", "dilation")}


@lru_cache(maxsize=8192)  # a page asks a hundred times, and mostly the same as on the last run
def _has_window(
    in_h: int, in_w: int, FH: int, FW: int, stride: Pair, pad: Padding, dilation: Pair
) -> bool:
    try:
        Geometry.of(in_h, in_w, FH, FW, stride, pad, dilation)
    except GeometryError:
        return False
    return True


def allowed(lesson: Lesson, changes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes of the layer after which the lesson still fits, in the order given."""
    height, width = input_planes(lesson).shape[1:]
    now = _layer(lesson)
    return [change for change in changes if _has_window(height, width, **now | change)]


def allowed_sizes(lesson: Lesson) -> list[int]:
    """Stage sizes at which the filter still fits into the (evenly shrunk) picture."""
    height, width = input_planes(lesson).shape[1:]
    longest = max(height, width)
    layer = _layer(lesson)
    return [
        size for size in SIZES
        if _has_window(
            max(1, height * size // longest), max(1, width * size // longest), **layer
        )
    ]  # fmt: skip


def allowed_groups(lesson: Lesson) -> list[int]:
    """Into how many groups the layer can be split: what divides both channels and filters."""
    both = gcd(len(input_planes(lesson)), len(lesson.filters))
    return [groups for groups in range(1, both + 1) if both % groups == 0]


def resized(lesson: Lesson, FH: int, FW: int) -> Lesson:
    """The lesson with filters of another size; presets follow, own weights are centred.

    A preset that does not exist at the new size keeps its old weights as the learner's own.
    """
    filters = tuple(_resized_filter(lesson, one, FH, FW) for one in lesson.filters)
    return replace(lesson, FH=FH, FW=FW, filters=filters)


def _resized_filter(lesson: Lesson, one: Filter, FH: int, FW: int) -> Filter:
    if one.weights is None and available(one.preset, FH, FW):
        return one
    C = len(input_planes(lesson)) // lesson.groups
    old = filter_weights(one, C, lesson.FH, lesson.FW)
    new = np.zeros((len(old), FH, FW))
    rows, cols = min(FH, lesson.FH), min(FW, lesson.FW)
    top, left = (FH - rows) // 2, (FW - cols) // 2
    old_top, old_left = (lesson.FH - rows) // 2, (lesson.FW - cols) // 2
    new[:, top : top + rows, left : left + cols] = old[
        :, old_top : old_top + rows, old_left : old_left + cols
    ]
    return Filter(OWN, one.bias, weights=Numbers.of(new))


def with_filter_count(lesson: Lesson, count: int) -> Lesson:
    """The lesson with `count` filters: new ones from the usual sequence, the last ones dropped."""
    kept = lesson.filters[:count]
    new = tuple(next_filter(lesson.FH, lesson.FW, k) for k in range(len(kept), count))
    return replace(lesson, filters=kept + new, filter=min(lesson.filter, count - 1))


def settled(lesson: Lesson) -> tuple[Lesson, bool]:
    """The nearest lesson that can be drawn, and whether the layer had to change for it.

    After an input has become smaller the filter may no longer fit: dilation falls to 1 first, then
    the filter shrinks. Groups that no longer divide channels and filters fall to the next number
    that does. Step and selected filter are clamped.
    """
    # first: what a filter reads must be known before it is resized
    groups = max(few for few in allowed_groups(lesson) if few <= lesson.groups)
    lesson = replace(lesson, groups=groups)
    shrunk = not fits(lesson)
    if shrunk:
        lesson = replace(lesson, dilation=(1, 1))
    if not fits(lesson):
        height, width = input_planes(lesson).shape[1:]
        top, bottom, left, right = lesson.pad if not isinstance(lesson.pad, str) else (0, 0, 0, 0)
        lesson = resized(
            lesson, min(lesson.FH, height + top + bottom), min(lesson.FW, width + left + right)
        )
    lesson = replace(
        lesson,
        step=min(max(lesson.step, 0), Worked(lesson).step_count - 1),
        filter=min(max(lesson.filter, 0), len(lesson.filters) - 1),
        film=min(max(lesson.film, 0), MOST_STEPS - 1),
        line=min(max(lesson.line, 0), MOST_STEPS - 1),
    )
    return lesson, shrunk
