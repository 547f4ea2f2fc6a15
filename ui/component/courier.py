"""What a picture asks Python for, and the answers, without the rest of the page.

They travel by a component of their own, in a fragment of its own: an answer then brings a few
numbers and not the whole picture again. One on a page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ui.component.joiner import joined

KEY = "courier"

_component = st.components.v2.component(
    "conv_lab_courier", js=joined(Path(__file__).with_name("courier.js"))
)


def courier(payload: bytes, on_ask: Callable[[], None]) -> None:
    """Carry the picture's questions to Python, and `payload`, the answer to the last one, back."""
    _component(data=payload, key=KEY, on_ask_change=on_ask)


def asked() -> Any:
    """What the picture asked for last, as the browser spelled it."""
    return (st.session_state.get(KEY) or {}).get("ask")
