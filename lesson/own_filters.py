"""Filters of the learner's own, from a file."""

from __future__ import annotations

from dataclasses import replace

from lesson.bounds import fits
from lesson.files.filter_arrays import Filters
from lesson.files.refusal import Refusal
from lesson.inputs import input_planes
from lesson.numbers import Numbers
from lesson.state import OWN, Filter, Lesson


def with_filters(lesson: Lesson, found: Filters) -> Lesson:
    """The lesson with these filters; biases that the file does not have are 0.

    Raises
    ------
    Refusal
        ``filters_channels`` or ``filters_do_not_fit``: the lesson's input is another one.
    """
    FN, C, FH, FW = found.W.shape
    channels, in_h, in_w = input_planes(lesson).shape
    # filters that cannot be split into the lesson's groups read all channels
    groups = lesson.groups if FN % lesson.groups == 0 else 1
    expected = channels // groups
    if expected != C:
        raise Refusal("filters_channels", shape=f"{FN}x{C}x{FH}x{FW}", found=C, expected=expected)
    biases = [0.0] * FN if found.b is None else found.b.tolist()
    filters = tuple(
        Filter(OWN, bias, weights=Numbers.of(planes))
        for planes, bias in zip(found.W, biases, strict=True)
    )
    chosen = min(lesson.filter, FN - 1)
    new = replace(lesson, filters=filters, FH=FH, FW=FW, filter=chosen, groups=groups)
    if not fits(new):
        raise Refusal("filters_do_not_fit", FH=FH, FW=FW, H=in_h, W=in_w)
    return new
