"""``make offline``: a folder of lessons that needs no server, for a stick or a platform."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))

from lesson.questions import questions_of  # noqa: E402
from lesson.state import Lesson  # noqa: E402
from lesson.tours.scripts import TOURS, read_place  # noqa: E402
from lesson.tours.told import lesson_at, told  # noqa: E402
from lesson.vocabulary import NATIVE, vocabulary  # noqa: E402
from lesson.worked import Worked  # noqa: E402
from ui.lessons import PAGES  # noqa: E402
from ui.page.questions import asked_and_told  # noqa: E402
from ui.takeaway.offline import LANGUAGES, lesson_file, looks, plain  # noqa: E402
from ui.visit.shared_link import shared_link  # noqa: E402

INDEX = REPO / "ui" / "takeaway" / "index.html"


@dataclass(frozen=True)
class Curated:
    """A lesson of the folder: its page, its file, and by language a question and its answer."""

    page: str
    name: str
    lesson: Lesson
    said: dict[str, tuple[str, str]]


def curated() -> Iterator[Curated]:
    """The usual lesson of each page, every stop of its tour, every question's answer."""
    for page, shown in PAGES.items():
        if not shown.views:
            continue
        title = {one: (vocabulary(one)("takeaway.usual_lesson"), "") for one in LANGUAGES}
        yield Curated(page, f"{page}.html", Lesson(), title)
        for number in range(1, len(TOURS[page]) + 1):
            place = f"{page}.{number}"
            said = {one: (told(place, one, "ask"), told(place, one, "tell")) for one in LANGUAGES}
            lesson = lesson_at(read_place(place), "en")
            yield Curated(page, f"{page}-tour-{number}.html", lesson, said)
        for question in questions_of(page):
            lesson = question.answer("en")
            said = {one: asked_and_told(question, vocabulary(one)) for one in LANGUAGES}
            yield Curated(page, f"{page}-{question.name}.html", lesson, said)


def build(folder: Path, app: str, wanted: Callable[[Curated], bool] = lambda _: True) -> list[Path]:
    """Write the files and their index; returns what was written.

    Parameters
    ----------
    folder : Path
        Made if it is not there; files of the same names are replaced.
    app : str
        Address of the full app, to which each page links.
    wanted : function
        Which lessons are written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lessons = list(filter(wanted, curated()))
    written = []
    for one in lessons:
        link = shared_link(one.lesson, f"{app.rstrip('/')}/{PAGES[one.page].address}")
        file = folder / one.name
        file.write_text(lesson_file(Worked(one.lesson), one.page, link, one.said), encoding="utf-8")
        written.append(file)
    for language in LANGUAGES:
        file = folder / ("index.html" if language == "en" else f"index.{language}.html")
        file.write_text(_index(lessons, language), encoding="utf-8")
        written.append(file)
    return written


def _index(lessons: list[Curated], language: str) -> str:
    words = vocabulary(language)
    other = "ja" if language == "en" else "en"
    sections = []
    for page in dict.fromkeys(one.page for one in lessons):
        rows = [
            f'<li><a href="{one.name}#lang={language}">{_escaped(one.said[language][0])}</a></li>'
            for one in lessons
            if one.page == page
        ]
        rows = [f"<h2>{escape(words(f'{page}.title'))}</h2>", "<ul>", *rows, "</ul>"]
        sections.append("\n".join(rows))
    parts = {
        "language": language, "name": escape(words("app.name")),
        "other": "index.ja.html" if other == "ja" else "index.html",
        "other_id": other, "other_language": NATIVE[other],
        "about": escape(words("takeaway.index")), "lessons": "\n".join(sections),
    }  # fmt: skip
    for theme, values in looks().items():
        parts[theme] = "".join(f"{name}: {value}; " for name, value in values.items())
    text = INDEX.read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"@@{name}@@", part)
    return text


def _escaped(sentence: str) -> str:
    return escape(plain(sentence))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=REPO / "offline")
    parser.add_argument("--app", default="http://localhost:8501", help="address of the full app")
    wish = parser.parse_args()
    logging.disable(logging.WARNING)  # Streamlit misses its server
    started = time.monotonic()
    written = build(wish.folder, wish.app)
    size = sum(file.stat().st_size for file in written) / 1e6
    print(
        f"{len(written)} files, {size:.1f} MB in {time.monotonic() - started:.0f} s: "
        f"open {wish.folder / 'index.html'}"
    )


if __name__ == "__main__":
    main()
