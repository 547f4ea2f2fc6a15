"""Learning against loops of its own, and against what theory says of quadratics."""

import numpy as np
import pytest

from conv_core import Convolution
from lesson.backward.learning import (
    KEEP,
    MOMENTUM,
    RATES,
    SGD,
    largest_rate,
    read_learn,
    spell_learn,
    train,
)
from lesson.state import RULES, Learn

N, C, H, WIDTH, FN, FH, FW = 2, 3, 7, 6, 4, 2, 1
STRIDE, PAD = (1, 2), (1, 0, 2, 1)


def case(seed=0):
    rng = np.random.default_rng(seed)
    layer = Convolution(rng.normal(size=(FN, C, FH, FW)), rng.normal(size=FN), STRIDE, PAD)
    x = rng.normal(size=(N, C, H, WIDTH))
    return layer, x, rng.normal(size=layer.forward(x).shape)


def loops(x, W, b, target):
    """Loss, dW and db, one number at a time."""
    top, bottom, left, right = PAD
    room = np.zeros((N, C, H + top + bottom, WIDTH + left + right))
    room[:, :, top : top + H, left : left + WIDTH] = x
    loss, dW, db = 0.0, np.zeros_like(W), np.zeros_like(b)
    for n, k, i, j in np.ndindex(target.shape):
        window = room[n, :, i * STRIDE[0] : i * STRIDE[0] + FH, j * STRIDE[1] : j * STRIDE[1] + FW]
        out = b[k]
        for c, u, v in np.ndindex(C, FH, FW):
            out += window[c, u, v] * W[k, c, u, v]
        difference = out - target[n, k, i, j]
        loss += difference**2 / 2
        db[k] += difference
        for c, u, v in np.ndindex(C, FH, FW):
            dW[k, c, u, v] += difference * window[c, u, v]
    return loss, dW, db


@pytest.mark.parametrize("rule", RULES)
def test_every_update_is_what_the_book_says(rule):
    layer, x, target = case()
    training = train(layer, x, target, Learn(60, rule), updates=5)
    assert training.W.shape == (6, FN, C, FH, FW)
    W, b = layer.W.copy(), layer.b.copy()
    v_W, v_b = 0 * W, 0 * b
    for t in range(6):
        np.testing.assert_allclose(training.W[t], W, rtol=1e-10)
        np.testing.assert_allclose(training.b[t], b, rtol=1e-10)
        loss, dW, db = loops(x, W, b, target)
        np.testing.assert_allclose(training.loss[t], loss, rtol=1e-10)
        np.testing.assert_allclose(training.dW[t], dW, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(training.db[t], db, rtol=1e-9, atol=1e-9)
        keep = 0.9 if rule == MOMENTUM else 0
        v_W, v_b = keep * v_W - training.rate * dW, keep * v_b - training.rate * db
        W, b = W + v_W, b + v_b
    assert KEEP == 0.9
    assert training.rate == pytest.approx(0.6 * training.largest, rel=0.005)
    assert training.rate == float(f"{training.rate:.3g}")  # as the page shows it


def test_the_layer_itself_is_not_changed():
    layer, x, target = case()
    W, b = layer.W.copy(), layer.b.copy()
    train(layer, x, target, Learn(), updates=3)
    np.testing.assert_array_equal(layer.W, W)
    np.testing.assert_array_equal(layer.b, b)


@pytest.mark.parametrize("rule", RULES)
def test_below_the_largest_rate_it_converges_and_above_it_never_does(rule):
    layer, x, _ = case(3)
    rng = np.random.default_rng(4)
    known = Convolution(rng.normal(size=layer.W.shape), rng.normal(size=FN), STRIDE, PAD)
    target = known.forward(x)
    below = train(layer, x, target, Learn(95, rule), updates=3000)
    np.testing.assert_allclose(below.W[-1], known.W, atol=1e-4)
    np.testing.assert_allclose(below.b[-1], known.b, atol=1e-4)
    above = train(layer, x, target, Learn(105, rule), updates=3000)
    assert len(above.loss) < 3000
    assert above.loss[-1] > 1e4 * above.loss[0]
    for part in (above.W, above.dW, above.b, above.db, above.loss):
        assert np.isfinite(part).all()


def test_a_loss_of_nothing_stays_nothing():
    layer, x, _ = case()
    training = train(layer, x, layer.forward(x), Learn(125, SGD), updates=4)
    assert len(training.loss) == 5
    assert training.loss.max() < 1e-20


def test_the_largest_rate_is_that_of_the_steepest_direction():
    """Along it the loss curves most: seen in the loss itself, not in a matrix."""
    layer, x, target = case(5)
    steepest = 2 / largest_rate(layer, x, SGD)
    rng = np.random.default_rng(6)
    curved = []
    for _ in range(50):
        # the same direction for all filters would do as well; each filter has its own loss
        W, b = np.zeros_like(layer.W), np.zeros_like(layer.b)
        W[0], b[0] = rng.normal(size=W[0].shape), rng.normal()
        scale = np.sqrt((W**2).sum() + b[0] ** 2)
        plus, here, minus = (
            loops(x, layer.W + s * W / scale, layer.b + s * b / scale, target)[0]
            for s in (1, 0, -1)
        )
        curved.append(plus - 2 * here + minus)
    assert 0.4 * steepest < max(curved) <= steepest * (1 + 1e-9)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("rate", RATES)
def test_a_link_brings_back_how_to_learn(rate, rule):
    assert read_learn(spell_learn(Learn(rate, rule))) == Learn(rate, rule)


@pytest.mark.parametrize(
    "text",
    ["", "50", "50.", ".sgd", "51.sgd", "0.sgd", "130.sgd", "50.adam", "５０.sgd", "50.sgd.1"],
)
def test_nonsense_is_refused(text):
    with pytest.raises(ValueError, match="not a way to learn"):
        read_learn(text)
