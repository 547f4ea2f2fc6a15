"""The gradients, by moving along random nudges with the nested loops.

For any nudge of x, W and b and any dout, the change of <dout, out> is <dx, nudge of x> +
<dW, nudge of W> + <db, nudge of b>. The output is linear in x and in W, so central differences are
exact but for rounding.
"""

import numpy as np
from hypothesis import given

from conv_core import Convolution, backward_step
from conv_core.geometry import Geometry
from tests.conv_core.loops import Case, loop_forward
from tests.conv_core.strategies import cases


def gradients(case, dout):
    layer = Convolution(case.W, case.b, **case.settings, groups=case.groups)
    layer.forward(case.x)
    return layer.backward(dout), layer.dW, layer.db


def check_against_nudges(case):
    dout = case.like(loop_forward(case.x, case.W, case.b, case))
    dx, dW, db = gradients(case, dout)
    assert (dx.shape, dW.shape, db.shape) == (case.x.shape, case.W.shape, case.b.shape)
    for gradient, name in ((dx, "x"), (dW, "W"), (db, "b")):
        nudge = case.like(gradient)
        ahead, behind = ({"x": case.x, "W": case.W, "b": case.b} for _ in range(2))
        ahead[name] = ahead[name] + nudge
        behind[name] = behind[name] - nudge
        slope = (loop_forward(**ahead, case=case) - loop_forward(**behind, case=case)) / 2
        np.testing.assert_allclose(
            (dout * slope).sum(), (gradient * nudge).sum(), rtol=1e-9, atol=1e-9, err_msg=name
        )


def test_gradients_predict_what_a_nudge_does(case, way):
    check_against_nudges(case)


@given(cases())
def test_gradients_of_any_layer_predict_what_a_nudge_does(case):
    check_against_nudges(case)


def test_the_gradient_of_pixels_that_no_window_reads_is_exactly_zero(way):
    case = Case(in_h=11, in_w=10, FH=2, FW=1, stride=(4, 3))
    out = loop_forward(case.x, case.W, case.b, case)
    dx, _, _ = gradients(case, case.like(out))
    geometry = Geometry.of(11, 10, 2, 1, stride=(4, 3))
    assert geometry.unread_rows == (2, 3, 6, 7, 10)
    assert not dx[:, :, geometry.unread_rows].any()
    assert not dx[:, :, :, geometry.unread_cols].any()
    read = np.delete(np.delete(dx, geometry.unread_rows, 2), geometry.unread_cols, 3)
    assert read.all()


def test_the_steps_add_up_to_the_gradients():
    case = Case(pad=(1, 0, 2, 1), stride=(2, 3), dilation=(2, 1))
    geometry = Geometry.of(case.in_h, case.in_w, case.FH, case.FW, **case.settings)
    dout = case.like(loop_forward(case.x, case.W, case.b, case))
    room = np.zeros((case.N, case.C, geometry.padded_h, geometry.padded_w))
    dW, db = np.zeros_like(case.W), np.zeros_like(case.b)
    for n, k, i, j in np.ndindex(dout.shape):
        step = backward_step(case.x, case.W, dout, geometry, n, i, j, k)
        db[k] += step.db
        dW[k] += step.dW
        room[n][:, np.array(step.rows)[:, None], step.cols] += step.dx
    dx = room[:, :, 1 : 1 + case.in_h, 2 : 2 + case.in_w]
    for mine, layers in zip((dx, dW, db), gradients(case, dout), strict=True):
        np.testing.assert_allclose(mine, layers, rtol=1e-12, atol=1e-12)


def test_gradients_are_replaced_and_not_added_up(way):
    case = Case()
    layer = Convolution(case.W, case.b)
    out = layer.forward(case.x)
    layer.backward(out)
    dW, db = layer.dW, layer.db
    layer.backward(out)
    np.testing.assert_array_equal(layer.dW, dW)
    np.testing.assert_array_equal(layer.db, db)
    assert layer.dW is not dW


def test_db_of_many_float32_numbers_keeps_its_digits(way):
    layer = Convolution(np.ones((1, 1, 1, 1), np.float32), np.zeros(1, np.float32))
    layer.forward(np.zeros((3, 1, 1000, 1000), np.float32))
    layer.backward(np.full((3, 1, 1000, 1000), 0.1, np.float32))
    np.testing.assert_allclose(layer.db, 3e6 * float(np.float32(0.1)), rtol=1e-6)


def test_db_of_a_large_batch_of_float32_numbers_keeps_its_digits(way):
    layer = Convolution(np.ones((1, 1, 1, 1), np.float32), np.zeros(1, np.float32))
    layer.forward(np.zeros((3000, 1, 1, 1), np.float32))
    layer.backward(np.full((3000, 1, 1, 1), 0.1, np.float32))
    np.testing.assert_allclose(layer.db, 3000 * float(np.float32(0.1)), rtol=3e-7)
    np.testing.assert_array_equal(layer.dW, 0)
