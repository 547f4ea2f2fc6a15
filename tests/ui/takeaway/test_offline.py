"""The page in one file: small, of the same modules, its numbers to the bit."""

import base64
import re
from pathlib import Path

import numpy as np
import pytest

from lesson.state import Filter, Lesson
from lesson.vocabulary import NATIVE
from lesson.worked import Worked
from scripts.offline import build
from tests.node import run_module
from ui.lessons import PAGES
from ui.takeaway.frugal import FILM, PLAIN, frugal
from ui.takeaway.offline import lesson_file

LINK = "https://lab.example/x?stride=2"
MOST = 400_000


def read_back(values: np.ndarray, beside: np.ndarray | None = None) -> tuple[str, np.ndarray]:
    way, raw = frugal(values, beside)
    given = {"way": way, "raw": base64.b64encode(raw).decode(), "frames": len(values)}
    given["beside"] = None if beside is None else base64.b64encode(beside.tobytes()).decode()
    told = run_module(Path(__file__).with_name("frugal.js"), given)
    return way, np.frombuffer(base64.b64decode(told), np.float32).reshape(values.shape)


def test_numbers_come_back_to_the_bit():
    rng = np.random.default_rng(3)
    film = rng.standard_normal((7, 2, 15, 11)).astype(np.float32)
    film[3, 0, :4, 0] = [0, -0.0, np.inf, -np.inf]
    near = film + rng.standard_normal(film.shape).astype(np.float32) * np.float32(1e-6)
    for values, beside in ((film, None), (film, near), (film[:1, :1, :2], None)):
        way, found = read_back(values, beside)
        assert way == (FILM if values.size > 2000 else PLAIN)
        assert found.tobytes() == values.tobytes()


@pytest.mark.parametrize("page", [name for name, page in PAGES.items() if page.views])
def test_the_usual_lesson_is_small_and_asks_nobody(page):
    text = lesson_file(Worked(Lesson()), page, LINK)
    assert len(text.encode()) <= MOST
    assert LINK in text
    for outside in re.findall(r"(?:src|href)\s*=\s*[\"'][^\"'#]+|@import|url\((?!#)[^)]+", text):
        assert outside == "", outside


def test_what_a_text_holds_does_not_end_the_file():
    lesson = Lesson(colour="rgb", size=12, filters=(Filter("random", 0.1, 2), Filter("box")))
    text = lesson_file(Worked(lesson), "slide", 'https://lab.example/?a="><script>alert(1)')
    assert text.count("<script") == 1
    assert text.count("</script>") == 1
    assert '"><script>alert' not in text


def test_the_folder_has_every_stop_and_question_in_both_languages(tmp_path):
    written = build(tmp_path, "https://lab.example", lambda one: one.page == "slide")
    names = {file.name for file in written}
    assert names >= {"index.html", "index.ja.html", "slide.html", "slide-tour-1.html"}
    for index, language in (("index.html", "en"), ("index.ja.html", "ja")):
        text = (tmp_path / index).read_text(encoding="utf-8")
        links = re.findall(r'href="([^"]+)"', text)
        # relative, and there
        assert {link.partition("#")[0] for link in links} <= names
        assert sum(link.endswith(f"#lang={language}") for link in links) == len(names) - 2
        other = "ja" if language == "en" else "en"
        assert f'lang="{other}" hreflang="{other}">{NATIVE[other]}</a>' in text
    told = (tmp_path / "slide-step.html").read_text(encoding="utf-8")
    assert "https://lab.example/?in=book" in told
