"""A result does not depend on the way that the size of the input chooses.

NaN and infinity go where the definition sends them, and the smallest numbers keep their bits.

A pixel of the padding is a 0 that the filters multiply, so that an infinite weight makes NaN of it.
A pixel that no window reads with a weight is not multiplied by it at all.
"""

from functools import cache
from typing import Any

import numpy as np
import pytest

from conv_core import Convolution
from tests.conv_core.loops import Case, cell_backward, cell_forward, loop_forward

POISONS = [np.nan, np.inf, -np.inf]

SETTINGS: dict[str, dict[str, Any]] = {
    "plain": {"FH": 3, "FW": 3, "FN": 2},
    "pad": {"FN": 1, "C": 1, "FH": 3, "FW": 2, "pad": (1, 1, 1, 1)},
    "pad differs on each side": {"FH": 4, "FW": 3, "FN": 3, "pad": (0, 3, 2, 1)},
    "stride": {"FH": 5, "FW": 2, "FN": 2, "stride": (2, 3), "pad": (2, 1, 0, 1)},
    "stride leaves gaps": {"FH": 2, "FW": 1, "FN": 2, "stride": (4, 3)},
    "dilation": {"in_h": 12, "FN": 2, "FH": 3, "dilation": (3, 2), "pad": (1, 2, 2, 0)},
    "dilation and stride": {"in_h": 15, "FN": 2, "FH": 3, "dilation": (2, 3), "stride": (3, 2)},
    "groups": {"C": 4, "FN": 6, "FH": 3, "FW": 1, "groups": 2, "pad": (1, 0, 0, 1)},
    "one filter for each channel": {"C": 3, "FN": 3, "FH": 3, "groups": 3, "pad": (0, 1, 1, 0)},
    "one weight": {"N": 1, "C": 1, "FN": 1, "FH": 1, "FW": 1},
    "one weight for each image": {"C": 1, "FN": 1, "FH": 1, "FW": 1, "pad": (1, 0, 2, 0)},
    "one pixel": {"N": 1, "C": 2, "in_h": 1, "in_w": 1, "FN": 1, "FH": 1, "FW": 1},
}


def places(shape):
    """Corners, middles of edges and the centre of the last two axes, in one plane each."""
    planes = list(np.ndindex(shape[:-2]))
    rows, cols = ({0, size // 2, size - 1} for size in shape[-2:])
    spots = [(row, col) for row in sorted(rows) for col in sorted(cols)]
    return [(*planes[t % len(planes)], *spot) for t, spot in enumerate(spots)]


def small_numbers(case, dtype=np.float32):
    """Whole numbers with many a 0, whose sums are exact in any order."""
    rng = np.random.default_rng(11)
    dout = cell_forward(case.x, case.W, case.b, case)
    arrays = {"x": case.x, "W": case.W, "b": case.b, "dout": dout}
    return {name: rng.integers(-2, 3, array.shape).astype(dtype) for name, array in arrays.items()}


def small_case(name):
    return Case(**{"N": 2, "C": 2, "in_h": 9, "in_w": 8} | SETTINGS[name])


def right_results(case, numbers):
    """`out`, `dx`, `dW` and `db` by the oracle."""
    x, W, b, dout = (numbers[name] for name in ("x", "W", "b", "dout"))
    with np.errstate(all="ignore"):
        return cell_forward(x, W, b, case), *cell_backward(x, W, dout, case)


def check(case, numbers, right=None):
    """All four results, NaN for NaN and infinity for infinity."""
    x, W, b, dout = (numbers[name] for name in ("x", "W", "b", "dout"))
    layer = Convolution(W, b, **case.settings, groups=case.groups)
    with np.errstate(all="ignore"):
        ours = layer.forward(x), layer.backward(dout), layer.dW, layer.db
    right = right or right_results(case, numbers)
    for name, mine, expected in zip(("out", "dx", "dW", "db"), ours, right, strict=True):
        if not np.array_equal(mine, expected, equal_nan=True):
            np.testing.assert_array_equal(mine, expected, err_msg=name)  # which says where
        assert not np.signbit(mine[mine == 0]).any(), f"{name} has -0.0"


def poisoned(numbers):
    """The numbers with one of them not finite, for each array, place and poison in turn."""
    for name, array in numbers.items():
        where = places(array.shape) if array.ndim == 4 else [(0,), (len(array) - 1,)]
        for place in where:
            for poison in POISONS:
                other = array.copy()
                other[place] = poison
                yield {**numbers, name: other}


def test_the_oracle_by_cells_is_that_of_the_nested_loops(case):
    out = loop_forward(case.x, case.W, case.b, case)
    np.testing.assert_allclose(
        cell_forward(case.x, case.W, case.b, case), out, rtol=1e-12, atol=1e-12
    )
    # linear in x and in W: what <dout, out - b> is in the gradients
    dout = case.like(out)
    dx, dW, db = cell_backward(case.x, case.W, dout, case)
    total = (dout * (out - case.b[:, None, None])).sum()
    np.testing.assert_allclose([(dx * case.x).sum(), (dW * case.W).sum()], total, rtol=1e-10)
    np.testing.assert_allclose(db, dout.sum(axis=(0, 2, 3)), rtol=1e-10)


@cache
def poisoned_and_right(name):
    """The numbers and what is right for them, whichever way it is computed."""
    case = small_case(name)
    return [(numbers, right_results(case, numbers)) for numbers in poisoned(small_numbers(case))]


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.usefixtures("blas")
def test_one_number_that_is_not_finite_goes_the_same_way_everywhere(name, way):
    for numbers, right in poisoned_and_right(name):
        check(small_case(name), numbers, right)


@pytest.mark.parametrize("name", ["one filter for each channel", "pad", "one weight"])
@pytest.mark.usefixtures("blas")
def test_weights_over_bytes_go_the_same_way_everywhere(name, way):
    """Bytes may be computed two rows at a time."""
    case = small_case(name)
    numbers = small_numbers(case)
    numbers["x"] = np.abs(numbers["x"]).astype(np.uint8)
    for place in places(case.W.shape):
        for poison in POISONS:
            numbers["W"] = small_numbers(case)["W"]
            numbers["W"][place] = poison
            check(case, numbers)


@pytest.mark.parametrize("size", range(164, 182, 3))
@pytest.mark.usefixtures("blas")
def test_the_size_at_which_tiles_begin_changes_nothing(size):
    case = Case(1, 1, size, size, 1, 3, 3, pad=(1, 1, 1, 1))
    for numbers in poisoned(small_numbers(case)):
        check(case, numbers)


@pytest.mark.parametrize(
    "settings",
    [
        {"in_h": 700, "in_w": 500, "C": 3, "FN": 3, "FH": 3, "FW": 3, "pad": (1, 1, 1, 1)},
        {"in_h": 401, "in_w": 303, "FN": 2, "FH": 5, "stride": (2, 1), "pad": (2, 0, 1, 3)},
        {"in_h": 402, "in_w": 301, "FN": 2, "FH": 3, "dilation": (3, 2), "pad": (3, 1, 0, 2)},
        {"in_h": 5, "in_w": 60_001, "C": 1, "FN": 1, "FH": 3, "pad": (1, 1, 0, 0)},
        {"in_h": 60_001, "in_w": 4, "C": 1, "FN": 1, "FH": 3, "pad": (1, 1, 0, 0)},
    ],
    ids=str,
)  # fmt: skip
def test_an_infinite_weight_over_many_tiles_goes_where_it_should(settings):
    case = Case(**{"N": 1, "C": 2} | settings)
    for place in places(case.W.shape):
        numbers = small_numbers(case)
        numbers["W"][place] = np.inf
        check(case, numbers)


def test_the_last_row_has_no_nan_of_a_weight_that_it_never_meets():
    """A corner's weight never meets the last row, at any size."""
    W = np.zeros((1, 1, 3, 3), np.float32)
    W[0, 0, 0, 0] = np.inf
    for size in (168, 172):
        layer = Convolution(W, 0, pad=1)
        with np.errstate(invalid="ignore"):  # the padding's 0, times infinity
            layer.forward(np.ones((1, 1, size, size), np.float32))
            dx = layer.backward(np.ones((1, 1, size, size), np.float32))
        assert not np.isnan(dx).any()
        assert dx[0, 0, -1, 0] == 0


def test_a_batch_of_many_and_of_no_images_goes_the_same_way(way):
    case = Case(N=0, C=2, FN=3, FH=3, pad=(1, 1, 1, 1))
    numbers = small_numbers(case)
    numbers["W"][0, 0, 0, 0] = np.inf
    check(case, numbers)


def test_a_weight_of_zero_makes_nan_of_an_infinite_number(way):
    """The smallest of all products too, for which BLAS has a short cut past a 0."""
    for N, side in ((1, 1), (1, 3), (2, 3), (1, 90)):
        case = Case(N, 1, side, side, 1, 1, 1)
        numbers = small_numbers(case)
        for name, other in (("x", "W"), ("W", "x"), ("x", "dout"), ("dout", "x"), ("dout", "W")):
            changed = numbers | {name: numbers[name].copy(), other: np.zeros_like(numbers[other])}
            changed[name].flat[-1] = np.inf
            check(case, changed)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_smallest_of_numbers_keep_their_bits(name, way):
    """Below 2^-126 float32 has fewer digits, and some arithmetic takes such numbers for 0."""
    case = small_case(name)
    numbers = small_numbers(case)
    for array in ("x", "W", "dout"):
        tiny = np.float32(2.0**-140)
        changed = numbers | {"b": numbers["b"] * tiny, array: numbers[array] * tiny}
        if array == "dout":
            changed["b"] = numbers["b"]
        check(case, changed)


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_results_lie_in_memory_in_the_order_of_their_axes(name, dtype, way):
    case = small_case(name)
    numbers = small_numbers(case, dtype)
    layer = Convolution(numbers["W"], numbers["b"], **case.settings, groups=case.groups)
    results = {"out": layer.forward(numbers["x"]), "dx": layer.backward(numbers["dout"])}
    for which, result in (results | {"dW": layer.dW, "db": layer.db}).items():
        assert result.flags.c_contiguous, which
