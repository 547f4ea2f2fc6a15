"""The side bar: every control is a view of the lesson, drawn once and shared by all pages."""

from __future__ import annotations

import streamlit as st

from lesson.state import LANGUAGES
from ui import parts, session, views
from ui.filter_controls import filter_controls, filter_shown
from ui.grid import number_grid_code
from ui.input_controls import input_controls, picture_controls, picture_shown
from ui.layer_controls import layer_controls, layer_shown

_NATIVE = {"en": "English", "ja": "日本語"}


def open_side_bar() -> None:
    """Have the browser make room for the controls, before they are drawn."""
    words = session.words()
    with st.sidebar:
        number_grid_code(words.section("grid"), words.language)


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
        parts.part(parts.LAYER, layer_shown, layer_controls)
        parts.part(parts.FILTER, filter_shown, filter_controls)
        parts.part(parts.PICTURE, picture_shown, picture_controls)
