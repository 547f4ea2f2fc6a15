"""What a browser may say on the class channel: version 1.

docs/architecture.md has every message, both ways, in the section "The class channel".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from server.live import fields
from server.live.fields import Reader, Refused

VERSION = 1
MOST_BYTES = 32 * 1024
"""Of a message: a link of 30,000 characters, and what stands around it."""
DRIVERS = frozenset(
    {
        "place",
        "step",
        "call",
        "eyes",
        "ask",
        "close",
        "talk",
        "again",
        "show",
        "done",
        "undo",
        "end",
    }
)
"""What only the machine that drives may say."""
TEACHERS = DRIVERS | {"drive"}
"""What only who holds the token may say."""
STUDENTS = frozenset({"answer", "roam"})

_PLACE: dict[str, Reader] = {"page": fields.name, "link": fields.link}
_STEP: dict[str, Reader] = {"step": fields.count, "filter": fields.count}
_MAY: dict[str, Reader] = {
    "picture": fields.name,
    "film": fields.scalar,
    "phase": fields.scalar,
    "point": fields.point,
}
_NEEDS: dict[str, dict[str, Reader]] = {
    "make": {"key": fields.key},
    "hello": {"room": fields.room, "key": fields.key},
    "place": {**_PLACE, **_STEP},
    "step": _STEP,
    "call": {},
    "eyes": {"on": fields.switch},
    "ask": {"cell": fields.cell},
    "close": {},
    "talk": {},
    "again": {},
    "show": {"what": fields.shown},
    "done": {},
    "undo": {},
    "drive": {},
    "end": {},
    "answer": {"question": fields.count, "vote": fields.vote, "text": fields.answer},
    "roam": {"on": fields.switch},
    "ping": {},
}
_MAY_HAVE: dict[str, dict[str, Reader]] = {
    "make": {"lang": fields.language},
    "hello": {"lang": fields.language, "token": fields.token},
    "place": _MAY,
    "step": {name: _MAY[name] for name in ("phase", "point")},
}
_VERSIONED = ("make", "hello")


@dataclass(frozen=True)
class Message:
    """One message, read.

    Attributes
    ----------
    kind : str
    fields : mapping
        Those that the kind has, and no other; one that may be left out is left out.
    """

    kind: str
    fields: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    def get(self, name: str) -> Any:
        """A field that may be left out; None where it is."""
        return self.fields.get(name)


def read_message(text: str) -> Message:
    """Read what a browser sent, whatever it is. Fields that no message has are passed over.

    Raises
    ------
    Refused
        With the code that the browser is told: ``size``, ``json``, ``kind``, ``version``,
        ``field`` or ``long``.

    Examples
    --------
    >>> read_message('{"kind": "ask", "cell": "dW[0,0,1,2]", "more": 1}')
    Message(kind='ask', fields={'cell': 'dW[0,0,1,2]'})
    >>> read_message('{"kind": "show", "what": "everything"}')
    Traceback (most recent call last):
    server.live.fields.Refused: field
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise Refused("size", most=MOST_BYTES, size=size)
    try:
        given = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused("json") from None
    if not isinstance(given, dict):
        raise Refused("json")
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in _NEEDS:
        raise Refused("kind")
    if kind in _VERSIONED and given.get("v") != VERSION:
        raise Refused("version", v=VERSION)
    found = _fields(kind, given)
    if kind == "make":
        place = given.get("place")
        if not isinstance(place, dict):
            raise Refused("field", field="place")
        found["place"] = Message("place", _fields("place", place))
    return Message(kind, found)


def _fields(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: fields.read(given, name, reader) for name, reader in _NEEDS[kind].items()}
    for name, reader in _MAY_HAVE.get(kind, {}).items():
        if given.get(name) is not None:
            found[name] = fields.read(given, name, reader)
    return found


def _no_number(_text: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")
