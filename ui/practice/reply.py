"""The line that answers: a live region, which stays while its words change."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from ui.component.joiner import joined

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "conv_lab_practice_reply",
    css=(_FOLDER / "reply.css").read_text(encoding="utf-8"),
    js=joined(_FOLDER / "reply.js"),
)


def reply(lines: list[str], kind: str, said: int, focus: str, at: str) -> None:
    """Say something, or nothing.

    Parameters
    ----------
    lines : list of str
        Sentences with code between backticks and bold between double stars.
    kind : str
        ``right``, ``wrong`` or "".
    said : int
        Another number for each saying.
    focus : str
        Class of the frame around what takes the focus when the place is another one.
    at : str
        The place in the run.
    """
    told = {"lines": lines, "kind": kind, "said": said, "focus": focus, "at": at}
    # bytes: for anything else Streamlit imports pandas first
    _component(key="practice_reply", data=json.dumps(told, ensure_ascii=False).encode())
