"""The lesson as a link: one codec of ids between a `Lesson` and the address bar."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lesson.answers import ANSWERS
from lesson.backward.dout import spell_dout
from lesson.bounds import GIVE_WAY, settled
from lesson.link.fields import FIELD, FIELDS, NOTHING
from lesson.link.names import meant
from lesson.link.start import KEPT, PAGE, Expired, kept, opened, pack
from lesson.locks import changed_locks, held
from lesson.state import MOST_INPUTS, OWN, UPLOAD, Lesson
from lesson.tours.scripts import read_place

START, SHORT = "start", "s"
"""Parts of a link: the lesson as it was shared, packed or under a code that the server gave it."""


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
    set_back : tuple of str
        Locked groups of controls that it would have changed.
    expired : bool
        It is a short address that the server no longer keeps.
    """

    lesson: Lesson
    ignored: tuple[str, ...] = ()
    picture_missing: bool = False
    inputs_missing: int = 0
    set_back: tuple[str, ...] = ()
    expired: bool = False


def write_link(lesson: Lesson) -> dict[str, str]:
    """Spell a lesson as query parameters; what is as it was at the start is left out.

    Examples
    --------
    >>> write_link(Lesson(stride=(2, 2), step=5))
    {'stride': '2', 'step': '5'}
    """
    usual, spelled = start_of(lesson), _spelled_start(lesson.start)
    for field in FIELDS:
        text = field.spell(lesson)
        if text is not None and text != field.spell(usual):
            spelled[field.name] = text or NOTHING
    if lesson.start:
        spelled |= _unspelled(lesson, usual)
    return spelled


def _unspelled(lesson: Lesson, start: Lesson) -> dict[str, str]:
    """Numbers that are others than those shared, and too many to be spelled: they are missed."""
    missing = {}
    if lesson.numbers != start.numbers and FIELD["x"].spell(lesson) is None:
        missing["x"] = NOTHING
    if lesson.more != start.more:
        missing["more"] = FIELD["more"].spell(lesson) or NOTHING
    if lesson.dout != start.dout:
        missing["dout"] = FIELD["dout"].spell(lesson) or NOTHING
    return missing


def _spelled_start(start: str) -> dict[str, str]:
    if start.startswith(KEPT):
        return {SHORT: start.removeprefix(KEPT)}
    return {START: start} if start else {}


def start_of(lesson: Lesson, forgotten: Lesson | None = None) -> Lesson:
    """Where a lesson began: as it was shared, or with nothing set.

    Parameters
    ----------
    forgotten : Lesson, optional
        The answer where the server no longer keeps what was shared.
    """
    try:
        return _started(lesson.start) if lesson.start else Lesson()
    except ValueError:
        return Lesson() if forgotten is None else forgotten


def anchor_of(lesson: Lesson, forgotten: Lesson | None = None) -> Lesson:
    """Where what is locked is held to: the lesson as it was shared.

    While a stop of a tour or the answer to a question stands on screen, which set what is locked
    themselves, it is that stop or answer; with it goes what it has set.

    Parameters
    ----------
    forgotten : Lesson, optional
        As for `start_of`.
    """
    start = start_of(lesson, forgotten)
    if lesson.tour not in ("", start.tour):
        return _read(read_place(lesson.tour).stop.link, Lesson()).lesson
    if lesson.shows:
        page, _, name = lesson.shows.partition(".")
        return _read(ANSWERS[page][name], Lesson()).lesson
    return start


def beside_start(lesson: Lesson, learner: Lesson) -> Lesson:
    """A lesson that is shown for a while, with the locks of the learner's and its way back."""
    return replace(lesson, start=learner.start, locks=learner.locks)


def shared(lesson: Lesson, locks: tuple[str, ...] = ()) -> Lesson:
    """The lesson as others get it: they start there, can return to it, and cannot change `locks`.

    Examples
    --------
    >>> link = write_link(shared(Lesson(stride=(2, 2)), locks=("layer",)))
    >>> list(link), read_link({**link, "stride": "5"}).lesson.stride
    (['start'], (2, 2))
    """
    own = _handed_out(lesson, locks)
    return replace(own, start=pack(write_link(own)))


def shared_briefly(lesson: Lesson, locks: tuple[str, ...] = (), page: str = "") -> Lesson:
    """The same by a code that the server keeps for a day, with all its numbers.

    Parameters
    ----------
    page : str
        The address of the page to open, for `lesson.link.start.page_of`.

    Raises
    ------
    TooLong
        If its numbers are more than the server keeps.
    """
    own = _handed_out(lesson, locks)
    return replace(own, start=kept({PAGE: page, **whole_link(own)}))


def _handed_out(lesson: Lesson, locks: tuple[str, ...]) -> Lesson:
    """Everybody reads it in the language of their own browser."""
    return replace(lesson, locks=locks, start="", shows="", language=Lesson.language)


def whole_link(lesson: Lesson) -> dict[str, str]:
    """As `write_link`, with all numbers however many they are: for what is not an address."""
    link = write_link(lesson)
    if lesson.numbers is not None and lesson.source in (UPLOAD, OWN):
        link["x"] = lesson.numbers.text
    if lesson.more:
        link["more"] = "~".join(
            one.source if one.numbers is None else f"{UPLOAD}.{one.numbers.text}"
            for one in lesson.more
        )
    if lesson.dout.numbers is not None:
        link["dout"] = spell_dout(lesson.dout, len(lesson.dout.numbers.text))
    return link


def travels(lesson: Lesson) -> bool:
    """Whether the link carries every input whole."""
    if lesson.numbers is None and not lesson.more:
        return True  # all that it names, it has
    read = read_link(write_link(lesson)).lesson
    return (read.numbers, read.more) == (lesson.numbers, lesson.more)


def _left_behind(text: str) -> int:
    """How many inputs of a batch are named without their numbers."""
    return text.split("~", MOST_INPUTS).count(UPLOAD)


def read_link(query: Mapping[str, str], beside: Collection[str] = ()) -> Reading:
    """Read query parameters, whatever they hold.

    Nothing in a link raises or allocates much: a part that makes no sense is named in `ignored` and
    stays at its default, and a layer that does not fit its input is shrunk until it does. Names are
    read where their meaning is plain, see `lesson.link.names`.

    Parameters
    ----------
    query : mapping of str to str
    beside : collection of str
        Names that stand in it beside the lesson, which somebody else reads.

    Examples
    --------
    >>> read_link({"stride": "2", "fh": "99"}).ignored
    ('fh',)
    """
    expired, ignored = False, []
    lesson = Lesson()
    query, strays = meant(query, [START, SHORT, *(field.name for field in FIELDS), *beside])
    start = f"{KEPT}{query[SHORT].upper()}" if SHORT in query else query.get(START, "")
    if start:
        try:
            if start.startswith(KEPT):
                opened(start)  # what is cached may be forgotten by now
            lesson = _started(start)
        except Expired:
            expired = True
        except ValueError:
            ignored.append(START)
    if "lock" in query:  # it is a part of what was shared, and nothing beside it
        query = {name: text for name, text in query.items() if name != "lock"}
        ignored.append("lock")
    reading = _read(query, lesson)
    drawn, back = reading.lesson, tuple[str, ...]()
    if drawn.shows and not drawn.start:  # nothing to come back to
        drawn = replace(drawn, shows="")
    if drawn.locks:
        drawn = settled(held(drawn, anchor_of(drawn)))[0]
        back = changed_locks(reading.lesson, drawn)
    return replace(
        reading,
        lesson=drawn,
        ignored=tuple(dict.fromkeys([*ignored, *reading.ignored, *strays])),
        set_back=back,
        expired=expired,
    )


@lru_cache(maxsize=256)
def _started(start: str) -> Lesson:
    """The lesson that a link starts from."""
    return replace(_read(opened(start), Lesson()).lesson, start=start)


def _read(query: Mapping[str, str], lesson: Lesson) -> Reading:
    """A link on top of a lesson."""
    ignored: list[str] = []
    for field in FIELDS:
        lesson = replace(lesson, **field.before(lesson))
        if field.name not in query:
            continue
        text = query[field.name]
        try:
            is_nothing = text == NOTHING and field.nothing
            lesson = replace(lesson, **(field.nothing if is_nothing else field.read(text, lesson)))
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
    return Reading(drawn, tuple(dict.fromkeys(ignored)), missing, left_behind)


def _given_way(wish: Lesson, drawn: Lesson) -> list[str]:
    """The parts that make sense alone but not together."""
    names = {field.gives_way: field.name for field in FIELDS}
    return [names[one] for one in GIVE_WAY if getattr(wish, one) != getattr(drawn, one)]
