"""The stage: the animated picture, one component for all lessons.

Half of its code is of pictures that a visitor may never open, so each comes when it is first shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from ui.component.shared import Part, SharedComponent
from ui.visit import fragments, session

FOLDER = Path(__file__).parent
KEY = "stage"

_UI = FOLDER.parent
_PRESENTER = _UI / "presenter" / "presenter.css"
LOOKS = (_PRESENTER, FOLDER / f"{KEY}.css")
"""How a stage looks, on a page and in a file of its own."""


def _listed(file: Path) -> dict[str, Part]:
    text = file.read_text(encoding="utf-8")
    files = {
        name: file.parent / source
        for name, source in re.findall(r'^import \{ (\w+) \} from "([^"]+)";$', text, re.MULTILINE)
    }
    listed = re.findall(r"^  (\w+): (\w+),$", text, re.MULTILINE)
    return {kind: Part(files[name], name) for kind, name in listed}


SCENES = _listed(_UI / "lessons.js")
"""Kind of a picture -> its file and class, as `lessons.js` lists them."""

_component = SharedComponent(KEY, FOLDER, looks=(_PRESENTER,), parts=SCENES)


def stage_code(kind: str) -> dict[str, Callable[[], None]]:
    """What sends the code that a stage needs for a picture: name -> function."""
    scene = _component.export_of(kind)
    return {KEY: _lay_out, scene: partial(_component.lay_out_part, scene)}


def _lay_out() -> None:
    words = session.words()
    _component.lay_out(words.language, words.section("stage"))


def stage(payload: bytes, on_click: Callable[[], None] | None = None) -> None:
    """Show a picture; where the learner comes to rest goes into the lesson.

    Parameters
    ----------
    payload : bytes
        From `ui.stage.payload.pack_numbers`. Equal bytes leave the film untouched.
    on_click : callable, optional
        Called when the learner has chosen the lesson's step by a click on a cell.
    """

    def settled() -> None:
        # what rests as its page is left arrives on another one
        wish = (st.session_state.get(KEY) or {}).get("settled")
        session.stage_settled(wish)
        if on_click is not None and isinstance(wish, dict) and wish.get("clicked") is True:
            on_click()

    _component.show(payload, KEY, on_settled_change=fragments.then_redraw(KEY, settled))
