"""What there is to say to the visitor, until it has been said or answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from lesson.files.refusal import Refusal

_NOTES = "notes"
_OTHERS = "others"
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


def say(name: str, level: str = "info", place: str = TOP, **facts: Any) -> None:
    """Say something to the visitor: in passing (info), or until the next change of the lesson."""
    new = Note(name, facts, level, place)
    st.session_state[_NOTES] = [one for one in standing() if one != new] + [new]


def refuse(refusal: Refusal, file_name: str, place: str = TOP) -> None:
    """Say why a file is not taken, and which."""
    facts, about = refusal.facts, shown_name(file_name)
    new = Note(f"refusal.{refusal.reason}", facts, "error", place, about)
    st.session_state[_NOTES] = [one for one in standing() if one != new] + [new]


def await_others(coming: bool) -> None:
    """Files of the same choice are on their way; what was said of the others shall outlast them."""
    st.session_state[_OTHERS] = coming


def said_of_others() -> list[Note]:
    """What was said of files that were chosen together with those that arrive now; asked once."""
    said = standing() if st.session_state.pop(_OTHERS, False) else []
    return [one for one in said if one.level == "error"]


def say_again(said: list[Note]) -> None:
    """What a change has swept away too early."""
    st.session_state[_NOTES] = said + [one for one in standing() if one not in said]


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
    st.session_state[_NOTES] = [one for one in standing() if one.level != "error"]


def forget() -> None:
    """What was said has been answered."""
    st.session_state.pop(_NOTES, None)


def standing() -> list[Note]:
    """What there is to say now."""
    said: list[Note] = st.session_state.get(_NOTES, [])
    return said


def take(place: str = TOP) -> list[Note]:
    """What there is to say there; what is said in passing is forgotten by this call."""
    said = [one for one in standing() if one.place == place]
    passing = [one for one in said if one.level == "info"]
    st.session_state[_NOTES] = [one for one in standing() if one not in passing]
    return said
