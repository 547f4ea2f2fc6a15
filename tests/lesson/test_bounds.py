"""What can be chosen, against trying every position in turn."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson.bounds import (
    DILATIONS,
    PADS,
    SIZES,
    STRIDES,
    WINDOWS,
    allowed,
    allowed_groups,
    allowed_sizes,
    fits,
    resized,
    settled,
    with_filter_count,
)  # fmt: skip
from lesson.inputs import input_planes
from lesson.numbers import Numbers
from lesson.presets import available
from lesson.state import OWN, SAME, Filter, Lesson
from lesson.worked import Worked
from tests.conv_core.loops import positions
from tests.lesson.lessons import lessons, wishes

CHANGES: dict[str, list[dict[str, Any]]] = {
    "FH": [{"FH": value} for value in WINDOWS],
    "FW": [{"FW": value} for value in WINDOWS],
    "stride": [{"stride": (value, value)} for value in STRIDES],
    "pad": [{"pad": (value,) * 4} for value in PADS],
    "pad same": [{"pad": SAME}],
    "dilation": [{"dilation": (value, value)} for value in DILATIONS],
}


def windows(lesson):
    """How many windows fit along each axis, by laying each one down."""
    in_h, in_w = input_planes(lesson).shape[1:]
    if lesson.pad == SAME:
        return -(-in_h // lesson.stride[0]), -(-in_w // lesson.stride[1])
    top, bottom, left, right = lesson.pad
    rows = positions(in_h, lesson.FH, lesson.stride[0], top, bottom, lesson.dilation[0])
    cols = positions(in_w, lesson.FW, lesson.stride[1], left, right, lesson.dilation[1])
    return len(rows), len(cols)


@given(lessons(), st.sampled_from(sorted(CHANGES)))
def test_what_is_allowed_is_what_has_a_window(lesson, control):
    expected = [c for c in CHANGES[control] if all(windows(replace(lesson, **c)))]
    assert allowed(lesson, CHANGES[control]) == expected
    # a slider can only offer a run without holes
    holes = [c in expected for c in CHANGES[control]]
    assert holes == sorted(holes, reverse=control not in ("pad", "pad same"))


@pytest.mark.parametrize("FH", [2, 5, 7])
@pytest.mark.parametrize("size", [13, 64])
def test_every_allowed_size_fits_and_the_present_one_is_allowed(FH, size):
    # 640 x 427 pixels: the height follows by rounding
    lesson = Lesson(source="rocket", framing="fit", size=size, FH=FH, pad=(0, 0, 0, 0))
    sizes = allowed_sizes(lesson)
    assert size in sizes
    assert all(fits(replace(lesson, size=wished)) for wished in sizes)
    assert sizes == list(range(sizes[0], SIZES[-1] + 1))
    assert sizes[0] == SIZES[0] or not fits(replace(lesson, size=sizes[0] - 2))


@given(wishes())
def test_a_settled_lesson_can_be_drawn_and_stays(wish):
    lesson, shrunk = settled(wish)
    out_h, out_w = windows(lesson)
    places = Worked(lesson).geometry
    assert (places.out_h, places.out_w) == (out_h, out_w)
    assert Worked(lesson).W.shape[2:] == (lesson.FH, lesson.FW)
    assert lesson.step in range(len(Worked(lesson).x) * out_h * out_w)
    assert lesson.filter in range(len(lesson.filters))
    assert shrunk == (not all(windows(wish)))
    assert settled(lesson) == (lesson, False)


@given(wishes())
def test_groups_divide_channels_and_filters(wish):
    lesson, _ = settled(wish)
    C, FN = len(input_planes(lesson)), len(lesson.filters)
    possible = [groups for groups in range(1, 9) if C % groups == 0 and FN % groups == 0]
    assert allowed_groups(lesson) == possible
    assert lesson.groups == max(groups for groups in possible if groups <= wish.groups)


@given(wishes())
def test_settling_changes_no_more_than_it_must(wish):
    lesson, shrunk = settled(wish)
    if not shrunk:
        free = {name: getattr(lesson, name) for name in ("groups", "step", "filter")}
        assert lesson == replace(wish, **free)
        return
    assert lesson.dilation == (1, 1)
    for field, limit in (("FH", 0), ("FW", 1)):
        before, after = getattr(wish, field), getattr(lesson, field)
        if after < before:  # one cell more would not fit
            assert windows(replace(lesson, **{field: after + 1}))[limit] == 0


def test_a_filter_that_is_too_large_becomes_as_large_as_the_padded_input():
    two_by_three = Numbers.of(np.ones((1, 2, 3)))
    wish = Lesson(source=OWN, numbers=two_by_three, FH=7, FW=7, pad=(1, 2, 0, 1), dilation=(1, 3))
    lesson, _ = settled(wish)
    assert (lesson.FH, lesson.FW, lesson.dilation) == (2 + 3, 3 + 1, (1, 1))


@pytest.mark.parametrize(
    ("wish", "expected"), [(-1, 0), (0, 0), (15, 15), (16, 15), (10**30, 15), (-(10**30), 0)]
)
def test_step_and_filter_are_clamped(wish, expected):
    lesson = Lesson(source="book", filters=(Filter(),) * 16, step=wish, filter=wish)
    assert (settled(lesson)[0].step, settled(lesson)[0].filter) == (expected, expected)


OWN_3X3 = Filter(OWN, 0.5, weights=Numbers.of(np.arange(1.0, 10.0).reshape(1, 3, 3)))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3, 3), [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
        ((1, 3), [[4, 5, 6]]),
        ((3, 1), [[2], [5], [8]]),
        ((1, 1), [[5]]),
        ((2, 2), [[1, 2], [4, 5]]),
        ((2, 4), [[1, 2, 3, 0], [4, 5, 6, 0]]),
        ((5, 3), [[0, 0, 0], [1, 2, 3], [4, 5, 6], [7, 8, 9], [0, 0, 0]]),
        ((4, 5), [[0, 1, 2, 3, 0], [0, 4, 5, 6, 0], [0, 7, 8, 9, 0], [0, 0, 0, 0, 0]]),
    ],
)
def test_own_weights_stay_in_the_middle(size, expected):
    lesson = resized(Lesson(filters=(OWN_3X3,)), *size)
    np.testing.assert_array_equal(Worked(lesson).W, [[expected]])
    assert (lesson.filters[0].preset, lesson.filters[0].bias) == (OWN, 0.5)


def test_presets_follow_the_size_while_they_exist_and_keep_their_weights_after():
    lesson = Lesson(filters=(Filter("sobel_x", 1.0, seed=3), Filter("box"), Filter("emboss")))
    wider = resized(lesson, 3, 5)
    assert [one.preset for one in wider.filters] == ["sobel_x", "box", OWN]
    np.testing.assert_array_equal(
        Worked(wider).W[2, 0], [[0, -2, -1, 0, 0], [0, -1, 1, 1, 0], [0, 0, 1, 2, 0]]
    )
    narrow = resized(lesson, 3, 1)  # one column has no slope
    assert narrow.filters[0] == Filter(OWN, 1.0, weights=Numbers.of([[[0.0], [0.0], [0.0]]]))


@given(lessons(), st.integers(1, 8))
def test_more_filters_are_new_ones_and_fewer_are_the_first_ones(lesson, count):
    after = with_filter_count(lesson, count)
    kept = min(count, len(lesson.filters))
    assert len(after.filters) == count
    assert after.filters[:kept] == lesson.filters[:kept]
    assert all(available(one.preset, after.FH, after.FW) for one in after.filters[kept:])
    assert after.filter == min(lesson.filter, count - 1)
    # groups that no longer divide fall where the lesson is put
    assert Worked(settled(after)[0]).layer.W.shape[0] == count
