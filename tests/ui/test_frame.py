"""The frame around a page: who draws when."""

import pytest
import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.testing.v1 import AppTest

from ui import frame


def a_page():
    """Tells whether each thing was drawn in a turn of the page."""
    import streamlit as st

    from ui import frame
    from ui.visit.draw_queue import turns

    def told(what):
        st.text(f"{what}: {turns.is_taken}")

    def draw(lesson, words):
        if not st.session_state.get("impossible"):
            told("picture")
            yield
        told("rest")

    frame.side_bar = lambda: told("side bar")  # type: ignore[attr-defined]
    st.session_state["framed"] = True
    frame.open_page("photo", draw, lambda: bool(st.session_state.get("slow")))


@pytest.fixture(autouse=True)
def _the_real_side_bar(monkeypatch):
    monkeypatch.setattr("ui.frame.side_bar", None)  # put back after the test
    # a page that stands alone has no pages to link to
    monkeypatch.setattr("ui.frame._tabs", lambda words, here: None)


def drawn(**state):
    test = AppTest.from_function(a_page, default_timeout=30)
    for name, value in state.items():
        test.session_state[name] = value
    test.run()
    assert not test.exception
    return [text.value for text in test.text]


def test_a_page_begins_in_its_middle_whatever_its_thread_has_drawn_before(monkeypatch):
    begun = []
    monkeypatch.setattr(st, "html", lambda style: begun.append(context_dg_stack.get()))
    monkeypatch.setattr(frame, "libraries", lambda page: None)
    context_dg_stack.set((*get_default_dg_stack_value(), st.sidebar))
    frame._for_all_pages("practice")
    assert begun == [get_default_dg_stack_value()]


def test_a_page_is_drawn_in_its_turn():
    assert drawn() == ["picture: True", "rest: True", "side bar: True"]


def test_a_picture_that_takes_long_holds_nobody_up():
    assert drawn(slow=True) == ["side bar: True", "picture: False", "rest: False"]


def test_where_there_is_no_picture_nobody_waits_for_one(monkeypatch):
    monkeypatch.setattr("ui.visit.first_paint.sights.listening", True)
    monkeypatch.setattr("ui.visit.first_paint.Sight.wait", lambda self: pytest.fail("it waited"))
    assert drawn(impossible=True) == ["rest: True", "side bar: True"]
