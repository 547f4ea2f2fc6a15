"""The button that starts a class, in the side bar of every page."""

from __future__ import annotations

import streamlit as st

from ui.live import visit
from ui.visit import fragments, session

_KEY = "w.class_start"


def class_start() -> None:
    """Draw the button; there is one class at a time."""
    words = session.words()
    with st.sidebar:
        st.button(
            words("live.start"), key=_KEY, icon=":material/groups:", width="stretch",
            disabled=bool(session.room()), help=words("live.start_help"),
            on_click=fragments.then_redraw(_KEY, visit.start),
        )  # fmt: skip
