"""Of a lesson that somebody shared: what is locked, and the way back to it."""

from __future__ import annotations

import streamlit as st

from ui.visit import fragments, session

_RESET = "w.reset"


def shared_controls() -> None:
    """What stays as it was shared, and Reset; nothing for a lesson of one's own."""
    lesson, words = session.current(), session.words()
    if not lesson.start:
        return
    if lesson.locks:
        names = ", ".join(words(f"locks.{lock}") for lock in lesson.locks)
        st.caption(words("share.locked", locks=names))
    st.button(
        words("share.reset_now"), key=_RESET, icon=":material/restart_alt:",
        on_click=fragments.then_redraw(_RESET, session.reset),
    )  # fmt: skip
