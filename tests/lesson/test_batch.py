"""Up to four inputs at once: their order, their shapes, their way through a link."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson.files.samples import SAMPLES
from lesson.inputs import batch_shape_fits, input_planes
from lesson.link.codec import read_link, write_link
from lesson.link.fields import MAX_NUMBERS
from lesson.numbers import Numbers
from lesson.state import MOST_INPUTS, OWN, UPLOAD, Lesson, More
from lesson.worked import Worked
from tests.lesson.lessons import lessons


def numbers(C, h, w, seed=0):
    return Numbers.of(np.random.default_rng(seed).integers(0, 101, (C, h, w)) / 100)


def test_images_stand_in_the_order_they_were_added():
    own = numbers(1, 28, 28)
    lesson = Lesson(source="cat", more=(More("brick"), More(UPLOAD, own), More("camera")))
    x = Worked(lesson).x
    assert x.shape == (4, 1, 28, 28)
    for image, source in ((0, "cat"), (1, "brick"), (3, "camera")):
        alone = input_planes(Lesson(source=source))
        np.testing.assert_array_equal(x[image], alone)
    np.testing.assert_array_equal(x[2], own.array)
    assert Worked(lesson).step_count == 4 * 28 * 28


@pytest.mark.parametrize("colour", ["grey", "rgb"])
@pytest.mark.parametrize("scale", ["unit", "byte"])
def test_a_sample_takes_the_first_inputs_size_colour_and_values(colour, scale):
    lesson = Lesson(source="cat", size=9, colour=colour, scale=scale, more=(More("rocket"),))
    alone = input_planes(replace(lesson, source="rocket", more=()))
    np.testing.assert_array_equal(Worked(lesson).x[1], alone)


@pytest.mark.parametrize("look", ["unit", "byte", "numbers"])
def test_a_sample_joins_numbers_of_ones_own(look):
    lesson = Lesson(source=OWN, numbers=numbers(3, 6, 6), look=look, more=(More("cat"),))
    sample = input_planes(Lesson(size=6, colour="rgb", scale="byte" if look == "byte" else "unit"))
    np.testing.assert_array_equal(Worked(lesson).x[1], sample)


@pytest.mark.parametrize("shape", [(1, 28, 27), (1, 27, 28), (3, 28, 28), (2, 28, 28), (1, 1, 1)])
def test_an_upload_of_another_shape_is_left_out(shape):
    fits = numbers(1, 28, 28)
    lesson = Lesson(more=(More(UPLOAD, numbers(*shape)), More(UPLOAD, fits)))
    x = Worked(lesson).x
    assert len(x) == 2
    np.testing.assert_array_equal(x[1], fits.array)


@pytest.mark.parametrize(
    ("shape", "joins"),
    [((1, 4, 4), True), ((3, 5, 5), True), ((2, 5, 5), False), ((1, 4, 5), False),
     ((1, 3, 3), False)],
)  # fmt: skip
def test_samples_join_square_inputs_of_one_or_three_planes(shape, joins):
    lesson = Lesson(source=OWN, numbers=numbers(*shape), more=(More("cat"), More("brick")))
    assert batch_shape_fits(input_planes(lesson)) is joins
    assert len(Worked(lesson).x) == (3 if joins else 1)


@settings(max_examples=60)
@given(lessons())
def test_a_batch_has_the_shape_of_its_first_image(lesson):
    x = Worked(lesson).x
    np.testing.assert_array_equal(x[0], input_planes(lesson))
    assert 1 <= len(x) <= 1 + len(lesson.more) <= MOST_INPUTS


def test_the_link_carries_the_batch_whole():
    lesson = Lesson(
        source=OWN, numbers=numbers(1, 4, 4),
        more=(More("rocket"), More(UPLOAD, numbers(1, 4, 4, 1)), More("cat")),
    )  # fmt: skip
    link = write_link(lesson)
    reading = read_link(link)
    assert reading.ignored == ()
    np.testing.assert_array_equal(Worked(reading.lesson).x, Worked(lesson).x)
    assert write_link(reading.lesson) == link


def test_three_large_uploads_stay_within_what_a_server_takes():
    photo = [numbers(1, 48, 48, seed) for seed in range(4)]  # one alone would still fit
    lesson = Lesson(source=UPLOAD, numbers=photo[0], more=tuple(More(UPLOAD, x) for x in photo[1:]))
    link = write_link(lesson)
    assert len(link["more"]) <= MAX_NUMBERS
    reading = read_link(link)
    assert (reading.lesson.more, reading.ignored, reading.inputs_missing) == ((), (), 3)


@pytest.mark.parametrize(
    "text",
    [
        "cat~cat~cat~cat", "~" * 400, "dog", "cat.AAAA", "upload.", "upload.AAAA",
        "upload." + "A" * 100_000, "cat~upload~dog", "own.1x1x1", "../../etc/passwd", "CAT", "cat ",
        "digit", "\x00", "", "cat~", "~cat",
    ],
    ids=lambda text: text[:16],
)  # fmt: skip
def test_a_hostile_batch_is_named_and_left_out(text):
    reading = read_link({"more": text, "stride": "2"})
    assert reading.ignored == ("more",)
    assert reading.lesson == Lesson(stride=(2, 2))


@given(st.text(max_size=60))
def test_any_text_makes_a_batch_or_none(text):
    lesson = read_link({"more": text}).lesson
    assert len(lesson.more) < MOST_INPUTS
    assert all(one.source in SAMPLES or one.numbers is not None for one in lesson.more)
    assert len(Worked(lesson).x) <= MOST_INPUTS
