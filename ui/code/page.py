"""The page of the code: slips to put in, the listing, and what to take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import randrange
from typing import Any

import streamlit as st

from lesson.code.listing import part_of
from lesson.code.pictures import picture_of
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.hidden import HIDDEN, MOST_SEED, is_hidden, possible, slip_in, without_effect
from lesson.state import Lesson
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.code.answers import answer, read_ask
from ui.code.component import listing
from ui.code.payload import CodeRun, code_payload, code_run
from ui.code.sentences import slip_name
from ui.code.take import take
from ui.component.courier import asked, courier
from ui.page.code_link import open_picture
from ui.visit import fragments, session, widgets

_NONE = "none"
_RUN, _GUESS, _ANSWER, _FOUND = "code.run", "code.guess", "code.answer", "code.found"
_FIND = "w.code.find"
_MOST_TO_TRY = 8_000
"""Numbers of col up to which all slips are tried out for the menu, in some 50 ms; of a larger
lesson it is said when one is chosen."""


@dataclass(frozen=True, eq=False)
class _Kept:
    """The last run of this session, the lesson that it is of, and slips that do nothing there."""

    lesson: Lesson
    made: CodeRun
    work: int
    idle: frozenset[str]


def code_page(worked: Worked, words: Words) -> Iterator[None]:
    """Draw the page below its heading, with a pause after the listing."""
    kept = _run(worked)
    menu = st.container(
        horizontal=True, vertical_alignment="center", gap="small"
    )  # fmt: skip
    with menu:
        place = st.container(width=330)
        st.button(
            words("code.find"), key=_FIND, icon=":material/search:",
            on_click=fragments.then_redraw(_FIND, _find),
        )  # fmt: skip
        part = part_of(worked)
        if part.groups > 1:
            st.caption(words("code.group", group=part.group, groups=part.groups))
        if worked.lesson.slip in SLIPS and slip_in(worked) is None:
            st.caption(_why_not(worked, words))
    guess: tuple[int, int] = st.session_state.get(_GUESS, (0, 0))
    guessed = guess[1] if guess[0] == kept.work else 0
    found = st.session_state.get(_FOUND) == kept.work
    listing(code_payload(worked, kept.made, kept.work, session.seek(), guessed, found), _wished)
    yield
    with place:
        _menu(worked, kept, words)
    _values()
    take(worked, words)


def _run(worked: Worked) -> _Kept:
    """The lesson's run; kept, since where one looks changes nothing in it."""
    lesson = worked.lesson
    # the group that is shown is that of the filter looked at
    key = (lesson.unwatched(), lesson.slip, part_of(worked).group)
    kept: tuple[Any, _Kept] | None = st.session_state.get(_RUN)
    if kept is None or kept[0] != key:
        work = kept[1].work + 1 if kept else 1
        idle = without_effect(worked) if _col_size(worked) <= _MOST_TO_TRY else frozenset()
        kept = (key, _Kept(lesson, code_run(worked), work, idle))
        st.session_state[_RUN] = kept
    return kept[1]


# ---- slips


def _menu(worked: Worked, kept: _Kept, words: Words) -> None:
    """Which slip is in the listing."""
    lesson = worked.lesson
    shown = HIDDEN if is_hidden(lesson.slip) else lesson.slip
    slips = [slip.id for slip in possible(worked)]
    options = [_NONE, *([HIDDEN] if shown == HIDDEN else []), *slips]

    def spelled(option: str) -> str:
        if option in (_NONE, HIDDEN):
            return words(f"code.slip_{'none' if option == _NONE else 'hidden'}")
        name = slip_name(option, words)
        return words("code.slip_idle", slip=name) if option in kept.idle else name

    widgets.choice(
        st.selectbox, "code.slip", options, shown if shown in options else _NONE, _put,
        names=spelled, label_visibility="collapsed",
    )  # fmt: skip


def _why_not(worked: Worked, words: Words) -> str:
    """Why the lesson's slip is not in its listing: that one has one stride for both axes."""
    slip, stride = worked.lesson.slip, worked.geometry.stride[0]
    return words("code.slip_of_sides", slip=slip_name(slip, words), stride=stride)


def _col_size(worked: Worked) -> int:
    g = worked.geometry
    return len(worked.x) * g.out_h * g.out_w * int(worked.W[0].size)


def _put(slip: str) -> None:
    if slip != HIDDEN:
        session.change(slip=slip if slip in SLIPS else "")


def _find() -> None:
    """Another slip, from the beginning."""
    session.change(slip=f"{HIDDEN}{randrange(MOST_SEED + 1)}", line=0)
    session.ask_seek()


# ---- what the learner does in the listing


def _wished(wish: dict[str, Any]) -> None:
    """Follow a wish of the listing; a browser can send what it likes."""
    go, guess = wish.get("go"), wish.get("guess")
    if isinstance(go, list) and len(go) == 3:
        function, name, axes = go
        drawn = None
        if isinstance(function, str) and isinstance(name, str) and isinstance(axes, int):
            drawn = picture_of(function, name, axes)
        if drawn is not None:
            open_picture(drawn)
    elif isinstance(guess, int):
        _guessed(guess)
    elif wish.get("reveal") is True:
        _reveal()


def _guessed(line: int) -> None:
    worked = Worked(session.current())
    kept = _run(worked)
    slip = slip_in(worked)
    if slip is None or not is_hidden(worked.lesson.slip):
        return
    if slip.line_in(kept.made.right) == line:
        _reveal()
        st.session_state[_FOUND] = kept.work + 1
    else:
        st.session_state[_GUESS] = (kept.work, line)
        session.ask_seek()


def _reveal() -> None:
    slip = slip_in(Worked(session.current()))
    if slip is not None:
        session.change(slip=slip.id)


# ---- whole values


@st.fragment
def _values() -> None:
    """Answer what the listing asks, without the rest of the page."""
    kept: tuple[Any, _Kept] | None = st.session_state.get(_RUN)
    ask = read_ask(asked())
    told: tuple[Any, bytes] = st.session_state.get(_ANSWER, (None, b""))
    if kept and ask is not None and ask.work == kept[1].work and told[0] != ask:
        told = (ask, answer(ask, Worked(kept[1].lesson), kept[1].made))
        st.session_state[_ANSWER] = told
    courier(told[1], lambda: None)
