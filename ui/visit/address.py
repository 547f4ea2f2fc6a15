"""The address bar: the lesson is spelled there, and read when the browser goes back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from lesson.link.codec import travels, write_link
from lesson.link.fields import QUIET
from ui.component.joiner import joined
from ui.component.shared import HIDDEN
from ui.visit import session
from ui.visit.streamlit_context import is_history_navigation

_BESIDE = "beside"
_GONE_BACK = "gone_back"
_UNSPELLED = "unspelled"
_UNTOLD = "untold"
_MOST_UNSPELLED = 8

_component = st.components.v2.component(
    "conv_lab_address", js=joined(Path(__file__).with_name("address.js"))
)


def keep_history(
    came: Mapping[str, str], meant: Mapping[str, str], beside: Sequence[str] = ()
) -> None:
    """Have the browser keep what is worth going back to; once on a page, anywhere.

    Parameters
    ----------
    came, meant : mapping of str to str
        The parameters that the session was opened with, and the same lesson as the app spells it.
        The browser writes the one in place of the other: there is nothing to go back to yet.
    beside : sequence of str
        Names that are no part of the lesson, and no more worth going back to than its quiet fields.
    """
    told = {"quiet": [*QUIET, *beside]} | ({} if came == meant else {"came": came, "meant": meant})
    _component(key=f"{HIDDEN}address", data=json.dumps(told).encode())


def was_gone_back_to() -> bool:
    """Whether the browser has gone back or forth, and this run is to show what it came to.

    Streamlit (1.67) runs the page anew then, with the parameters of the entry gone to, and notes it
    where it also asks for it itself; `st.query_params` alone cannot tell an older address from one
    that a faster change has overtaken. Should the note go, the browser can send one: a component
    that listens for ``popstate``.
    """
    return is_history_navigation()


def follow_browser() -> None:
    """Show the lesson that the browser has gone back or forth to, if it has; first in a run."""
    if not session.is_begun() or not was_gone_back_to():
        return
    st.session_state[_GONE_BACK] = times_gone_back() + 1
    query = st.query_params.to_dict()
    session.go_back(query, st.session_state.get(_UNSPELLED, {}).get(_key(query)))
    # what an overtaken run has still sent may stand over it by now
    st.session_state[_UNTOLD] = True


def times_gone_back() -> int:
    """How often the browser has gone back or forth in this session."""
    times: int = st.session_state.get(_GONE_BACK, 0)
    return times


def put_beside(link: Mapping[str, str]) -> None:
    """What else the page on screen keeps in the address, by names of `session.BESIDE`."""
    st.session_state[_BESIDE] = dict(link)


def write() -> None:
    """Spell the lesson into the address bar, where it has changed."""
    lesson = session.current()
    link = write_link(lesson)
    if not travels(lesson):
        # the browser can come back to it, but not with all of it
        others = st.session_state.pop(_UNSPELLED, {})
        others.pop(_key(link), None)
        kept = list(others.items())[1 - _MOST_UNSPELLED :]
        st.session_state[_UNSPELLED] = dict([*kept, (_key(link), lesson)])
    link |= st.session_state.get(_BESIDE, {})
    if session.room():
        link[session.ROOM] = session.room()
    came, meant = session.opened()
    shown = st.query_params.to_dict()
    if shown == came:
        shown = meant  # the browser has put it right, see `keep_history`
    if st.session_state.pop(_UNTOLD, False) or shown != link:
        st.query_params.from_dict(link)


def _key(link: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What a link says of the lesson, without where in it one looks."""
    unsaid = (*QUIET, *session.BESIDE)
    return tuple(sorted((name, text) for name, text in link.items() if name not in unsaid))
