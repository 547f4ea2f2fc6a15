"""Lesson 2: every window becomes one row of a matrix."""

from ui import session
from ui.closing import closing
from ui.frame import open_page
from ui.slide import slide_payload
from ui.stage_view import stage

lesson, words = open_page("matmul")
stage(slide_payload(lesson, session.seek()))
closing(lesson, words, "try")
