"""From a picture to the line of code that makes what it draws, and back."""

from __future__ import annotations

import streamlit as st

from lesson.code.pictures import Drawn, step_of
from lesson.worked import Worked
from ui.visit import going, session

_CAME = "code.came"


def open_code(views: tuple[str, ...]) -> None:
    """Open the listing at the line that makes what a page's picture draws.

    Who has come from a line to this picture goes back to that line.

    Parameters
    ----------
    views : tuple of str
        Of the page; the first is shown where the lesson asks for none of them.
    """
    lesson = session.current()
    view = lesson.view if lesson.view in views else views[0]
    came: tuple[str, int] | None = st.session_state.get(_CAME)
    line = lesson.line
    if came != (view, line):
        line = step_of(Worked(lesson), view)
    session.change(line=line)
    session.ask_seek()
    going.go_to("code")


def open_picture(drawn: Drawn) -> None:
    """Open the picture that draws a variable, at the lesson's own step."""
    session.change(view=drawn.view)
    lesson = session.current()
    st.session_state[_CAME] = (drawn.view, lesson.line)
    session.ask_seek()
    going.go_to(drawn.page)
