"""What stands below every lesson: what to try, the code, the link."""

from __future__ import annotations

from collections.abc import Hashable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import numpy as np
import streamlit as st

from lesson.code import SHOWN, numpy_code, torch_code
from lesson.compute import input_batch
from lesson.link import travels, write_link
from lesson.state import Lesson
from lesson.vocabulary import Words
from ui import parts, session

_CODE, _SHARE = "code", "share"


def closing(words: Words, questions: str) -> None:
    """Three folded sections: what to try, and of the lesson its code and its link.

    Parameters
    ----------
    questions : str
        Section of the words with the page's questions and the way to each answer.
    """
    st.caption(words("more.correlation"))
    with st.expander(words("more.try"), icon=":material/lightbulb:"):
        st.markdown("\n".join(f"- {text}" for text in words.section(questions).values()))
    parts.part(parts.MORE, _more_shown, _more)


def _more_shown() -> Hashable:
    opened = tuple(bool(st.session_state.get(_key(name))) for name in (_CODE, _SHARE))
    return opened, session.current() if any(opened) else session.current().language


def _more() -> None:
    # Drawn when unfolded: a block of code makes the browser fetch half as much again as all else.
    lesson, words = session.current(), session.words()
    code = _folded(_CODE, words, ":material/code:")
    if code.open:
        with code:
            _code(lesson, words)
    share = _folded(_SHARE, words, ":material/link:")
    if share.open:
        text = "more.share_text" if travels(lesson) else "more.share_missing"
        share.markdown(words(text))
        share.code(_address(lesson), language=None, wrap_lines=True)


def _key(name: str) -> str:
    return f"w.more.{name}"


def _folded(name: str, words: Words, icon: str) -> Any:
    return st.expander(words(f"more.{name}"), icon=icon, key=_key(name), on_change="rerun")


def _code(lesson: Lesson, words: Words) -> None:
    x = input_batch(lesson)
    if x.size > SHOWN:
        st.download_button(
            words("more.download_x"),
            lambda: _npy(lesson),
            "x.npy",
            on_click="ignore",
            key="w.x_npy",
        )
    numpy, torch = st.tabs(["NumPy", "PyTorch"])
    numpy.code(numpy_code(lesson), language="python")
    torch.code(torch_code(lesson), language="python")


def _npy(lesson: Lesson) -> bytes:
    file = BytesIO()
    np.save(file, input_batch(lesson), allow_pickle=False)
    return file.getvalue()


def _address(lesson: Lesson) -> str:
    place = urlsplit(st.context.url or "")
    path = place.path or "/"
    return urlunsplit((place.scheme, place.netloc, path, urlencode(write_link(lesson)), ""))
