"""What a visitor has left for something else, to come back to it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lesson.state import Lesson

SHOWN, CLASS = "left.shown", "left.class"
"""For what: a tour, or the answer on a shared lesson; a class. One may stand in the other."""


@dataclass(frozen=True)
class Place:
    """A page, and the lesson there.

    Attributes
    ----------
    page : str
    lesson : Lesson
    """

    page: str
    lesson: Lesson


def leave(place: Place, why: str) -> None:
    """Remember where the visitor was."""
    st.session_state[why] = place


def behind(why: str) -> Place | None:
    """Where the visitor was; None where the session has begun there, or nothing was left."""
    place: Place | None = st.session_state.get(why)
    return place


def forget(why: str) -> None:
    """Nothing is to come back to any more."""
    st.session_state.pop(why, None)
