"""The records that the animation draws, against the layer and the nested loops."""

import dataclasses
import re

import numpy as np
import pytest

from conv_core import (
    Convolution,
    Geometry,
    GeometryError,
    backward_step,
    forward_step,
    padded,
)
from tests.conv_core.loops import Case, loop_im2col, starts

CASE = Case(stride=(2, 1), pad=(1, 0, 2, 3), dilation=(2, 2))
GEOMETRY = Geometry.of(CASE.in_h, CASE.in_w, CASE.FH, CASE.FW, **CASE.settings)
OUT = Convolution(CASE.W, CASE.b, **CASE.settings).forward(CASE.x)
CELLS = [(n, i, j, k) for n, k, i, j in np.ndindex(OUT.shape)]


def test_every_forward_step_leads_to_the_layers_output():
    assert len(CELLS) > 100
    for n, i, j, k in CELLS:
        step = forward_step(CASE.x, CASE.W, CASE.b, GEOMETRY, n, i, j, k)
        np.testing.assert_allclose(step.value, OUT[n, k, i, j], rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(step.channel_sums, step.products.sum((1, 2)), rtol=1e-12)
        np.testing.assert_allclose(step.channel_sums.sum() + step.bias, step.value, rtol=1e-12)
        assert step.bias == CASE.b[k]


def test_the_window_is_the_row_of_col_at_the_place_that_rows_and_cols_say():
    col = loop_im2col(CASE.x, CASE)
    room = padded(CASE.x, GEOMETRY)
    rows, cols = starts(CASE)
    for n, i, j, k in CELLS:
        step = forward_step(CASE.x, CASE.W, CASE.b, GEOMETRY, n, i, j, k)
        row = (n * GEOMETRY.out_h + i) * GEOMETRY.out_w + j
        assert step.rows == tuple(rows[i] + 2 * u for u in range(4))
        assert step.cols == tuple(cols[j] + 2 * v for v in range(2))
        np.testing.assert_array_equal(step.window.ravel(), col[row])
        np.testing.assert_array_equal(step.window, room[n][:, step.rows][:, :, step.cols])
        np.testing.assert_array_equal(step.products, step.window * CASE.W[k])


def test_a_backward_step_is_the_slope_times_window_and_filter():
    dout = CASE.like(OUT)
    for n, i, j, k in CELLS:
        ahead = forward_step(CASE.x, CASE.W, CASE.b, GEOMETRY, n, i, j, k)
        back = backward_step(CASE.x, CASE.W, dout, GEOMETRY, n, i, j, k)
        assert back.dout == back.db == dout[n, k, i, j]
        assert (back.rows, back.cols) == (ahead.rows, ahead.cols)
        np.testing.assert_array_equal(back.dW, ahead.window * back.dout)
        np.testing.assert_array_equal(back.dx, CASE.W[k] * back.dout)


def test_steps_compute_in_the_dtype_of_the_layer():
    x, W = (CASE.x * 100).astype(np.uint8), CASE.W.astype(np.float32)
    step = forward_step(x, W, CASE.b, GEOMETRY, 1, 0, 2, 3)
    assert step.window.dtype == step.products.dtype == np.float32
    out = Convolution(W, CASE.b, **CASE.settings).forward(x)
    np.testing.assert_allclose(step.value, out[1, 3, 0, 2], rtol=1e-5)


def test_steps_are_frozen_and_their_own():
    step = forward_step(CASE.x, CASE.W, CASE.b, GEOMETRY, 0, 0, 0, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        step.__setattr__("value", 1.0)
    assert not np.shares_memory(step.window, CASE.x)
    assert isinstance(step.value, float)
    assert isinstance(step.bias, float)


@pytest.mark.parametrize(("name", "largest"), [("n", 1), ("i", 1), ("j", 9), ("k", 4)])
def test_a_cell_that_does_not_exist_is_refused(name, largest):
    cell = {"n": 0, "i": 0, "j": 0, "k": 0}
    for call, third in ((forward_step, CASE.b), (backward_step, OUT)):
        call(CASE.x, CASE.W, third, GEOMETRY, **cell | {name: largest})
        message = f"no output cell with {name} = {largest + 1}.*Use {name} <= {largest}"
        with pytest.raises(GeometryError, match=message):
            call(CASE.x, CASE.W, third, GEOMETRY, **cell | {name: largest + 1})
        with pytest.raises(GeometryError, match=f"{name} is -1"):
            call(CASE.x, CASE.W, third, GEOMETRY, **cell | {name: -1})


def test_a_geometry_of_other_sizes_is_refused_and_the_advised_one_is_taken():
    other = Geometry.of(9, 7, 4, 2)
    with pytest.raises(GeometryError, match=r"\(in_h, in_w, FH, FW\) = \(9, 7, 4, 2\)") as caught:
        forward_step(CASE.x, CASE.W, CASE.b, other, 0, 0, 0, 0)
    advised = re.search(r"Use Geometry\.of\(\*\((.*)\), \.\.\.\)", str(caught.value))
    assert advised
    good = Geometry.of(*(int(size) for size in advised[1].split(",")))
    forward_step(CASE.x, CASE.W, CASE.b, good, 0, 0, 0, 0)


def test_steps_refuse_what_the_layer_refuses():
    with pytest.raises(GeometryError, match="x has 2 channels"):
        forward_step(CASE.x[:, :2], CASE.W, CASE.b, GEOMETRY, 0, 0, 0, 0)
    with pytest.raises(GeometryError, match="dout has shape"):
        backward_step(CASE.x, CASE.W, OUT[:1], GEOMETRY, 0, 0, 0, 0)
    with pytest.raises(GeometryError, match="b has shape"):
        forward_step(CASE.x, CASE.W, CASE.b[:3], GEOMETRY, 0, 0, 0, 0)
    with pytest.raises(TypeError, match="n must be a whole number"):
        forward_step(CASE.x, CASE.W, CASE.b, GEOMETRY, True, 0, 0, 0)
