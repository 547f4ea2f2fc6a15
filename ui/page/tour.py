"""A tour: its stop stands where the questions stand else, and each stop sets the lesson."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial

import streamlit as st

from lesson.link.codec import start_of
from lesson.state import Lesson
from lesson.tours.scripts import ALL, TOURS, Place, read_place
from lesson.tours.told import lesson_at, told
from ui.visit import fragments, going, left, session

_TOLD = "tour.told"
_NEXT_KEY, _TELL_KEY = "n", "a"


def runs() -> bool:
    """Whether the visitor is on a tour."""
    return bool(session.current().tour)


def shown() -> Hashable:
    """What the strip of a tour shows."""
    return session.current().tour, st.session_state.get(_TOLD)


def asked() -> str:
    """What presenter view says: the question, and its answer once that is told; else empty."""
    if not runs():
        return ""
    place, language = session.current().tour, session.current().language
    parts = ("ask", "tell") if st.session_state.get(_TOLD) == place else ("ask",)
    return " ".join(told(place, language, part) for part in parts).replace("`", "")


def choice(page: str) -> None:
    """The way into the tours."""
    words = session.words()
    with st.popover(words("tour.start"), icon=":material/tour:", key="w.tour_start"):
        _button("page", words("tour.page", stops=len(TOURS[page])), partial(start, page, page))
        _button("all", words("tour.all"), partial(start, ALL, page))


def draw(page: str) -> None:
    """The stop: what to notice and one question, or that and its answer; and the way on."""
    words, place = session.words(), read_place(session.current().tour)
    tell = st.session_state.get(_TOLD) == place.text
    say = partial(told, place.text, words.language)
    with st.container(
        horizontal=True, vertical_alignment="center", key="try", horizontal_alignment="left"
    ):
        asked = f"**{say('ask')}**"
        st.markdown(f"{asked} {say('tell')}" if tell else f"{say('say')} {asked}")
        _button(
            "previous", words("tour.previous"), partial(go_on, page, -1), "chevron_left",
            disabled=place.number == 1,
        )  # fmt: skip
        st.markdown(f"{place.number}&thinsp;/&thinsp;{place.of}", width="content")
        _button(
            "next", words("tour.next"), partial(go_on, page, 1), "chevron_right",
            disabled=place.number == place.of, shortcut=_NEXT_KEY,
        )  # fmt: skip
        _button("tell", words("tour.tell"), _tell, "lightbulb", disabled=tell, shortcut=_TELL_KEY)
        _button("end", words("tour.end"), partial(end, page), "close")


def _button(
    name: str, label: str, does: Callable[[], None], icon: str = "",
    *, disabled: bool = False, shortcut: str | None = None,
) -> None:  # fmt: skip
    key = f"w.tour_{name}"
    st.button(
        label, key=key, icon=f":material/{icon}:" if icon else None, disabled=disabled,
        shortcut=shortcut, on_click=fragments.then_redraw(key, does),
    )  # fmt: skip


def start(tour: str, page: str) -> None:
    """Go to the first stop of a tour, from a page."""
    _go(page, Place(tour))


def go_on(page: str, by: int) -> None:
    """To the next stop, or the one before."""
    place = read_place(session.current().tour)
    # two quick keys may come before the button knows that there is no further stop
    _go(page, replace(place, number=min(max(place.number + by, 1), place.of)))


def _go(page: str, place: Place) -> None:
    lesson = session.current()
    _open(page, place.stop.page, lesson_at(place, lesson.language, lesson))


def _open(here: str, page: str, lesson: Lesson) -> None:
    st.session_state.pop(_TOLD, None)
    session.open_lesson(lesson)
    if page != here:
        going.go_to(page)


def _tell() -> None:
    st.session_state[_TOLD] = session.current().tour


def end(page: str) -> None:
    """Back to the learner's own lesson; who came by a link keeps that of the stop, or gets what was
    shared."""
    lesson = session.current()
    stop = replace(start_of(lesson, forgotten=lesson) if lesson.start else lesson, tour="")
    before = left.behind(left.SHOWN) or left.Place(page, stop)
    _open(page, before.page or page, replace(before.lesson, language=lesson.language))
