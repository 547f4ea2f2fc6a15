"""What is taken away from the page of the code: the check of one's own layer, and a notebook."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lesson.code.checker.file import NAME, checker_file
from lesson.code.notebook import file_name, notebook
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.visit.shared_link import home_of, shared_link


def take(worked: Worked, words: Words) -> None:
    """Two files, made when they are asked for."""
    link = shared_link(worked.lesson, st.context.url or "")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.download_button(
            words("code.take_check"), partial(checker_file, worked, link), NAME, "text/x-python",
            on_click="ignore", icon=":material/rule:", help=words("code.take_check_help"),
        )  # fmt: skip
        st.download_button(
            words("code.take_notebook"), partial(notebook, worked, home_of(link)),
            file_name(worked), "application/x-ipynb+json", on_click="ignore",
            icon=":material/menu_book:", help=words("code.take_notebook_help"),
        )  # fmt: skip
