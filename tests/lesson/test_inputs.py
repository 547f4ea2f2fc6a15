"""From a lesson to its arrays."""

import numpy as np
import pytest
from hypothesis import given, settings

from lesson.files.pictures import read_picture
from lesson.files.samples import SAMPLES, sample_bytes
from lesson.files.stage_picture import to_stage
from lesson.grids import GRIDS
from lesson.inputs import input_planes, scale_of
from lesson.numbers import Numbers
from lesson.state import OWN, UPLOAD, Filter, Lesson, More
from lesson.worked import Worked, filter_weights
from tests.conv_core.loops import Case, loop_forward
from tests.lesson.lessons import lessons

PLANES = np.arange(24.0).reshape(2, 3, 4)


def test_the_books_example():
    lesson = Lesson(source="book", pad=(0,) * 4, filters=(Filter("book"),))
    out = Worked(lesson).layer.forward(Worked(lesson).x)
    np.testing.assert_array_equal(out, [[[[15, 16], [6, 15]]]])


def test_the_books_example_with_bias_and_padding():
    book = Filter("book", bias=3.0)
    lesson = Lesson(source="book", pad=(0,) * 4, filters=(book,))
    out = Worked(lesson).layer.forward(Worked(lesson).x)
    np.testing.assert_array_equal(out, [[[[18, 19], [9, 18]]]])
    lesson = Lesson(source="book", pad=(1,) * 4, filters=(Filter("book"),))
    out = Worked(lesson).layer.forward(Worked(lesson).x)
    expected = [[7, 12, 10, 2], [4, 15, 16, 10], [10, 6, 15, 6], [8, 10, 4, 3]]
    np.testing.assert_array_equal(out, [[expected]])


@settings(max_examples=30)
@given(lessons())
def test_the_layer_of_any_lesson_by_nested_loops(lesson):
    x, W, b, g = Worked(lesson).x, Worked(lesson).W, Worked(lesson).b, Worked(lesson).geometry
    cells = len(x) * len(W) * g.out_h * g.out_w * W[0].size
    if cells > 60_000:
        return
    case = Case(
        len(x), x.shape[1], g.in_h, g.in_w, len(W), lesson.FH, lesson.FW,
        lesson.stride, g.pad, lesson.dilation, lesson.groups,
    )  # fmt: skip
    expected = loop_forward(x, W, b, case)
    scale = np.abs(W).max() * np.abs(x).max() * W[0].size + np.abs(b).max()
    np.testing.assert_allclose(
        Worked(lesson).layer.forward(x), expected, atol=1e-12 * scale, rtol=1e-12
    )
    assert Worked(lesson).step_count == len(x) * expected.shape[2] * expected.shape[3]


@pytest.mark.parametrize("source", GRIDS)
def test_a_grid_is_one_plane(source):
    lesson = Lesson(source=source, numbers=Numbers.of(PLANES))
    np.testing.assert_array_equal(input_planes(lesson), GRIDS[source][None])
    assert scale_of(lesson) == "numbers"


@pytest.mark.parametrize("source", SAMPLES)
def test_a_sample_is_reduced_as_the_lesson_says(source):
    lesson = Lesson(source=source, size=17, colour="rgb", framing="fit", scale="byte")
    expected = to_stage(read_picture(sample_bytes(source)), 17, "rgb", "fit", "byte")
    np.testing.assert_array_equal(input_planes(lesson), expected)
    assert scale_of(lesson) == "byte"


@pytest.mark.parametrize("source", [UPLOAD, OWN])
def test_numbers_of_ones_own(source):
    lesson = Lesson(source=source, numbers=Numbers.of(PLANES), look="unit")
    np.testing.assert_array_equal(input_planes(lesson), PLANES)
    assert scale_of(lesson) == "unit"


def test_nobody_can_write_into_a_kept_input():
    for lesson in (Lesson(), Lesson(source=OWN, numbers=Numbers.of(PLANES))):
        with pytest.raises(ValueError, match="read-only"):
            input_planes(lesson)[0, 0, 0] = 9


def test_own_weights_follow_the_channels():
    one = Filter(OWN, weights=Numbers.of([[[1.0]], [[2.0]]]))
    for C, expected in ((1, [1]), (2, [1, 2]), (3, [1, 2, 2])):
        np.testing.assert_array_equal(filter_weights(one, C, 1, 1).ravel(), expected)


def test_a_batch_takes_the_shape_of_its_first_input():
    mine = np.arange(75.0).reshape(3, 5, 5)
    more = (More("rocket"), More(UPLOAD, Numbers.of(mine)), More(UPLOAD, Numbers.of(PLANES)))
    lesson = Lesson(source="cat", size=5, colour="rgb", scale="byte", more=more)
    batch = Worked(lesson).x
    assert batch.shape == (3, 3, 5, 5)
    np.testing.assert_array_equal(batch[0], input_planes(lesson))
    rocket = to_stage(read_picture(sample_bytes("rocket")), 5, "rgb", "crop", "byte")
    np.testing.assert_array_equal(batch[1], rocket)
    np.testing.assert_array_equal(batch[2], mine)
