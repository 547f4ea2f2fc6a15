"""What is taken away from the practice page: the question; once it is answered, its lesson."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from lesson.arrays import GIVEN
from lesson.practice.run import spell_run
from ui.practice.asking import needed
from ui.practice.pictures import picture_of, whole_link
from ui.practice.sheet import sheet
from ui.takeaway.answers import Asked
from ui.visit import session


def of_question() -> Asked:
    """The question on screen, or the last one where none is left."""
    now, words = sheet(), session.words()
    course = now.course
    answered = now.is_told or course.is_over
    asked = course.turns[-1].asked if answered else course.asked
    name = f"practice-{course.run.seed}-{asked.number}"
    opened = st.context.url or ""
    if answered:
        page, _ = picture_of(asked, words.language)
        return Asked(
            asked.worked, words, page, whole_link(asked, words.language, opened), name=name
        )
    # the lesson's own link would tell the answer
    place = urlsplit(opened)
    query = urlencode(spell_run(course.run))
    link = urlunsplit((place.scheme, place.netloc, place.path, query, ""))
    given = tuple(dict.fromkeys((*GIVEN, *needed(asked))))
    return Asked(
        asked.worked, words, "practice", link, given, words("takeaway.of_question"),
        later=("npz", "html", "ipynb"), name=name,
    )  # fmt: skip
