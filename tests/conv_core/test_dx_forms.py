"""Other forms of dx: overwriting loses what overlaps, the turned filter gives the same dx."""

import numpy as np
import pytest

from conv_core import Convolution, Geometry, GeometryError, im2col
from conv_core.dx_forms import fold_overwriting, spread, turned
from tests.conv_core.loops import CASES, loop_forward, starts

ONE_GROUP = {name: case for name, case in CASES.items() if case.groups == 1}


@pytest.fixture(params=ONE_GROUP, name="ungrouped")
def _ungrouped(request):
    return ONE_GROUP[request.param]


def geometry_of(case):
    return Geometry.of(case.in_h, case.in_w, case.FH, case.FW, **case.settings)


def inside(room, case):
    top, left = case.pad[0], case.pad[2]
    return room[:, :, top : top + case.in_h, left : left + case.in_w]


def test_the_turned_filter_over_the_spread_dout_gives_dx(ungrouped):
    case = ungrouped
    dout = case.like(loop_forward(case.x, case.W, case.b, case))
    layer = Convolution(case.W, case.b, **case.settings)
    layer.forward(case.x)
    room = Convolution(turned(case.W), 0, dilation=case.dilation).forward(
        spread(dout, geometry_of(case))
    )
    np.testing.assert_allclose(inside(room, case), layer.backward(dout), rtol=1e-12, atol=1e-12)


def test_overwriting_keeps_what_the_last_window_brought(ungrouped):
    case = ungrouped
    rng = np.random.default_rng(3)
    rows, cols = starts(case)
    dcol = rng.standard_normal((case.N * len(rows) * len(cols), case.C * case.FH * case.FW))
    expected: dict[tuple[int, int, int, int], float] = {}
    t = 0
    for n in range(case.N):
        for top in rows:
            for left in cols:
                for q, (c, u, v) in enumerate(np.ndindex(case.C, case.FH, case.FW)):
                    y, z = top + u * case.dilation[0], left + v * case.dilation[1]
                    expected[n, c, y, z] = dcol[t, q]
                t += 1
    room = fold_overwriting(dcol, geometry_of(case), case.N, case.C)
    for cell in np.ndindex(room.shape):
        assert room[cell] == expected.get(cell, 0.0)


def test_overwriting_im2col_gives_the_pixels_back_that_are_read(ungrouped):
    case = ungrouped
    g = geometry_of(case)
    room = fold_overwriting(im2col(case.x, case.FH, case.FW, **case.settings), g, case.N, case.C)
    read = inside(g.reads()[None, None] > 0, case)
    np.testing.assert_array_equal(inside(room, case), case.x * read)


def test_overwriting_refuses_other_rows_and_its_advice_works():
    g = Geometry.of(4, 5, 2, 3)
    with pytest.raises(GeometryError, match=r"\(9, 12\)") as error:
        fold_overwriting(np.ones((9, 6)), g, N=1, C=2)
    assert fold_overwriting(np.ones(error.value.expected), g, N=1, C=2).shape == (1, 2, 4, 5)


def test_spread_refuses_a_dout_of_another_size():
    with pytest.raises(GeometryError, match="3, 3"):
        spread(np.ones((1, 1, 2, 2)), Geometry.of(4, 4, 2, 2))


def test_neither_changes_its_input():
    dout, W = np.ones((1, 2, 3, 3)), np.ones((2, 1, 2, 2))
    for array in (dout, W):
        array.flags.writeable = False
    spread(dout, Geometry.of(4, 4, 2, 2))[:] = 5
    turned(W)[:] = 5
    assert (dout == 1).all()
    assert (W == 1).all()
