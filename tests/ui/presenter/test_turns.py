"""What the keys of presenter view do and say, with a session that only remembers."""

from dataclasses import replace

import pytest
import streamlit

from lesson.link.codec import shared
from lesson.state import Filter, Lesson
from lesson.tours.scripts import Place
from lesson.tours.told import lesson_at
from tests.conftest import REPO
from ui.lessons import PAGES
from ui.live.visit import Visit
from ui.page import tour
from ui.presenter.remote import read_turns
from ui.presenter.turns import KEYS, listed, turned
from ui.visit import going, session

UI, ABOUT = REPO / "ui", '<header class="about">'
RAMP = Lesson(source="ramp", language="en")


@pytest.fixture
def lesson(monkeypatch):
    """The visitor's lesson: `lesson(x)` sets it, `lesson()` returns it."""
    state = {"seek": {"id": 0}, "page": "slide"}
    monkeypatch.setattr("streamlit.session_state", state)

    def visit(new=None):
        if new is not None:
            state["lesson"] = new
        return session.current()

    return visit


def test_each_setting_changes_and_is_named(lesson):
    lesson(RAMP)
    assert turned("slide", "stride", 1) == "Stride 2"
    assert turned("slide", "pad", 1) == "Padding 2"
    assert turned("slide", "window", 1) == "Filter 4×4"
    assert turned("slide", "preset", 1) == "Filter: Sobel y"
    assert turned("slide", "input", 1) == "Input: One bright pixel"
    assert lesson() == replace(
        RAMP, source="dot", FH=4, FW=4, filters=(Filter("sobel_y"),), stride=(2, 2), pad=(2,) * 4
    )
    assert turned("slide", "input", -1) == "Input: Ramp"


def test_where_there_is_nothing_further_the_lesson_stays_and_that_is_said(lesson):
    lesson(RAMP)
    assert turned("slide", "stride", -1) == "Stride 1 · no further here"
    assert lesson() == RAMP


def test_what_was_locked_stays_and_that_is_said(lesson):
    locked = lesson(shared(replace(RAMP, stride=(3, 3)), ("layer", "filters", "picture")))
    assert turned("slide", "stride", 1) == "Stride 3 · stays as it was shared"
    assert turned("slide", "window", 1) == "Filter 3×3 · stays as it was shared"
    assert turned("slide", "preset", 1) == "Filter: Sobel x · stays as it was shared"
    assert turned("matmul", "picture", 1) == "1 · Windows to rows · stays as it was shared"
    assert lesson() == locked
    assert turned("slide", "input", 1) == "Input: One bright pixel"


def test_what_a_setting_changes_besides_is_said_with_it(lesson):
    # the book's 4 rows are too few for a filter of 7
    lesson(Lesson(source="edge", FH=7, FW=7, filters=(Filter("box"),)))
    said = turned("slide", "input", -1)
    assert said.startswith("Input: The book's 4×4 · ")
    assert "6×6" in said
    assert lesson().FH == 6


def test_pictures_go_in_a_circle(lesson):
    lesson(RAMP)
    seen = [(turned("backward", "picture", 1), lesson().view) for _ in range(10)]
    assert seen[0] == ("Matrix · db", "db")
    assert len({view for _, view in seen}) == 10
    assert (turned("backward", "picture", 1), lesson().view) == ("Steps · one filter", "steps")
    assert turned("slide", "picture", 1) == "This page has one picture."


def test_pages_with_a_picture_follow_one_another(lesson):
    lesson(RAMP)
    seen, page = [], "slide"
    for _ in range(5):
        turned(page, "page", 1)
        seen.append(page := going.to())
    assert seen == ["matmul", "backward", "code", "photo", "slide"]
    assert set(seen) == {name for name, page in PAGES.items() if page.picture}
    turned("slide", "page", -1)
    assert going.to() == "photo"


def test_a_tour_from_its_beginning_to_its_end(lesson):
    lesson(RAMP)
    none = "No tour is under way: T begins the page's."
    assert turned("slide", "stop", 1) == turned("slide", "tour", -1) == none
    assert turned("slide", "tour", 1) == "Tour 1 / 7"
    assert turned("slide", "stop", 1) == "Tour 2 / 7"
    assert lesson() == lesson_at(Place("slide", 2), "en")
    assert tour.asked() == "How many rows has the output with stride 1?"
    assert turned("slide", "tour", 1) == "The tour is under way: N goes on."
    assert turned("slide", "stop", -1) == "Tour 1 / 7"
    assert turned("slide", "tour", -1) == "Tour ended: your own lesson"
    assert lesson() == RAMP


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_help_names_the_keys_that_a_page_has(lesson, language):
    lesson(replace(RAMP, language=language))
    for page, one in PAGES.items():
        if one.picture:
            usual = {*KEYS.values(), "A"} - ({"V"} if page in ("slide", "code") else set())
            for room, teaches in (("", False), ("K7Q2X", False), ("", True), ("K7Q2X", True)):
                streamlit.session_state["room.code"] = room
                streamlit.session_state["class"] = Visit(teaches=teaches)
                keys = {key.partition(",")[0] for key, _ in listed(page, session.words())}
                assert keys == usual | ({"Q"} if room and teaches else set())


@pytest.mark.parametrize("file", [file for file in UI.rglob("*.html") if ABOUT in file.read_text()])
def test_every_picture_of_presenter_view_has_a_place_for_the_bar_of_a_class(file):
    assert '<div class="class"></div>' in file.read_text()


@pytest.mark.parametrize(
    "sent",
    [None, 7, "s", {}, [7], [[1, "stride"]], [[1, ["stride"], 1]], [[True, "stride", 1]],
     [[1, "stride", 2]], [[-1, "stride", 1]], [[1 << 60, "stride", 1]], [[1, "drop", 1]],
     [[1, "stride", True]], [[1.0, "stride", 1]]],
)  # fmt: skip
def test_nonsense_of_a_browser_is_no_key(sent):
    assert read_turns(sent) == []
