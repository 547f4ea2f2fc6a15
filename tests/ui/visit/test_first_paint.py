"""What a page waits for before it draws its controls."""

import gc
from threading import Timer

import pytest
import streamlit as st

from ui.visit.first_paint import Sight, Sights


@pytest.fixture(autouse=True)
def _a_new_visit(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})


def to_come(sights: Sights) -> Sight:
    sight = sights.to_come()
    assert sight is not None
    return sight


def test_only_the_first_page_of_a_visit_has_one_to_come():
    sights = Sights()
    sights.listening = True
    first = to_come(sights)
    assert sights.to_come() is None
    assert len(first.token) >= 16
    assert first.address == f"seen/{first.token}"


def test_a_page_waits_until_its_own_browser_has_spoken():
    sights = Sights()
    sights.listening = True
    mine = to_come(sights)
    st.session_state.clear()
    other = to_come(sights)
    sights.seen(other.token)
    assert not mine.wait(patience=0)
    speaking = Timer(0.05, sights.seen, [mine.token])
    speaking.start()
    assert mine.wait(patience=30)
    assert mine.wait(patience=0)  # it said so once and for all


def test_where_nobody_listens_no_page_waits():
    sight = to_come(Sights())
    assert sight.token == ""
    assert sight.wait(patience=0)


def test_a_token_of_no_visit_means_nothing_and_an_ended_visit_leaves_nothing():
    sights = Sights()
    sights.listening = True
    sight = to_come(sights)
    old = sight.token
    st.session_state.clear()
    del sight
    gc.collect()
    sights.seen(old)
    sights.seen("")
    assert not sights._sights
