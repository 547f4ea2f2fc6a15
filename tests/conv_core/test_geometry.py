"""Where the windows lie, against counting them one by one."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conv_core import Geometry, output_size, padded
from tests.conv_core.loops import positions, starts
from tests.conv_core.strategies import cases


def geometry_of(case):
    return Geometry.of(case.in_h, case.in_w, case.FH, case.FW, **case.settings)


@given(
    st.integers(1, 40), st.integers(1, 9), st.integers(1, 7), st.integers(0, 6), st.integers(0, 6),
    st.integers(1, 5),
)  # fmt: skip
def test_the_formula_counts_the_windows(size, window, stride, before, after, dilation):
    found = positions(size, window, stride, before, after, dilation)
    if found:
        assert output_size(size, window, stride, (before, after), dilation) == len(found)
    else:
        with pytest.raises(ValueError, match="does not fit"):
            output_size(size, window, stride, (before, after), dilation)


def test_the_size_is_floored_and_an_int():
    assert output_size(6, 3, stride=2) == 2
    assert type(output_size(np.int64(6), np.uint8(3), np.int16(2), np.uint8(200))) is int
    assert output_size(6, 3, pad=np.uint8(200)) == 404


@given(st.integers(1, 30), st.integers(1, 9), st.integers(1, 12), st.integers(1, 4))
def test_same_gives_the_ceiling_with_as_few_zeros_as_can_be(size, window, stride, dilation):
    g = Geometry.of(size, 1, window, 1, (stride, 1), "same", (dilation, 1))
    top, bottom, left, right = g.pad
    assert g.out_h == -(-size // stride) == output_size(size, window, stride, "same", dilation)
    assert (left, right) == (0, 0)
    assert bottom - top in (0, 1)
    if top + bottom:
        fewer = positions(size, window, stride, top, bottom - 1, dilation)
        assert len(fewer) < g.out_h


def test_paddings_are_spelled_out():
    assert Geometry.of(9, 9, 3, 3, pad=2).pad == (2, 2, 2, 2)
    assert Geometry.of(9, 9, 3, 3, pad=(1, 2)).pad == (1, 1, 2, 2)
    assert Geometry.of(9, 9, 3, 3, pad=[1, 2, 3, 4]).pad == (1, 2, 3, 4)
    assert Geometry.of(9, 8, 4, 3, stride=(2, 3), pad="same").pad == (1, 2, 0, 1)


def test_one_number_serves_both_axes():
    g = Geometry.of(9, 9, 3, 3, stride=np.array(2), dilation=np.int8(3))
    assert (g.stride, g.dilation) == ((2, 2), (3, 3))
    assert Geometry.of(9, 9, 3, 3, stride=np.array([1, 2])).stride == (1, 2)


def test_windows_start_where_counting_finds_them(case):
    g, (rows, cols) = geometry_of(case), starts(case)
    assert (list(g.row_starts), list(g.col_starts)) == (rows, cols)
    assert (g.out_h, g.out_w) == (len(rows), len(cols))
    assert g.row_offsets == tuple(u * case.dilation[0] for u in range(case.FH))
    assert g.col_offsets == tuple(v * case.dilation[1] for v in range(case.FW))


@given(cases())
def test_reads_are_counted_window_by_window(case):
    g = geometry_of(case)
    counted = np.zeros((g.padded_h, g.padded_w), int)
    for row in g.row_starts:
        for col in g.col_starts:
            for u in g.row_offsets:
                for v in g.col_offsets:
                    counted[row + u, col + v] += 1
    np.testing.assert_array_equal(g.reads(), counted)
    assert g.unread_rows == tuple(y for y in range(g.padded_h) if not counted[y].any())
    assert g.unread_cols == tuple(z for z in range(g.padded_w) if not counted[:, z].any())


# width, filter width, stride, dilation -> what steps over each column that no window reads
STEPPED_OVER = {
    (6, 3, 2, 1): {5: "left"},
    (8, 2, 3, 1): {2: "stride", 5: "stride"},
    (6, 2, 3, 1): {2: "stride", 5: "left"},
    (3, 2, 1, 2): {1: "dilation"},
    (5, 2, 4, 3): {1: "dilation", 2: "dilation", 4: "left"},
    (7, 3, 2, 2): {1: "both", 3: "both", 5: "both"},
    (9, 2, 5, 3): {1: "both", 2: "both", 4: "stride", 6: "both", 7: "both"},
    (5, 1, 2, 4): {1: "stride", 3: "stride"},
}


@pytest.mark.parametrize("case", STEPPED_OVER, ids=str)
def test_what_steps_over_a_place_is_named(case):
    width, FW, stride, dilation = case
    g = Geometry.of(1, width, 1, FW, stride=(1, stride), dilation=(1, dilation))
    assert dict(zip(g.unread_cols, g.why_cols, strict=True)) == STEPPED_OVER[case]
    turned = Geometry.of(width, 1, FW, 1, stride=(stride, 1), dilation=(dilation, 1))
    assert (turned.unread_rows, turned.why_rows) == (g.unread_cols, g.why_cols)
    assert turned.why_cols == ()


@given(cases())
def test_nothing_is_blamed_that_is_not_there(case):
    g = geometry_of(case)
    for why, axis, left in ((g.why_rows, 0, g.remainder[0]), (g.why_cols, 1, g.remainder[1])):
        assert why.count("left") == left
        if g.stride[axis] == 1:
            assert set(why) <= {"dilation"}
        if g.dilation[axis] == 1:
            assert set(why) <= {"left", "stride"}


def test_the_remainder_is_what_the_last_window_does_not_reach(case):
    g, (rows, cols) = geometry_of(case), starts(case)
    last_row = rows[-1] + (case.FH - 1) * case.dilation[0]
    last_col = cols[-1] + (case.FW - 1) * case.dilation[1]
    assert g.remainder == (g.padded_h - 1 - last_row, g.padded_w - 1 - last_col)


def test_a_geometry_is_a_frozen_value():
    g = Geometry.of(5, 6, 3, 2)
    assert g == Geometry.of(5, 6, 3, 2, stride=(1, 1), pad=(0, 0, 0, 0))
    assert hash(g) == hash(Geometry.of(5, 6, 3, 2))
    with pytest.raises(dataclasses.FrozenInstanceError):
        g.__setattr__("in_h", 7)


def test_padded_surrounds_a_copy_with_zeros():
    x = np.arange(1, 25, dtype=np.uint8).reshape(2, 2, 3, 2)
    g = Geometry.of(3, 2, 1, 1, pad=(0, 1, 2, 3))
    room = padded(x, g)
    assert room.dtype == np.uint8
    assert room.shape == (2, 2, 4, 7)
    np.testing.assert_array_equal(room[:, :, :3, 2:4], x)
    assert room.sum(dtype=int) == x.sum(dtype=int)
    bare = padded(x, Geometry.of(3, 2, 1, 1))
    assert not np.shares_memory(bare, x)
