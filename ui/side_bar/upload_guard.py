"""Files beyond the size that can be read: refused in the browser, before they travel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from lesson.files.refusal import Refusal
from ui.component.joiner import joined
from ui.component.shared import HIDDEN
from ui.visit import notes

_KEY = f"{HIDDEN}upload_guard"
_MB = 1024 * 1024
_MOST_FILES = 4
_LARGEST = 2.0**53
_BATCH = '[class*="st-key-w-more_uploads"]'

_component = st.components.v2.component(
    "conv_lab_upload_guard",
    js=joined(Path(__file__).with_name("upload_guard.js")),
)


def upload_guard() -> None:
    """Watch over all uploaders of a page; once on a page, anywhere."""
    limit = st.get_option("server.maxUploadSize") * _MB
    _component(key=_KEY, data={"limit": limit, "batch": _BATCH}, on_refused_change=_on_refused)


def _on_refused() -> None:
    message = st.session_state[_KEY].get("refused")
    place, files = refused(message)
    if not files:
        return
    notes.forget()
    notes.await_others(message.get("others") is True)
    limit = st.get_option("server.maxUploadSize")
    for name, size in files:
        # rounded up: a little too much must not look like just enough
        megabytes = -(-size * 10 // _MB) / 10
        refusal = Refusal("too_many_bytes", megabytes=megabytes, limit=limit)
        notes.refuse(refusal, name, place)


def refused(message: object) -> tuple[str, list[tuple[str, int]]]:
    """The place of the uploader, and names and sizes of files, as a browser says; maybe none.

    Examples
    --------
    >>> refused({"batch": False, "files": [{"name": "a.png", "size": 11000000}, "x"]})
    ('', [('a.png', 11000000)])
    """
    if not isinstance(message, Mapping) or not isinstance(message.get("files"), list):
        return notes.TOP, []
    files = [
        (file["name"], int(file["size"]))
        for file in message["files"][:_MOST_FILES]
        if isinstance(file, Mapping)
        and isinstance(file.get("name"), str)
        and isinstance(file.get("size"), int | float)
        and 0 < file["size"] < _LARGEST
    ]
    return notes.BATCH if message.get("batch") is True else notes.TOP, files
