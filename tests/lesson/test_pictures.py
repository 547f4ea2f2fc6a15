"""Every picture of the corpus is taken and looks as it must, or is refused for the right reason."""

import numpy as np
import pytest

from lesson.pictures import LONGEST_SIDE, read_full, read_picture
from lesson.refusal import Refusal
from tests.hostile.bad_pictures import PICKLE_TRACE
from tests.hostile.corpus import ACCEPTED, REFUSED


def at(pixels, probe):
    height, width = pixels.shape[:2]
    return pixels[int(probe.y * height), int(probe.x * width)].astype(int)


def assert_looks(pixels, case):
    for probe in case.probes:
        colour = np.array(probe.colour)
        assert pixels.ndim == (2 if colour.ndim == 0 else 3), "grey stays grey, colour colour"
        assert np.abs(at(pixels, probe) - colour).max() <= probe.within, (probe, at(pixels, probe))


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_picture_is_taken(case):
    picture = read_picture(case.data)
    height, width = picture.pixels.shape[:2]
    longest = max(case.size)
    shrink = min(1.0, LONGEST_SIDE / longest)

    assert picture.original_size == case.size
    assert (width, height) == tuple(max(1, round(side * shrink)) for side in case.size)
    assert picture.pixels.dtype == np.uint8
    assert not picture.pixels.flags.writeable
    assert picture.grey == (picture.pixels.ndim == 2)
    assert_looks(picture.pixels, case)


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_picture_at_full_size(case):
    width, height = case.size
    if width * height > 24_000_000:
        with pytest.raises(Refusal) as refused:
            read_full(case.data)
        assert refused.value.reason == "too_many_pixels"
        return
    pixels = read_full(case.data)

    assert pixels.shape[:2] == (height, width)
    assert pixels.dtype == np.uint8
    assert pixels.flags.c_contiguous
    assert_looks(pixels, case)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
@pytest.mark.parametrize("read", [read_picture, read_full])
def test_file_is_refused(case, read):
    with pytest.raises(Refusal) as refused:
        read(case.data)
    assert refused.value.reason in case.reasons
    assert not PICKLE_TRACE.exists()
