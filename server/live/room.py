"""A class as one frozen value, and what a teacher can make of it: which state may follow which.

Nothing here waits, asks a store or knows a connection: a change is a function from room to room.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from server.live.fields import Refused
from server.live.polls import VOTES, poll_of
from store.classes import Head

OPEN, CLOSED, TALK, SHOWN = "open", "closed", "talk", "shown"
MOST_UNDONE = 10
"""Deeds that can be taken back."""
MOST_ASKED = 200
"""Questions in a class, those that were taken back too."""


@dataclass(frozen=True)
class Question:
    """What is asked, and how far that has come.

    Attributes
    ----------
    id : int
        Counted from 1 in a room.
    cell : str
        As `lesson.asking.question.Question.text`.
    paper : str
        Under which name the store keeps the place where it was asked.
    vote : int
        1, or 2 after talk.
    state : str
        ``open``, ``closed``, ``talk`` or ``shown``.
    shows : str or None
        ``bars`` or ``answer``.
    """

    id: int
    cell: str
    paper: str
    vote: int = 1
    state: str = OPEN
    shows: str | None = None

    @property
    def poll(self) -> str:
        """What answers belong to now."""
        return poll_of(self.id, self.vote)


@dataclass(frozen=True)
class Stage:
    """What `undo` brings back."""

    eyes: bool
    question: Question | None
    asked: tuple[Question, ...]


@dataclass(frozen=True)
class Room:
    """A class.

    Attributes
    ----------
    secret : str
        Signs tokens, and hides keys; 64 hex digits.
    driver : str
        Who drives, as the store knows people.
    place, step : mapping
        With the fields of the messages ``place`` and ``step``.
    eyes : bool
        Whether all are to look up.
    calls : int
        How often everybody was called back.
    question : Question or None
        The one that stands.
    asked : tuple of Question
        All that were asked and not taken back, as they were asked.
    last : int
        The newest question's id, of those taken back too.
    before : tuple of Stage
        What can be brought back, the newest last.
    """

    secret: str
    driver: str
    place: Mapping[str, Any]
    step: Mapping[str, Any]
    eyes: bool = False
    calls: int = 0
    question: Question | None = None
    asked: tuple[Question, ...] = ()
    last: int = 0
    before: tuple[Stage, ...] = ()

    @property
    def head(self) -> Head:
        """As a store keeps it."""
        now = self.question
        text = json.dumps(asdict(self), separators=(",", ":"))
        return Head(text, now.poll if now else "", now is not None and now.state == OPEN)


def read_room(head: Head) -> Room:
    """The room that `Room.head` wrote.

    Examples
    --------
    >>> room = asked(Room("00", "me", {"link": ""}, {"step": 0, "filter": 0}), "out_h", "p")
    >>> read_room(room.head) == room, room.head.poll, room.head.is_open
    (True, '1.1', True)
    """
    given = json.loads(head.text)
    return Room(
        **{
            **given,
            "question": _question(given["question"]),
            "asked": _questions(given["asked"]),
            "before": tuple(
                Stage(one["eyes"], _question(one["question"]), _questions(one["asked"]))
                for one in given["before"]
            ),
        }
    )


def _question(given: Mapping[str, Any] | None) -> Question | None:
    return None if given is None else Question(**given)


def _questions(given: list[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(Question(**one) for one in given)


def moved(room: Room, place: Mapping[str, Any], step: Mapping[str, Any]) -> Room:
    """The class at another place.

    Raises
    ------
    Refused
        ``asking`` while a question is open: its cell would be shown, or be another one.
    """
    _stays(room, place, step)
    return replace(room, place=place, step=step)


def stepped(room: Room, step: Mapping[str, Any]) -> Room:
    """Another step, or only something else pointed at."""
    _stays(room, room.place, step)
    return replace(room, step=step)


def _stays(room: Room, place: Mapping[str, Any], step: Mapping[str, Any]) -> None:
    if room.question is None or room.question.state != OPEN:
        return
    same = all(step.get(name) == room.step.get(name) for name in ("step", "filter"))
    if place != room.place or not same:
        raise Refused("asking")


def called(room: Room) -> Room:
    """Everybody back."""
    return replace(room, calls=room.calls + 1)


def with_eyes(room: Room, on: bool) -> Room:
    """Eyes up, or down again."""
    return room if room.eyes == on else replace(_noted(room), eyes=on)


def asked(room: Room, cell: str, paper: str) -> Room:
    """A question, asked where the class is.

    Parameters
    ----------
    cell : str
        One that the lesson of the place has.
    paper : str
        Under which name the place is kept.
    """
    if room.question and room.question.state == OPEN:
        raise Refused("state", state=OPEN)
    if room.last >= MOST_ASKED:
        raise Refused("long", most=MOST_ASKED, length=room.last + 1)
    new = Question(room.last + 1, cell, paper)
    return replace(_noted(room), question=new, asked=(*room.asked, new), last=new.id)


def closed(room: Room) -> Room:
    """No more answers."""
    return _turned(room, (OPEN,), state=CLOSED)


def talking(room: Room) -> Room:
    """Everybody talks with the neighbour."""
    _not_answered(room)
    return _turned(room, (CLOSED, SHOWN), state=TALK, shows=None)


Papers = Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]
"""Places and steps by the names under which they are kept."""


def again(room: Room, papers: Papers) -> Room:
    """The second vote, where the question was asked."""
    _not_answered(room)
    if room.question and room.question.vote == VOTES[-1]:
        raise Refused("state", state=room.question.state)
    return _taken_there(
        _turned(room, (CLOSED, TALK, SHOWN), state=OPEN, shows=None, vote=VOTES[-1]), papers
    )


def showing(room: Room, what: str) -> Room:
    """Bars, the answer with them, or neither (``hide``)."""
    if what == "hide":
        return _turned(room, (SHOWN,), state=CLOSED, shows=None)
    return _turned(room, (CLOSED, TALK, SHOWN), state=SHOWN, shows=what)


def done(room: Room) -> Room:
    """The question is put away."""
    if room.question is None:
        raise Refused("state", state="none")
    if room.question.state == OPEN:
        raise Refused("state", state=OPEN)
    return replace(_noted(room), question=None)


def undone(room: Room, papers: Papers) -> Room:
    """As it was before the last deed on the stage; the class goes back where a question opens."""
    if not room.before:
        raise Refused("undo")
    *before, last = room.before
    back = replace(
        room, eyes=last.eyes, question=last.question, asked=last.asked, before=tuple(before)
    )
    opens = back.question and back.question.state == OPEN and back.question != room.question
    return _taken_there(back, papers) if opens else back


def _taken_there(room: Room, papers: Papers) -> Room:
    """The class at the place of its question."""
    assert room.question is not None
    if room.question.paper not in papers:  # another one was asked meanwhile
        raise Refused("state", state=room.question.state)
    place, step = papers[room.question.paper]
    return replace(room, place=place, step=step)


def driven(room: Room, who: str) -> Room:
    """Another machine drives."""
    return replace(room, driver=who)


def _noted(room: Room) -> Room:
    now = Stage(room.eyes, room.question, room.asked)
    return replace(room, before=(*room.before, now)[-MOST_UNDONE:])


def _turned(room: Room, states: tuple[str, ...], **changes: Any) -> Room:
    now = room.question
    if now is None or now.state not in states:
        raise Refused("state", state=now.state if now else "none")
    return replace(_noted(room), question=replace(now, **changes))


def _not_answered(room: Room) -> None:
    """Who has seen the answer does not vote on it."""
    if room.question and room.question.shows == "answer":
        raise Refused("state", state=SHOWN)
