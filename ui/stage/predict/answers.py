"""The way of an answer to Python and of the reply back, in a fragment of its own."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lesson.worked import Worked
from ui.component.courier import asked, courier
from ui.stage.predict.judge import judged, read_wish
from ui.visit import session

_REPLY = "predict.reply"


@st.fragment
def answers() -> None:
    """Judge what was answered last; neither the picture nor the rest of the page is drawn."""
    sent = asked()
    kept: tuple[Any, bytes] = st.session_state.get(_REPLY, (None, b""))
    if sent is not None and sent != kept[0]:
        worked = Worked(session.current())
        wish = read_wish(sent, worked)
        kept = (sent, judged(wish, worked, session.words()) if wish else b"")
        st.session_state[_REPLY] = kept
    courier(kept[1], lambda: None)
