"""The lesson as a link: one codec of ids between a `Lesson` and the address bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lesson.bounds import GIVE_WAY, settled
from lesson.link.fields import FIELDS
from lesson.link.names import meant
from lesson.state import MOST_INPUTS, OWN, UPLOAD, Lesson


@dataclass(frozen=True)
class Reading:
    """What a link said.

    Attributes
    ----------
    lesson : Lesson
        Always one that can be drawn.
    ignored : tuple of str
        The names of the parts that made no sense and were left at their default; at the end those
        that are no part's name, short and safe to be shown.
    picture_missing : bool
        The link speaks of an uploaded picture that was too large to travel in it.
    inputs_missing : int
        How many more inputs of the batch it speaks of that were too large.
    """

    lesson: Lesson
    ignored: tuple[str, ...] = ()
    picture_missing: bool = False
    inputs_missing: int = 0


def write_link(lesson: Lesson) -> dict[str, str]:
    """Spell a lesson as query parameters; defaults are left out, so a plain lesson is a plain link.

    Examples
    --------
    >>> write_link(Lesson(stride=(2, 2), step=5))
    {'stride': '2', 'step': '5'}
    """
    usual, spelled = Lesson(), {}
    for field in FIELDS:
        text = field.spell(lesson)
        if text is not None and text != field.spell(usual):
            spelled[field.name] = text
    return spelled


def travels(lesson: Lesson) -> bool:
    """Whether the link carries every input whole."""
    link = write_link(lesson)
    return (lesson.numbers is None or "x" in link) and not _left_behind(link.get("more", ""))


def _left_behind(text: str) -> int:
    """How many inputs of a batch are named without their numbers."""
    return text.split("~", MOST_INPUTS).count(UPLOAD)


def read_link(query: Mapping[str, str]) -> Reading:
    """Read query parameters, whatever they hold.

    Nothing in a link raises or allocates much: a part that makes no sense is named in `ignored` and
    stays at its default, and a layer that does not fit its input is shrunk until it does. Names are
    read where their meaning is plain, see `lesson.link.names`.

    Examples
    --------
    >>> read_link({"stride": "2", "fh": "99"}).ignored
    ('fh',)
    """
    ignored: list[str] = []
    query, strays = meant(query, [field.name for field in FIELDS])
    lesson = Lesson()
    for field in FIELDS:
        lesson = replace(lesson, **field.before(lesson))
        if field.name not in query:
            continue
        try:
            lesson = replace(lesson, **field.read(query[field.name], lesson))
        except (ValueError, KeyError, IndexError, OverflowError):
            ignored.append(field.name)

    missing = lesson.source in (UPLOAD, OWN) and lesson.numbers is None
    if missing:
        lesson = replace(lesson, source=Lesson().source)
    elif lesson.source not in (UPLOAD, OWN):
        lesson = replace(lesson, numbers=None)
    drawn, _ = settled(lesson)
    ignored += _given_way(lesson, drawn)
    left_behind = 0 if "more" in ignored else _left_behind(query.get("more", ""))
    return Reading(drawn, tuple(dict.fromkeys(ignored + strays)), missing, left_behind)


def _given_way(wish: Lesson, drawn: Lesson) -> list[str]:
    """The parts that make sense alone but not together."""
    names = {field.gives_way: field.name for field in FIELDS}
    return [names[one] for one in GIVE_WAY if getattr(wish, one) != getattr(drawn, one)]
