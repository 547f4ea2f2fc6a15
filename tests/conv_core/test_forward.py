"""The output of the layer, against its definition as nested loops."""

import numpy as np
from hypothesis import given

from conv_core import Convolution, im2col
from tests.conv_core.loops import Case, loop_forward
from tests.conv_core.strategies import cases


def forward(case):
    layer = Convolution(case.W, case.b, **case.settings, groups=case.groups)
    return layer.forward(case.x)


def test_the_output_is_that_of_the_definition(case, way):
    np.testing.assert_allclose(
        forward(case), loop_forward(case.x, case.W, case.b, case), rtol=1e-12, atol=1e-12
    )


def test_the_output_is_a_fresh_contiguous_array_in_the_order_of_the_field(case, way):
    out = forward(case)
    assert out.shape[:2] == (case.N, case.FN)
    assert out.flags.c_contiguous
    # a view of no more memory than it shows
    assert out.base is None or out.base.nbytes == out.nbytes


@given(cases())
def test_any_layer_agrees_with_the_definition(case):
    np.testing.assert_allclose(
        forward(case), loop_forward(case.x, case.W, case.b, case), rtol=1e-10, atol=1e-10
    )


def test_the_books_matrices_multiply_to_the_output():
    case = Case(stride=(2, 1), pad=(1, 0, 2, 3))
    layer = Convolution(case.W, case.b, **case.settings)
    out = layer.forward(case.x)
    out2 = layer.col @ layer.col_W + layer.b
    by_image = out2.reshape(case.N, *out.shape[2:], case.FN).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(out, by_image, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(layer.col, im2col(case.x, 4, 2, **case.settings))
    assert layer.col_W.shape == (3 * 4 * 2, 5)


def test_the_filter_is_not_flipped(way):
    out = Convolution([[[[1.0, 2.0, 3.0]]]], 0.0).forward([[[[0.0, 0.0, 1.0, 0.0, 0.0]]]])
    assert out.tolist() == [[[[3.0, 2.0, 1.0]]]]


def test_same_padding_puts_the_odd_pixel_at_the_bottom_and_the_right(way):
    even = Convolution(np.array([[[[1.0, 2.0], [4.0, 8.0]]]]), 0, pad="same")
    out = even.forward(np.ones((1, 1, 2, 3)))
    assert out.tolist() == [[[[15.0, 15.0, 5.0], [3.0, 3.0, 1.0]]]]


def test_one_bias_serves_all_filters(way):
    case = Case()
    out = Convolution(case.W, 0.25).forward(case.x)
    each = Convolution(case.W, np.full(5, 0.25)).forward(case.x)
    np.testing.assert_array_equal(out, each)


def test_an_optimizer_may_change_the_filters_in_place(way):
    case = Case()
    W = case.W.copy()
    layer = Convolution(W, case.b)
    before = layer.forward(case.x)
    W *= 2
    np.testing.assert_allclose(
        layer.forward(case.x) - case.b[:, None, None],
        2 * (before - case.b[:, None, None]),
        rtol=1e-12,
        atol=1e-12,
    )


def test_an_input_of_another_size_may_follow(way):
    small, large = Case(), Case(in_h=11, in_w=9)
    layer = Convolution(small.W, small.b)
    for case in (small, large, small):
        np.testing.assert_allclose(
            layer.forward(case.x), loop_forward(case.x, small.W, small.b, case), atol=1e-12
        )


def test_an_empty_batch_gives_an_empty_output(way):
    case = Case()
    layer = Convolution(case.W, case.b)
    out = layer.forward(case.x[:0])
    assert out.shape == (0, 5, 5, 6)
    assert layer.backward(out).shape == (0, 3, 8, 7)
    assert layer.col.shape == (0, 24)
    assert not layer.dW.any()
    assert layer.dW.shape == case.W.shape
    assert layer.db.tolist() == [0.0] * 5
