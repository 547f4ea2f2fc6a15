"""The visitor's lesson in Streamlit's session, and its way to and from the address bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from lesson.bounds import settled
from lesson.files.pictures import Picture
from lesson.files.refusal import Refusal
from lesson.link.codec import anchor_of, read_link, start_of, travels, write_link
from lesson.link.fields import QUIET
from lesson.locks import changed_locks, held
from lesson.photo.look import USUAL_LOOK, PhotoLook
from lesson.practice.run import NAMES
from lesson.state import LANGUAGES, Lesson
from lesson.tours.told import filled
from lesson.vocabulary import Words, vocabulary
from ui.visit import address

_LESSON = "lesson"
_NOTES = "notes"
_SEEK = "seek"
_OTHERS = "others"
_OPENED = "opened"
_UNTOLD = "untold"
_UNSPELLED = "unspelled"
_GONE_BACK = "gone_back"
_GOING = "going"
_BESIDE = "beside"
_ROOM = "room.code"
_OWN = "own"
_MOST_UNSPELLED = 8
ROOM = "room"
"""Name in the address of the class that the visitor is in; all pages keep it there."""
BESIDE = (*NAMES, ROOM)
"""Names in the address of what stands there beside the lesson."""
PAGE = "page"
"""Where the session keeps the id of the page on screen."""
PICTURE = "picture"
TOP, BATCH, SHARE = "", "batch", "share"
"""Places for notes."""


@dataclass(frozen=True)
class Note:
    """A sentence for the visitor.

    Parameters
    ----------
    name : str
        Its id in the words.
    facts : dict
        What its blanks are filled with.
    level : str
        ``info``, ``warning`` or ``error``.
    place : str
        `TOP` of the page, or the part of it that it is about.
    about : str
        The file it is about, fit to be shown.
    """

    name: str
    facts: dict[str, Any]
    level: str = "info"
    place: str = TOP
    about: str = ""


@dataclass(frozen=True, eq=False)
class Upload:
    """The visitor's own picture: reduced for the stage, and the file as it came.

    What is handed in twice is two uploads: comparing megabytes would take longer than the work.
    """

    picture: Picture
    data: bytes


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


def follow_browser() -> None:
    """Show the lesson that the browser has gone back or forth to, if it has; first in a run."""
    if _LESSON not in st.session_state or not address.was_gone_back_to():
        return
    forget_notes()
    st.session_state[_GONE_BACK] = times_gone_back() + 1
    query = st.query_params.to_dict()
    unspelled: Lesson | None = st.session_state.get(_UNSPELLED, {}).get(_key(query))
    _open(_read(query) if unspelled is None else unspelled)
    ask_seek()
    # what an overtaken run has still sent may stand over it by now
    st.session_state[_UNTOLD] = True


def times_gone_back() -> int:
    """How often the browser has gone back or forth in this session."""
    times: int = st.session_state.get(_GONE_BACK, 0)
    return times


def open_lesson(lesson: Lesson) -> None:
    """Show another lesson as its link would, from its own step and look on."""
    forget_notes()
    _open(lesson)
    ask_seek()


def resume(lesson: Lesson) -> None:
    """Show a lesson that was left for a while; what had been left for it is still known."""
    forget_notes()
    st.session_state[_LESSON] = lesson
    ask_seek()


def open_link(query: Mapping[str, str], **where: Any) -> None:
    """Show the lesson of a link, in the visitor's own language, and there where `where` says."""
    forget_notes()
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
        st.session_state[_OWN] = (st.session_state.get(PAGE, ""), before)
    st.session_state[_LESSON] = lesson


def _is_shown_for_a_while(lesson: Lesson) -> bool:
    return bool(lesson.tour or lesson.shows)


def own() -> tuple[str, Lesson] | None:
    """Page and lesson that the learner has left for a tour, or the answer on a shared lesson.

    None where the session has begun on such a stop or answer.
    """
    left: tuple[str, Lesson] | None = st.session_state.get(_OWN)
    return left


def _read(query: Mapping[str, str]) -> Lesson:
    """The lesson of a link; what could not be read is said."""
    reading = read_link(query, BESIDE)
    if reading.ignored:
        note("notes.link_ignored", level="warning", names=", ".join(reading.ignored))
    if reading.expired:
        note("notes.short_expired", level="warning")
    _note_locks(reading.set_back)
    if reading.picture_missing:
        note("notes.picture_missing", level="warning")
    if reading.inputs_missing:
        note("notes.inputs_missing", level="warning", count=reading.inputs_missing)
    return filled(reading.lesson, query)


def _note_locks(locks: tuple[str, ...]) -> None:
    for lock in locks:
        note(f"notes.locked_{lock}", level="warning")


def reset() -> None:
    """Back to the lesson as it was shared."""
    lesson = current()
    start = start_of(lesson, forgotten=lesson)
    if start is lesson:
        note("notes.short_expired", level="warning")
        return
    open_lesson(replace(start, language=lesson.language))


def _key(link: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What a link says of the lesson, without where in it one looks."""
    unsaid = (*QUIET, *BESIDE)
    return tuple(sorted((name, text) for name, text in link.items() if name not in unsaid))


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
    forget_notes()
    wished = lesson
    if lesson.locks:
        lesson = held(lesson, anchor_of(lesson, forgotten=current()))
    if lesson.view != current().view:
        lesson = replace(lesson, film=0)
    if lesson.source != current().source:
        lesson = replace(lesson, photo=elsewhere(lesson.photo))
    asked = lesson.groups
    lesson, shrunk = settled(lesson)
    if lesson.locks:
        _note_locks(changed_locks(settled(wished)[0], lesson))
    if shrunk:
        note("notes.shrunk", level="warning", FH=lesson.FH, FW=lesson.FW)
    if lesson.groups < asked:
        FN = len(lesson.filters)
        note("notes.regrouped", groups=lesson.groups, asked=asked, FN=FN)
    st.session_state[_LESSON] = lesson


def elsewhere(look: PhotoLook) -> PhotoLook:
    """The same way to look at another photograph: all of it."""
    return replace(USUAL_LOOK, relu=look.relu, signed=look.signed, wipe=look.wipe, map=look.map)


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


def go_to(page: str) -> None:
    """Ask for another page, by its id: the next run goes there."""
    st.session_state[_GOING] = page


def going() -> str:
    """The page that was asked for; "" where none was."""
    page: str = st.session_state.get(_GOING, "")
    return page


def arrived() -> None:
    """The page that was asked for is on its way."""
    st.session_state.pop(_GOING, None)


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


def note(name: str, level: str = "info", place: str = TOP, **facts: Any) -> None:
    """Say something to the visitor: in passing (info), or until the next change of the lesson."""
    new = Note(name, facts, level, place)
    st.session_state[_NOTES] = [one for one in notes() if one != new] + [new]


def refuse(refusal: Refusal, file_name: str, place: str = TOP) -> None:
    """Say why a file is not taken, and which."""
    facts, about = refusal.facts, shown_name(file_name)
    new = Note(f"refusal.{refusal.reason}", facts, "error", place, about)
    st.session_state[_NOTES] = [one for one in notes() if one != new] + [new]


def await_others(coming: bool) -> None:
    """Files of the same choice are on their way; what was said of the others shall outlast them."""
    st.session_state[_OTHERS] = coming


def said_of_others() -> list[Note]:
    """What was said of files that were chosen together with those that arrive now; asked once."""
    said = notes() if st.session_state.pop(_OTHERS, False) else []
    return [one for one in said if one.level == "error"]


def say_again(said: list[Note]) -> None:
    """What a change has swept away too early."""
    st.session_state[_NOTES] = said + [one for one in notes() if one not in said]


def shown_name(file_name: str) -> str:
    """A file's name as a text of at most 40 characters that means nothing to Markdown or HTML.

    Examples
    --------
    >>> shown_name("../<b>my_photo</b> (1).png"), shown_name("n" * 90 + ".png")
    ('····b·my_photo··b· (1).png', 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn….png')
    """
    plain = "".join(mark if mark.isalnum() or mark in "_-. ()" else "·" for mark in file_name)
    plain = plain.replace("..", "··").strip() or "·"
    return plain if len(plain) <= 40 else f"{plain[:35]}…{plain[-4:]}"


def forget_refusals() -> None:
    """A file that was refused is no matter of another page."""
    st.session_state[_NOTES] = [one for one in notes() if one.level != "error"]


def forget_notes() -> None:
    """What was said has been answered."""
    st.session_state.pop(_NOTES, None)


def notes() -> list[Note]:
    """What there is to say now."""
    said: list[Note] = st.session_state.get(_NOTES, [])
    return said


def take_notes(place: str = TOP) -> list[Note]:
    """What there is to say there; what is said in passing is forgotten by this call."""
    said = [one for one in notes() if one.place == place]
    passing = [one for one in said if one.level == "info"]
    st.session_state[_NOTES] = [one for one in notes() if one not in passing]
    return said


def upload() -> Upload | None:
    """The visitor's own picture, if this session has one."""
    kept: Upload | None = st.session_state.get(PICTURE)
    return kept


def keep_upload(kept: Upload) -> None:
    """Keep the visitor's picture for this session, and only for it."""
    st.session_state[PICTURE] = kept


def words() -> Words:
    """The words of the visitor's language."""
    return vocabulary(current().language)


def put_beside(link: Mapping[str, str]) -> None:
    """What else the page on screen keeps in the address; names of `BESIDE`, none for most pages."""
    st.session_state[_BESIDE] = dict(link)


def write_address() -> None:
    """Spell the lesson into the address bar, where it has changed."""
    lesson = current()
    link = write_link(lesson)
    if not travels(lesson):
        # the browser can come back to it, but not with all of it
        others = st.session_state.pop(_UNSPELLED, {})
        others.pop(_key(link), None)
        kept = list(others.items())[1 - _MOST_UNSPELLED :]
        st.session_state[_UNSPELLED] = dict([*kept, (_key(link), lesson)])
    link |= st.session_state.get(_BESIDE, {})
    if room():
        link[ROOM] = room()
    came, meant = opened()
    shown = st.query_params.to_dict()
    if shown == came:
        shown = meant  # the browser has put it right, see `address.keep_history`
    if st.session_state.pop(_UNTOLD, False) or shown != link:
        st.query_params.from_dict(link)
