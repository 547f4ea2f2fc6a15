"""The section below a lesson from which its worksheet is taken."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import streamlit as st

from lesson.vocabulary import Words
from lesson.worked import Worked
from lesson.worksheet.sheet import (
    KINDS,
    LONGEST_SIDE,
    MOST_CHANNELS,
    MOST_FILTERS,
    USUAL,
    VARIANTS,
    fits_on_paper,
    sheet,
)
from ui.visit import fragments, session
from ui.visit.shared_link import shared_link
from ui.worksheet.paper import worksheet

_KINDS, _VARIANT, _WITH_KEY = "w.sheet_kinds", "w.sheet_variant", "w.sheet_key"


def section_shown() -> Hashable:
    """What it shows beside the lesson."""
    return _kinds(), _variant(), bool(st.session_state.get(_WITH_KEY))


def section(words: Words) -> None:
    """What to leave blank, which variant, and the file."""
    worked = Worked(session.current())
    if not fits_on_paper(worked):
        N, C, in_h, in_w = worked.x.shape
        st.markdown(
            words(
                "worksheet.too_large", N=N, C=C, in_h=in_h, in_w=in_w, side=LONGEST_SIDE,
                channels=MOST_CHANNELS, filters=MOST_FILTERS, FN=len(worked.W),
            )
        )  # fmt: skip
        return
    st.session_state.setdefault(_KINDS, list(USUAL))
    st.session_state.setdefault(_VARIANT, VARIANTS[0])
    redraw = partial(fragments.then_redraw, change=lambda: None)
    st.pills(
        words("worksheet.kinds"), KINDS, selection_mode="multi", key=_KINDS,
        format_func=lambda kind: words(f"worksheet.{kind}"), on_change=redraw(_KINDS),
    )  # fmt: skip
    st.segmented_control(
        words("worksheet.variant"), list(VARIANTS), key=_VARIANT, required=True,
        on_change=redraw(_VARIANT), help=words("worksheet.variant_help"),
    )  # fmt: skip
    st.toggle(words("worksheet.with_key"), key=_WITH_KEY, on_change=redraw(_WITH_KEY))
    variant = _variant()
    link = shared_link(worked.lesson, st.context.url or "")
    st.download_button(
        words("worksheet.take"),
        partial(
            worksheet, worked, sheet(worked, _kinds(), variant), link,
            key=bool(st.session_state.get(_WITH_KEY)),
        ),
        f"worksheet-{variant}.html",
        "text/html",
        on_click="ignore",
        icon=":material/print:",
        disabled=not _kinds(),
    )  # fmt: skip
    st.caption(words("worksheet.how"))


def _kinds() -> tuple[str, ...]:
    chosen = st.session_state.get(_KINDS, USUAL) or ()
    return tuple(kind for kind in KINDS if kind in chosen)


def _variant() -> str:
    variant = str(st.session_state.get(_VARIANT) or VARIANTS[0])
    return variant if variant in VARIANTS else VARIANTS[0]
