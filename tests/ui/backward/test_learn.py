"""What the stage gets for a filter that learns, and what the lesson gets back."""

from dataclasses import replace

import numpy as np
import pytest

from conv_core import Convolution
from lesson.backward.dout import TARGET, TYPED_TARGET, target_array
from lesson.backward.learning import MOMENTUM
from lesson.link.codec import read_link, write_link
from lesson.numbers import Numbers
from lesson.state import OWN, RULES, UPLOAD, Dout, Filter, Learn, Lesson, More
from lesson.worked import Worked
from tests.ui.backward.test_payload import SEEK
from tests.ui.component.messages import unpack
from ui.backward.learn import SPARSE, film, learned_filters, shown_steps, with_target
from ui.backward.payload import LEARN, backward_payload

LESSON = Lesson(
    source="ramp", filters=(Filter("random", seed=1), Filter("box", 0.5)), stride=(2, 3),
    dout=Dout(TARGET, preset="sobel_y"), learn=Learn(60, MOMENTUM),
)  # fmt: skip
FORWARD = {"x", "W", "b", "out"}
LEARNED = {"weights", "slopes", "moves", "biases", "biasSlopes", "loss", "target", "answers"}


def test_the_numbers_belong_together():
    header, arrays = unpack(backward_payload(Worked(LESSON), LEARN, SEEK))
    assert set(arrays) == FORWARD | LEARNED | {"douts", "goal"}
    learn = header["learn"]
    assert (learn["rule"], learn["keep"], learn["image"]) == (MOMENTUM, 0.9, 0)
    x, start = Worked(LESSON).x, Worked(LESSON).layer
    target = target_array(LESSON.dout, start, x, start.forward(x).shape, LESSON.filters)
    assert len(arrays["loss"]) == len(learn["shown"]) == 61
    np.testing.assert_allclose(arrays["weights"][0], start.W, rtol=1e-6)
    for t in (0, 1, 7, 60):
        moved = Convolution(arrays["weights"][t], arrays["biases"][t], LESSON.stride, LESSON.pad)
        out = moved.forward(x)
        moved.backward(out - target)
        np.testing.assert_allclose(arrays["answers"][t], out[0], atol=1e-5)
        np.testing.assert_allclose(arrays["douts"][t], (out - target)[0], atol=1e-5)
        np.testing.assert_allclose(arrays["loss"][t], ((out - target) ** 2).sum() / 2, rtol=1e-3)
        np.testing.assert_allclose(arrays["slopes"][t], moved.dW, atol=2e-4)
        np.testing.assert_allclose(arrays["biasSlopes"][t], moved.db, atol=2e-4)
    moves = arrays["weights"][1:] - arrays["weights"][:-1]
    np.testing.assert_allclose(arrays["moves"], moves, atol=1e-6)


def test_a_lesson_without_a_target_gets_the_usual_one_and_keeps_its_own_dout():
    plain = replace(LESSON, dout=Dout("ones"))
    assert with_target(plain.dout) == Dout(TARGET)
    assert with_target(LESSON.dout) is LESSON.dout
    _, arrays = unpack(backward_payload(Worked(plain), LEARN, SEEK))
    np.testing.assert_array_equal(arrays["goal"][0], [[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


@pytest.mark.parametrize("colour", ["grey", "rgb"])
def test_the_usual_way_to_learn_comes_near_its_target(colour):
    training = film(Worked(Lesson(colour=colour))).training
    goal = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
    assert len(training.loss) == 61
    assert training.loss[-1] < 2e-3 * training.loss[0]
    assert np.abs(training.W[-1] - goal).max() < 0.3


def test_typed_targets_have_no_filter_behind_them():
    shape = Worked(LESSON).layer.forward(Worked(LESSON).x).shape
    typed = replace(LESSON, dout=Dout(TYPED_TARGET, numbers=Numbers.of(np.ones(shape))))
    _, arrays = unpack(backward_payload(Worked(typed), LEARN, SEEK))
    assert "goal" not in arrays
    np.testing.assert_array_equal(arrays["target"], np.ones(shape[1:]))


def test_the_image_is_the_one_of_the_lessons_step():
    two = Lesson(more=(More("rocket"),), step=28 * 28 + 5)
    header, arrays = unpack(backward_payload(Worked(two), LEARN, SEEK))
    assert header["learn"]["image"] == 1
    out = Worked(two).layer.forward(Worked(two).x)
    np.testing.assert_allclose(arrays["answers"][0], out[1], atol=1e-5)


def test_large_outputs_are_sent_for_some_updates_and_small_ones_for_all():
    large = Lesson(colour="rgb", size=64, filters=tuple(Filter("random", seed=k) for k in range(8)))
    payload = backward_payload(Worked(large), LEARN, SEEK)
    header, arrays = unpack(payload)
    assert header["learn"]["shown"] == [*SPARSE, 60]
    assert len(arrays["answers"]) == len(SPARSE) + 1
    assert len(payload) < 3_000_000
    assert shown_steps(3, 90_000) == [0, 1, 2]


@pytest.mark.parametrize("rate", [5, 95])
def test_what_was_learned_travels_in_a_link(rate):
    before = replace(LESSON, learn=Learn(rate, "sgd"))
    learned = learned_filters(Worked(before))
    assert learned is not None
    lesson = replace(before, filters=learned)
    assert all(one.preset == OWN for one in lesson.filters)
    assert read_link(write_link(lesson)).lesson == lesson


def test_what_was_learned_is_where_the_film_ends():
    training = film(Worked(LESSON)).training
    learned = learned_filters(Worked(LESSON))
    assert learned is not None
    for k, one in enumerate(learned):
        assert one.weights is not None
        np.testing.assert_allclose(one.weights.array, training.W[-1, k], rtol=6e-4)
        np.testing.assert_allclose(one.bias, training.b[-1, k], rtol=6e-4)


def test_what_has_burst_is_not_for_a_lesson():
    steep = Lesson(
        filters=(Filter("laplacian", 90_000.0),), dout=Dout(TARGET), learn=Learn(125, "sgd")
    )  # fmt: skip
    assert np.abs(film(Worked(steep)).training.W[-1]).max() > 1e6
    assert learned_filters(Worked(steep)) is None


@pytest.mark.parametrize("rule", RULES)
def test_the_largest_numbers_that_can_be_typed_stay_finite_in_float32(rule):
    most = np.full((3, 64, 64), 1e6)
    filters = (Filter(OWN, 1e6, weights=Numbers.of(np.full((3, 7, 7), 1e6))),) * 8
    lesson = Lesson(
        source=OWN, numbers=Numbers.of(most), FH=7, FW=7, filters=filters,
        more=(More(UPLOAD, Numbers.of(most)),) * 3,
        dout=Dout(TARGET, preset="box"), learn=Learn(125, rule),
    )  # fmt: skip
    _, arrays = unpack(backward_payload(Worked(lesson), LEARN, SEEK))
    assert len(arrays["loss"]) > 1
    for name, array in arrays.items():
        assert np.isfinite(array).all(), name
