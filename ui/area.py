"""A page below its heading: it runs alone where nothing above it has changed.

A learner who steps through the picture comes to rest at every step, and each time the address, and
what is written below the picture, follow. The side bar with its thirty elements need not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from lesson.state import Lesson
from lesson.vocabulary import Words
from ui import session

_ABOVE = "above"
_USUAL = Lesson()
# neither the side bar nor the heading shows these
_BELOW = {name: getattr(_USUAL, name) for name in ("step", "view", "dout", "learn", "more")}


def area(draw: Callable[[Lesson, Words], None]) -> None:
    """Draw it; whatever changes in it later is drawn without the rest of the page.

    Parameters
    ----------
    draw : function (lesson, words)
        Gets the lesson as it is then.
    """
    st.session_state[_ABOVE] = _above()
    _area(draw)


@st.fragment
def _area(draw: Callable[[Lesson, Words], None]) -> None:
    if st.session_state[_ABOVE] != _above():
        st.rerun()
    draw(session.current(), session.words())


def _above() -> tuple[Any, ...]:
    """What side bar and heading depend on, and what has been said and not been answered."""
    return replace(session.current(), **_BELOW), session.notes()
