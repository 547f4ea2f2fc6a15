"""The listing's component: its code once, its runs, and what travels back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ui.component.shared import SharedComponent
from ui.visit import fragments, session

FOLDER = Path(__file__).parent
KEY = "listing"

_UI = FOLDER.parent
# player, keys and presenter view look as on the stage
_LOOKS = (_UI / "presenter" / "presenter.css", _UI / "stage" / "stage.css")
_component = SharedComponent(KEY, FOLDER, looks=_LOOKS)


def listing_code() -> None:
    """Send the listing's code and its words."""
    words = session.words()
    _component.lay_out(words.language, words.section("listing"))


def listing(payload: bytes, on_wish: Callable[[dict[str, Any]], None]) -> None:
    """Show a run.

    Parameters
    ----------
    payload : bytes
        From `ui.code.payload.code_payload`. Equal bytes leave it untouched.
    on_wish : callable (wish)
        Called with what the learner did: ``settled`` there says the step, ``go``, ``guess`` and
        ``reveal`` ask for something.
    """

    def wished() -> None:
        wish = st.session_state[KEY].get("settled")
        session.stage_settled(wish)
        if isinstance(wish, dict):
            on_wish(wish)

    _component.show(payload, KEY, on_settled_change=fragments.then_redraw(KEY, wished))
