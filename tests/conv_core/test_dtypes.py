"""Which dtype comes out, and that no number wraps or loses its digits on the way."""

import numpy as np
import pytest

from conv_core import Convolution
from tests.conv_core.loops import Case, loop_forward

TABLE = [
    # x, W, result
    ("f4", "f4", "f4"),
    ("f4", "f8", "f4"),
    ("f4", "i8", "f4"),
    ("f8", "f8", "f8"),
    ("f8", "f4", "f8"),
    ("f8", "i4", "f8"),
    ("u1", "f4", "f4"),
    ("u1", "f8", "f8"),
    ("u1", "i1", "f8"),
    ("i4", "f4", "f4"),
    ("bool", "f4", "f4"),
    ("bool", "bool", "f8"),
    ("f2", "f2", "f4"),
    ("u1", "f2", "f4"),
    (">f4", ">f4", "f4"),
    (">f8", "<f4", "f8"),
]


@pytest.mark.parametrize(("x", "W", "result"), TABLE)
def test_the_dtype_table(x, W, result, way):
    case = Case(pad=(1, 0, 0, 2))
    image, filters = (case.x * 20).astype(x), (case.W * 3).astype(W)
    layer = Convolution(filters, case.b, pad=case.pad)
    out = layer.forward(image)
    dx = layer.backward(out)
    assert (out.dtype, dx.dtype, layer.dW.dtype, layer.db.dtype) == (np.dtype(result),) * 4
    tolerance = 1e-4 if result == "f4" else 1e-12
    expected = loop_forward(image, filters, case.b.astype(result), case)
    np.testing.assert_allclose(out, expected, rtol=tolerance, atol=tolerance)


def test_a_photo_of_bytes_does_not_wrap(way):
    layer = Convolution(np.ones((1, 1, 3, 3), np.float32), 0)
    out = layer.forward(np.full((1, 1, 5, 5), 200, np.uint8))
    assert out.dtype == np.float32
    np.testing.assert_array_equal(out, 1800)
    layer.backward(out)
    np.testing.assert_array_equal(layer.dW, 1800 * 200 * 9)


def test_integers_of_both_kinds_are_multiplied_exactly(way):
    layer = Convolution(np.full((1, 2, 3, 3), 127, np.int8), 0)
    out = layer.forward(np.full((1, 2, 4, 4), 255, np.uint8))
    np.testing.assert_array_equal(out, 18 * 127 * 255)


def test_float64_keeps_its_digits(way):
    layer = Convolution(np.array([[[[1.0, 1e-9]]]]), 0)
    assert layer.forward(np.array([[[[1.0, 1.0]]]])).item() == 1.0 + 1e-9


def test_plain_lists_and_a_python_bias_are_welcome(way):
    layer = Convolution([[[[1, 2]]]], [3])
    assert layer.forward([[[[1, 0, 1]]]]).tolist() == [[[[4.0, 5.0]]]]
    assert layer.backward([[[[1, 1]]]]).tolist() == [[[[1.0, 3.0, 2.0]]]]
