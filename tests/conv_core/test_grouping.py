"""Filters in groups, written over all channels."""

import numpy as np
import pytest

from conv_core import Convolution
from conv_core.grouping import channels_read, over_all_channels
from tests.conv_core.loops import Case, loop_forward

GROUPED = [
    Case(2, 6, 7, 8, 4, 3, 2, (2, 1), (1, 0, 2, 1), (1, 2), groups=2),
    Case(1, 3, 5, 6, 3, 2, 4, (1, 2), (0, 1, 2, 0), groups=3),
    Case(2, 3, 4, 5, 6, 1, 2, groups=3),
    Case(1, 2, 4, 5, 3, 3, 2, groups=1),
]


@pytest.mark.parametrize("case", GROUPED, ids=str)
def test_zeros_elsewhere_make_the_same_layer_of_one_group(case):
    expected = loop_forward(case.x, case.W, case.b, case)
    full = over_all_channels(case.W, case.groups)
    layer = Convolution(full, case.b, **case.settings)
    np.testing.assert_allclose(layer.forward(case.x), expected, rtol=1e-12, atol=1e-12)
    dout = case.like(expected)
    dx = layer.backward(dout)
    grouped = Convolution(case.W, case.b, **case.settings, groups=case.groups)
    grouped.forward(case.x)
    np.testing.assert_allclose(grouped.backward(dout), dx, rtol=1e-12, atol=1e-12)
    # what a filter does not read has a gradient as well, in the layer of one group only
    read = over_all_channels(np.ones_like(case.W), case.groups)
    dW = over_all_channels(grouped.dW, case.groups)
    np.testing.assert_allclose(dW, layer.dW * read, rtol=1e-12, atol=1e-12)


def test_each_filter_stands_at_its_own_channels():
    W = np.arange(1.0, 13).reshape(6, 1, 1, 2)
    full = over_all_channels(W, 3)
    for k in range(6):
        for c in range(3):
            expected = W[k, 0] if c == k // 2 else np.zeros((1, 2))
            np.testing.assert_array_equal(full[k, c], expected)
            assert (c in channels_read(k, 6, 3, 3)) == (c == k // 2)


def test_axes_before_the_filters_stay():
    W = np.random.default_rng(0).normal(size=(5, 4, 2, 3, 2))
    full = over_all_channels(W, 2)
    assert full.shape == (5, 4, 4, 3, 2)
    for t in range(5):
        np.testing.assert_array_equal(full[t], over_all_channels(W[t], 2))


def test_one_group_is_left_alone():
    W = np.ones((2, 3, 1, 1))
    assert over_all_channels(W, 1) is W
