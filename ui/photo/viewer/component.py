"""The viewer: a photograph and its feature maps, side by side, at any zoom."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.component.joiner import joined
from ui.component.shared import HIDDEN, SharedComponent
from ui.visit import session

FOLDER = Path(__file__).parent
KEY = "viewer"

_UI = FOLDER.parents[1]
_component = SharedComponent(KEY, FOLDER, looks=(_UI / "presenter" / "presenter.css",))
# The photograph travels by a component of its own: a message that did not change is not sent again.
_photograph = st.components.v2.component(
    "conv_lab_viewer_photograph", js=joined(FOLDER / "photograph.js")
)


def viewer_code() -> None:
    """Send the viewer's code and its words."""
    words = session.words()
    _component.lay_out(words.language, words.section("viewer"))


def viewer(payload: bytes) -> None:
    """Show a photograph and its maps.

    Parameters
    ----------
    payload : bytes
        From `ui.component.message.pack`. Equal bytes leave the picture untouched.
    """
    _component.show(payload, KEY)


def photograph(payload: bytes) -> None:
    """Bring the photograph's overview to the viewer, once and not with every pass over it."""
    _photograph(data=payload, key=f"{HIDDEN}photograph")
