"""The visitor's lesson in Streamlit's session: read from a link, changed, and looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from lesson.bounds import settled
from lesson.link.codec import anchor_of, read_link, start_of, write_link
from lesson.locks import changed_locks, held
from lesson.photo.look import PhotoLook
from lesson.practice.run import NAMES
from lesson.state import LANGUAGES, Lesson
from lesson.tours.told import filled
from lesson.vocabulary import Words, vocabulary
from ui.visit import going, left, notes

_LESSON = "lesson"
_SEEK = "seek"
_OPENED = "opened"
_ROOM = "room.code"
ROOM = "room"
"""Name in the address of the class that the visitor is in; all pages keep it there."""
BESIDE = (*NAMES, ROOM)
"""Names in the address of what stands there beside the lesson."""


def current() -> Lesson:
    """The visitor's lesson; the first call of a session reads it from the link."""
    lesson: Lesson | None = st.session_state.get(_LESSON)
    if lesson is None:
        _open_link()
        lesson = st.session_state[_LESSON]
        assert lesson is not None
    return lesson


def _open_link() -> None:
    query = st.query_params.to_dict()
    lesson = _read(query)
    if "lang" not in query:
        lesson = replace(lesson, language=_browser_language())
    st.session_state[_LESSON] = lesson
    st.session_state[_SEEK] = _seek_to(lesson, 1, play=not query)
    kept = {name: query[name] for name in BESIDE if name in query}
    st.session_state[_ROOM] = _read_room(query.get(ROOM, ""))
    st.session_state[_OPENED] = (query, write_link(lesson) | kept)


def opened() -> tuple[dict[str, str], dict[str, str]]:
    """The link that the session was opened with, and the same lesson as `write_link` spells it.

    What stands `BESIDE` the lesson is in both as it came.
    """
    current()
    link: tuple[dict[str, str], dict[str, str]] = st.session_state[_OPENED]
    return link


def is_begun() -> bool:
    """Whether there is a lesson yet."""
    return _LESSON in st.session_state


def go_back(query: Mapping[str, str], unspelled: Lesson | None) -> None:
    """Show the lesson of an address that the browser went back to, or one that none carries."""
    notes.forget()
    _open(_read(query) if unspelled is None else unspelled)
    ask_seek()


def open_lesson(lesson: Lesson) -> None:
    """Show another lesson as its link would, from its own step and look on."""
    notes.forget()
    _open(lesson)
    ask_seek()


def resume(lesson: Lesson) -> None:
    """Show a lesson that was left for a while; what had been left for it is still known."""
    notes.forget()
    st.session_state[_LESSON] = lesson
    ask_seek()


def open_link(query: Mapping[str, str], **where: Any) -> None:
    """Show the lesson of a link, in the visitor's own language, and there where `where` says."""
    notes.forget()
    lesson = replace(_read(query), language=current().language, **where)
    st.session_state[_LESSON] = settled(lesson)[0]
    ask_seek()


def room() -> str:
    """Code of the class that the visitor is in; "" for none."""
    current()
    code: str = st.session_state.get(_ROOM, "")
    return code


def enter_room(code: str) -> None:
    """Be in a class from now on, or with "" in none."""
    st.session_state[_ROOM] = _read_room(code)


def _read_room(text: str) -> str:
    """A code as somebody types it; the server says whether there is such a room."""
    return "".join(mark for mark in text.upper() if mark.isascii() and mark.isalnum())[:5]


def _open(lesson: Lesson) -> None:
    before = current()
    if _is_shown_for_a_while(lesson) and not _is_shown_for_a_while(before):
        left.leave(left.Place(going.on_screen(), before), left.SHOWN)
    st.session_state[_LESSON] = lesson


def _is_shown_for_a_while(lesson: Lesson) -> bool:
    return bool(lesson.tour or lesson.shows)


def _read(query: Mapping[str, str]) -> Lesson:
    """The lesson of a link; what could not be read is said."""
    reading = read_link(query, BESIDE)
    if reading.ignored:
        notes.say("notes.link_ignored", level="warning", names=", ".join(reading.ignored))
    if reading.expired:
        notes.say("notes.short_expired", level="warning")
    _note_locks(reading.set_back)
    if reading.picture_missing:
        notes.say("notes.picture_missing", level="warning")
    if reading.inputs_missing:
        notes.say("notes.inputs_missing", level="warning", count=reading.inputs_missing)
    return filled(reading.lesson, query)


def _note_locks(locks: tuple[str, ...]) -> None:
    for lock in locks:
        notes.say(f"notes.locked_{lock}", level="warning")


def reset() -> None:
    """Back to the lesson as it was shared."""
    lesson = current()
    start = start_of(lesson, forgotten=lesson)
    if start is lesson:
        notes.say("notes.short_expired", level="warning")
        return
    open_lesson(replace(start, language=lesson.language))


def _browser_language() -> str:
    spoken = (st.context.locale or "").lower()[:2]
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


def change(**fields: Any) -> None:
    """Replace fields of the lesson."""
    put(replace(current(), **fields))


def put(lesson: Lesson) -> None:
    """Make this the visitor's lesson; a layer that no longer fits is shrunk, and a note says so.

    A change answers what was said before: standing notes go. Another picture's film is another one,
    and on another photograph there is no same place.
    """
    notes.forget()
    wished = lesson
    if lesson.locks:
        lesson = held(lesson, anchor_of(lesson, forgotten=current()))
    if lesson.view != current().view:
        lesson = replace(lesson, film=0)
    if lesson.source != current().source:
        lesson = replace(lesson, photo=lesson.photo.elsewhere)
    asked = lesson.groups
    lesson, shrunk = settled(lesson)
    if lesson.locks:
        _note_locks(changed_locks(settled(wished)[0], lesson))
    if shrunk:
        notes.say("notes.shrunk", level="warning", FH=lesson.FH, FW=lesson.FW)
    if lesson.groups < asked:
        FN = len(lesson.filters)
        notes.say("notes.regrouped", groups=lesson.groups, asked=asked, FN=FN)
    st.session_state[_LESSON] = lesson


def edit(update: Callable[[Lesson], Lesson]) -> None:
    """Put the lesson that `update` makes of the current one."""
    put(update(current()))


def seek() -> dict[str, Any]:
    """Where the stage shall go; it obeys when the id is new, so reruns do not disturb the film."""
    place: dict[str, Any] = st.session_state[_SEEK]
    return place


def ask_seek(play: bool = False) -> None:
    """Ask the stage to go to the lesson's step and filter."""
    st.session_state[_SEEK] = _seek_to(current(), seek()["id"] + 1, play)


def _seek_to(lesson: Lesson, number: int, play: bool) -> dict[str, Any]:
    return {
        "id": number,
        "step": lesson.step,
        "filter": lesson.filter,
        "film": lesson.film,
        "line": lesson.line,
        "loops": lesson.loops,
        "play": play,
    }


def stage_settled(wish: Any) -> None:
    """Take over where the stage has come to rest; what a browser sends is a wish, not a fact."""
    wishes = wish if isinstance(wish, dict) else {}
    fields: dict[str, Any] = {
        name: wishes[name]
        for name in ("step", "filter", "film", "line")
        if isinstance(wishes.get(name), int) and not isinstance(wishes[name], bool)
    }
    fields |= {
        name: wishes[name] for name in ("loops", "predict") if isinstance(wishes.get(name), bool)
    }
    # not a change of the visitor's: what has been said stays
    st.session_state[_LESSON] = settled(replace(current(), **fields))[0]


def look_settled(look: PhotoLook) -> None:
    """Take over how the visitor has come to look at the photograph."""
    # not a change of the visitor's, as there
    st.session_state[_LESSON] = replace(current(), photo=look)


def words() -> Words:
    """The words of the visitor's language."""
    return vocabulary(current().language)
