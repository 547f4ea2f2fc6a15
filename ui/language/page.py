"""The page in the visitor's language, as far as Streamlit has it in English only.

Streamlit 1.67 has no translations, and its page says of itself that it is English. The browser
therefore sets the page's language, which screen readers and line breaks go by, and replaces
Streamlit's own texts as they appear. A text that a later Streamlit words otherwise stays English.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import streamlit as st

from lesson.vocabulary import NATIVE, Words, vocabulary
from ui.component.joiner import joined
from ui.component.shared import HIDDEN

FOLDER = Path(__file__).parent

_ENGLISH = "en"
_component = st.components.v2.component("conv_lab_language", js=joined(FOLDER / "main.js"))


def page_language(words: Words) -> None:
    """Tell the browser the language; once on a page, outside all parts."""
    _component(key=f"{HIDDEN}language", data=_message(words.language))


@lru_cache
def _message(language: str) -> bytes:
    # bytes: for anything else Streamlit imports pandas first
    told = {"language": language, "texts": texts(language), "names": NATIVE}
    return json.dumps(told, ensure_ascii=False).encode()


def texts(language: str) -> list[tuple[str, str]]:
    """What Streamlit says, and what it is to say; nothing for English."""
    if language == _ENGLISH:
        return []
    english, ours = (vocabulary(one).section("streamlit") for one in (_ENGLISH, language))
    return [(text, ours[name]) for name, text in english.items()]
