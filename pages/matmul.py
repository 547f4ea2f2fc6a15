"""Lesson 2: every window becomes one row of a matrix."""

from ui import session
from ui.closing import closing
from ui.frame import open_page
from ui.matmul import matmul_payload
from ui.matmul_controls import batch, price_notes, view_choice
from ui.stage_view import stage

lesson, words = open_page("matmul")
view = view_choice(lesson)
stage(matmul_payload(lesson, view, session.seek()))
price_notes(lesson, words)
batch(lesson, words)
closing(lesson, words, "try_matmul")
