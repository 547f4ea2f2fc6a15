"""Whatever a lesson holds, every picture of every page can be drawn, with finite numbers."""

import warnings
from unittest.mock import patch

import streamlit as st
from hypothesis import HealthCheck, given, settings

from lesson.programs import numpy_code, torch_code
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.lesson.lessons import lessons
from ui.backward.learn import learned_filters
from ui.lessons import PAGES
from ui.stage.size import unread_sentence

SEEK = {"id": 1, "step": 0, "filter": 0, "play": False}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(lessons())
def test_every_picture_of_every_lesson(lesson):
    words = vocabulary(lesson.language)
    # a warning of NumPy's would be a number that is none
    with warnings.catch_warnings(), patch.object(st, "session_state", {}):
        warnings.simplefilter("error")
        for page in PAGES.values():
            if page.payload:
                assert all(page.payload(Worked(lesson), view, SEEK) for view in page.views)
        learned_filters(Worked(lesson))
    assert unread_sentence(Worked(lesson).geometry, words)
    for code in (numpy_code(Worked(lesson)), torch_code(Worked(lesson))):
        compile(code, "lesson.py", "exec")
