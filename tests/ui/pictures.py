"""Pictures of a lesson in Node, on a canvas that only listens."""

import base64
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit as st

from lesson.state import Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.node import NODE
from ui.component.joiner import joined
from ui.lessons import PAGES

SEEK = {"id": 1, "step": 0, "filter": 0, "film": 0, "play": False}
_BROWSER = "globalThis.document = {};\nglobalThis.matchMedia = () => ({});\n"


def payloads(lesson: Lesson) -> dict[str, bytes]:
    """The messages of all pictures that the app draws of a lesson."""
    with patch.object(st, "session_state", {}):
        return {
            view: page.payload(Worked(lesson), view, SEEK)
            for page in PAGES.values()
            if page.payload
            for view in page.views
        }


def run_pictures(
    harness: Path, made: Mapping[str, bytes], language: str = "en", **asked: Any
) -> dict[str, Any]:
    """What a harness says of each picture.

    Parameters
    ----------
    harness : Path
        A script that reads ``globalThis.PICTURES`` and prints a list, as JSON.
    made : mapping of str to bytes
        Messages, by picture.
    language : str
        Of the words.
    **asked
        What the harness reads beside ``payload`` and ``words``; the same for all.
    """
    words = dict(vocabulary(language).section("stage"))
    given = [
        {"payload": base64.b64encode(one).decode(), "words": words, **asked}
        for one in made.values()
    ]
    script = f"{_BROWSER}globalThis.PICTURES = {json.dumps(given)};\n{joined(harness)}"
    done = subprocess.run(
        [NODE, "--input-type=module", "-"], input=script, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(zip(made, json.loads(done.stdout), strict=True))
