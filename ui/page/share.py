"""What is handed out: the lesson's link, what of it stays as it is, and its QR code."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from urllib.parse import urlsplit

import segno
import streamlit as st

from lesson.link.codec import SHORT, shared, shared_briefly, travels, write_link
from lesson.link.start import NotKept, TooLong
from lesson.locks import LOCKS
from lesson.state import Lesson
from lesson.vocabulary import Words
from ui.visit import fragments, session
from ui.visit.shared_link import MOST_SCANNED, shared_link, short_link

_LOCKS, _RESET, _BRIEF = "w.share_locks", "w.share_reset", "w.share_brief"
_PREDICT = "w.share_predict"
_KEPT = "share.kept"
"""The lesson that has a short address, and how it starts for others."""

_CODE_WIDTH = 320


def share_shown() -> Hashable:
    """What the section shows beside the lesson."""
    return _locks(), _with_reset(), _predicts(), st.session_state.get(_KEPT)


def share(words: Words) -> None:
    """The link to hand out, with what can be chosen of it."""
    lesson = _handed_out(session.current())
    st.markdown(words("more.share_text"))
    st.pills(
        words("share.locks"), list(LOCKS), selection_mode="multi", key=_LOCKS,
        format_func=lambda lock: words(f"locks.{lock}"), help=words("share.locks_help"),
        on_change=fragments.then_redraw(_LOCKS, _forget_short),
    )  # fmt: skip
    st.toggle(
        words("share.reset"), key=_RESET, disabled=bool(_locks()),
        on_change=fragments.then_redraw(_RESET, _forget_short),
    )  # fmt: skip
    st.toggle(
        words("share.predict"), key=_PREDICT,
        on_change=fragments.then_redraw(_PREDICT, _forget_short),
    )  # fmt: skip
    code = _kept_code(lesson)
    brief = bool(code)
    opened = st.context.url or ""
    link = short_link(code, opened) if brief else shared_link(_started(lesson), opened)
    if not travels(lesson) and not brief:
        st.markdown(words("more.share_missing"))
    st.code(link, language=None, wrap_lines=True)
    if len(link) <= MOST_SCANNED:
        st.image(_drawn(link), width=_CODE_WIDTH, alt=words("share.qr"))
    else:
        st.caption(words("share.too_long", length=len(link), most=MOST_SCANNED))
    if brief:
        st.caption(words("share.kept"))
    else:
        st.button(
            words("share.brief"), key=_BRIEF, icon=":material/qr_code_2:",
            on_click=fragments.then_redraw(_BRIEF, _keep),
        )  # fmt: skip


def _locks() -> tuple[str, ...]:
    chosen = st.session_state.get(_LOCKS) or ()
    return tuple(lock for lock in LOCKS if lock in chosen)


def _with_reset() -> bool:
    return bool(_locks() or st.session_state.get(_RESET))


def _predicts() -> bool:
    return bool(st.session_state.get(_PREDICT))


def _handed_out(lesson: Lesson) -> Lesson:
    """The lesson as others meet it first."""
    return replace(lesson, predict=True) if _predicts() else lesson


def _started(lesson: Lesson) -> Lesson:
    """The lesson as its link spells it: with a way back to it, where that is wanted."""
    return shared(lesson, _locks()) if _with_reset() else lesson


def _kept_code(lesson: Lesson) -> str:
    """The short address that was made for just this; "" where there is none."""
    kept: tuple[Hashable, str] | None = st.session_state.get(_KEPT)
    return kept[1] if kept and kept[0] == (lesson, _locks(), _page()) else ""


def _keep() -> None:
    lesson = _handed_out(session.current())
    try:
        start = shared_briefly(lesson, _locks(), _page())
    except TooLong as error:
        session.note("notes.share_too_long", level="warning", length=error.length, most=error.most)
        return
    except NotKept:
        session.note("notes.share_not_kept", level="warning")
        return
    st.session_state[_KEPT] = ((lesson, _locks(), _page()), write_link(start)[SHORT])


def _page() -> str:
    """The address of the page that is open."""
    return urlsplit(st.context.url or "").path.strip("/").rpartition("/")[2]


def _forget_short() -> None:
    st.session_state.pop(_KEPT, None)


def _drawn(link: str) -> str:
    """The QR code as SVG: black on white in every theme, with the quiet zone that scanners need."""
    return segno.make(link, error="m", micro=False).svg_inline(
        omitsize=True, light="white", border=4
    )
