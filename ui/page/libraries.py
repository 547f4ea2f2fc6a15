"""The code of the pictures: sent once in a visit, and on the page from then on.

A message that stands for all pages is the same on each, so that the browser keeps it; what a page
sends by itself comes again with every other page, up to half a megabyte of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from ui.component.shared import HIDDEN
from ui.lessons import PAGES
from ui.visit import session

_STATE = "libraries"
_Senders = dict[str, Callable[[], None]]


@dataclass
class _Sent:
    """What a session has sent, by name.

    Attributes
    ----------
    page : str
        The page on which it is.
    kept : dict
        What pages needed when they were opened: it stands for all pages.
    late : dict
        What was needed since, for another picture of this page: a part of a page cannot send
        anything for all pages, and to draw the whole page would double the time of a choice.
    """

    page: str = ""
    kept: _Senders = field(default_factory=dict)
    late: _Senders = field(default_factory=dict)


def libraries(page: str) -> None:
    """Send what a page's picture needs, beside what was sent before; before the page is drawn."""
    sent = _sent()
    if sent.page != page:
        sent.page, sent.late = page, {}
        sent.kept |= PAGES[page].code(session.current())
    _lay_out("libraries", sent.kept)


def late_libraries(page: str) -> None:
    """Send what another picture of the page needs; in the part that shows the picture."""
    sent = _sent()
    needed = PAGES[page].code(session.current())
    sent.late |= {name: send for name, send in needed.items() if name not in sent.kept}
    _lay_out("late_libraries", sent.late)


def _lay_out(place: str, senders: _Senders) -> None:
    with st.container(key=f"{HIDDEN}{place}"):
        # always in the same order: what was sent keeps its place
        for send in senders.values():
            send()


def _sent() -> _Sent:
    sent: _Sent = st.session_state.setdefault(_STATE, _Sent())
    return sent
