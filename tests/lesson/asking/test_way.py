"""The way to an answer adds up to what the layer computes, whatever the lesson."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson.asking.question import (
    CELLS,
    SHAPES,
    Question,
    exists,
    read_question,
    right_array,
    right_value,
    shape_of,
)
from lesson.asking.way import PADDING, way_of
from lesson.state import Dout, Filter, Lesson, More
from lesson.worked import Worked
from tests.conv_core.loops import Case, cell_backward, loop_forward, loop_im2col

STRIDED = Lesson(
    source="rocket", size=7, colour="rgb", FH=2, FW=3, stride=(2, 1), pad=(1, 0, 2, 1),
    dilation=(2, 1), more=(More("cat"),), dout=Dout("random"),
    filters=(Filter("random", 0.5), Filter("random", -1.0, seed=3)),
)  # fmt: skip
GROUPED = Lesson(
    source="cat", size=6, colour="rgb", groups=3, filters=(Filter("random"),) * 6,
    dout=Dout("random"),
)  # fmt: skip


@pytest.mark.parametrize("lesson", [STRIDED, GROUPED], ids=["strided", "grouped"])
@pytest.mark.parametrize("name", [name for name in CELLS if name != "count"])
def test_the_products_add_up_to_the_cell(lesson, name):
    worked = Worked(lesson)
    array = right_array(name, worked)
    rng = np.random.default_rng(5)
    for at in rng.choice(array.size, size=min(12, array.size), replace=False):
        cell = tuple(map(int, np.unravel_index(at, array.shape)))
        way = way_of(Question(name, cell), worked)
        assert way
        assert way.total == pytest.approx(array[cell], abs=1e-9), cell
        arrays = {"x": worked.x, "W": worked.W, "dout": worked.dout}
        for factors in way.factors:
            for place, value in zip(factors.places, factors.values, strict=True):
                assert value == (0 if place == PADDING else arrays[factors.name][place])


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_told_without_the_numbers(name):
    for lesson in (STRIDED, GROUPED):
        worked = Worked(lesson)
        assert shape_of(name, worked) == right_array(name, worked).shape


def test_what_is_right_comes_out_of_nested_loops():
    worked = Worked(STRIDED)
    g, (N, C, in_h, in_w) = worked.geometry, worked.x.shape
    case = Case(N, C, in_h, in_w, 2, 2, 3, g.stride, g.pad, g.dilation)
    dx, dW, db = cell_backward(worked.x, worked.W, worked.dout, case)
    expected = {
        "out": loop_forward(worked.x, worked.W, worked.b, case),
        "col": loop_im2col(worked.x, case),
        "dx": dx,
        "dW": dW,
        "db": db,
    }
    for name, array in expected.items():
        for cell in list(np.ndindex(*array.shape))[::7]:
            assert right_value(Question(name, cell), worked) == pytest.approx(array[cell]), name


@given(st.sampled_from(CELLS), st.lists(st.integers(0, 99999), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_question_is_read_as_it_is_written(name, cell):
    asked = Question(name, tuple(cell))
    assert read_question(asked.text) == asked


@pytest.mark.parametrize(
    "text", ["", "dW", "dW[]", "dW[-1]", "x[0]", "out_h[1]", "b.shape", "dW[1,"]
)
def test_what_is_no_question_is_refused(text):
    with pytest.raises(ValueError, match=r"is no cell|cannot be asked"):
        read_question(text)


def test_only_cells_that_are_there_exist():
    worked = Worked(STRIDED)
    assert exists(Question("dW", (1, 2, 1, 2)), worked)
    assert not exists(Question("dW", (1, 3, 0, 0)), worked)
    assert not exists(Question("dW", (0, 0)), worked)
