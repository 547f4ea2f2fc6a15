"""Lesson 1: the filter slides over the image."""

from collections.abc import Iterator

from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.closing import closing
from ui.frame import open_page
from ui.slide.notes import size_notes
from ui.slide.payload import VIEW, slide_payload
from ui.stage.component import stage
from ui.visit import session


def draw(worked: Worked, words: Words) -> Iterator[None]:
    """The stage and the sizes."""
    stage(slide_payload(worked, VIEW, session.seek()))
    yield
    if not worked.lesson.predict:  # the size may be what is asked
        size_notes(worked.geometry, words)


words = open_page("slide", draw)
closing(words, "slide", arrays=("x", "padded", "W", "b", "out"))
