"""Lesson 1: the filter slides over the image."""

from collections.abc import Iterator

from lesson.state import Lesson
from lesson.vocabulary import Words
from ui.closing import closing
from ui.frame import open_page
from ui.slide.notes import size_notes
from ui.slide.payload import slide_payload
from ui.stage.component import stage
from ui.visit import session


def draw(lesson: Lesson, words: Words) -> Iterator[None]:
    """The stage and the sizes."""
    stage(slide_payload(lesson, session.seek()))
    yield
    size_notes(lesson, words)


words = open_page("slide", draw)
closing(words, "try")
