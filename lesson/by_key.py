"""What one key makes of a lesson: the next stride, padding, filter size or preset that there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lesson.bounds import PADS, STRIDES, WINDOWS, allowed, resized
from lesson.presets import PRESETS, available
from lesson.state import Lesson
from lesson.worked import Worked


def next_stride(lesson: Lesson, by: int) -> Lesson | None:
    """The same lesson with the next stride, for both axes; None where there is none.

    Examples
    --------
    >>> next_stride(Lesson(), 1).stride, next_stride(Lesson(), -1)
    ((2, 2), None)
    """
    both = allowed(lesson, ({"stride": (value, value)} for value in STRIDES))
    stride = _next([change["stride"][0] for change in both], lesson.stride[0], by)
    return None if stride is None else replace(lesson, stride=(stride, stride))


def next_pad(lesson: Lesson, by: int) -> Lesson | None:
    """The same with the next padding, for all sides."""
    even = allowed(lesson, ({"pad": (value,) * 4} for value in PADS))
    pad = _next([change["pad"][0] for change in even], Worked(lesson).geometry.pad[0], by)
    return None if pad is None else replace(lesson, pad=(pad,) * 4)


def next_window(lesson: Lesson, by: int) -> Lesson | None:
    """The same with the next size of the filters, square."""
    square = allowed(lesson, ({"FH": value, "FW": value} for value in WINDOWS))
    size = _next([change["FH"] for change in square], lesson.FH, by)
    return None if size is None else resized(lesson, size, size)


def next_preset(lesson: Lesson, by: int) -> Lesson:
    """The same with the next preset for the filter that is looked at; after the last the first."""
    one = lesson.filters[lesson.filter]
    presets = [preset for preset in PRESETS if available(preset, lesson.FH, lesson.FW)]
    turned = replace(one, preset=turn(presets, one.preset, by), weights=None)
    filters = (*lesson.filters[: lesson.filter], turned, *lesson.filters[lesson.filter + 1 :])
    return replace(lesson, filters=filters)


def turn(options: Sequence[str], now: str, by: int) -> str:
    """The next of some options in a circle; the first or last one for what is none of them.

    Examples
    --------
    >>> turn(["a", "b", "c"], "c", 1), turn(["a", "b", "c"], "own", -1)
    ('a', 'c')
    """
    if now not in options:
        return options[0 if by > 0 else -1]
    return options[(options.index(now) + by) % len(options)]


def _next(values: Sequence[int], now: int, by: int) -> int | None:
    further = [value for value in values if (value - now) * by > 0]
    return min(further, key=lambda value: abs(value - now), default=None)


NEXT: dict[str, Callable[[Lesson, int], Lesson | None]] = {
    "stride": next_stride,
    "pad": next_pad,
    "window": next_window,
    "preset": next_preset,
}
"""By the name of the setting."""
