"""Lesson 2: every window becomes one row of a matrix."""

from collections.abc import Iterator

from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.closing import closing
from ui.frame import Menu, open_page
from ui.matmul.batch import batch
from ui.matmul.controls import menu, menu_form, menu_shown, price_notes, view_of
from ui.matmul.payload import matmul_payload
from ui.stage.component import stage
from ui.visit import session


def draw(worked: Worked, words: Words) -> Iterator[None]:
    """The stage and the price."""
    stage(matmul_payload(worked, view_of(worked.lesson), session.seek()))
    yield
    if not worked.lesson.predict:  # they tell the shape of col
        price_notes(worked, words)


words = open_page("matmul", draw, menu=Menu(menu_shown, menu, menu_form))
batch()
closing(words, "matmul", arrays=("x", "padded", "W", "b", "col6", "col", "col_W", "out2", "out"))
