"""``lesson.html``: the pictures of a page with one lesson, in a file that needs no server."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from numpy.typing import NDArray

from lesson.takeaway.names import made_with, stem
from lesson.vocabulary import NATIVE, Words, vocabulary
from lesson.worked import Worked
from ui.component.joiner import Bundle
from ui.component.message import unpack
from ui.lessons import PAGES
from ui.stage.component import LOOKS, SCENES
from ui.takeaway.frugal import frugal
from ui.view_names import view_name
from ui.visit.shared_link import shared_link

LANGUAGES = ("en", "ja")
_INDENT = re.compile(r"^ +", re.MULTILINE)
_OTHER = {"en": NATIVE["ja"], "ja": NATIVE["en"]}
_FOLDER = Path(__file__).parent
_STAGE = _FOLDER.parent / "stage"
_LOOKS = {
    "--st-background-color": "backgroundColor", "--st-text-color": "textColor",
    "--st-primary-color": "primaryColor", "--st-border-color": "borderColor",
    "--st-secondary-background-color": "secondaryBackgroundColor",
}  # fmt: skip


def looks() -> dict[str, dict[str, str]]:
    """The colours of both themes, by the names that Streamlit gives them in the page."""
    font = {"--st-font": str(st.get_option("theme.font"))}
    return {
        theme: font
        | {name: str(st.get_option(f"theme.{theme}.{option}")) for name, option in _LOOKS.items()}
        for theme in ("light", "dark")
    }


def lesson_file(
    worked: Worked, page: str, link: str, said: Mapping[str, tuple[str, str]] | None = None
) -> str:
    """The text of the file.

    Parameters
    ----------
    worked : Worked
    page : str
        A key of `ui.lessons.PAGES` with a picture; its pictures are in the file.
    link : str
        Of this lesson in the app.
    said : mapping of str to (str, str), optional
        By language a question above the picture, and its answer, folded.

    Raises
    ------
    KeyError
        For a page without pictures.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> text = lesson_file(Worked(Lesson(size=8)), "slide", "http://lab.example/?size=8")
    >>> text.startswith("<!doctype html>"), "http://lab.example" in text
    (True, True)
    """
    told, numbers = _kept(worked, page, link, said or {})
    kept = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    parts = {
        "made": escape(made_with()), "link": escape(link),
        "title": escape(f"{vocabulary(worked.lesson.language)(f'{page}.title')} · {stem(worked)}"),
        "stage": _packed(_stage().encode()),
        "kept": _packed(kept.encode()),
        "numbers": _packed(numbers),
        "code": _packed(_code(page).encode()),
    }  # fmt: skip
    text = (_FOLDER / "offline.html").read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"@@{name}@@", part)
    return text


def _packed(raw: bytes) -> str:
    """Letters that the file unpacks itself: base 85, without the one that begins an element.

    The first one says how many bytes at the end are none.
    """
    small = zlib.compress(raw, 9)
    return f"{-len(small) % 4}{base64.b85encode(small, pad=True).decode()}".replace("<", ",")


@cache
def _stage() -> str:
    """What stands around every picture, and its look; questions need the app."""
    css = "".join(look.read_text(encoding="utf-8") for look in LOOKS)
    hidden = '[data-do="predict"].predict { display: none; }'
    return f"<style>{css}\n{hidden}</style>{(_STAGE / 'stage.html').read_text(encoding='utf-8')}"


@cache
def _code(page: str) -> str:
    """The same modules as in the app, as far as the pictures of a page need them."""
    bundle = Bundle()
    main = bundle.add(_FOLDER / "offline.js")
    scenes = []
    for kind, scene in SCENES.items():
        if kind in PAGES[page].views:
            scenes.append(f"{json.dumps(kind)}: {bundle.add(scene.file)}.{scene.export}")
    start = f"{main}.openKept(globalThis.kept, globalThis.numbers, {{ {', '.join(scenes)} }})"
    text = bundle.module(start).replace("\nexport default ", "\n")
    # what stands between backticks is a text
    return "`".join(
        part if at % 2 else _INDENT.sub("", part) for at, part in enumerate(text.split("`"))
    )


def _kept(
    worked: Worked, page: str, link: str, said: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, Any], bytes]:
    views = PAGES[page].views
    if not views:
        raise KeyError(page)
    numbers = _Numbers()
    here = worked.lesson.view if worked.lesson.view in views else views[0]
    pictures: dict[str, dict[str, Any]] = {view: {} for view in views}
    told = {language: _in_language(worked, language) for language in LANGUAGES}
    for view in views:
        headers = {one: _picture(told[one], page, view, numbers) for one in LANGUAGES}
        pictures[view] = _apart(headers)
    kept = {
        "view": here,
        "link": {one: shared_link(replace(worked.lesson, language=one), link) for one in LANGUAGES},
        "numbers": numbers.places,
        "pictures": pictures,
        "words": {one: dict(vocabulary(one).section("stage")) for one in LANGUAGES},
        "told": {one: _told(vocabulary(one), page, views, link) for one in LANGUAGES},
        "looks": looks(),
        "said": {one: [plain(text) for text in texts] for one, texts in said.items()},
    }
    return kept, bytes(numbers.raw)


def _apart(headers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What is the same in all languages once, under ``both``."""
    first, *others = headers.values()
    both = {name: value for name, value in first.items() if all(value == o[name] for o in others)}
    return {"both": both} | {
        language: {name: value for name, value in header.items() if name not in both}
        for language, header in headers.items()
    }


class _Numbers:
    """The arrays of all pictures, equal ones once."""

    def __init__(self) -> None:
        self.raw = bytearray()
        self.places: list[list[Any]] = []
        self._known: dict[tuple[str, bytes], int] = {}

    def keep(self, values: NDArray[Any], beside: NDArray[Any] | None = None) -> int:
        """The number under which these are found: way, first byte, and how many of them."""
        way, raw = frugal(values, beside)
        # what is kept as a difference is only the same beside the same
        key = (way if beside is None else "beside", raw)
        if key not in self._known:
            self._known[key] = len(self.places)
            self.places.append([way, len(self.raw), len(raw)])
            self.raw += raw
        return self._known[key]


def _in_language(worked: Worked, language: str) -> Worked:
    lesson = replace(worked.lesson, language=language, predict=False, tour="")
    return Worked(lesson)


def _picture(worked: Worked, page: str, view: str, numbers: _Numbers) -> dict[str, Any]:
    """A picture's header; equal arrays of all pictures are kept once."""
    payload = PAGES[page].payload
    assert payload is not None
    lesson = worked.lesson
    seek = {
        "id": 1, "step": lesson.step, "filter": lesson.filter, "film": lesson.film,
        "begun": lesson.step > 0, "play": False,
    }  # fmt: skip
    header, found = unpack(payload(worked, view, seek))
    arrays = []
    for name, _, shape, alike in header["arrays"]:
        beside = None
        if name == "douts" and not alike and not _is_alike(header, "answers", "target"):
            beside = found["answers"] - found["target"]  # in float32, as the browser does it
        arrays.append([name, shape, alike, numbers.keep(found[name], beside), beside is not None])
    return header | {"arrays": arrays}


def _is_alike(header: dict[str, Any], *names: str) -> bool:
    """Whether one of these arrays is not there, or one number everywhere."""
    alike = {name: one for name, _, _, one in header["arrays"]}
    return any(alike.get(name, True) for name in names)


def _told(words: Words, page: str, views: tuple[str, ...], link: str) -> dict[str, Any]:
    host = urlsplit(link).netloc
    return {
        "app": words("app.name"), "title": words(f"{page}.title"),
        "lead": plain(words(f"{page}.lead")), "answer": words("takeaway.answer"),
        "views": {view: view_name(view, words) for view in views}, "made": made_with(),
        "open": words("takeaway.open_in_app", host=host), "other": _OTHER[words.language],
        "light": words("takeaway.light"), "dark": words("takeaway.dark"),
    }  # fmt: skip


def plain(text: str) -> str:
    """A sentence without the marks of Markdown."""
    return re.sub(r"\*\*|`", "", text)
