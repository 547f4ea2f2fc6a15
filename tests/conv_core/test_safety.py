"""What a caller passes stays as it is, results are the caller's own, and NaN stays local."""

import numpy as np
import pytest

from conv_core import Convolution
from tests.conv_core.loops import Case, loop_forward


def test_inputs_may_be_read_only_and_stay_as_they_are(way):
    case = Case(pad=(0, 1, 2, 0), groups=1)
    dout = case.like(loop_forward(case.x, case.W, case.b, case))
    inputs = (case.x, case.W, case.b, dout)
    before = [array.copy() for array in inputs]
    for array in inputs:
        array.setflags(write=False)
    layer = Convolution(case.W, case.b, **case.settings)
    layer.forward(case.x)
    layer.backward(dout)
    for array, was in zip(inputs, before, strict=True):
        np.testing.assert_array_equal(array, was)


@pytest.mark.parametrize("bare", [True, False])
def test_results_are_new_writeable_arrays(way, bare):
    case = Case(C=1, FN=1, FH=1, FW=1) if bare else Case(pad=(1, 1, 1, 1))
    case.W[:] = 1
    layer = Convolution(case.W, case.b, **case.settings)
    dout = out = layer.forward(case.x)
    dx = layer.backward(dout)
    results = [out, dx, layer.dW, layer.db, layer.col, layer.col_W]
    inputs = [case.x, case.W, case.b, layer.W, layer.b]
    for index, result in enumerate(results):
        assert result.flags.writeable
        for other in inputs + results[:index]:
            assert not np.shares_memory(result, other)


def test_any_strides_in_memory_give_the_same_numbers(way):
    case = Case(C=4, FN=6, groups=2, pad=(1, 0, 2, 1), stride=(1, 2))
    plain = Convolution(case.W, case.b, **case.settings, groups=2)
    out = plain.forward(case.x)
    dout = case.like(out)
    dx = plain.backward(dout)

    def last_axis_first(array):
        return np.moveaxis(np.moveaxis(array, -1, 0).copy(), 0, -1)

    def backwards(array):
        return array[::-1, ::-1].copy()[::-1, ::-1]

    for twist in (np.asfortranarray, last_axis_first, backwards):
        layer = Convolution(twist(case.W), twist(case.b[:, None])[:, 0], **case.settings, groups=2)
        np.testing.assert_allclose(layer.forward(twist(case.x)), out, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(layer.backward(twist(dout)), dx, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(layer.dW, plain.dW, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(layer.db, plain.db, rtol=1e-12, atol=1e-12)


def test_a_broadcast_dout_is_read_like_any_other(way):
    case = Case()
    layer = Convolution(case.W, case.b)
    shape = layer.forward(case.x).shape
    dx = layer.backward(np.ones(shape))
    np.testing.assert_allclose(layer.backward(np.broadcast_to(1.0, shape)), dx, rtol=1e-12)


@pytest.mark.parametrize("poison", [np.nan, np.inf, -np.inf])
def test_a_poisoned_pixel_spoils_only_the_outputs_that_read_it(way, poison):
    case = Case(in_h=9, in_w=10, FH=3, FW=2, C=3, FN=4, pad=(1, 1, 1, 1))
    case.x[1, 2, 4, 5] = poison
    out = Convolution(case.W, case.b, **case.settings).forward(case.x)
    spoiled = np.zeros(out.shape, bool)
    spoiled[1, :, 3:6, 5:7] = True  # rows and columns whose 3x2 window reads padded pixel (5, 6)
    np.testing.assert_array_equal(~np.isfinite(out), spoiled)


def test_a_poisoned_gradient_spoils_only_its_window(way):
    case = Case(in_h=9, in_w=10, FH=3, FW=2, C=3, FN=4)
    layer = Convolution(case.W, case.b)
    dout = case.like(layer.forward(case.x))
    dout[1, 2, 4, 5] = np.nan
    dx = layer.backward(dout)
    spoiled = np.zeros(dx.shape, bool)
    spoiled[1, :, 4:7, 5:7] = True
    np.testing.assert_array_equal(np.isnan(dx), spoiled)
    assert np.isnan(layer.db).tolist() == [False, False, True, False]
    np.testing.assert_array_equal(
        np.isnan(layer.dW), np.isnan(layer.db)[:, None, None, None] | np.zeros(case.W.shape, bool)
    )


def test_work_leaves_no_traces_between_layers(way):
    case, other = Case(), Case(seed=1)
    layer = Convolution(case.W, case.b)
    first = layer.forward(case.x)
    kept = first.copy()
    Convolution(other.W, other.b).forward(other.x)
    layer.forward(other.x)
    np.testing.assert_array_equal(first, kept)
