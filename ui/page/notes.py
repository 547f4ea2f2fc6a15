"""What there is to say to a visitor."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lesson.vocabulary import Words
from ui.visit import notes

_SAY: dict[str, Callable[[str], object]] = {
    "info": st.toast,
    "warning": st.warning,
    "error": st.error,
}


def show_notes(words: Words, place: str = notes.TOP) -> None:
    """What there is to say there; in passing as a toast, so that the stage does not jump."""
    for note in notes.take(place):
        said = words(note.name, **note.facts)
        if note.about:
            said = words("notes.about", file=f"`{note.about}`", said=said)
        _SAY[note.level](said)


def correlation(words: Words) -> None:
    """That the filter is not flipped, where a phone's page says what is said of its picture."""
    st.container(key="correlation").markdown(words("more.correlation"))
