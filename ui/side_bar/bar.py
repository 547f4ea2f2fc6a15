"""The side bar: every control is a view of the lesson, drawn once and shared by all pages."""

from __future__ import annotations

import streamlit as st

from lesson.state import LANGUAGES
from lesson.vocabulary import NATIVE
from ui.grid.number_grid import number_grid_code
from ui.keys.switch import keys_switch
from ui.side_bar.filter import filter_controls, filter_shown
from ui.side_bar.input import input_controls, picture_controls, picture_shown
from ui.side_bar.layer import layer_controls, layer_shown
from ui.side_bar.more import more_controls, more_shown
from ui.side_bar.shared import shared_controls
from ui.visit import fragments, session, widgets


def open_side_bar() -> None:
    """Have the browser make room for the controls, before they are drawn."""
    words = session.words()
    with st.sidebar:
        number_grid_code(words.section("grid"), words.language)


def on_every_page() -> None:
    """What makes sense without a lesson, too: the language, and the switch of the keys."""
    with st.sidebar:
        widgets.choice(
            st.radio,
            "controls.language",
            LANGUAGES,
            session.current().language,
            lambda language: session.change(language=language),
            names=NATIVE.__getitem__,
            horizontal=True,
            label_visibility="collapsed",
        )
        keys_switch(session.words())


def side_bar() -> None:
    """Draw all controls of the lesson."""
    on_every_page()
    with st.sidebar:
        shared_controls()
        input_controls()
        fragments.part(fragments.PICTURE, picture_shown, picture_controls)
        fragments.part(fragments.LAYER, layer_shown, layer_controls)
        fragments.part(fragments.FILTER, filter_shown, filter_controls)
        fragments.part(fragments.FURTHER, more_shown, more_controls)
