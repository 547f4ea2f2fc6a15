"""The fields of a message: each is read as something that anybody may have sent."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from lesson.asking.answer import LONGEST as LONGEST_ANSWER
from lesson.asking.question import read_question
from lesson.state import LANGUAGES
from server.live.polls import VOTES
from store.codes import is_code
from ui.visit.shared_link import LONGEST_IN_CLASS

LONGEST_TOKEN = 400
LONGEST_POINT = 400
"""Characters of what is pointed at, as JSON."""
MOST_COUNT = 10**9

Reader = Callable[[Any], Any]
"""Gives the value as it is used; ValueError for one that makes no sense."""

_KEY = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_PRINTABLE = re.compile(r"[!-~]*")


class Refused(ValueError):
    """A message that is not done.

    Attributes
    ----------
    code : str
        One of those in docs/architecture.md.
    facts : mapping
        Numbers and names that belong to it.
    """

    def __init__(self, code: str, **facts: int | float | str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def room(value: Any) -> str:
    """The code of a room, in small letters too.

    Examples
    --------
    >>> room("k7q2x")
    'K7Q2X'
    """
    if not isinstance(value, str) or not is_code(value.upper()):
        raise ValueError("no code")
    return value.upper()


def key(value: Any) -> str:
    """The random key of a tab: 128 bits as 32 digits of base 16."""
    return _matched(_KEY, value)


def name(value: Any) -> str:
    """A page, a picture: a word of ASCII."""
    return _matched(_NAME, value)


def link(value: Any) -> str:
    """The query string of a lesson."""
    if isinstance(value, str) and len(value) > LONGEST_IN_CLASS:
        raise Refused("long", most=LONGEST_IN_CLASS, length=len(value))
    return _matched(_PRINTABLE, value)


def token(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TOKEN:
        raise ValueError("no token")
    return _matched(_PRINTABLE, value)


def language(value: Any) -> str:
    if value not in LANGUAGES:
        raise ValueError("no language")
    return str(value)


def count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_COUNT:
        raise ValueError("no count")
    return value


def vote(value: Any) -> int:
    if count(value) not in VOTES:
        raise ValueError("no vote")
    return int(value)


def switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither on nor off")
    return value


def shown(value: Any) -> Literal["bars", "answer", "hide"]:
    if value not in ("bars", "answer", "hide"):
        raise ValueError("nothing to show")
    return value  # type: ignore[no-any-return]


def scalar(value: Any) -> bool | float | str | None:
    """A phase, a step of a film of its own: the picture knows what it means."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) <= MOST_COUNT:
        return value
    return _matched(_NAME, value)


def point(value: Any) -> Any:
    """What is pointed at: JSON that the picture knows how to read, and short."""
    if len(json.dumps(value)) > LONGEST_POINT:
        raise ValueError("too much to point at")
    return value


def cell(value: Any) -> str:
    """What is asked, spelled as `lesson.asking.question.Question.text`.

    Examples
    --------
    >>> cell("dW[0, 0, 1, 2]"), cell("col.shape")
    ('dW[0,0,1,2]', 'col.shape')
    """
    if not isinstance(value, str) or len(value) > LONGEST_ANSWER:
        raise ValueError("no question")
    return read_question(value).text


def answer(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ANSWER:
        raise ValueError("no answer")
    return value


def read(given: Mapping[str, Any], field: str, reader: Reader) -> Any:
    """One field of a message.

    Raises
    ------
    Refused
        With code ``field`` and its name, where it is missing or makes no sense.
    """
    try:
        return reader(given[field])
    except Refused:
        raise
    except (KeyError, ValueError, TypeError, RecursionError):
        raise Refused("field", field=field) from None


def _matched(pattern: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError("not of that form")
    return value
