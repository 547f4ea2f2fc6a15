"""The stage: the animated picture, one component for all lessons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui.component.shared import SharedComponent
from ui.stage.predict.answers import answers
from ui.visit import fragments, session

FOLDER = Path(__file__).parent
KEY = "stage"

_UI = FOLDER.parent
_PRESENTER = _UI / "presenter" / "presenter.css"
LOOKS = (_PRESENTER, FOLDER / f"{KEY}.css")
"""How a stage looks, on a page and in a file of its own."""
_component = SharedComponent(KEY, FOLDER, _UI / "lessons.js", looks=(_PRESENTER,))


def stage_code() -> None:
    """Send what every stage needs, its code and its words; once on a page, outside all parts."""
    words = session.words()
    _component.lay_out(words.language, words.section("stage"))
    # always: what comes and goes above the stage would have it built anew
    answers()


def stage(payload: bytes, on_click: Callable[[], None] | None = None) -> None:
    """Show a picture; where the learner comes to rest goes into the lesson.

    Parameters
    ----------
    payload : bytes
        From `ui.stage.payload.pack_numbers`. Equal bytes leave the film untouched.
    on_click : callable, optional
        Called when the learner has chosen the lesson's step by a click on a cell.
    """

    def settled() -> None:
        # what rests as its page is left arrives on another one
        wish = (st.session_state.get(KEY) or {}).get("settled")
        session.stage_settled(wish)
        if on_click is not None and isinstance(wish, dict) and wish.get("clicked") is True:
            on_click()

    _component.show(payload, KEY, on_settled_change=fragments.then_redraw(KEY, settled))
