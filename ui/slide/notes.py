"""The output size below the picture."""

from __future__ import annotations

import streamlit as st

from conv_core import Geometry
from lesson.vocabulary import Words
from ui.page.notes import correlation
from ui.stage.size import size_formula, unread_sentence


def size_notes(g: Geometry, words: Words) -> None:
    """The formula, of both axes if they differ, why there is a +1, and what is never read."""
    down, across = (size_formula("", g, axis) for axis in (0, 1))
    names = ("out_h = out_w",) if down == across else ("out_h", "out_w")
    sizes = " &nbsp; ".join(f"`{size_formula(name, g, at)}`" for at, name in enumerate(names))
    told = st.container(key="told")
    told.markdown(
        f"**{words('size.heading')}** &nbsp; {sizes}  \n"
        f"{words('size.plus_one')} {unread_sentence(g, words)}"
    )
    with told:
        correlation(words)
