"""The filters by name: the classics as every textbook prints them, and what each is for."""

from typing import Any

import numpy as np
import pytest

from conv_core import Convolution
from lesson.presets import NEXT_FILTERS, PRESETS, available, preset_weights
from lesson.state import next_filter

SIZES = [(FH, FW) for FH in range(1, 8) for FW in range(1, 8)]
CLASSICS: dict[str, Any] = {
    "book": [[2, 0, 1], [0, 1, 2], [1, 0, 2]],
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "box": [[1 / 9] * 3] * 3,
    "gaussian": [[1 / 16, 2 / 16, 1 / 16], [2 / 16, 4 / 16, 2 / 16], [1 / 16, 2 / 16, 1 / 16]],
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "sobel_x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "sobel_y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
}
OTHER_SIZES: dict[tuple[str, int, int], Any] = {
    ("gaussian", 1, 5): [[1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16]],
    ("gaussian", 2, 2): [[1 / 4, 1 / 4], [1 / 4, 1 / 4]],
    ("sobel_x", 1, 2): [[-1, 1]],
    ("sobel_x", 1, 3): [[-1, 0, 1]],
    ("sobel_x", 5, 5): np.outer([1, 4, 6, 4, 1], [-1, -2, 0, 2, 1]),
    ("sobel_y", 3, 1): [[-1], [0], [1]],
    ("sobel_y", 2, 3): [[-1, -2, -1], [1, 2, 1]],
    ("laplacian", 4, 3): [[2, 0, 2], [2, -8, 2], [2, -8, 2], [2, 0, 2]],
    ("identity", 2, 4): [[0, 1, 0, 0], [0, 0, 0, 0]],
    ("sharpen", 1, 2): [[1.5, -0.5]],
}


def kernel(preset, FH, FW):
    return preset_weights(preset, 1, FH, FW)[0]


def test_every_preset_is_a_classic_or_random():
    assert set(PRESETS) == {*CLASSICS, "random"}
    assert set(NEXT_FILTERS) <= set(PRESETS)


@pytest.mark.parametrize("preset", CLASSICS)
def test_the_classics(preset):
    np.testing.assert_allclose(kernel(preset, 3, 3), CLASSICS[preset], rtol=1e-15)


@pytest.mark.parametrize(("name", "expected"), OTHER_SIZES.items(), ids=str)
def test_other_sizes(name, expected):
    np.testing.assert_allclose(kernel(*name), expected, rtol=1e-15)


@pytest.mark.parametrize(("FH", "FW"), SIZES)
def test_each_filter_does_what_its_name_says(FH, FW):
    found = {name for name in CLASSICS if available(name, FH, FW)}
    flat, ramp = np.ones((FH, FW)), np.add.outer(2.0 * np.arange(FH), 5.0 * np.arange(FW))
    for name in found:
        assert preset_weights(name, 3, FH, FW).shape == (3, FH, FW)
        assert np.isfinite(kernel(name, FH, FW)).all()
    # blurring and sharpening keep a flat area as bright as it is
    for name in found & {"identity", "box", "gaussian", "sharpen"}:
        assert np.sum(kernel(name, FH, FW)) == pytest.approx(1)
    for name in found & {"box", "gaussian"}:
        w = kernel(name, FH, FW)
        assert (w > 0).all()
        np.testing.assert_allclose(w, w[::-1, ::-1], rtol=1e-15)
    # an edge filter is silent on a flat area and answers a slope along its own axis only
    for name, axis in (("sobel_x", 1), ("sobel_y", 0)):
        if name in found:
            w = kernel(name, FH, FW)
            assert np.sum(w * flat) == 0
            np.testing.assert_array_equal(w, -np.flip(w, axis))
            assert np.sum(w * np.indices(w.shape)[axis]) > 0
    # a Laplacian is silent on a flat area and on any slope
    if "laplacian" in found:
        w = kernel("laplacian", FH, FW)
        assert np.sum(w * flat) == 0
        assert np.sum(w * ramp) == 0
        assert np.sum(w * (np.arange(FW) - (FW - 1) / 2) ** 2) > 0
    if "sharpen" in found:
        w = kernel("sharpen", FH, FW)
        assert np.unravel_index(np.argmax(w), w.shape) == ((FH - 1) // 2, (FW - 1) // 2)
        assert np.sum(w > 0) == 1


@pytest.mark.parametrize(("FH", "FW"), SIZES)
def test_which_exist_at_which_size(FH, FW):
    expected = {"identity", "box", "gaussian", "random"}
    expected |= {"sharpen"} if (FH, FW) != (1, 1) else set()
    expected |= {"sobel_x"} if FW >= 2 else set()
    expected |= {"sobel_y"} if FH >= 2 else set()
    expected |= {"laplacian"} if FH >= 3 and FW >= 3 else set()
    expected |= {"book", "emboss"} if (FH, FW) == (3, 3) else set()
    assert {name for name in PRESETS if available(name, FH, FW)} == expected


@pytest.mark.parametrize(("FH", "FW"), [(1, 1), (2, 3), (4, 2), (7, 7)])
def test_identity_with_same_padding_gives_the_picture_back(FH, FW):
    x = np.random.default_rng(0).normal(size=(1, 1, 9, 8))
    W = preset_weights("identity", 1, FH, FW)[None]
    np.testing.assert_array_equal(Convolution(W, np.zeros(1), pad="same").forward(x), x)


def test_random_numbers_follow_the_seed_and_differ_between_channels():
    first = preset_weights("random", 2, 3, 4, seed=5)
    np.testing.assert_array_equal(first, preset_weights("random", 2, 3, 4, seed=5))
    assert (first != preset_weights("random", 2, 3, 4, seed=6)).any()
    assert (first[0] != first[1]).any()
    np.testing.assert_array_equal(first, np.round(first, 2))
    # links and lessons in other people's documents hang on these very numbers
    np.testing.assert_array_equal(preset_weights("random", 1, 1, 3, seed=0), RECORDED)


RECORDED = [[[0.08, -0.08, 0.38]]]


def test_a_name_that_nobody_gave_is_refused():
    assert not available("sobel_z", 3, 3)
    with pytest.raises(KeyError):
        preset_weights("sobel_z", 1, 3, 3)


@pytest.mark.parametrize(("FH", "FW"), SIZES)
def test_the_next_filter_always_exists(FH, FW):
    chosen = [next_filter(FH, FW, k) for k in range(8)]
    assert all(available(one.preset, FH, FW) for one in chosen)
    if FH > 2 and FW > 2:
        assert len({one.preset for one in chosen}) == 8
