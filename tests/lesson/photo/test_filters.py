"""The photograph page's lesson: which photograph, which filters, and in which values."""

from dataclasses import replace

import numpy as np
import pytest

from conv_core import GeometryError
from lesson.numbers import Numbers
from lesson.photo.filters import (
    CELLS,
    LESSON,
    SETS,
    cell_pixels,
    chosen_sets,
    in_colour,
    photo_filters,
    photo_source,
    photo_weights,
    possible_sets,
    spell_sets,
    stage_cell,
)
from lesson.presets import preset_weights
from lesson.state import UPLOAD, Filter, Lesson
from lesson.worked import geometry_of

EVERY_CHOICE = [
    tuple(name for at, name in enumerate(SETS) if bits >> at & 1)
    for bits in range(1, 2 ** len(SETS))
]


@pytest.mark.parametrize("chosen", EVERY_CHOICE)
def test_a_choice_of_sets_survives_its_way_through_the_link(chosen):
    view = spell_sets(chosen)
    assert chosen_sets(view) == chosen
    assert len(view) <= 12
    assert not view or (view.isascii() and view.isalnum())


def test_the_lessons_filters_alone_need_no_word_in_the_link():
    assert spell_sets((LESSON,)) == spell_sets(()) == ""


@pytest.mark.parametrize("view", ["", "sob", "photo", "photoxyz", "grey"])
def test_the_view_of_another_page_means_the_lessons_filters(view):
    assert chosen_sets(view) == (LESSON,)


def test_a_lesson_about_no_photograph_shows_one_all_the_same():
    assert photo_source(Lesson(source="rocket"), uploaded=True) == "rocket"
    assert photo_source(Lesson(source="book"), uploaded=True) == "upload"
    assert photo_source(Lesson(source="book"), uploaded=False) == "cat"
    assert photo_source(Lesson(source="upload"), uploaded=True) == "upload"
    assert photo_source(Lesson(source="upload"), uploaded=False) == CELLS


@pytest.mark.parametrize("scale", ["unit", "byte"])
@pytest.mark.parametrize("colour", ["grey", "rgb"])
def test_cells_that_came_with_a_link_are_a_small_photograph(scale, colour):
    bytes_ = np.random.default_rng(3).integers(0, 256, (3 if colour == "rgb" else 1, 4, 5))
    values = np.floor(bytes_ / 255 * 100 + 0.5) / 100 if scale == "unit" else bytes_
    lesson = Lesson(UPLOAD, Numbers.of(values), scale, colour=colour)
    pixels = cell_pixels(lesson)
    again = in_colour(pixels, colour)[0]
    assert again.shape == values.shape
    # a cell says two decimals of a byte's share of 255
    assert np.abs(again - bytes_.astype(int)).max() <= (1 if scale == "unit" else 0)
    if scale == "unit":
        assert np.array_equal(np.floor(again / 255 * 100 + 0.5) / 100, values)


def test_cells_of_a_link_that_are_no_picture_stay_within_a_byte():
    lesson = Lesson(UPLOAD, Numbers.of([[[-5.0, 1e6]], [[0.0, 0.5]]]), "unit")
    assert cell_pixels(lesson).tolist() == [[[0, 0, 0], [255, 128, 0]]]


def test_the_lessons_filters_come_first_and_no_filter_comes_twice():
    lesson = Lesson(filters=(Filter("sharpen"), Filter("sobel_x", bias=0.5)), view="photooes")
    found = [(one.preset, one.lesson_index, one.bias) for one in photo_filters(lesson)]
    assert found == [
        ("sharpen", 0, 0.0),
        ("sobel_x", 1, 0.5),  # with a bias it is not the plain preset
        ("sobel_x", None, 0.0),
        ("sobel_y", None, 0.0),
        ("laplacian", None, 0.0),
    ]


def test_the_lessons_filters_can_be_left_out():
    found = photo_filters(Lesson(filters=(Filter("sobel_x", bias=2.0),), view="photob"))
    assert [one.preset for one in found] == ["gaussian"]


def test_a_preset_of_one_size_lies_in_the_middle_of_a_larger_filter():
    (emboss,) = photo_filters(Lesson(FH=5, FW=6, colour="rgb", view="photom"))
    assert emboss.weights.shape == (3, 5, 6)
    assert np.array_equal(emboss.weights[:, 1:4, 1:4], preset_weights("emboss", 3, 3, 3))
    assert np.count_nonzero(emboss.weights) == 3 * np.count_nonzero(
        preset_weights("emboss", 1, 3, 3)
    )


def test_sets_that_do_not_exist_at_the_filter_size_are_not_offered():
    assert possible_sets(Lesson(FH=3, FW=3)) == tuple(SETS)
    assert possible_sets(Lesson(FH=2, FW=7)) == (LESSON, "edges", "blur", "sharpen")
    lesson = Lesson(FH=1, FW=1, filters=(Filter("identity"),), view="photom")
    assert [one.preset for one in photo_filters(lesson)] == ["identity"]


def test_grey_is_luma_rounded_to_the_nearest_byte():
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (7, 5, 3), dtype=np.uint8)
    grey = in_colour(pixels, "grey")
    assert grey.shape == (1, 1, 7, 5)
    for row, col in np.ndindex(7, 5):
        r, g, b = map(int, pixels[row, col])
        assert grey[0, 0, row, col] == (2 * (299 * r + 587 * g + 114 * b) + 1000) // 2000


def test_colours_and_planes_are_views_not_copies():
    colours = np.zeros((4, 6, 3), np.uint8)
    grey = np.zeros((4, 6), np.uint8)
    assert np.shares_memory(in_colour(colours, "rgb"), colours)
    assert np.shares_memory(in_colour(grey, "grey"), grey)
    assert in_colour(grey, "rgb").shape == (1, 3, 4, 6)
    assert np.shares_memory(in_colour(grey, "rgb"), grey)


def test_weights_stay_whole_numbers_and_the_bias_is_measured_in_bytes():
    lesson = Lesson(filters=(Filter("sobel_x", bias=0.5),), scale="unit")
    W, b = photo_weights(lesson, photo_filters(lesson))
    assert W.dtype == b.dtype == np.float32
    assert np.array_equal(W[0, 0], [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    assert b[0] == 127.5
    lesson = replace(lesson, scale="byte")
    assert photo_weights(lesson, photo_filters(lesson))[1][0] == 0.5


def test_padding_follows_the_photographs_own_size():
    lesson = Lesson(FH=4, FW=3, pad="same", stride=(2, 1))
    g = geometry_of(lesson, 11, 20)
    assert (g.out_h, g.out_w) == (6, 20)
    assert g.pad == (1, 2, 1, 1)
    with pytest.raises(GeometryError):
        geometry_of(Lesson(FH=5, FW=5, pad=(0, 0, 0, 0)), 4, 9)


def test_a_cell_of_the_stage_covers_this_many_pixels():
    lesson = Lesson(size=28)
    assert stage_cell(replace(lesson, framing="crop"), 2800, 4000) == 100
    assert stage_cell(replace(lesson, framing="fit"), 1400, 2800) == 100
