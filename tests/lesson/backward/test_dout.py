"""The gradient at the output: each kind stands for the array it says."""

from dataclasses import replace

import numpy as np
import pytest

from conv_core import Convolution
from lesson.backward.dout import (
    MOST_CELL,
    cell_of_one,
    read_dout,
    spell_dout,
    target_preset,
)  # fmt: skip
from lesson.bounds import settled
from lesson.numbers import Numbers
from lesson.presets import preset_weights
from lesson.state import DOUTS, Dout, Filter, Lesson
from lesson.worked import Worked

LESSON = Lesson(
    source="ramp", filters=(Filter("sobel_x"), Filter("box", bias=0.5)), FW=2, stride=(3, 2)
)
SHAPE = (1, 2, 2, 5)


def dout_of(dout, lesson=LESSON):
    return Worked(replace(lesson, dout=dout)).dout


@pytest.mark.parametrize("kind", DOUTS)
def test_every_kind_has_the_shape_of_the_output_and_comes_back_from_a_link(kind):
    numbers = Numbers.of(np.arange(20.0).reshape(SHAPE)) if kind in ("own", "goal") else None
    dout = Dout(kind, numbers=numbers)
    assert dout_of(dout).shape == SHAPE
    assert read_dout(spell_dout(dout, most=6000)) == dout


def test_ones():
    np.testing.assert_array_equal(dout_of(Dout("ones")), np.ones(SHAPE))


def test_a_single_one_stands_at_its_window_and_filter():
    dout = dout_of(Dout("one", step=7, filter=1))
    assert np.argwhere(dout).tolist() == [[0, 1, 1, 2]]
    assert dout.sum() == 1


@pytest.mark.parametrize("shape", [(1, 1, 1, 1), (2, 1, 3, 2), (1, 4, 2, 5)])
def test_the_cell_of_a_single_one_always_exists(shape):
    far = cell_of_one(Dout("one", step=MOST_CELL, filter=99), shape)
    assert far == tuple(size - 1 for size in shape)


def test_the_difference_to_a_target_is_out_minus_what_the_target_filter_makes():
    x, W = Worked(LESSON).x, preset_weights("identity", 1, 3, 2)
    wish = Convolution(W[None], 0, LESSON.stride, LESSON.pad).forward(x)
    dout = dout_of(Dout("target", preset="identity"))
    np.testing.assert_allclose(dout, Worked(LESSON).layer.forward(x) - wish, rtol=1e-12)


def test_the_usual_dout_is_what_the_layer_misses_of_another_filter():
    usual = Worked(Lesson())
    np.testing.assert_array_equal(
        usual.dout, Worked(Lesson(dout=Dout("target", preset="sobel_y"))).dout
    )
    # the photograph's edges, of both signs
    assert 0.2 < (usual.dout > 0.1).mean() < 0.8
    assert 0.2 < (usual.dout < -0.1).mean() < 0.8
    assert read_dout("ones") == Dout("ones") != Dout() == read_dout("target")


@pytest.mark.parametrize("names", [["sobel_y"], ["sobel_x", "sobel_y"], ["laplacian", "sobel_y"]])
def test_a_target_that_nobody_chose_leaves_no_channel_without_gradient(names):
    lesson = Lesson(source="cat", filters=tuple(map(Filter, names)))
    assert Worked(lesson).dout.any(axis=(0, 2, 3)).all()


def test_a_layer_that_is_its_own_target_has_no_gradient():
    lesson = Lesson(source="book", filters=(Filter("box"), Filter("box")))
    assert not dout_of(Dout("target", preset="box"), lesson).any()


def test_a_target_that_does_not_exist_at_this_size_is_replaced():
    assert target_preset(Dout("target", preset="book"), (), 5, 5) != "book"
    assert target_preset(Dout("target", preset="sobel_y"), (), 1, 1) == "gaussian"
    lesson = settled(replace(LESSON, source="book", FH=1, FW=1, filters=(Filter("identity"),)))[0]
    assert dout_of(Dout("target", preset="sobel_x"), lesson).shape == (1, 1, 2, 3)


def test_a_typed_target_is_subtracted():
    goal = np.arange(20.0).reshape(SHAPE)
    out = Worked(LESSON).layer.forward(Worked(LESSON).x)
    np.testing.assert_array_equal(dout_of(Dout("goal", numbers=Numbers.of(goal))), out - goal)


def test_random_numbers_follow_their_seed():
    one, again, other = (dout_of(Dout("random", seed=seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()
    np.testing.assert_array_equal(one, one.round(2))


def test_typed_numbers_keep_what_both_sizes_have():
    typed = Numbers.of(np.arange(1.0, 31.0).reshape(1, 1, 5, 6))
    dout = dout_of(Dout("own", numbers=typed))
    np.testing.assert_array_equal(dout[0, 0], typed.array[0, 0, :2, :5])
    assert not dout[0, 1].any()


@pytest.mark.parametrize(
    "text",
    ["", "twos", "ones.1", "one", "one.1", "one.-1.0", "one.1.9999999", "target.", "ones.",
     "target.own", "random.", "random.10000", "random.¹", "own", "goal",
     "own.t2x2_1_2_3_4", "own.t1x1x1x1_nan"],
)  # fmt: skip
def test_nonsense_in_a_link_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_dout(text)


def test_typed_numbers_too_many_for_a_link_are_left_out():
    dout = Dout("own", numbers=Numbers.of(np.full(SHAPE, 0.123)))
    assert spell_dout(dout, most=20) == "own"
