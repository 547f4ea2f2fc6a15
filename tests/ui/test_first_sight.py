"""What a page waits for before it draws its controls."""

import gc
from threading import Timer

import pytest
import streamlit as st

from ui.first_sight import FOLDER, Sights


@pytest.fixture(autouse=True)
def _a_new_visit(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})


def token(sight):
    return sight.address.removeprefix(FOLDER)


def test_only_the_first_page_of_a_visit_is_the_first_and_all_ask_at_one_address():
    sights = Sights()
    sights.listening = True
    first, is_first = sights.of_this_visit()
    again, is_first_again = sights.of_this_visit()
    assert (is_first, is_first_again) == (True, False)
    assert again is first
    assert len(token(first)) >= 16


def test_a_page_waits_until_its_own_browser_has_spoken():
    sights = Sights()
    sights.listening = True
    mine, _ = sights.of_this_visit()
    st.session_state.clear()
    other, _ = sights.of_this_visit()
    sights.seen(token(other))
    assert not mine.wait(patience=0)
    speaking = Timer(0.05, sights.seen, [token(mine)])
    speaking.start()
    assert mine.wait(patience=30)
    assert mine.wait(patience=0)  # it said so once and for all


def test_where_nobody_listens_no_page_waits():
    sight, is_first = Sights().of_this_visit()
    assert is_first
    assert sight.address == ""
    assert sight.wait(patience=0)


def test_a_token_of_no_visit_means_nothing_and_an_ended_visit_leaves_nothing():
    sights = Sights()
    sights.listening = True
    sight, _ = sights.of_this_visit()
    old = token(sight)
    st.session_state.clear()
    del sight
    gc.collect()
    sights.seen(old)
    sights.seen("")
    assert not sights._sights
