"""What a visit keeps of the class that it is in, and the wishes of the browser that change it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from lesson.link.codec import whole_link, write_link
from lesson.photo.look import USUAL_LOOK
from lesson.state import MOST_STEPS, Lesson
from ui.visit import going, left, session
from ui.visit.left import Place
from ui.visit.shared_link import LONGEST_IN_CLASS

_MOST_FIELDS = 100
_MOST_WISHES = 8
_KEY = "class"


@dataclass
class Visit:
    """One visit's part in a class.

    Attributes
    ----------
    starts : int
        How often a class was started here; the browser makes one for each.
    teaches : bool
        Whether the browser has, or is to get, a teacher's token. Python decides nothing by it
        but what is withheld.
    done : int
        Number of the wish that was taken over last.
    seek : int
        The stage's seek by which it shows the place of the class.
    followed : Place or None
        Where the class is, as far as it was followed.
    """

    starts: int = 0
    teaches: bool = False
    done: int = 0
    seek: int = 0
    followed: Place | None = None


def current() -> Visit:
    """The visit's part in a class."""
    visit: Visit = st.session_state.setdefault(_KEY, Visit())
    return visit


def withholds() -> bool:
    """Whether numbers may be asked: of who predicts, and of a class, whose browser knows when."""
    return session.current().predict or bool(session.room() and not current().teaches)


def leads() -> bool:
    """Whether this is the browser of a class's teacher."""
    return bool(session.room() and current().teaches)


def start() -> None:
    """Have the browser make a class."""
    visit = current()
    visit.starts += 1
    visit.teaches = True


def told(page: str) -> dict[str, Any]:
    """What the browser is told of this page and visit."""
    link = spelled(session.current()) if current().teaches else None
    return {**_facts(page), "link": link}


def _facts(page: str) -> dict[str, Any]:
    visit = current()
    return {
        "room": session.room(),
        "page": page,
        "start": visit.starts,
        "done": visit.done,
        "seek": visit.seek,
        "strayed": visit.followed is not None and visit.followed != _here(page),
        "own": left.behind(left.CLASS) is not None,
    }


def shown(page: str) -> Hashable:
    """What the class shows beside what its browser knows.

    The lesson itself and not its link, which is spelled where it is sent: this is asked several
    times in a run.
    """
    lesson = session.current()
    sent = _for_the_class(lesson) if current().teaches else None
    return lesson.language, sent, tuple(_facts(page).items())


def spelled(lesson: Lesson) -> str:
    """A lesson as the class gets it: a query string without where in it one looks.

    Examples
    --------
    >>> spelled(Lesson(stride=(2, 1), step=7, language="ja"))
    'stride=2x1'
    """
    plain = _for_the_class(lesson)
    link = urlencode(whole_link(plain))
    return link if len(link) <= LONGEST_IN_CLASS else urlencode(write_link(plain))


def _for_the_class(lesson: Lesson) -> Lesson:
    return replace(_looked_at(lesson), photo=lesson.photo, tour="", shows="", start="", locks=())


def _looked_at(lesson: Lesson) -> Lesson:
    """What is looked at, wherever one looks."""
    return replace(
        lesson, step=0, filter=0, film=0, line=0, loops=False, predict=False, photo=USUAL_LOOK,
        language=Lesson.language,
    )  # fmt: skip


def _here(page: str) -> Place:
    return Place(page, _looked_at(session.current()))


def take_all(wishes: Any, here: str, pages: frozenset[str]) -> None:
    """Do what was not done yet of a list of wishes, see `take`."""
    for wish in wishes[-_MOST_WISHES:] if isinstance(wishes, list) else ():
        take(wish, here, pages)


def take(wish: Any, here: str, pages: frozenset[str]) -> None:
    """Do what the browser wishes, once; of what makes no sense, nothing.

    Parameters
    ----------
    wish : anything
        A mapping with ``id`` and ``do``: ``teach``, ``follow``, ``own`` or ``leave``.
    here : str
        The page that is open.
    pages : frozenset of str
        Those that there are.
    """
    number = _whole(wish.get("id")) if isinstance(wish, dict) else None
    visit = current()
    if number is None or number <= visit.done:
        return
    visit.done = number
    match wish.get("do"):
        case "teach" if isinstance(wish.get("room"), str):
            visit.teaches = True
            session.enter_room(wish["room"])
        case "follow":
            _follow(wish, here, pages)
        case "own" if own := left.behind(left.CLASS):
            visit.followed = None
            left.forget(left.CLASS)
            session.resume(replace(own.lesson, language=session.current().language))
            _go(here, own.page)
        case "leave":
            visit.teaches, visit.followed = False, None
            left.forget(left.CLASS)
            session.enter_room("")


def _follow(wish: dict[str, Any], here: str, pages: frozenset[str]) -> None:
    page, link = wish.get("page"), wish.get("link")
    if not isinstance(page, str) or page not in pages:
        return
    if not isinstance(link, str) or len(link) > LONGEST_IN_CLASS:
        return
    try:
        query = dict(parse_qsl(link, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return
    visit = current()
    if wish.get("keep") is True and visit.followed != _here(here):
        left.leave(Place(here, session.current()), left.CLASS)
    where = {
        name: min(_whole(wish.get(name)) or 0, most)
        for name, most in (("step", MOST_STEPS - 1), ("filter", 7))
    }
    session.open_link(query, **where)
    visit.followed, visit.seek = _here(page), session.seek()["id"]
    _go(here, page)


def _go(here: str, page: str) -> None:
    if page != here:
        going.go_to(page)


def _whole(value: Any) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1 << 40
    return value if is_whole else None
