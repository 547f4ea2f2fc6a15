"""A component's code, looks and words, sent once and not with every change of its data.

Streamlit puts the JavaScript, the HTML and the style of an inline component into the same message
as its data, so that each change of the lesson would send the whole stage again, 270 kB of it. A
message that did not change is not sent a second time: what stays therefore goes into an invisible
component of its own, and the visible one, which has nothing but data, only calls it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from ui.assets import component_source

HIDDEN = "code_"
"""Components whose key starts so have nothing to show; `ui.frame` hides them."""

DRAWN = "data-drawn"
"""Attribute of the frame that Streamlit puts around a component, once there is something in it."""

_DEFAULT = re.compile(r"^export default ", re.MULTILINE)


class SharedComponent:
    """A component of which any number may stand on a page, while its code is there once.

    Parameters
    ----------
    name : str
        Its files are ``<name>.html`` and ``<name>.css``.
    folder : Path
        Where its files are.
    order : sequence of str
        Its JavaScript, as for `component_source`.
    """

    def __init__(self, name: str, folder: Path, order: Sequence[str]) -> None:
        self._name = name
        self._words: dict[str, bytes] = {}
        html, css = (
            (folder / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("html", "css")
        )
        code = library(name, component_source(folder, order), html, css)
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


def library(name: str, source: str, html: str, css: str) -> str:
    """JavaScript of the invisible component: it keeps its entry for others to call.

    Parameters
    ----------
    name : str
        Under which the callers ask for it.
    source : str
        From `ui.assets.component_source`: its ``export default`` is the entry. It gets what
        Streamlit hands to a component, and as ``words`` the sentences of each language that has
        arrived; it returns its clean-up, or null as long as the words it needs are missing.
    html, css : str
        What the entry finds in the shadow root that it is called with.
    """
    kept = json.dumps(f"conv-lab-{name}")
    entry, found = _DEFAULT.subn("const sharedEntry = ", source)
    assert found == 1, "the source has one entry"
    return (
        f"{entry}\nconst sharedWords = {{}};\n"
        "const dress = (root) => {\n"
        '  if (root.querySelector("style.conv-lab")) return;\n'
        '  const style = document.createElement("style");\n'
        '  style.className = "conv-lab";\n'
        f"  style.textContent = {json.dumps(css)};\n"
        '  const body = document.createElement("div");\n'
        f"  body.innerHTML = {json.dumps(html)};\n"
        "  root.append(style, body);\n"
        "};\n"
        f"globalThis[{kept}] = (component) => {{\n"
        "  dress(component.parentElement);\n"
        "  const leave = sharedEntry({ ...component, words: sharedWords });\n"
        '  const frame = component.parentElement.host?.closest("[class*=st-key-]");\n'
        f'  if (leave) frame?.setAttribute("{DRAWN}", "");\n'
        "  return leave;\n"
        "};\n"
        "export default ({ data }) => {\n"
        "  const { language, words } = JSON.parse(new TextDecoder().decode(data));\n"
        "  sharedWords[language] = words;\n"
        f"  globalThis.dispatchEvent(new Event({kept}));\n"
        "};\n"
    )


def caller(name: str) -> str:
    """JavaScript of the visible component: it calls the library's entry, once all is there."""
    kept = json.dumps(f"conv-lab-{name}")
    return (
        "export default (component) => {\n"
        f"  const call = () => globalThis[{kept}]?.(component) ?? null;\n"
        "  let leave = call();\n"
        "  if (leave) return leave;\n"
        "  const arrived = new AbortController();\n"
        "  const later = () => (leave = call()) && arrived.abort();\n"
        f"  globalThis.addEventListener({kept}, later, {{ signal: arrived.signal }});\n"
        "  return () => (arrived.abort(), leave?.());\n"
        "};\n"
    )
