"""Pictures of a lesson in Node, on a canvas that only listens."""

import atexit
import base64
import json
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit as st

from lesson.state import Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.node import BROWSER, NODE
from ui.component.joiner import Bundle
from ui.lessons import PAGES

SEEK = {"id": 1, "step": 0, "filter": 0, "film": 0, "play": False}
ANSWER = Path(__file__).with_name("answer.js")


def payloads(lesson: Lesson) -> dict[str, bytes]:
    """The messages of all pictures that the app draws of a lesson."""
    worked = Worked(lesson)
    with patch.object(st, "session_state", {}):
        return {
            view: page.payload(worked, view, SEEK)
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
        A script whose default export answers for a picture, with what JSON can hold.
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
    return dict(zip(made, _running(harness).ask(given), strict=True))


class _Running:
    """A harness in a Node of its own, which goes on for as long as it is asked."""

    def __init__(self, harness: Path) -> None:
        self.harness = harness
        bundle = Bundle()
        visit, loop = bundle.add(harness), bundle.add(ANSWER)
        self._folder = tempfile.TemporaryDirectory(prefix="convlab-harness-")
        script = Path(self._folder.name) / "harness.mjs"
        script.write_text(BROWSER + bundle.module(f"{loop}.answer({visit}.default)"))
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 (until it stops)
        self._node = subprocess.Popen(
            [NODE, str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def ask(self, pictures: list[dict[str, Any]]) -> list[Any]:
        """One answer for each picture."""
        assert self._node.stdin
        assert self._node.stdout
        try:
            self._node.stdin.write(f"{json.dumps(pictures)}\n")
            self._node.stdin.flush()
            line = self._node.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self._errors.seek(0)
            told = self._errors.read()[-3000:]
            _stop()
            raise AssertionError(told)
        answers: list[Any] = json.loads(line)
        return answers

    def stop(self) -> None:
        assert self._node.stdin
        assert self._node.stdout
        with suppress(BrokenPipeError):
            self._node.stdin.close()
        self._node.wait(10)
        self._node.stdout.close()
        self._errors.close()
        self._folder.cleanup()


_last: list[_Running] = []
"""The harness that was asked last: tests of one stand together."""


def _running(harness: Path) -> _Running:
    if not _last or _last[0].harness != harness:
        _stop()
        _last.append(_Running(harness))
    return _last[0]


@atexit.register
def _stop() -> None:
    if _last:
        _last.pop().stop()
