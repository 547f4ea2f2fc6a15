"""The dialog that hands a lesson out: its link, what of it stays as it is, and its QR code."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

import segno
import streamlit as st

from lesson.link.codec import SHORT, shared, shared_briefly, travels, write_link
from lesson.link.start import NotKept, TooLong
from lesson.locks import LOCKS
from lesson.state import Lesson
from lesson.vocabulary import Words
from ui.page.notes import show_notes
from ui.visit import fragments, notes, session
from ui.visit.shared_link import MOST_SCANNED, shared_link, short_link

_LOCKS, _RESET, _BRIEF = "w.share_locks", "w.share_reset", "w.share_brief"
_PREDICT = "w.share_predict"
_OPEN_KEY = "w.share_open"
_OPEN = "share.open"
"""Whether the visitor has the dialog open."""
_KEPT = "share.kept"
"""The lesson that has a short address, and how it starts for others."""

_CODE_WIDTH = 320


def share() -> None:
    """The button that opens the dialog; once on a page with a lesson, in a part of its own."""
    fragments.part(fragments.SHARE, _shown, _draw)


def _shown() -> Hashable:
    if not _is_open():
        return session.current().language
    said = tuple(note.name for note in notes.standing() if note.place == notes.SHARE)
    chosen = _locks(), _with_reset(), _predicts()
    return session.current(), chosen, st.session_state.get(_KEPT), said


def _is_open() -> bool:
    return bool(st.session_state.get(_OPEN))


def _draw() -> None:
    words = session.words()
    with st.container(key="share"):
        st.button(
            words("share.open"), key=_OPEN_KEY, icon=":material/share:",
            on_click=fragments.then_redraw(_OPEN_KEY, partial(_turn, True)),
        )  # fmt: skip
    if _is_open():
        closed = fragments.then_redraw(_OPEN, partial(_turn, False))
        st.dialog(words("share.title"), width="medium", on_dismiss=closed)(_dialog)()


def _turn(is_open: bool) -> None:
    st.session_state[_OPEN] = is_open


def _dialog() -> None:
    """The link to hand out, with what can be chosen of it."""
    words = session.words()
    lesson = _handed_out(session.current())
    st.markdown(words("share.text"))
    left, right = st.columns([3, 2])
    with left:
        _choices(words)
    code = _kept_code(lesson)
    opened = st.context.url or ""
    link = short_link(code, opened) if code else shared_link(_started(lesson), opened)
    with right:
        _code(link, words)
    if not travels(lesson) and not code:
        st.markdown(words("share.missing"))
    st.code(link, language=None, wrap_lines=True)
    if code:
        st.caption(words("share.kept"))
    else:
        st.button(
            words("share.brief"), key=_BRIEF, icon=":material/qr_code_2:",
            on_click=fragments.then_redraw(_BRIEF, _keep),
        )  # fmt: skip
    show_notes(words, notes.SHARE)


def _choices(words: Words) -> None:
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


def _code(link: str, words: Words) -> None:
    """The QR code, where it can be read from the last row."""
    if len(link) <= MOST_SCANNED:
        st.image(_drawn(link), width=_CODE_WIDTH, alt=words("share.qr"))
    else:
        st.caption(words("share.too_long", length=len(link), most=MOST_SCANNED))


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
        facts = {"length": error.length, "most": error.most}
        notes.say("notes.share_too_long", level="warning", place=notes.SHARE, **facts)
        return
    except NotKept:
        notes.say("notes.share_not_kept", level="warning", place=notes.SHARE)
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
