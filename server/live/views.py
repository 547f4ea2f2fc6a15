"""What each side of a class sees of it; a delta is a part of the state, under the same names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.live.judge import RIGHT, Verdict, name_of
from server.live.messages import VERSION
from server.live.polls import VOTES
from server.live.room import Papers, Question, Room
from store.classes import Answer, Seen

TEACHER, STUDENT = "teacher", "student"


@dataclass(frozen=True)
class Result:
    """What was answered to a question that is shown.

    Attributes
    ----------
    texts : mapping
        What each person answered, by who and vote.
    verdicts : mapping
        By language and text.
    right : str
        As it is written.
    """

    texts: Mapping[str, Mapping[int, str]]
    verdicts: Mapping[str, Mapping[str, Verdict]]
    right: str

    def bars(self, language: str) -> list[dict[str, Any]]:
        """How many made which mistake, in both votes; what is right first, then the frequent."""
        nobody = [0] * len(VOTES)
        counts = {RIGHT: [*nobody]}
        for votes in self.texts.values():
            for vote, text in votes.items():
                verdict = self.verdicts[language][text]
                counts.setdefault(verdict.mistake, [*nobody])[VOTES.index(vote)] += 1
        order = sorted(counts, key=lambda one: (one != RIGHT, -sum(counts[one]), one))
        return [
            {
                "mistake": one,
                "name": name_of(one, language),
                "first": counts[one][0],
                "second": counts[one][1],
            }
            for one in order
        ]


def texts_of(answers: Sequence[Answer], polls: Mapping[str, int]) -> dict[str, dict[int, str]]:
    """What each person answered to one question, by who and vote.

    Parameters
    ----------
    polls : mapping
        As `server.live.polls.polls_of` gives them.

    Examples
    --------
    >>> texts_of([Answer("3.1", "anna", "16"), Answer("3.2", "anna", "17")], {"3.1": 1, "3.2": 2})
    {'anna': {1: '16', 2: '17'}}
    """
    found: dict[str, dict[int, str]] = {}
    for one in answers:
        found.setdefault(one.who, {})[polls[one.poll]] = one.text
    return found


@dataclass(frozen=True)
class View:
    """A class at one moment, with all that somebody may be shown of it.

    Attributes
    ----------
    code : str
    room : Room
    seen : Seen
    papers : mapping
        The place of the question that stands.
    result : Result or None
        While it is shown.
    """

    code: str
    room: Room
    seen: Seen
    papers: Papers = field(default_factory=dict)
    result: Result | None = None


def state(
    view: View, role: str, who: str, language: str, yours: Mapping[int, str], now: float
) -> dict[str, Any]:
    """Everything.

    Parameters
    ----------
    yours : mapping
        What this person answered to the question that stands, by vote.
    now : float
        Seconds, as `Seen.until` has them.
    """
    room = view.room
    told = {
        "kind": "state",
        "v": VERSION,
        "role": role,
        "room": view.code,
        "left": max(0, round(view.seen.until - now)),
        "present": view.seen.present,
        "place": room.place,
        "step": room.step,
        "eyes": room.eyes,
        "calls": room.calls,
        "roam": False,
        "question": question(view, role, language, yours),
    }
    if role == TEACHER:
        told |= {"driving": room.driver == who, **undo(room)}
    return told


def undo(room: Room) -> dict[str, bool]:
    """Whether there is something to take back."""
    return {"undo": bool(room.before)}


def question(
    view: View, role: str, language: str, yours: Mapping[int, str]
) -> dict[str, Any] | None:
    """The question that stands, as one side sees it."""
    now = view.room.question
    if now is None:
        return None
    place, step = view.papers.get(now.paper, (view.room.place, view.room.step))
    told: dict[str, Any] = {
        "id": now.id,
        "cell": now.cell,
        "vote": now.vote,
        "state": now.state,
        "shows": now.shows,
        "place": place,
        "step": step,
    }
    result = view.result if now.shows else None
    if role == TEACHER:
        told["answered"] = view.seen.answered
    else:
        told["yours"] = [_yours(now, vote, language, yours, result) for vote in VOTES]
    if result:
        told["bars"] = result.bars(language)
        if now.shows == "answer":
            told["right"] = result.right
    return told


def _yours(
    now: Question, vote: int, language: str, yours: Mapping[int, str], result: Result | None
) -> dict[str, Any] | None:
    if vote not in yours:
        return None
    told: dict[str, Any] = {"text": yours[vote]}
    verdict = result and result.verdicts[language].get(yours[vote])
    if verdict and now.shows == "answer":
        told |= {"mistake": verdict.mistake, "said": list(verdict.said)}
    return told
