"""What is rarely used: folded, until a lesson uses some of it."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from ui.side_bar import input, layer
from ui.visit import session

_OPEN = "more.open"
"""Once unfolded by a lesson, it is not folded again under the hand."""


def more_shown() -> Hashable:
    """What these controls show that their visitor has not chosen."""
    return _is_open(), layer.further_shown(), input.further_shown()


def more_controls() -> None:
    """Padding “same”, Height and width apart, Dilation, Groups, Framing, the camera."""
    is_open = st.session_state[_OPEN] = _is_open()
    with st.expander(session.words()("controls.more"), expanded=is_open):
        layer.further_controls()
        input.further_controls()


def _is_open() -> bool:
    lesson = session.current()
    used = layer.is_further_used(lesson) or input.is_further_used(lesson)
    return used or bool(st.session_state.get(_OPEN))
