"""The gradient check: it agrees with nested loops, finds planted mistakes, and stays small."""

import numpy as np
import pytest

from conv_core import Convolution
from lesson.backward.check import FEWEST, MOST_CELLS, H, gradient_check
from tests.conv_core.loops import Case, loop_forward

CASE = Case(2, 3, 7, 8, 2, 3, 2, (2, 3), (1, 0, 2, 1), (1, 2))


def run(case=CASE, target=None, dout=None):
    layer = Convolution(case.W, case.b, **case.settings)
    out = layer.forward(case.x)
    if target is not None:
        dout = out - target
    elif dout is None:
        dout = np.random.default_rng(7).standard_normal(out.shape)
    return gradient_check(case.x, layer, dout, target), dout


def loop_loss(case, dout, target, **moved):
    arrays = {"x": case.x, "W": case.W, "b": case.b} | moved
    out = loop_forward(**arrays, case=case)
    return (out * dout).sum() if target is None else ((out - target) ** 2).sum() / 2


@pytest.mark.parametrize("with_target", [False, True])
def test_every_loss_is_what_nested_loops_say(with_target):
    shape = loop_forward(CASE.x, CASE.W, CASE.b, CASE).shape
    target = np.random.default_rng(5).standard_normal(shape) if with_target else None
    parts, dout = run(target=target)
    for name, array in (("db", "b"), ("dW", "W"), ("dx", "x")):
        part = parts[name]
        values = getattr(CASE, array)
        assert part.total == values.size == len(part.cells)
        for at in (0, len(part.cells) // 2, len(part.cells) - 1):
            for sign, losses in ((1, part.plus), (-1, part.minus)):
                moved = values.copy()
                moved.flat[part.cells[at]] += sign * H
                np.testing.assert_allclose(
                    losses[at], loop_loss(CASE, dout, target, **{array: moved}), rtol=1e-12
                )
        np.testing.assert_array_equal(part.numeric, (part.plus - part.minus) / (2 * H))
        assert part.error.max() < 1e-7


@pytest.mark.parametrize("with_target", [False, True])
def test_the_loss_over_a_cell_far_from_where_it_was_moved(with_target):
    shape = loop_forward(CASE.x, CASE.W, CASE.b, CASE).shape
    target = np.random.default_rng(5).standard_normal(shape) if with_target else None
    parts, dout = run(target=target)
    for name, array in (("db", "b"), ("dW", "W"), ("dx", "x")):
        part = parts[name]
        np.testing.assert_allclose(part.here, loop_loss(CASE, dout, target), rtol=1e-12)
        at = len(part.cells) // 3
        for d in (-1.5, 0.7):
            moved = getattr(CASE, array).copy()
            moved.flat[part.cells[at]] += d
            far = part.here + part.numeric[at] * d + part.curvature[at] * d**2 / 2
            np.testing.assert_allclose(
                far, loop_loss(CASE, dout, target, **{array: moved}), rtol=1e-6
            )


@pytest.mark.parametrize("gradient", ["dW", "db", "dx"])
def test_a_wrong_backward_pass_is_found(monkeypatch, gradient):
    class Wrong(Convolution):
        def backward(self, dout):
            dx = super().backward(dout)
            return dx * (1.01 if gradient == "dx" else 1)

        dW = property(lambda self: super().dW * (1.01 if gradient == "dW" else 1))
        db = property(lambda self: super().db * (1.01 if gradient == "db" else 1))

    monkeypatch.setattr("conv_core.layer.Convolution", Wrong)
    parts, _ = run()
    for name, part in parts.items():
        assert (part.error.max() > 5e-3) == (name == gradient)


def test_a_gradient_of_nothing_has_no_error():
    parts, _ = run(dout=np.zeros(loop_forward(CASE.x, CASE.W, CASE.b, CASE).shape))
    for part in parts.values():
        assert not part.error.any()
        assert not part.numeric.any()


def test_of_a_large_lesson_a_sample_is_checked():
    case = Case(1, 3, 64, 64, 8, 3, 3, (1, 1), (1, 1, 1, 1))
    parts, _ = run(case)
    dx = parts["dx"]
    assert FEWEST <= len(dx.cells) < MOST_CELLS < dx.total == 3 * 64 * 64
    assert (np.diff(dx.cells) > 0).all()
    assert dx.error.max() < 1e-6


def test_nothing_is_changed():
    x, W = CASE.x.copy(), CASE.W.copy()
    run()
    np.testing.assert_array_equal(CASE.x, x)
    np.testing.assert_array_equal(CASE.W, W)
