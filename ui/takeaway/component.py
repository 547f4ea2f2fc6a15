"""The menu "Take away": a button on every page, and behind it what is sent when it is opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from lesson.arrays import GIVEN
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.component.joiner import joined
from ui.component.shared import HIDDEN, library
from ui.live.visit import withholds
from ui.takeaway.answers import Asked, answer, closed
from ui.visit import session
from ui.visit.shared_link import shared_link

KEY = "takeaway"
_FOLDER = Path(__file__).parent
_DONE = "takeaway.done"

_door = st.components.v2.component("conv_lab_takeaway", js=joined(_FOLDER / "door.js"))
_code = st.components.v2.component(
    "conv_lab_takeaway_code",
    js=library(
        KEY,
        _FOLDER / "main.js",
        (_FOLDER / "takeaway.html").read_text(encoding="utf-8"),
        (_FOLDER / "takeaway.css").read_text(encoding="utf-8"),
    ),
)


@st.fragment
def take_away(asked: Callable[[], Asked]) -> None:
    """The button; what it is asked for is made in a run of its own and kept nowhere.

    Parameters
    ----------
    asked : function
        Tells about what somebody asks, once somebody does.
    """
    words = session.words()
    wish = (st.session_state.get(KEY) or {}).get("ask")
    if wish is None:
        _door(key=KEY, data=closed(words), on_ask_change=_nothing)
        return
    _code(key=f"{HIDDEN}{KEY}", data=_told(words))
    number = wish.get("id") if isinstance(wish, dict) else None
    if number == st.session_state.get(_DONE):
        data = closed(words)  # answered before: the page is drawn anew for another reason
    else:
        st.session_state[_DONE] = number
        data = answer(wish, asked())
    _door(key=KEY, data=data, on_ask_change=_nothing)


def of_lesson(page: str) -> Asked:
    """The visitor's lesson, on a page of it; while numbers are asked, only what tells none."""
    worked, words = Worked(session.current()), session.words()
    link = shared_link(worked.lesson, st.context.url or "")
    if not withholds():
        return Asked(worked, words, page, link)
    why = words("numbers.predicting")
    return Asked(worked, words, page, link, GIVEN, why, later=("npz", "html"))


def _told(words: Words) -> bytes:
    told: dict[str, Any] = {"language": words.language, "words": dict(words.section(KEY))}
    return json.dumps(told, ensure_ascii=False).encode()


def _nothing() -> None:
    """A wish is read where it is answered."""
