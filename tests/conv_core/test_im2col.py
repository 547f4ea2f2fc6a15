"""im2col against windows taken one by one, and col2im as its adjoint."""

import numpy as np
import pytest
from hypothesis import given

from conv_core import col2im, im2col
from tests.conv_core.loops import Case, loop_im2col, starts
from tests.conv_core.strategies import cases


def book_col(case, x=None):
    return im2col(case.x if x is None else x, case.FH, case.FW, **case.settings)


def test_each_row_is_a_window(case):
    np.testing.assert_array_equal(book_col(case), loop_im2col(case.x, case))


@given(cases())
def test_each_row_of_any_matrix_is_a_window(case):
    np.testing.assert_array_equal(book_col(case), loop_im2col(case.x, case))


@given(cases())
def test_col2im_is_the_adjoint_of_im2col(case):
    rows, cols = starts(case)
    c = case.rng.standard_normal((case.N * len(rows) * len(cols), case.C * case.FH * case.FW))
    back = col2im(c, case.x.shape, case.FH, case.FW, **case.settings)
    assert back.shape == case.x.shape
    left, right = (loop_im2col(case.x, case) * c).sum(), (case.x * back).sum()
    np.testing.assert_allclose(left, right, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("dtype", ["bool", "u1", "i2", "i8", "f2", "f4", "f8", ">f4"])
def test_im2col_keeps_the_dtype_and_the_values(dtype):
    case = Case(pad=(1, 0, 2, 1))
    x = (case.x * 50).astype(dtype)
    col = book_col(case, x)
    assert col.dtype == np.dtype(dtype)
    np.testing.assert_array_equal(col, loop_im2col(x, case).astype(dtype))


@pytest.mark.parametrize(
    ("dtype", "result"),
    [("bool", "i8"), ("u1", "u8"), ("i2", "i8"), ("f2", "f2"), ("f4", "f4"), ("f8", "f8")],
)
def test_col2im_keeps_floats_and_does_not_let_integers_wrap(dtype, result):
    image = col2im(np.ones((4, 4), dtype), (1, 1, 3, 3), 2, 2)
    assert image.dtype == np.dtype(result)
    large = col2im(np.full((4, 4), 100, "u1"), (1, 1, 3, 3), 2, 2)
    assert large[0, 0].tolist() == [[100, 200, 100], [200, 400, 200], [100, 200, 100]]


@pytest.mark.parametrize("N", [1, 2])
def test_neither_modifies_nor_shares_its_input(N):
    case = Case(N=N, FH=1, FW=1)
    x = case.x.copy()
    x.setflags(write=False)
    col = book_col(case, x)
    assert col.flags.writeable
    assert not np.shares_memory(col, x)
    col.setflags(write=False)
    back = col2im(col, x.shape, 1, 1)
    assert back.flags.writeable
    assert not np.shares_memory(back, col)
    np.testing.assert_array_equal(back, x)


def test_empty_batches_pass():
    assert im2col(np.zeros((0, 3, 5, 4)), 2, 3, pad=1).shape == (0, 18)
    assert col2im(np.zeros((0, 18)), (0, 3, 5, 4), 2, 3, pad=1).shape == (0, 3, 5, 4)


def test_any_strides_in_memory_give_the_same_rows():
    case = Case(pad=(1, 0, 0, 2), stride=(2, 1))
    twisted = np.asfortranarray(case.x)
    flipped = case.x[:, ::-1, ::-1][:, ::-1, ::-1]
    spread = np.repeat(case.x, 2, axis=3)[..., ::2]
    for x in (twisted, flipped, spread):
        np.testing.assert_array_equal(book_col(case, x), book_col(case))
        bare = im2col(x, 2, 3)
        np.testing.assert_array_equal(bare, im2col(case.x, 2, 3))


@pytest.mark.parametrize("N", [1, 2000])
@pytest.mark.parametrize("brought", [(-8192, 1, 8192), (60000, 60000, -60000)])
def test_col2im_of_half_precision_keeps_the_digits_of_its_sums(N, brought, way):
    """What three windows bring to the middle pixel; the first two need more than half precision."""
    col = np.fliplr(np.diag(brought[::-1])).astype(np.float16)
    image = col2im(np.tile(col, (N, 1)), (N, 1, 1, 5), 1, 3)
    assert image.dtype == np.float16
    np.testing.assert_array_equal(image[:, 0, 0], [[0, 0, sum(brought), 0, 0]] * N)
