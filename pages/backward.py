"""Lesson 3: the gradient goes back to b, W and x."""

from collections.abc import Iterator

from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.backward.charts import charts
from ui.backward.controls import dout_notes, menu, menu_form, menu_shown, one_clicked, view_of
from ui.backward.payload import backward_payload
from ui.closing import closing
from ui.frame import Menu, open_page
from ui.stage.component import stage
from ui.visit import session


def draw(worked: Worked, words: Words) -> Iterator[None]:
    """The stage, what dout means, and the charts."""
    view = view_of(worked.lesson)
    stage(backward_payload(worked, view, session.seek()), on_click=one_clicked)
    yield
    dout_notes(worked, words, view)
    charts(worked, words)


words = open_page("backward", draw, menu=Menu(menu_shown, menu, menu_form))
closing(
    words,
    "backward",
    backward=True,
    arrays=(
        "x", "padded", "W", "b", "col", "col_W", "out", "dout", "dout2", "db", "dW", "dcol", "dx",
        "count",
    ),
)  # fmt: skip
