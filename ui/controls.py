"""The side bar: every control is a view of the lesson, drawn once and shared by all pages."""

from __future__ import annotations

import streamlit as st

from lesson.state import LANGUAGES
from ui import session, views
from ui.filter_controls import filter_controls
from ui.input_controls import input_controls, picture_controls
from ui.layer_controls import layer_controls

_NATIVE = {"en": "English", "ja": "日本語"}


def side_bar() -> None:
    """Draw all controls of the lesson."""
    with st.sidebar:
        views.choice(
            st.radio,
            "controls.language",
            LANGUAGES,
            session.current().language,
            lambda language: session.change(language=language),
            names=_NATIVE.__getitem__,
            horizontal=True,
            label_visibility="collapsed",
        )
        input_controls()
        layer_controls()
        filter_controls()
        picture_controls()
