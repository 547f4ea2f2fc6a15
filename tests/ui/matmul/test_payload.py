"""What the second lesson sends to its stage, against `conv_core` and against nested loops."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from conv_core import Convolution, im2col
from lesson.numbers import Numbers
from lesson.state import OWN, SAME, UPLOAD, Filter, Lesson, More
from lesson.worked import Worked
from tests.conv_core.loops import Case, loop_forward, loop_im2col
from tests.lesson.lessons import lessons
from tests.ui.component.messages import unpack
from tests.ui.slide.test_payload import SEEK, assert_shown, expected_arrays
from ui.matmul.payload import BARE, VIEWS, matmul_payload

PICTURES = (*VIEWS, BARE)
TWO = (Filter("random", 0.5, seed=1), Filter("random", -2.0, seed=2))


def planes(C, h, w, seed=3):
    return Numbers.of(np.random.default_rng(seed).normal(size=(C, h, w)))


ALONE = Lesson(
    source=OWN, numbers=planes(3, 9, 7), FH=4, FW=2, stride=(2, 3), pad=(1, 0, 2, 1),
    dilation=(2, 3),
    filters=(*TWO, Filter("random", 0.25, seed=5), Filter("box"), Filter("random")),
)  # fmt: skip
THREE = Lesson(
    source=OWN, numbers=planes(2, 8, 7, 1), FH=3, FW=2, stride=(2, 1), pad=(0, 1, 2, 0),
    dilation=(1, 2), filters=TWO,
    more=(More(UPLOAD, planes(2, 8, 7, 4)), More(UPLOAD, planes(2, 8, 7, 5))),
)  # fmt: skip


def case_of(lesson):
    """The lesson's layer for the nested loops, from its plain fields."""
    N, C, in_h, in_w = Worked(lesson).x.shape
    FN, dilation = len(lesson.filters), lesson.dilation
    return Case(N, C, in_h, in_w, FN, lesson.FH, lesson.FW, lesson.stride, lesson.pad, dilation)


def read_col(header, arrays):
    """`col` as the browser looks it up: every window of the padded input, one row each."""
    places = header["geometry"]
    x, C = arrays["x"], arrays["x"].shape[1]
    return np.array(
        [
            [
                x[n, c, i + u, j + v]
                for c in range(C)
                for u in places["rowOffsets"]
                for v in places["colOffsets"]
            ]
            for n in range(len(x))
            for i in places["rowStarts"]
            for j in places["colStarts"]
        ]
    )


@pytest.mark.parametrize("view", PICTURES)
@pytest.mark.parametrize("lesson", [ALONE, THREE], ids=["N=1", "N=3"])
def test_every_picture_shows_the_loops_numbers(lesson, view):
    header, arrays = unpack(matmul_payload(Worked(lesson), view, SEEK))
    case, x = case_of(lesson), Worked(lesson).x
    assert len(x) == 1 + len(lesson.more)
    col = read_col(header, arrays)
    assert len(set(col.shape) | {case.FN, case.N}) == 4  # a swapped axis cannot hide
    np.testing.assert_array_equal(col, loop_im2col(x, case).astype(np.float32))
    out = loop_forward(x, Worked(lesson).W, Worked(lesson).b, case)
    np.testing.assert_allclose(arrays["out"], out, rtol=1e-6, atol=1e-6)

    col_W = arrays["W"].reshape(case.FN, -1).T
    out2 = arrays["out"].transpose(0, 2, 3, 1).reshape(-1, case.FN)
    np.testing.assert_allclose(col @ col_W + arrays["b"], out2, rtol=1e-4, atol=1e-5)


@settings(max_examples=40)
@given(lessons())
def test_col_is_im2col_of_conv_core(lesson):
    header, arrays = unpack(matmul_payload(Worked(lesson), "unroll", SEEK))
    x = Worked(lesson).x
    col = im2col(x, lesson.FH, lesson.FW, lesson.stride, lesson.pad, lesson.dilation)
    np.testing.assert_array_equal(read_col(header, arrays), col.astype(np.float32))
    for name, values in expected_arrays(lesson).items():
        assert_shown(arrays[name], values)


@pytest.mark.parametrize("lesson", [ALONE, THREE], ids=["N=1", "N=3"])
def test_a_bare_reshape_is_numpys(lesson):
    _, arrays = unpack(matmul_payload(Worked(lesson), BARE, SEEK))
    x = Worked(lesson).x
    layer = Convolution(
        Worked(lesson).W, Worked(lesson).b, lesson.stride, lesson.pad, lesson.dilation
    )
    out = layer.forward(x)
    out2 = layer.col @ layer.col_W + Worked(lesson).b
    np.testing.assert_allclose(arrays["bare"], out2.reshape(out.shape), rtol=1e-6, atol=1e-6)
    assert (arrays["bare"] != arrays["out"]).any()


def test_one_filter_and_one_image_need_no_transpose():
    _, arrays = unpack(matmul_payload(Worked(replace(ALONE, filters=TWO[:1])), BARE, SEEK))
    np.testing.assert_array_equal(arrays["bare"], arrays["out"])


@pytest.mark.parametrize("view", PICTURES)
def test_the_bare_numbers_travel_only_when_asked_for(view):
    header, arrays = unpack(matmul_payload(Worked(ALONE), view, SEEK))
    assert ("bare" in arrays) is (view == BARE)
    assert header["kind"] == ("image" if view == BARE else view)


@pytest.mark.parametrize("view", PICTURES)
@pytest.mark.parametrize("change", [{"step": 4}, {"filter": 1}, {"step": 3, "filter": 1}])
def test_where_the_learner_is_does_not_disturb_the_film(view, change):
    assert matmul_payload(Worked(replace(THREE, **change)), view, SEEK) == matmul_payload(
        Worked(THREE), view, SEEK
    )


@pytest.mark.parametrize("pad", [SAME, (0, 0, 0, 0)], ids=str)
def test_the_smallest_lesson_has_one_row(pad):
    lesson = Lesson(
        source=OWN, numbers=planes(1, 1, 1), FH=1, FW=1, pad=pad, filters=(Filter("identity"),)
    )
    header, arrays = unpack(matmul_payload(Worked(lesson), BARE, SEEK))
    assert read_col(header, arrays).shape == (1, 1)
    np.testing.assert_array_equal(arrays["bare"], arrays["out"])
