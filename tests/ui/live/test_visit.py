"""What a visit keeps of its class, and what a browser may wish of it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from lesson.numbers import Numbers
from lesson.photo.look import PhotoLook
from lesson.state import OWN, Dout, Filter, Lesson
from ui.live import visit as visits
from ui.live.visit import spelled
from ui.visit.shared_link import LONGEST_IN_CLASS

FOLLOW = {
    "id": 1, "do": "follow", "page": "matmul", "link": "stride=2x1&pad=0", "step": 7, "filter": 0,
    "keep": False,
}  # fmt: skip


def script():
    """Takes the wishes that the test has left, one after the other."""
    import streamlit as st

    from ui.lessons import PAGES
    from ui.live import visit
    from ui.visit import session

    session.current()
    st.session_state["going"] = ""
    for wish, here in st.session_state.get("wishes", ()):
        visit.take_all([wish], here, frozenset(PAGES))
        visit.take_all([wish], here, frozenset(PAGES))  # again, as a list that was not cut yet
    visit.take_all(st.session_state.get("list"), "slide", frozenset(PAGES))
    st.session_state["told"] = visit.told(st.session_state.get("page", "slide"))


def visit(*wishes, page="slide", **link):
    app = AppTest.from_function(script, default_timeout=30)
    for name, text in link.items():
        app.query_params[name] = text
    app.session_state["wishes"] = [
        (wish, "slide") if isinstance(wish, dict) else wish for wish in wishes
    ]
    app.session_state["page"] = page
    app.run()
    assert not app.exception
    return app


def test_a_student_is_brought_to_the_place_in_the_own_language():
    app = visit(FOLLOW, page="matmul", room="k7q2x", lang="ja")
    lesson = app.session_state["lesson"]
    assert (lesson.stride, lesson.pad, lesson.step) == ((2, 1), (0, 0, 0, 0), 7)
    assert lesson.language == "ja"
    assert app.session_state["going"] == "matmul"
    told = app.session_state["told"]
    assert told["room"] == "K7Q2X"
    assert (told["done"], told["strayed"], told["own"]) == (1, False, False)
    assert told["seek"] == app.session_state["seek"]["id"]
    assert told["link"] is None, "a student's lesson is nobody's business"


def test_who_goes_elsewhere_by_hand_has_strayed():
    app = visit(FOLLOW, page="matmul")
    app.session_state["wishes"] = []
    for change, strayed in (
        ({"step": 3, "filter": 0, "predict": True, "language": "ja"}, False),
        ({"stride": (1, 1)}, True),
    ):
        app.session_state["lesson"] = replace(app.session_state["lesson"], **change)
        app.run()
        assert app.session_state["told"]["strayed"] is strayed
    app = visit(FOLLOW, page="slide")
    assert app.session_state["told"]["strayed"], "another page"


def test_what_was_explored_is_kept_when_all_are_called_back():
    again = {**FOLLOW, "id": 2, "link": "stride=3", "keep": True}
    own = {"id": 3, "do": "own"}
    app = visit(FOLLOW, page="matmul")
    app.session_state["wishes"] = [(again, "matmul")]
    app.session_state["lesson"] = replace(app.session_state["lesson"], pad=(2, 2, 2, 2), step=1)
    app.run()
    assert app.session_state["lesson"].stride == (3, 3)
    assert app.session_state["told"]["own"]
    app.session_state["wishes"] = [(own, "slide")]
    app.run()
    lesson = app.session_state["lesson"]
    assert (lesson.stride, lesson.pad, lesson.step) == ((2, 1), (2, 2, 2, 2), 1)
    assert not app.session_state["told"]["own"]
    assert app.session_state["going"] == "matmul"


def test_who_has_only_followed_has_nothing_to_keep():
    app = visit(FOLLOW, (dict(FOLLOW, id=2, link="stride=3", keep=True), "matmul"))
    assert not app.session_state["told"]["own"]


def test_a_teacher_hands_out_the_lesson_and_leaves_again():
    app = visit({"id": 5, "do": "teach", "room": "K7Q2X"}, stride="2", step="9", predict="1")
    told = app.session_state["told"]
    assert (told["room"], told["link"]) == ("K7Q2X", "stride=2")
    app.session_state["wishes"] = [({"id": 6, "do": "leave"}, "slide")]
    app.run()
    told = app.session_state["told"]
    assert (told["room"], told["link"]) == ("", None)
    assert app.session_state["lesson"].stride == (2, 2)


def test_what_a_class_shows_is_compared_without_spelling_a_link(monkeypatch):
    state = {"class": visits.Visit(teaches=True), "room.code": "K7Q2X"}
    monkeypatch.setattr("streamlit.session_state", state)
    spellings: list[Lesson] = []
    monkeypatch.setattr(visits, "spelled", spellings.append)

    def shown(**change):
        state["lesson"] = replace(Lesson(stride=(2, 2)), **change)
        return visits.shown("slide")

    now = shown()
    assert shown(step=3) == shown(predict=True) == shown(film=1) == now
    for change in ({"stride": (2, 1)}, {"language": "ja"}, {"photo": PhotoLook(zoom=500)}):
        assert shown(**change) != now
    assert shown() == now != visits.shown("matmul")
    assert spellings == []


def test_numbers_travel_as_far_as_a_message_holds_them():
    def lesson(size):
        own = np.random.default_rng(3).normal(0, 1, (1, size, size)).round(4)
        return Lesson(
            source=OWN, numbers=Numbers.of(own), filters=(Filter("sobel_y", 0.5),), stride=(2, 1),
            dout=Dout("random", seed=7), predict=True, tour="", step=4, language="ja",
        )  # fmt: skip

    for size in (5, 40, 64):
        text = spelled(lesson(size))
        assert len(text) <= LONGEST_IN_CLASS
        assert "lang" not in text
        assert "predict" not in text
        app = visit({**FOLLOW, "page": "slide", "link": text, "step": 0}, lang="en")
        got = app.session_state["lesson"]
        if "x=" in text:
            assert got.numbers == lesson(size).numbers
            assert got == replace(lesson(size), predict=False, step=0, language="en")
    assert "x=" in spelled(lesson(40))


nonsense = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


@settings(max_examples=25, deadline=None)
@given(nonsense, st.sampled_from(sorted(FOLLOW)))
def test_a_browser_can_wish_what_it_likes(sent, name):
    app = visit(sent if isinstance(sent, dict) else (sent, "slide"), {**FOLLOW, name: sent})
    app.session_state["list"] = sent
    app.run()
    assert not app.exception
    lesson = app.session_state["lesson"]
    assert 0 <= lesson.step < 1 << 20
    assert lesson.filter < len(lesson.filters) or lesson.filter == 0


@pytest.mark.parametrize("much", ["a=1&" * 200, "x" * LONGEST_IN_CLASS])
def test_a_link_that_is_too_much_changes_nothing(much):
    app = visit({**FOLLOW, "link": f"stride=2&{much}"})
    assert app.session_state["lesson"].stride == (1, 1)
