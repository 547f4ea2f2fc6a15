"""The switch of the single-key shortcuts; `gate.js` holds those that are switched off."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import streamlit as st

from lesson.vocabulary import Words, vocabulary
from ui.component.joiner import joined

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "conv_lab_keys",
    css=(_FOLDER / "switch.css").read_text(encoding="utf-8"),
    js=joined(_FOLDER / "switch.js"),
)


def keys_switch(words: Words) -> None:
    """Show the switch; whether it is on, the visitor's browser keeps to itself."""
    _component(key="keys", data=_message(words.language))


@lru_cache
def _message(language: str) -> bytes:
    words = vocabulary(language)
    told = {"name": words("controls.keys"), "help": words("controls.keys_help")}
    # bytes: for anything else Streamlit imports pandas first
    return json.dumps(told, ensure_ascii=False).encode()
