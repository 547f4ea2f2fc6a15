"""A component's code, looks and words, sent once and not with every change of its data.

Streamlit puts the JavaScript, the HTML and the style of an inline component into the same message
as its data, so that each change of the lesson would send the whole stage again, 270 kB of it. A
message that did not change is not sent a second time: what stays therefore goes into an invisible
component of its own (`library.js`), and the visible one, which has nothing but data, only calls it
(`caller.js`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui.component.joiner import Bundle, joined_call

HIDDEN = "code_"
"""Components whose key starts so have nothing to show; `ui.frame` hides them."""

DRAWN = "data-drawn"
"""Attribute of the frame that Streamlit puts around a component, once there is something in it."""

_HERE = Path(__file__).parent


class SharedComponent:
    """A component of which any number may stand on a page, while its code is there once.

    Parameters
    ----------
    name : str
        Its files are ``<name>.html`` and ``<name>.css``.
    folder : Path
        Where its files are.
    entry : Path, optional
        The file whose ``export default`` is the entry; ``main.js`` of the folder if left out.
    looks : tuple of Path
        Styles that it shares with others; its own comes after them.
    """

    def __init__(
        self, name: str, folder: Path, entry: Path | None = None, looks: tuple[Path, ...] = ()
    ) -> None:
        self._name = name
        self._words: dict[str, bytes] = {}
        html = (folder / f"{name}.html").read_text(encoding="utf-8")
        styles = (*looks, folder / f"{name}.css")
        css = "\n".join(style.read_text(encoding="utf-8") for style in styles)
        code = library(name, entry or folder / "main.js", html, css)
        self._code = st.components.v2.component(f"conv_lab_{name}_code", js=code)
        self._visible = st.components.v2.component(f"conv_lab_{name}", js=caller(name))

    def lay_out(self, language: str, words: Mapping[str, str]) -> None:
        """Send the code and the words of a language; once on a page, anywhere.

        Parameters
        ----------
        language : str
            What the data of the visible components names as its ``language``.
        words : mapping of str to str
            Sentences by their id; always the same ones for a language.
        """
        if language not in self._words:
            # bytes: Streamlit would look into every entry of a mapping, in every run
            told = json.dumps({"language": language, "words": dict(words)}, ensure_ascii=False)
            self._words[language] = told.encode()
        self._code(key=f"{HIDDEN}{self._name}", data=self._words[language])

    def show(self, data: bytes, key: str, **on_change: Any) -> None:
        """Show one; equal bytes leave it untouched.

        Parameters
        ----------
        data : bytes
        key : str
            Identity of the component: with the same key it stays mounted through reruns.
        **on_change : callable
            ``on_<name>_change`` for each state that its JavaScript sets.
        """
        self._visible(data=data, key=key, **on_change)


def library(name: str, entry: Path, html: str, css: str) -> str:
    """JavaScript of the invisible half, see ``library.js``; `entry` is the file of its entry."""
    bundle = Bundle()
    main = bundle.add(entry)
    code = bundle.add(_HERE / "library.js")
    texts = ", ".join(map(json.dumps, (html, css, DRAWN)))
    return bundle.module(f"{code}.library({json.dumps(_kept(name))}, {main}.default, {texts})")


def caller(name: str) -> str:
    """JavaScript of the visible half, see ``caller.js``."""
    return joined_call(_HERE / "caller.js", "caller", _kept(name))


def _kept(name: str) -> str:
    return f"conv-lab-{name}"
