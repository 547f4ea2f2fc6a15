"""The output size below the picture."""

from __future__ import annotations

import streamlit as st

from conv_core import Geometry
from lesson.vocabulary import Words
from ui.stage.size import size_formula, unread_sentence


def size_notes(g: Geometry, words: Words) -> None:
    """One line for each axis, why there is a +1, and a sentence about what is never read."""
    st.container(key="told").markdown(
        f"**{words('size.heading')}** &nbsp; `{size_formula('out_h', g, 0)}` &nbsp; "
        f"`{size_formula('out_w', g, 1)}`  \n{words('size.plus_one')} {unread_sentence(g, words)}"
    )
