"""Lesson 1: the filter slides over the image."""

from collections.abc import Iterator

from lesson.state import Lesson
from lesson.vocabulary import Words
from ui import session
from ui.closing import closing
from ui.frame import open_page
from ui.notes_on_size import size_notes
from ui.slide import slide_payload
from ui.stage_view import stage


def draw(lesson: Lesson, words: Words) -> Iterator[None]:
    """The stage and the sizes."""
    stage(slide_payload(lesson, session.seek()))
    yield
    size_notes(lesson, words)


words = open_page("slide", draw)
closing(words, "try")
