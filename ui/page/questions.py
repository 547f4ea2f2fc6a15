"""The strip above a picture: what learners ask, one at a time, and the way to the answer."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from lesson.files.samples import SAMPLES
from lesson.inputs import sample_picture
from lesson.price import FLOAT, Price, short
from lesson.questions import Question, questions_of
from lesson.state import Lesson
from lesson.vocabulary import Words
from lesson.worked import Worked, geometry_of
from ui.page import tour
from ui.page.code_link import open_code
from ui.photo.cost import size
from ui.stage.size import size_formula
from ui.visit import address, fragments, going, left, session

_PREVIOUS, _NEXT, _SHOW = "w.try_previous", "w.try_next", "w.try_show"
_BACK, _CODE = "w.try_back", "w.try_code"


@dataclass(frozen=True)
class _Place:
    """Which question of a page is asked, and where its answer was shown.

    Attributes
    ----------
    at : int
    shown_at : int
        What `address.times_gone_back` said then; -1 where the question stands alone. Who goes back
        to the lesson before is not told what that one does not show.
    """

    at: int = 0
    shown_at: int = -1


def strip(page: str, views: tuple[str, ...] = ()) -> None:
    """One question of the page with the way to its neighbours and its answer, if it has any.

    Parameters
    ----------
    views : tuple of str
        Pictures of the page; from them it is one click to the line of code that makes what they
        draw.
    """
    if questions_of(page):
        shows, draw = partial(_shown, page), partial(_draw, page, views)
        fragments.part(fragments.TRY, lambda: (tour.shown(), shows()), draw)


def _shown(page: str) -> Hashable:
    lesson = session.current()
    return _place(page), _is_told(page), lesson.shows, lesson.language


def _draw(page: str, views: tuple[str, ...]) -> None:
    if tour.runs():
        tour.draw(page)
        return
    words, asked, at = session.words(), questions_of(page), _place(page).at
    with st.container(
        horizontal=True, vertical_alignment="center", key="try", horizontal_alignment="left"
    ):
        st.markdown(sentence(asked[at], told=_is_told(page)))
        _button(_PREVIOUS, words("try.previous"), partial(_turn, page, -1), "chevron_left")
        st.markdown(f"{at + 1}&thinsp;/&thinsp;{len(asked)}", width="content")
        _button(_NEXT, words("try.next"), partial(_turn, page, 1), "chevron_right")
        shown = session.current().shows
        if shown != f"{page}.{asked[at].name}":
            _button(_SHOW, words("try.show"), partial(_show, page), "lightbulb")
        if shown:
            _button(_BACK, words("try.back"), partial(_back, page), "undo")
        if views:
            told = words("try.code_help")
            _button(_CODE, words("try.code"), partial(open_code, views), "code", told)
        tour.choice(page)


def _button(key: str, label: str, does: partial[None], icon: str, told: str | None = None) -> None:
    on_click = fragments.then_redraw(key, does)
    st.button(label, key=key, icon=f":material/{icon}:", on_click=on_click, help=told)


def sentence(question: Question, *, told: bool) -> str:
    """The question, and its answer in the numbers of the lesson that shows it."""
    words = session.words()
    if not told:
        return f"**{words(f'try_{question.page}.{question.name}.ask')}**"
    asked, answer = asked_and_told(question, words)
    return f"**{asked}** {answer}"


def asked_and_told(question: Question, words: Words) -> tuple[str, str]:
    """A question, and its answer with the numbers of the lesson that shows it."""
    name = f"try_{question.page}.{question.name}"
    facts = _facts(question.answer(words.language))
    return words(f"{name}.ask"), words(f"{name}.tell", **facts)


def _facts(lesson: Lesson) -> dict[str, str]:
    """What a sentence may name of the answer's lesson."""
    worked = Worked(lesson)
    price = Price.of(worked.geometry, *worked.x.shape[:2])
    facts = {
        "size": size_formula("out_h", worked.geometry, 0),
        "x": f"{price.x:,}",
        "col": f"{price.col:,}",
        "times": short(price.times),
    }
    if lesson.source not in SAMPLES:
        return facts
    width, height = sample_picture(lesson.source).original_size
    full = Price.of(geometry_of(lesson, height, width), 1, len(worked.planes))
    return facts | {"full_x": size(full.x * FLOAT), "full_col": size(full.col * FLOAT)}


def _place(page: str) -> _Place:
    place: _Place = st.session_state.get(f"try.{page}", _Place())
    return place


def _is_told(page: str) -> bool:
    return _place(page).shown_at == address.times_gone_back()


def _turn(page: str, by: int) -> None:
    at = (_place(page).at + by) % len(questions_of(page))
    st.session_state[f"try.{page}"] = _Place(at)


def _show(page: str) -> None:
    at = _place(page).at
    lesson = session.current()
    session.open_lesson(questions_of(page)[at].answer(lesson.language, lesson))
    st.session_state[f"try.{page}"] = _Place(at, address.times_gone_back())


def _back(page: str) -> None:
    """From an answer on a shared lesson to where the learner was; by a link, to what was shared."""
    before = left.behind(left.SHOWN)
    if before is None:
        session.reset()
    else:
        session.open_lesson(replace(before.lesson, language=session.current().language))
        if before.page not in ("", page):
            going.go_to(before.page)
    st.session_state[f"try.{page}"] = _Place(_place(page).at)
