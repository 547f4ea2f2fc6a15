"""What of a lesson travels in a link: a row a field, with its name, how it is spelled and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from lesson.answers import read_answer_name
from lesson.backward.dout import read_dout, spell_dout
from lesson.backward.learning import read_learn, spell_learn
from lesson.bounds import (
    DILATIONS,
    GIVE_WAY,
    MAX_FILTERS,
    MOST_GROUPS,
    PADS,
    SIZES,
    STRIDES,
    WINDOWS,
)
from lesson.files.samples import SAMPLES
from lesson.grids import GRIDS
from lesson.link.arrays import MAX_VALUE, decode_array
from lesson.locks import LOCKS
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.hidden import HIDDEN, MOST_SEED, is_hidden
from lesson.numbers import Numbers
from lesson.photo.look import USUAL_LOOK, read_look, spell_look
from lesson.presets import PRESETS, available
from lesson.state import (
    COLOURS,
    FRAMINGS,
    LANGUAGES,
    LOOKS,
    MOST_INPUTS,
    MOST_STEPS,
    OWN,
    SAME,
    SCALES,
    UPLOAD,
    Filter,
    Lesson,
    More,
    Padding,
    Pair,
)  # fmt: skip
from lesson.tours.scripts import read_place

MAX_NUMBERS = 6000
"""Characters a link spends on one array; nginx takes 8 kB for a whole request line."""
MAX_SEED = 9999
NOTHING = "-"
"""Where a shared lesson has something that this one has not."""

_Spell = Callable[[Lesson], "str | None"]
_Read = Callable[[str, Lesson], dict[str, Any]]


@dataclass(frozen=True)
class Field:
    """A field of the lesson, or a part of one, in a link.

    Attributes
    ----------
    name : str
        Its name there.
    spell : function (lesson) -> str or None
        What stands there; None where it does not travel.
    read : function (text, lesson) -> dict
        The fields that it changes, of the lesson as far as it is read; the rows above have been. Of
        what makes no sense it raises ValueError, KeyError, IndexError or OverflowError.
    quiet : bool
        Where one looks, not what at: going on is no other lesson, and no page to go back to.
    gives_way : str
        The field of the lesson it stands for, where that is one of `lesson.bounds.GIVE_WAY`.
    before : function (lesson) -> dict, optional
        What the rows above make of it, whether the link names it or not.
    nothing : mapping
        The fields that it changes where it is spelled with no letter at all; in a link, `NOTHING`.
    """

    name: str
    spell: _Spell
    read: _Read
    quiet: bool = False
    gives_way: str = ""
    before: Callable[[Lesson], dict[str, Any]] = lambda _: {}
    nothing: Mapping[str, Any] = field(default_factory=dict)


def _spell_filter(one: Filter) -> str:
    if one.weights is not None:
        return f"{OWN}.{one.weights.text}"
    return f"{one.preset}.{one.seed}" if one.seed else one.preset


def _spell_more(one: More) -> str:
    if one.numbers is None:
        return one.source
    text = one.numbers.text
    return f"{UPLOAD}.{text}" if len(text) <= MAX_NUMBERS // MOST_INPUTS else UPLOAD


def _spell_own_look(lesson: Lesson) -> str | None:
    return lesson.look if lesson.source in (UPLOAD, OWN) and lesson.numbers is not None else None


def _spell_own_numbers(lesson: Lesson) -> str | None:
    if lesson.source not in (UPLOAD, OWN) or lesson.numbers is None:
        return None
    text = lesson.numbers.text
    return text if len(text) <= MAX_NUMBERS else None


def _spell_ints(values: tuple[int, ...]) -> str:
    return "x".join(map(str, values if len(set(values)) > 1 else values[:1]))


def _one_of(text: str, ids: tuple[str, ...]) -> str:
    if text not in ids:
        raise ValueError(f"{text[:20]!r} is not one of {ids}")
    return text


def _int_in(text: str, allowed: range) -> int:
    value = _small_int(text)
    if value not in allowed:
        raise ValueError(f"{value} is not in {allowed}")
    return value


def _small_int(text: str) -> int:
    if len(text) > 6 or not text.isascii() or not text.isdigit():
        raise ValueError(f"{text[:20]!r} is not a small whole number")
    return int(text)


def _pair(text: str, allowed: range) -> Pair:
    values = [_int_in(part, allowed) for part in text.split("x", 2)]
    return (values[0], values[-1]) if len(values) <= 2 else _fail(text)


def _padding(text: str) -> Padding:
    if text == SAME:
        return SAME
    values = [_int_in(part, PADS) for part in text.split("x", 4)]
    if len(values) == 1:
        return (values[0],) * 4
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else _fail(text)


def _planes(text: str) -> Numbers:
    planes = decode_array(text)
    if planes.ndim != 3 or len(planes) > 3 or max(planes.shape) > SIZES[-1]:
        raise ValueError(f"{planes.shape} is not the shape of an input")
    return Numbers.of(planes)


def _more(text: str) -> tuple[More, ...]:
    spelled = text.split("~", MOST_INPUTS)
    if len(spelled) >= MOST_INPUTS:
        raise ValueError(f"more than {MOST_INPUTS} inputs")
    return tuple(_one_more(one) for one in spelled if one != UPLOAD)


def _one_more(text: str) -> More:
    source, _, numbers = text.partition(".")
    if source == UPLOAD:
        return More(UPLOAD, _planes(numbers))
    return More(_one_of(text, tuple(SAMPLES)))


def _view(text: str) -> str:
    if not (text.isascii() and text.isalnum() and len(text) <= 12):
        raise ValueError(f"{text[:20]!r} is not the id of a view")
    return text


def _locks(text: str) -> tuple[str, ...]:
    wished = text.split("~", len(LOCKS)) if text else []
    if set(wished) - set(LOCKS):
        raise ValueError(f"{text[:20]!r} names no groups of controls")
    return tuple(lock for lock in LOCKS if lock in wished)


def _filters(text: str, lesson: Lesson) -> tuple[Filter, ...]:
    spelled = text.split("~", MAX_FILTERS)
    if len(spelled) > MAX_FILTERS:
        raise ValueError(f"more than {MAX_FILTERS} filters")
    return tuple(_filter(one, lesson) for one in spelled)


def _filter(text: str, lesson: Lesson) -> Filter:
    preset, _, rest = text.partition(".")
    if preset == OWN:
        weights = decode_array(rest)
        if weights.ndim != 3 or len(weights) > 3 or weights.shape[1:] != (lesson.FH, lesson.FW):
            raise ValueError(f"{weights.shape} is not the shape of a filter")
        return Filter(OWN, weights=Numbers.of(weights))
    seed = _int_in(rest, range(MAX_SEED + 1)) if rest else 0
    if not available(_one_of(preset, PRESETS), lesson.FH, lesson.FW):
        raise ValueError(f"{preset} does not exist at {lesson.FH}x{lesson.FW}")
    return Filter(preset, seed=seed)


def _existing(filters: tuple[Filter, ...], lesson: Lesson) -> tuple[Filter, ...]:
    size = lesson.FH, lesson.FW
    return tuple(
        one if available(one.preset, *size) or _has_size(one, size) else Filter("identity")
        for one in filters
    )


def _has_size(one: Filter, size: Pair) -> bool:
    """Whether a filter's own weights are of this size."""
    return one.weights is not None and one.weights.shape[1:] == size


def _biased(text: str, filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    values = [float(part) for part in text.split("_", MAX_FILTERS)]
    if len(values) != len(filters) or not all(
        np.isfinite(value) and abs(value) <= MAX_VALUE for value in values
    ):
        raise ValueError(f"expected {len(filters)} finite biases")
    return tuple(replace(one, bias=value) for one, value in zip(filters, values, strict=True))


def _slip(text: str) -> str:
    if not is_hidden(text):
        return _one_of(text, tuple(SLIPS))
    return f"{HIDDEN}{_int_in(text.removeprefix(HIDDEN), range(MOST_SEED + 1))}"


def _fail(text: str) -> Any:
    raise ValueError(f"{text[:20]!r} has too many or too few parts")


def _choice(name: str, field: str, ids: tuple[str, ...]) -> Field:
    """One of a few words."""
    return Field(
        name,
        lambda lesson: str(getattr(lesson, field)),
        lambda text, _: {field: _one_of(text, ids)},
    )


def _number(name: str, field: str, allowed: range, *, quiet: bool = False) -> Field:
    """A whole number."""
    return Field(
        name,
        lambda lesson: str(getattr(lesson, field)),
        lambda text, _: {field: _int_in(text, allowed)},
        quiet=quiet,
        gives_way=field if field in GIVE_WAY else "",
    )


def _switch(name: str, field: str, *, quiet: bool = False) -> Field:
    """On or off: 1 or 0."""
    return Field(
        name,
        lambda lesson: str(int(getattr(lesson, field))),
        lambda text, _: {field: _one_of(text, ("0", "1")) == "1"},
        quiet=quiet,
    )


def _rows() -> Iterator[Field]:
    yield _choice("in", "source", (*GRIDS, *SAMPLES, UPLOAD, OWN))
    yield _number("size", "size", SIZES)
    yield _choice("colour", "colour", COLOURS)
    yield _choice("frame", "framing", FRAMINGS)
    yield _choice("scale", "scale", SCALES)
    yield _number("fh", "FH", WINDOWS)
    yield _number("fw", "FW", WINDOWS)
    yield Field(
        "f",
        lambda lesson: "~".join(map(_spell_filter, lesson.filters)),
        lambda text, lesson: {"filters": _filters(text, lesson)},
        # filters of a link that leaves them out must exist at the size the link asks for
        before=lambda lesson: {"filters": _existing(lesson.filters, lesson)},
    )
    yield Field(
        "b",
        lambda lesson: "_".join(repr(one.bias) for one in lesson.filters),
        lambda text, lesson: {"filters": _biased(text, lesson.filters)},
    )
    yield Field(
        "stride",
        lambda lesson: _spell_ints(lesson.stride),
        lambda text, _: {"stride": _pair(text, STRIDES)},
    )
    yield Field(
        "pad",
        lambda lesson: lesson.pad if isinstance(lesson.pad, str) else _spell_ints(lesson.pad),
        lambda text, _: {"pad": _padding(text)},
    )
    yield Field(
        "dilation",
        lambda lesson: _spell_ints(lesson.dilation),
        lambda text, _: {"dilation": _pair(text, DILATIONS)},
        gives_way="dilation",
    )
    yield _number("groups", "groups", range(1, MOST_GROUPS + 1))
    yield Field(
        "more",
        lambda lesson: "~".join(map(_spell_more, lesson.more)),
        lambda text, _: {"more": _more(text)},
        nothing={"more": ()},
    )
    yield Field(
        "dout",
        lambda lesson: spell_dout(lesson.dout, MAX_NUMBERS),
        lambda text, _: {"dout": read_dout(text)},
    )
    yield Field(
        "learn",
        lambda lesson: spell_learn(lesson.learn),
        lambda text, _: {"learn": read_learn(text)},
    )
    yield Field(
        "view",
        lambda lesson: lesson.view,
        lambda text, _: {"view": _view(text)},
        nothing={"view": ""},
    )
    yield _number("filter", "filter", range(MAX_FILTERS), quiet=True)
    yield _number("step", "step", range(MOST_STEPS), quiet=True)
    yield _number("film", "film", range(MOST_STEPS), quiet=True)
    yield _switch("predict", "predict", quiet=True)
    yield Field(
        "photo",
        lambda lesson: spell_look(lesson.photo),
        lambda text, _: {"photo": read_look(text)},
        nothing={"photo": USUAL_LOOK},
        quiet=True,
    )
    yield Field(
        "lock",
        lambda lesson: "~".join(lesson.locks),
        lambda text, _: {"locks": _locks(text)},
    )
    yield Field(
        "tour",
        lambda lesson: lesson.tour,
        lambda text, _: {"tour": read_place(text).text},
        nothing={"tour": ""},
    )
    yield Field(
        "show",
        lambda lesson: lesson.shows,
        lambda text, _: {"shows": read_answer_name(text)},
        nothing={"shows": ""},
    )
    yield Field(
        "slip",
        lambda lesson: lesson.slip,
        lambda text, _: {"slip": _slip(text)},
        nothing={"slip": ""},
    )
    yield _number("line", "line", range(MOST_STEPS), quiet=True)
    yield Field(
        "loops",
        lambda lesson: str(int(lesson.loops)),
        lambda text, _: {"loops": _one_of(text, ("0", "1")) == "1"},
        quiet=True,
    )
    yield _choice("lang", "language", LANGUAGES)
    yield Field("look", _spell_own_look, lambda text, _: {"look": _one_of(text, LOOKS)})
    yield Field(
        "x",
        _spell_own_numbers,
        lambda text, _: {"numbers": _planes(text)},
        nothing={"numbers": None},
    )


FIELDS = tuple(_rows())
"""In the order in which they stand in a link, and in which they are read."""
FIELD = {field.name: field for field in FIELDS}
QUIET = tuple(field.name for field in FIELDS if field.quiet)
