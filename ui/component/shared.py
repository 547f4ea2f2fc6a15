"""A component's code, looks and words, sent once and not with every change of its data.

Streamlit puts the JavaScript, the HTML and the style of an inline component into the same message
as its data, so that each change of the lesson would send the whole stage again, 190 kB of it. A
message that did not change is not sent a second time: what stays therefore goes into an invisible
component of its own (`library.js`), and the visible one, which has nothing but data, only calls it
(`caller.js`). What only some of its data need goes into further ones (`parts.js`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from ui.component.joiner import Bundle, joined_call
from ui.component.lean import lean

HIDDEN = "code_"
"""Components whose key starts so have nothing to show; `ui.page.style` hides them."""

DRAWN = "data-drawn"
"""Attribute of the frame that Streamlit puts around a component, once there is something in it."""

_HERE = Path(__file__).parent


class Part(NamedTuple):
    """Something that a component needs for some of its data only: what one file exports."""

    file: Path
    export: str


class SharedComponent:
    """A component of which any number may stand on a page, while its code is there once.

    Parameters
    ----------
    name : str
        Its files are ``<name>.html`` and ``<name>.css``.
    folder : Path
        Where its files are. The ``export default`` of ``main.js`` is the entry; of a component with
        parts it returns the entry, given a function that finds a part.
    looks : tuple of Path
        Styles that it shares with others; its own comes after them.
    parts : mapping of str to Part
        By what they are asked for.
    """

    def __init__(
        self,
        name: str,
        folder: Path,
        looks: tuple[Path, ...] = (),
        parts: Mapping[str, Part] | None = None,
    ) -> None:
        self._name = name
        self._words: dict[str, bytes] = {}
        html = (folder / f"{name}.html").read_text(encoding="utf-8")
        styles = (*looks, folder / f"{name}.css")
        css = lean("\n".join(style.read_text(encoding="utf-8") for style in styles))
        parts = parts or {}
        self._exports = {wanted: part.export for wanted, part in parts.items()}
        code, *of_parts = in_parts(name, folder / "main.js", html, css, parts)
        self._code = st.components.v2.component(f"conv_lab_{name}_code", js=code)
        self._parts = {
            part.export: st.components.v2.component(f"conv_lab_{name}_{part.export}", js=text)
            for part, text in zip(_each(parts), of_parts, strict=True)
        }
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

    def export_of(self, wanted: str) -> str:
        """The export that data of a kind need, for `lay_out_part`."""
        return self._exports[wanted]

    def lay_out_part(self, export: str) -> None:
        """Send the code of a part; once on a page, anywhere."""
        self._parts[export](key=f"{HIDDEN}{self._name}_{export}")

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
    return in_parts(name, entry, html, css, {})[0]


def in_parts(name: str, entry: Path, html: str, css: str, parts: Mapping[str, Part]) -> list[str]:
    """JavaScript of the invisible half and of each part, see ``parts.js``.

    What all parts need goes with the library, what only some need with each of these.
    """
    bundle, each = Bundle(), _each(parts)
    main = bundle.add(entry)
    for file in _in_all(each):
        bundle.add(file)
    code = bundle.add(_HERE / "library.js")
    start = f"{main}.default"
    if parts:
        exports = json.dumps({wanted: part.export for wanted, part in parts.items()})
        found = bundle.add(_HERE / "parts.js")
        start += f"({found}.partsOf({json.dumps(_kept(name))}, {bundle.handed()}, {exports}))"
    texts = ", ".join(map(json.dumps, (html, css, DRAWN)))
    return [
        bundle.module(f"{code}.library({json.dumps(_kept(name))}, {start}, {texts})"),
        *(_part(name, one, bundle) for one in each),
    ]


def caller(name: str) -> str:
    """JavaScript of the visible half, see ``caller.js``."""
    return joined_call(_HERE / "caller.js", "caller", _kept(name))


def _each(parts: Mapping[str, Part]) -> list[Part]:
    return list(dict.fromkeys(parts.values()))


def _in_all(parts: list[Part]) -> list[Path]:
    """Files that all parts stand on, what they import before them."""
    closures = []
    for part in parts:
        bundle = Bundle()
        bundle.add(part.file)
        closures.append(bundle.files)
    return [file for file in closures[0] if all(file in one for one in closures)] if parts else []


def _part(name: str, part: Part, base: Bundle) -> str:
    own, around = Bundle(base), Bundle()
    export = f"{own.add(part.file)}.{part.export}"
    arrives = around.add(_HERE / "parts.js")
    named = f"{json.dumps(_kept(name))}, {json.dumps(part.export)}"
    return around.module(f"{arrives}.part({named}, {own.function(export)})")


def _kept(name: str) -> str:
    return f"conv-lab-{name}"
