"""The tours: every stop opens whole, says true things, and has its words in both languages."""

import re

import numpy as np
import pytest

from lesson.bounds import settled
from lesson.link.codec import read_link, write_link
from lesson.state import LANGUAGES
from lesson.tours.scripts import ALL, PAGE_TOURS, TOURS, Place, read_place
from lesson.tours.told import filled, lesson_at, told
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.conv_core.loops import Case, loop_forward
from ui.lessons import PAGES

STOPS = [Place(page, at) for page, tour in PAGE_TOURS.items() for at in range(1, len(tour) + 1)]
MOST_LETTERS = {"en": 225, "ja": 125}
"""Two lines of the strip, on a laptop."""


def name_of(place):
    return f"tour_{place.stop.page}.{place.stop.name}"


@pytest.mark.parametrize("place", STOPS, ids=name_of)
def test_a_stops_link_is_read_whole(place):
    reading = read_link(place.stop.link)
    assert reading.ignored == ()
    lesson = lesson_at(place, "ja")
    assert settled(lesson)[0] == lesson
    assert read_link(write_link(lesson)).lesson == lesson
    page = PAGES[place.stop.page]
    if page.views and lesson.view:
        assert lesson.view in page.views
    assert lesson.step < Worked(lesson).step_count


def test_the_tour_through_all_takes_45_minutes_and_every_page():
    assert sum(stop.minutes for stop in TOURS[ALL]) == 45
    assert set(TOURS) == {"slide", "matmul", "backward", "code", "photo", ALL}
    assert list(dict.fromkeys(stop.page for stop in TOURS[ALL])) == list(PAGE_TOURS)


@pytest.mark.parametrize("text", ["slide.0", "slide.01", "slide.99", "slide", "nobody.1", "all.x"])
def test_what_is_no_stop_is_refused(text):
    with pytest.raises(ValueError, match="no stop"):
        read_place(text)
    assert read_link({"tour": text}).ignored == ("tour",)


def test_a_link_that_only_names_a_stop_opens_its_lesson():
    link = {"tour": "slide.3", "lang": "ja"}
    assert filled(read_link(link).lesson, link) == lesson_at(Place("slide", 3), "ja")
    own = link | {"stride": "3"}
    assert filled(read_link(own).lesson, own).stride == (3, 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", STOPS, ids=name_of)
def test_every_sentence_is_filled_and_two_lines(place, language):
    say, ask, tell = (told(place.text, language, part) for part in ("say", "ask", "tell"))
    assert "{" not in say + ask + tell
    assert len(f"{say} {ask}") <= MOST_LETTERS[language]
    assert len(f"{ask} {tell}") <= MOST_LETTERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_stop_has_words_and_no_words_are_left(language):
    words = vocabulary(language)
    for page, tour in PAGE_TOURS.items():
        parts = {f"{stop.name}.{part}" for stop in tour for part in ("say", "ask", "tell")}
        assert set(words.section(f"tour_{page}")) == parts


def at(name):
    return next(place for place in STOPS if name_of(place) == f"tour_{name}")


def numbers(place, part):
    """The numbers of a sentence, in the order in which they stand."""
    text = told(place.text, "en", part).replace("−", "-")
    return [float(one) for one in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", text)]


def by_loops(place):
    worked = Worked(lesson_at(place, "en"))
    lesson = worked.lesson
    N, C, in_h, in_w = worked.x.shape
    FN, _, FH, FW = worked.W.shape
    case = Case(N, C, in_h, in_w, FN, FH, FW, lesson.stride, worked.geometry.pad)
    return worked, case


def test_the_first_step_and_the_next():
    worked, case = by_loops(at("slide.step"))
    out = loop_forward(worked.x, worked.W, worked.b, case)[0, 0]
    assert out.tolist() == [[15, 16], [6, 15]]
    patch, weights = worked.x[0, 0, :3, 1:4], worked.W[0, 0]
    terms = " + ".join(f"{p:g}·{w:g}" for p, w in zip(patch.flat, weights.flat, strict=True))
    assert told(at("slide.step").text, "en", "say") == f"This window makes one cell: {terms} = 16."
    assert told(at("slide.step").text, "ja", "tell").endswith("·2 = 6。")


def places(size, window, stride):
    """Where a window can begin, one after the other."""
    return [first for first in range(0, size, stride) if first + window <= size]


def test_sizes_are_counted():
    for name, padded in (("slide.size", 8), ("slide.floor", 6), ("slide.padding", 6)):
        worked, _ = by_loops(at(name))
        assert worked.geometry.padded_h == padded
    assert numbers(at("slide.size"), "say") == [6, 1, 3, 5, 2, 2, len(places(8, 3, 2))]
    assert numbers(at("slide.size"), "tell") == [len(places(8, 3, 1)), 5]
    assert told(at("slide.floor").text, "en", "say").startswith("(6 − 3) / 2 = 1.5")
    assert numbers(at("slide.floor"), "tell") == [1, len(places(6, 3, 2))]
    in_image = sum(1 for i in range(3) for j in range(3) if i >= 1)
    assert numbers(at("slide.padding"), "say")[-2:] == [in_image, 9]


def test_products_and_parameters_are_counted():
    worked, _ = by_loops(at("slide.channels"))
    assert worked.W.shape == (1, 3, 3, 3)
    assert "= 27 products" in told(at("slide.channels").text, "en", "say")
    worked, _ = by_loops(at("slide.filters"))
    assert numbers(at("slide.filters"), "tell") == [worked.W.size + worked.b.size, 4, 9, 4]


def test_copies_are_counted():
    windows = [(i, j) for i in range(4) for j in range(4)]
    reads = np.zeros((6, 6), int)
    for i, j in windows:
        reads[i : i + 3, j : j + 3] += 1
    assert numbers(at("matmul.copies"), "say") == [36, reads.sum(), reads.sum() / 36]
    for name in ("matmul.copies", "backward.count"):
        assert numbers(at(name), "tell")[:2] == [reads.max(), reads[0, 0]]


def test_what_is_bare_stands_in_a_wrong_place():
    worked, case = by_loops(at("matmul.bare"))
    out = loop_forward(worked.x, worked.W, worked.b, case)
    flat = [out[0, k, i, j] for i in range(2) for j in range(2) for k in range(2)]
    wrong = sum(1 for got, right in zip(flat, out.flat, strict=True) if got != right)
    assert numbers(at("matmul.bare"), "tell")[0] == wrong == 6


def test_the_product_is_the_sum_of_the_window():
    worked, case = by_loops(at("matmul.product"))
    total = loop_forward(worked.x, worked.W, worked.b, case)[0, 0, 1, 0]
    assert told(at("matmul.product").text, "en", "tell").endswith(f"= {total:g}.")


def test_the_gradients():
    worked, _ = by_loops(at("backward.weight"))
    x = worked.x[0, 0]
    corners = [x[i, j] for i in range(2) for j in range(2)]
    assert (worked.dout == 1).all()
    assert numbers(at("backward.weight"), "tell") == [*corners, sum(corners)]
    assert numbers(at("backward.db"), "ask") == [1, 4]
    assert numbers(at("backward.db"), "tell") == [4]


def test_what_only_one_window_reads_and_nothing_else_outlasts_overwriting():
    worked, _ = by_loops(at("backward.fold"))
    weights = worked.W[0, 0]
    added, last, reads = np.zeros((6, 6)), np.zeros((6, 6)), np.zeros((6, 6), int)
    for i in range(4):
        for j in range(4):
            added[i : i + 3, j : j + 3] += weights
            last[i : i + 3, j : j + 3] = weights
            reads[i : i + 3, j : j + 3] += 1
    assert ((added == last) == (reads == 1)).all()


def test_weights_of_the_edges_add_up_to_nothing():
    worked, _ = by_loops(at("photo.signs"))
    assert worked.W.sum() == 0
