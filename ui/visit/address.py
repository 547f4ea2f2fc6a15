"""The address bar: which addresses the browser can go back to, and whether it did."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from lesson.link.fields import QUIET
from ui.component.joiner import joined
from ui.component.shared import HIDDEN
from ui.visit.streamlit_context import is_history_navigation

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
