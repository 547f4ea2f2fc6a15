"""Lesson 2: every window becomes one row of a matrix."""

from collections.abc import Iterator

from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.closing import closing
from ui.frame import open_page
from ui.matmul.batch import batch
from ui.matmul.controls import price_notes, view_choice
from ui.matmul.payload import matmul_payload
from ui.stage.component import stage
from ui.visit import session


def draw(worked: Worked, words: Words) -> Iterator[None]:
    """The menu, the stage and the price."""
    view = view_choice(worked.lesson)
    stage(matmul_payload(worked, view, session.seek()))
    yield
    if not worked.lesson.predict:  # they tell the shape of col
        price_notes(worked, words)


words = open_page("matmul", draw)
batch()
closing(words, "matmul", arrays=("x", "padded", "W", "b", "col6", "col", "col_W", "out2", "out"))
