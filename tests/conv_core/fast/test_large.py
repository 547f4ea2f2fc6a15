"""Large images: the tiles give the numbers of the whole matrix, and need little memory."""

import tracemalloc
from typing import Any

import numpy as np
import pytest

from conv_core import Convolution
from conv_core.fast import plan
from tests.conv_core.loops import Case, loop_forward

MEGABYTE = 2**20


def both_passes(case, x=None):
    one = Convolution(case.W, case.b, **case.settings, groups=case.groups)
    out = one.forward(case.x if x is None else x)
    dout = np.random.default_rng(5).standard_normal(out.shape).astype(out.dtype)
    return out, one.backward(dout), one.dW, one.db


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"pad": (3, 1, 0, 2), "stride": (2, 3)},
        {"pad": (1, 2, 2, 1), "dilation": (3, 2)},
        {"C": 6, "FN": 4, "groups": 2, "stride": (2, 1), "dilation": (2, 1)},
        {"in_h": 9, "in_w": 2900, "pad": (2, 2, 0, 0)},
        {"in_h": 2900, "in_w": 9},
        {"N": 300, "in_h": 21, "in_w": 17},
        {"N": 5, "C": 70, "FN": 90, "in_h": 29, "in_w": 23},
        {"FN": 3, "FH": 2, "pad": (1, 0, 0, 2)},
        {"FN": 3, "FH": 6, "FW": 5, "pad": (1, 0, 0, 2)},
        {"C": 6, "FN": 6, "FH": 5, "FW": 6, "groups": 2},
    ],
    ids=str,
)
@pytest.mark.usefixtures("blas")
def test_tiles_and_the_whole_matrix_agree(settings, monkeypatch):
    """Within the rounding of sums that are taken in another order."""
    case = Case(**{"N": 2, "in_h": 190, "in_w": 170} | settings)
    ours = both_passes(case)
    monkeypatch.setattr(plan, "LARGE", 10**12)
    whole = both_passes(case)
    monkeypatch.setattr(plan, "LARGE", 0)
    tiled = both_passes(case)
    for a, b, c in zip(whole, ours, tiled, strict=True):
        scale = np.abs(a).max()
        np.testing.assert_allclose(b, a, rtol=0, atol=1e-13 * scale)
        np.testing.assert_allclose(c, a, rtol=0, atol=1e-13 * scale)


@pytest.mark.usefixtures("blas")
def test_exact_numbers_come_out_exact_on_both_ways(monkeypatch):
    """Small integers in float32 have no rounding, so that even the bits must agree."""
    case = Case(in_h=260, in_w=251, FN=3, FH=3, FW=3, pad=(1, 1, 1, 1))
    x = np.round(case.x * 9).astype(np.float32)
    case.W, case.b = np.round(case.W * 5).astype(np.float32), np.zeros(3, np.float32)
    out = Convolution(case.W, case.b, pad=1).forward(x)
    monkeypatch.setattr(plan, "LARGE", 10**12)
    np.testing.assert_array_equal(Convolution(case.W, case.b, pad=1).forward(x), out)


@pytest.mark.parametrize(
    "settings",
    [
        {"C": 1, "FN": 1},
        {"C": 3, "FN": 1, "stride": (2, 1), "pad": (0, 1, 2, 0)},
        {"C": 3, "FN": 3, "groups": 3, "dilation": (2, 1)},
        {"C": 2, "FN": 1, "stride": (3, 2), "dilation": (2, 3)},
    ],
    ids=str,
)
@pytest.mark.parametrize("in_h", [8, 9, 10, 11])
@pytest.mark.usefixtures("blas")
def test_one_filter_over_bytes_gives_the_numbers_of_the_loops(settings, in_h, way):
    """Bytes are finite, and so their rows may be computed two at a time."""
    case = Case(in_h=in_h, FH=3, dtype=np.float32, **settings)
    x = (case.x * 60 + 128).astype(np.uint8)
    out = Convolution(case.W, case.b, **case.settings, groups=case.groups).forward(x)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, loop_forward(x, case.W, case.b, case), rtol=0, atol=1e-3)


@pytest.mark.usefixtures("blas")
def test_one_infinite_pixel_under_one_filter_reaches_its_own_windows_only(way):
    case = Case(N=1, C=1, FN=1, in_h=9, in_w=10, FH=3, FW=2)
    case.x[0, 0, 4, 5] = np.inf
    out = Convolution(case.W, case.b).forward(case.x)
    assert np.argwhere(~np.isfinite(out[0, 0])).tolist() == [
        [i, j] for i in (2, 3, 4) for j in (4, 5)
    ]


def test_float32_photos_stay_within_a_few_roundings():
    case = Case(N=1, in_h=400, in_w=300, FN=4, FH=3, FW=3, dtype=np.float32)
    single = both_passes(case)
    case.x, case.W, case.b = (a.astype(np.float64) for a in (case.x, case.W, case.b))
    one = Convolution(case.W, case.b)
    out = one.forward(case.x)
    dout = np.random.default_rng(5).standard_normal(out.shape).astype(np.float32)
    double = out, one.backward(dout), one.dW, one.db
    for a, b in zip(single, double, strict=True):
        assert a.dtype == np.float32
        np.testing.assert_allclose(a, b, rtol=0, atol=2e-6 * np.abs(b).max())


def peak_beyond(function):
    """Bytes that NumPy had in use at most while `function` ran, beyond what it returned."""
    tracemalloc.start()
    result = function()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak - result.nbytes


PHOTOS: dict[str, tuple[tuple[int, ...], int, dict[str, Any]]] = {
    "photo": ((1, 3, 1500, 2000), 3, {}),
    "bytes": ((1, 3, 1500, 2000), 3, {"pad": 1}),
    "seven by seven": ((1, 3, 1500, 2000), 3, {"pad": "same"}),
    "panorama": ((1, 3, 20, 100_000), 2, {"stride": 2}),
    "tower": ((1, 3, 100_000, 20), 2, {"dilation": 2}),
    "long strides": ((1, 3, 1500, 2000), 3, {"pad": 1, "stride": 60}),
    "many images": ((2000, 3, 32, 32), 4, {"pad": 1}),
    "deep": ((4, 512, 28, 28), 256, {"pad": 1}),
    "depthwise": ((4, 512, 56, 56), 512, {"pad": 1, "groups": 512}),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_memory_beyond_input_and_results_is_bounded(name):
    shape, FN, settings = PHOTOS[name]
    side = 7 if name == "seven by seven" else 3
    x = np.zeros(shape, np.uint8 if name == "bytes" else np.float32)
    channels = shape[1] // settings.get("groups", 1)
    W = np.ones((FN, channels, side, side), np.float32)
    one = Convolution(W, np.zeros(FN, np.float32), **settings)
    filters = 4 * W.nbytes  # copies of the filters and of dW, in float64 too
    assert peak_beyond(lambda: one.forward(x)) < 4 * MEGABYTE + filters
    dout = np.broadcast_to(np.float32(0), one.forward(x).shape)
    assert peak_beyond(lambda: one.backward(dout)) < 8 * MEGABYTE + 2 * filters
