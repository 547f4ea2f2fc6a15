"""The way of presenter view's keys to Python, and of what is said of them back."""

from __future__ import annotations

import json
from collections.abc import Hashable
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from ui.component.joiner import joined
from ui.component.shared import HIDDEN
from ui.live import visit
from ui.page import tour
from ui.presenter.turns import KEYS, listed, turned
from ui.visit import fragments, going, session

KEY = f"{HIDDEN}presenter"

_SAID, _DONE = "presenter.said", "presenter.done"
_MOST = 16
_LATEST = 1 << 50
_component = st.components.v2.component(
    "conv_lab_presenter", js=joined(Path(__file__).with_name("remote.js"))
)


def remote(page: str) -> None:
    """Hear the keys of presenter view; once on a page with a picture, in a part of its own."""
    fragments.part(fragments.REMOTE, partial(_shown, page), partial(_draw, page))


def _shown(page: str) -> Hashable:
    lesson = session.current()
    listed_by = page, lesson.language, len(lesson.filters), visit.leads()
    return *listed_by, tour.shown(), st.session_state.get(_SAID)


def _draw(page: str) -> None:
    told = {
        "said": st.session_state.get(_SAID, (0, "")),
        "tour": tour.asked(),
        "keys": listed(page, session.words()),
    }
    _component(
        key=KEY, data=json.dumps(told, ensure_ascii=False).encode(),
        on_turns_change=fragments.then_redraw(KEY, partial(_heard, page)),
    )  # fmt: skip


def _heard(page: str) -> None:
    for number, what, by in read_turns(st.session_state[KEY].get("turns")):
        if number > st.session_state.get(_DONE, 0):
            st.session_state[_DONE] = number
            said = turned(going.to() or page, what, by)
            # by the clock of the browser, which says how long it is seen
            st.session_state[_SAID] = (number, said)


def read_turns(sent: Any) -> list[tuple[int, str, int]]:
    """The last keys as a browser says, oldest first: a number that grows, what, which way.

    Examples
    --------
    >>> read_turns([[7, "stride", 1], [8, "stride", "up"], [9, "drop", 1], "x"])
    [(7, 'stride', 1)]
    """
    if not isinstance(sent, list):
        return []
    return [
        (one[0], one[1], one[2])
        for one in sent[-_MOST:]
        if isinstance(one, list)
        and len(one) == 3
        and type(one[0]) is int
        and 0 < one[0] < _LATEST
        and isinstance(one[1], str)
        and one[1] in KEYS
        and type(one[2]) is int
        and one[2] in (-1, 1)
    ]
