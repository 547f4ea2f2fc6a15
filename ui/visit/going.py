"""The page on screen, and the one that was asked for."""

from __future__ import annotations

import streamlit as st

PAGE = "page"
"""Where the session keeps the id of the page on screen."""
_GOING = "going"


def on_screen() -> str:
    """The page on screen, by its id; "" before the first one."""
    page: str = st.session_state.get(PAGE, "")
    return page


def go_to(page: str) -> None:
    """Ask for another page, by its id: the next run goes there."""
    st.session_state[_GOING] = page


def to() -> str:
    """The page that was asked for; "" where none was."""
    page: str = st.session_state.get(_GOING, "")
    return page


def arrived() -> None:
    """The page that was asked for is on its way."""
    st.session_state.pop(_GOING, None)
