"""The lesson as a link: one codec of ids between a `Lesson` and the address bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lesson.backward.dout import read_dout, spell_dout
from lesson.backward.learning import read_learn, spell_learn
from lesson.bounds import (
    DILATIONS,
    MAX_FILTERS,
    PADS,
    SIZES,
    STRIDES,
    WINDOWS,
    settled,
)  # fmt: skip
from lesson.files.samples import SAMPLES
from lesson.grids import GRIDS
from lesson.link.arrays import MAX_VALUE, decode_array
from lesson.link.names import meant
from lesson.numbers import Numbers
from lesson.photo.look import read_look, spell_look
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

MAX_NUMBERS = 6000
"""Characters a link spends on one array; nginx takes 8 kB for a whole request line."""
MAX_SEED = 9999

QUIET = ("filter", "step", "film", "photo")
"""Where one looks, not what at: going on is no other lesson, and no page to go back to."""


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
    spelled = _spell(lesson)
    usual = _spell(Lesson())
    return {name: text for name, text in spelled.items() if text != usual.get(name)}


def travels(lesson: Lesson) -> bool:
    """Whether the link carries every input whole."""
    link = write_link(lesson)
    return (lesson.numbers is None or "x" in link) and not _left_behind(link.get("more", ""))


def _left_behind(text: str) -> int:
    """How many inputs of a batch are named without their numbers."""
    return text.split("~", MOST_INPUTS).count(UPLOAD)


def _spell(lesson: Lesson) -> dict[str, str]:
    parts = {
        "in": lesson.source,
        "size": str(lesson.size),
        "colour": lesson.colour,
        "frame": lesson.framing,
        "scale": lesson.scale,
        "fh": str(lesson.FH),
        "fw": str(lesson.FW),
        "f": "~".join(map(_spell_filter, lesson.filters)),
        "b": "_".join(repr(one.bias) for one in lesson.filters),
        "stride": _spell_ints(lesson.stride),
        "pad": lesson.pad if isinstance(lesson.pad, str) else _spell_ints(lesson.pad),
        "dilation": _spell_ints(lesson.dilation),
        "more": "~".join(map(_spell_more, lesson.more)),
        "dout": spell_dout(lesson.dout, MAX_NUMBERS),
        "learn": spell_learn(lesson.learn),
        "view": lesson.view,
        "filter": str(lesson.filter),
        "step": str(lesson.step),
        "film": str(lesson.film),
        "photo": spell_look(lesson.photo),
        "lang": lesson.language,
    }
    if lesson.source in (UPLOAD, OWN) and lesson.numbers is not None:
        parts["look"] = lesson.look
        text = lesson.numbers.text
        if len(text) <= MAX_NUMBERS:
            parts["x"] = text
    return parts


def _spell_filter(one: Filter) -> str:
    if one.weights is not None:
        return f"{OWN}.{one.weights.text}"
    return f"{one.preset}.{one.seed}" if one.seed else one.preset


def _spell_more(one: More) -> str:
    if one.numbers is None:
        return one.source
    text = one.numbers.text
    return f"{UPLOAD}.{text}" if len(text) <= MAX_NUMBERS // MOST_INPUTS else UPLOAD


def _spell_ints(values: tuple[int, ...]) -> str:
    return "x".join(map(str, values if len(set(values)) > 1 else values[:1]))


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
    query, strays = meant(query, _NAMES)
    lesson = Lesson()

    def part(name: str, read: Callable[[str], dict[str, Any]]) -> None:
        nonlocal lesson
        if name not in query:
            return
        try:
            lesson = replace(lesson, **read(query[name]))
        except (ValueError, KeyError, IndexError, OverflowError):
            ignored.append(name)

    part("lang", lambda text: {"language": _one_of(text, LANGUAGES)})
    part("look", lambda text: {"look": _one_of(text, LOOKS)})
    part("x", lambda text: {"numbers": _planes(text)})
    part("in", lambda text: {"source": _one_of(text, (*GRIDS, *SAMPLES, UPLOAD, OWN))})
    part("size", lambda text: {"size": _int_in(text, SIZES)})
    part("colour", lambda text: {"colour": _one_of(text, COLOURS)})
    part("frame", lambda text: {"framing": _one_of(text, FRAMINGS)})
    part("scale", lambda text: {"scale": _one_of(text, SCALES)})
    part("fh", lambda text: {"FH": _int_in(text, WINDOWS)})
    part("fw", lambda text: {"FW": _int_in(text, WINDOWS)})
    # filters of a link that leaves them out must exist at the size the link asks for
    lesson = replace(lesson, filters=_existing(lesson.filters, lesson))
    part("f", lambda text: {"filters": _filters(text, lesson)})
    part("b", lambda text: {"filters": _biased(text, lesson.filters)})
    part("stride", lambda text: {"stride": _pair(text, STRIDES)})
    part("pad", lambda text: {"pad": _padding(text)})
    part("dilation", lambda text: {"dilation": _pair(text, DILATIONS)})
    part("more", lambda text: {"more": _more(text)})
    part("dout", lambda text: {"dout": read_dout(text)})
    part("learn", lambda text: {"learn": read_learn(text)})
    part("view", lambda text: {"view": _view(text)})
    part("filter", lambda text: {"filter": _int_in(text, range(MAX_FILTERS))})
    part("step", lambda text: {"step": _int_in(text, range(MOST_STEPS))})
    part("film", lambda text: {"film": _int_in(text, range(MOST_STEPS))})
    part("photo", lambda text: {"photo": read_look(text)})

    missing = lesson.source in (UPLOAD, OWN) and lesson.numbers is None
    if missing:
        lesson = replace(lesson, source=Lesson().source)
    elif lesson.source not in (UPLOAD, OWN):
        lesson = replace(lesson, numbers=None)
    drawn, _ = settled(lesson)
    ignored += _changed(lesson, drawn)
    left_behind = 0 if "more" in ignored else _left_behind(query.get("more", ""))
    return Reading(drawn, tuple(dict.fromkeys(ignored + strays)), missing, left_behind)


def _changed(wish: Lesson, drawn: Lesson) -> list[str]:
    """The parts that make sense alone but not together."""
    parts = {
        "dilation": (wish.dilation, drawn.dilation),
        "fh": (wish.FH, drawn.FH),
        "fw": (wish.FW, drawn.FW),
        "filter": (wish.filter, drawn.filter),
        "step": (wish.step, drawn.step),
    }
    return [name for name, (wished, given) in parts.items() if wished != given]


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
    return tuple(
        one if available(one.preset, lesson.FH, lesson.FW) else Filter("identity")
        for one in filters
    )


def _biased(text: str, filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    values = [float(part) for part in text.split("_", MAX_FILTERS)]
    if len(values) != len(filters) or not all(
        np.isfinite(value) and abs(value) <= MAX_VALUE for value in values
    ):
        raise ValueError(f"expected {len(filters)} finite biases")
    return tuple(replace(one, bias=value) for one, value in zip(filters, values, strict=True))


def _fail(text: str) -> Any:
    raise ValueError(f"{text[:20]!r} has too many or too few parts")


_NAMES = frozenset({*_spell(Lesson()), "look", "x"})
