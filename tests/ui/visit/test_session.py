"""The lesson in the session: where it comes from, and what a browser may wish for."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import streamlit as st

from lesson.link.codec import read_link, travels, write_link
from lesson.numbers import Numbers
from lesson.state import MOST_STEPS, OWN, UPLOAD, Filter, Lesson
from ui.visit import address, notes, session

BOOK = Lesson(source="book", pad=(0,) * 4, filters=(Filter("book"), Filter("box")))


class Address(dict):
    """As much of `st.query_params` as the session uses; counts what is written."""

    written = 0

    def to_dict(self):
        return dict(self)

    def from_dict(self, link):
        self.written += 1
        self.clear()
        self.update(link)


@pytest.fixture
def visitor(monkeypatch):
    """A visitor of a page: `visitor(link, locale)` opens the session and returns its lesson."""
    streamlit = SimpleNamespace(
        session_state={}, query_params=Address(), context=SimpleNamespace(locale="en-US")
    )
    for name, value in vars(streamlit).items():
        monkeypatch.setattr(st, name, value)

    def visit(link=(), locale="en-US"):
        streamlit.query_params.update(link)
        streamlit.context.locale = locale
        return session.current()

    visit.address = streamlit.query_params  # type: ignore[attr-defined]
    visit.state = streamlit.session_state  # type: ignore[attr-defined]
    return visit


def test_the_first_call_reads_the_link(visitor):
    assert visitor(write_link(BOOK)) == BOOK
    assert notes.take() == []


def test_later_calls_do_not(visitor):
    visitor({"stride": "2"})
    visitor.address.from_dict({"stride": "3"})
    assert session.current().stride == (2, 2)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ja-JP", "ja"), ("ja", "ja"), ("JA-jp", "ja"), ("de-DE", "en"), ("", "en"), (None, "en")],
)
def test_the_browsers_language_is_taken_where_the_link_names_none(visitor, locale, language):
    assert visitor({}, locale).language == language


def test_a_language_in_the_link_wins(visitor):
    assert visitor({"lang": "en"}, "ja-JP").language == "en"


def test_a_plain_visit_plays_and_a_link_waits_at_its_step(visitor):
    visitor({"step": "5"})
    assert session.seek() == {
        "id": 1,
        "step": 5,
        "filter": 0,
        "film": 0,
        "line": 0,
        "loops": False,
        "play": False,
    }


def test_a_plain_visit_plays(visitor):
    visitor()
    assert session.seek()["play"] is True


def test_a_link_that_makes_no_sense_gives_one_note(visitor):
    visitor({"stride": "99", "fh": "x", "in": "nobody"})
    (note,) = notes.take()
    assert note.name == "notes.link_ignored"
    assert note.facts == {"names": "in, fh, stride"}


def test_a_note_stays_until_the_visitor_changes_something(visitor):
    visitor({"stride": "99"})
    assert notes.take() == notes.take() != []
    session.stage_settled({"step": 3})
    assert notes.take() != []
    session.change(stride=(2, 2))
    assert notes.take() == []


def test_what_is_said_in_passing_is_said_once(visitor):
    visitor()
    notes.say("notes.numbers_read", C=1, h=2, w=3)
    assert [note.name for note in notes.take()] == ["notes.numbers_read"]
    assert notes.take() == []


def test_a_note_for_the_batch_waits_for_its_place(visitor):
    visitor()
    notes.say("notes.batch_full", level="warning", place=notes.BATCH, most=4, left=1)
    assert notes.take() == []
    assert [note.name for note in notes.take(notes.BATCH)] == ["notes.batch_full"]
    session.change(stride=(2, 2))
    assert notes.take(notes.BATCH) == []


def test_inputs_of_a_batch_that_did_not_travel_are_counted(visitor):
    visitor({"in": "cat", "more": "upload~brick~upload"})
    (note,) = notes.take()
    assert (note.name, note.facts) == ("notes.inputs_missing", {"count": 2})
    assert [one.source for one in session.current().more] == ["brick"]


def test_a_picture_that_did_not_travel_is_asked_for(visitor):
    visitor({"in": "upload", "stride": "2"})
    assert [note.name for note in notes.take()] == ["notes.picture_missing"]


NONSENSE: list[Any] = [
    None, 5, "step", [], {}, {"step": None}, {"step": "3"}, {"step": 2.5}, {"step": True},
    {"step": [1]}, {"step": {}}, {"filter": float("nan")}, {"other": 1}, {"step": float("inf")},
]  # fmt: skip


@pytest.mark.parametrize("wish", NONSENSE, ids=repr)
def test_a_wish_that_makes_no_sense_changes_nothing(visitor, wish):
    before = visitor(write_link(BOOK) | {"step": "2", "filter": "1"})
    session.stage_settled(wish)
    assert session.current() == before


@pytest.mark.parametrize(
    ("wish", "step", "filter_"),
    [
        ({"step": 3, "filter": 1}, 3, 1),
        ({"step": 1}, 1, 0),
        ({"filter": 1, "step": "x"}, 0, 1),
        ({"step": 4, "filter": 2}, 3, 1),
        ({"step": -1, "filter": -1}, 0, 0),
        ({"step": 10**400, "filter": -(10**400)}, 3, 0),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_wish_is_clamped_to_what_there_is(visitor, wish, step, filter_):
    visitor(write_link(BOOK))
    session.stage_settled(wish)
    assert (session.current().step, session.current().filter) == (step, filter_)


def test_whether_to_predict_is_said_by_the_stage(visitor):
    visitor(write_link(BOOK))
    session.stage_settled({"step": 1, "predict": True})
    assert write_link(session.current()) == write_link(BOOK) | {"step": "1", "predict": "1"}
    for wish in ({"predict": "no"}, {"predict": None}, {"predict": 0}, {}):
        session.stage_settled(wish)
        assert session.current().predict, wish
    session.stage_settled({"predict": False})
    assert not session.current().predict


def test_where_the_stage_settles_is_not_sought_again(visitor):
    visitor(write_link(BOOK))
    before = session.seek()
    session.stage_settled({"step": 3, "filter": 1})
    assert session.seek() == before


def test_the_step_of_a_film_of_its_own_travels_until_another_picture_is_chosen(visitor):
    visitor(write_link(BOOK) | {"view": "learn"})
    session.stage_settled({"step": 3, "filter": 1, "film": 13})
    session.change(stride=(1, 1), language="ja")
    assert read_link(write_link(session.current())).lesson.film == 13
    session.ask_seek()
    assert session.seek()["film"] == 13
    session.change(view="check")
    assert session.current().film == 0


@pytest.mark.parametrize("film", [-4, 10**9, True, None, "7", 2.0])
def test_a_nonsense_film_is_none(visitor, film):
    visitor(write_link(BOOK))
    session.stage_settled({"step": 3, "filter": 1, "film": film})
    assert session.current().film in (0, MOST_STEPS - 1)


def test_asking_the_stage_to_go_somewhere_is_a_new_wish(visitor):
    visitor(write_link(BOOK))
    session.change(step=2, filter=1)
    session.ask_seek()
    assert session.seek() == {
        "id": 2,
        "step": 2,
        "filter": 1,
        "film": 0,
        "line": 0,
        "loops": False,
        "play": False,
    }


def test_a_layer_that_no_longer_fits_shrinks_with_a_note(visitor):
    visitor({"in": "ramp", "fh": "7", "pad": "1"})
    session.change(source="book")
    assert (session.current().FH, session.current().FW) == (6, 3)
    assert [(note.name, note.facts) for note in notes.take()] == [
        ("notes.shrunk", {"FH": 6, "FW": 3})
    ]


def test_the_address_is_written_only_when_it_changed(visitor):
    visitor(write_link(BOOK))
    address.write()
    assert visitor.address.written == 0
    session.change(stride=(2, 2))
    address.write()
    address.write()
    assert visitor.address.written == 1
    assert dict(visitor.address) == write_link(session.current())


def test_nonsense_leaves_the_address(visitor):
    came = {"stride": "99", "utm_source": "mail", "fw": "2"}
    visitor(came)
    address.write()
    # not by Streamlit, whose Back would lead to it again: the browser spells it anew
    assert visitor.address.written == 0
    assert session.opened() == (came, {"fw": "2"})
    session.change(stride=(2, 2))
    address.write()
    assert dict(visitor.address) == {"fw": "2", "stride": "2"}


@pytest.fixture
def go_back(visitor, monkeypatch):
    """`go_back(link)`: the browser runs the page with the parameters of another entry."""

    def go(link):
        with monkeypatch.context() as patch:
            patch.setattr("ui.visit.address.was_gone_back_to", lambda: True)
            visitor.address.clear()
            visitor.address.update(link)
            address.follow_browser()
        address.write()
        return session.current()

    return go


def test_the_lesson_that_the_browser_goes_back_to_is_shown(visitor, go_back):
    visitor({"stride": "99"})
    session.change(stride=(2, 2), step=5)
    later = session.current()
    seek = session.seek()["id"]
    assert go_back({"in": "book", "pad": "0", "step": "2"}) == replace(
        Lesson(), source="book", pad=(0,) * 4, step=2
    )
    assert session.seek() == {
        "id": seek + 1,
        "step": 2,
        "filter": 0,
        "film": 0,
        "line": 0,
        "loops": False,
        "play": False,
    }
    assert go_back(write_link(later)) == later
    assert notes.take() == []


def test_an_address_that_a_faster_change_has_overtaken_is_not_gone_back_to(visitor):
    visitor({"stride": "2"})
    session.change(stride=(3, 3))
    visitor.address.update({"stride": "2"})
    address.follow_browser()
    assert session.current().stride == (3, 3)
    address.write()
    assert dict(visitor.address) == {"stride": "3"}


def test_the_address_gone_back_to_is_written_over_what_an_overtaken_run_has_sent(visitor, go_back):
    visitor({})
    session.change(stride=(2, 2))
    address.write()
    before = visitor.address.written
    go_back({"stride": "3"})
    assert visitor.address.written == before + 1
    address.write()
    assert visitor.address.written == before + 1


@pytest.mark.parametrize("source", [UPLOAD, OWN])
def test_what_no_address_carries_is_there_when_the_browser_goes_back(visitor, go_back, source):
    visitor()
    planes = np.random.default_rng(0).normal(size=(3, 64, 64))
    session.change(source=source, numbers=Numbers.of(planes), look="unit")
    address.write()
    large, link = session.current(), write_link(session.current())
    assert not travels(large)
    session.stage_settled({"step": 5})
    address.write()
    session.change(source="cat", numbers=None, look="numbers")
    address.write()
    assert go_back(link).numbers == large.numbers
    assert notes.take() == []


def test_only_a_few_lessons_that_no_address_carries_are_kept(visitor):
    visitor()
    for stride in range(1, 5):
        for dilation in range(1, 5):
            planes = np.random.default_rng(stride).normal(size=(3, 64, 64))
            session.change(source=OWN, numbers=Numbers.of(planes), stride=(stride, dilation))
            address.write()
    kept = visitor.state["unspelled"]
    assert len(kept) == 8
    assert session.current() in kept.values()


def test_another_photograph_is_looked_at_as_a_whole(visitor):
    visitor({"photo": "spot.3.4_zoom.2000.5.6_relu_wipe.30.0"})
    session.change(stride=(2, 2))
    assert session.current().photo.spot == (3, 4)
    session.change(source="rocket")
    assert write_link(session.current())["photo"] == "relu_wipe.30.0"


@pytest.mark.parametrize(
    ("source", "size", "whole"),
    [(UPLOAD, 4, True), (OWN, 4, True), (UPLOAD, 64, False), (OWN, 64, False)],
)
def test_whether_the_input_travels_is_said_truly(visitor, source, size, whole):
    visitor()
    assert travels(session.current())
    noise = Numbers.of(np.random.default_rng(0).normal(size=(3, size, size)))
    session.change(source=source, numbers=noise)
    assert travels(session.current()) == whole
