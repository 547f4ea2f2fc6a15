"""A visitor's run in Streamlit's session, and its way to and from the address bar."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from lesson.practice.run import NAMES, Course, Run, following, read_run, spell_run
from ui.visit import address, notes

ANSWER = "w.practice_answer"
"""Key of the box that is typed into."""

_SHEET = "practice"
_LOOKED = "practice_looked"


@dataclass(frozen=True)
class Sheet:
    """What a visitor sees of a run.

    Attributes
    ----------
    course : Course
    is_told : bool
        Whether the reply to the last answer is on screen; the next question waits.
    is_unread : bool
        Whether what was typed last was no answer.
    said : int
        How often something was said; equal words that are said twice are read out twice.
    """

    course: Course
    is_told: bool = False
    is_unread: bool = False
    said: int = 0

    @property
    def place(self) -> str:
        """Where in which run this is."""
        return f"{self.course.run.seed}.{len(self.course.turns)}.{self.is_told}"


def open_sheet() -> Sheet:
    """The visitor's run: that of the address when the page opens or is gone back to."""
    looked = address.times_gone_back()
    if st.session_state.get(_LOOKED) != looked:
        st.session_state[_LOOKED] = looked
        _follow_address()
    return sheet()


def sheet() -> Sheet:
    """The run as it stands."""
    kept: Sheet = st.session_state[_SHEET]
    return kept


def _follow_address() -> None:
    query = st.query_params.to_dict()
    named = {name: query[name] for name in NAMES if name in query}
    kept: Sheet | None = st.session_state.get(_SHEET)
    if kept is not None and named in ({}, spell_run(kept.course.run)):
        return  # it has been here all the time, and its reply may be on screen
    course, ignored = read_run(named)
    if ignored:
        notes.say("notes.link_ignored", level="warning", names=", ".join(ignored))
    _put(Sheet(course))


def _put(new: Sheet) -> None:
    st.session_state[_SHEET] = new
    address.put_beside(spell_run(new.course.run))


def check() -> None:
    """Judge what stands in the box."""
    old = sheet()
    if old.is_told or old.course.is_over:
        return  # a click that came twice
    course, reply = old.course.answered(str(st.session_state.get(ANSWER) or ""))
    unread = reply.kind == "unread"
    _put(Sheet(course, is_told=not unread, is_unread=unread, said=old.said + 1))


def reveal() -> None:
    """Show the answer, which ends the question."""
    old = sheet()
    if not old.is_told and not old.course.is_over:
        _put(Sheet(old.course.revealed(), is_told=True, said=old.said + 1))


def go_on() -> None:
    """To the next question, or to what the run has come to."""
    st.session_state[ANSWER] = ""
    _put(replace(sheet(), is_told=False))


def start_anew() -> None:
    """Another run, of the next seed."""
    st.session_state[ANSWER] = ""
    _put(Sheet(Course.of(Run(following(sheet().course.run.seed))), said=sheet().said))
