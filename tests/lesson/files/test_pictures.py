"""Every picture of the corpus is taken and looks as it must, or is refused for the right reason."""

import threading

import numpy as np
import pytest
from PIL import Image

from lesson.files import pictures
from lesson.files.pictures import LONGEST_SIDE, read_full, read_picture
from lesson.files.pixels import over_white
from lesson.files.refusal import Refusal
from tests.hostile.bad_pictures import PICKLE_TRACE
from tests.hostile.cases import save
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


def test_white_shows_through_every_colour_by_every_alpha():
    colour, alpha = np.meshgrid(np.arange(256), np.arange(256))
    image = Image.fromarray(np.stack([colour, alpha], axis=2).astype(np.uint8), "LA")
    exact = np.floor((colour * alpha + 255 * (255 - alpha)) / 255 + 0.5)
    np.testing.assert_array_equal(over_white(image), exact)


def test_a_class_decodes_two_pictures_at_a_time(monkeypatch):
    lock, release = threading.Lock(), threading.Event()
    inside, most = 0, 0

    def decode(file):
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        release.wait(0.2)
        with lock:
            inside -= 1
        return np.zeros((file.height, file.width), np.uint8)

    monkeypatch.setattr(pictures, "_reduced", decode)
    monkeypatch.setattr(pictures, "_full", decode)
    data = next(case.data for case in ACCEPTED if case.name == "png")
    readers = (read_picture, read_full) * 3
    threads = [threading.Thread(target=read, args=(data,)) for read in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_a_refused_picture_leaves_room_for_the_next():
    broken = next(case.data for case in REFUSED if case.name == "JPEG cut at 60%")
    for _ in range(5):
        with pytest.raises(Refusal):
            read_picture(broken)
    assert read_picture(next(case.data for case in ACCEPTED if case.name == "jpeg")).pixels.any()


def test_the_last_column_counts_for_what_it_is():
    # 2,049 columns are first halved: the last of 1,025 stands for a single column, not for two
    image = Image.new("L", (2049, 1025), 255)
    image.paste(0, (2048, 0, 2049, 1025))
    pixels = read_picture(save(image, "PNG")).pixels
    assert pixels.shape == (256, 512)
    assert pixels[100, 510] == 255
    assert abs(int(pixels[100, 511]) - 255 * (1 - 512 / 2049)) <= 1
