"""The layer's settings: how many filters, how large, and where they step."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial

import streamlit as st

from lesson.bounds import (
    DILATIONS,
    MAX_FILTERS,
    PADS,
    STRIDES,
    WINDOWS,
    allowed,
    allowed_groups,
    resized,
    with_filter_count,
)  # fmt: skip
from lesson.state import SAME, Lesson, Sides
from lesson.worked import Worked
from ui.visit import session, widgets

_SIDES = ("top", "bottom", "left", "right")
_APART = "w.apart"
_PAD_BEFORE = "pad_before_same"


@dataclass(frozen=True)
class _Slider:
    """A whole number of the layer: its words, what it can be, what it is, what a change does."""

    name: str
    values: list[int]
    value: int
    change: Callable[[int], None]

    def draw(self) -> None:
        widgets.amount(self.name, self.values, self.value, self.change)

    def shown(self) -> Hashable:
        return widgets.amount_shown(self.name, self.values, self.value)


def layer_shown() -> Hashable:
    """What the usual controls of the layer show that their visitor has not chosen."""
    return tuple(slider.shown() for slider in _sliders(session.current()))


def layer_controls() -> None:
    """Filter height and width, Stride, Padding, Filters, with their bounds."""
    with widgets.in_pairs("layer"):
        for slider in _sliders(session.current()):
            slider.draw()


def further_shown() -> Hashable:
    """What the rarely used controls of the layer show that their visitor has not chosen."""
    lesson = session.current()
    return (
        *(slider.shown() for slider in _dilations(lesson)),
        tuple(allowed_groups(lesson)),
        widgets.agrees("controls.groups", str(lesson.groups)),
        widgets.agrees("controls.pad_same", lesson.pad == SAME),
        widgets.agrees("controls.apart", _stands_apart(lesson)),
    )


def further_controls() -> None:
    """Padding “same”, Height and width apart, Dilation, Groups."""
    lesson = session.current()
    widgets.switch(
        "controls.pad_same", lesson.pad == SAME, _set_same,
        help=session.words()("controls.pad_same_help"),
    )  # fmt: skip
    widgets.switch("controls.apart", _stands_apart(lesson), _set_apart)
    with widgets.in_pairs("further"):
        for slider in _dilations(lesson):
            slider.draw()
    _groups(lesson)


def is_further_used(lesson: Lesson) -> bool:
    """Whether a rarely used setting of the layer is not at its usual value."""
    return (
        lesson.pad == SAME
        or lesson.groups > 1
        or lesson.dilation != (1, 1)
        or _stands_apart(lesson)
    )


def _sliders(lesson: Lesson) -> Iterator[_Slider]:
    """What stands in pairs, in its order."""
    apart = _stands_apart(lesson)
    yield _Slider("controls.FH", _values(lesson, "FH", WINDOWS), lesson.FH, _set_height)
    yield _Slider("controls.FW", _values(lesson, "FW", WINDOWS), lesson.FW, _set_width)
    yield from _pair("stride", STRIDES, lesson, apart)
    if apart:
        yield from _four_sides(lesson)
    elif len(set(Worked(lesson).geometry.pad)) == 1:  # else no one number is true
        yield _padding(lesson)
    yield _Slider(
        "controls.filters", [*range(1, MAX_FILTERS + 1)], len(lesson.filters),
        lambda count: session.edit(lambda now: with_filter_count(now, count)),
    )  # fmt: skip


def _dilations(lesson: Lesson) -> Iterator[_Slider]:
    return _pair("dilation", DILATIONS, lesson, _stands_apart(lesson))


def _groups(lesson: Lesson) -> None:
    """One segment for each number of groups that the layer can be split into."""
    possible = [str(groups) for groups in allowed_groups(lesson)]
    widgets.choice(
        st.segmented_control, "controls.groups", possible, str(lesson.groups),
        lambda groups: session.change(groups=int(groups)), names=str,
        help=session.words()("controls.groups_help"), disabled=len(possible) == 1,
        required=True, width="stretch",
    )  # fmt: skip


def _values(lesson: Lesson, field: str, candidates: range) -> list[int]:
    return [change[field] for change in allowed(lesson, ({field: value} for value in candidates))]


def _set_height(FH: int) -> None:
    session.edit(lambda lesson: resized(lesson, FH, lesson.FW))


def _set_width(FW: int) -> None:
    session.edit(lambda lesson: resized(lesson, lesson.FH, FW))


def _pair(field: str, candidates: range, lesson: Lesson, apart: bool) -> Iterator[_Slider]:
    """One slider for both axes, or one for each."""
    height, width = getattr(lesson, field)
    if not apart:
        both = allowed(lesson, ({field: (value, value)} for value in candidates))
        yield _Slider(
            f"controls.{field}", [change[field][0] for change in both], height,
            lambda value: session.change(**{field: (value, value)}),
        )  # fmt: skip
        return
    rows = allowed(lesson, ({field: (value, width)} for value in candidates))
    cols = allowed(lesson, ({field: (height, value)} for value in candidates))
    yield _Slider(
        f"controls.{field}_h", [change[field][0] for change in rows], height,
        lambda value: session.change(**{field: (value, getattr(session.current(), field)[1])}),
    )  # fmt: skip
    yield _Slider(
        f"controls.{field}_w", [change[field][1] for change in cols], width,
        lambda value: session.change(**{field: (getattr(session.current(), field)[0], value)}),
    )  # fmt: skip


def _padding(lesson: Lesson) -> _Slider:
    even = allowed(lesson, ({"pad": (value,) * 4} for value in PADS))
    shown = Worked(lesson).geometry.pad if lesson.pad == SAME else lesson.pad
    values = [change["pad"][0] for change in even]
    return _Slider(
        "controls.pad", values, min(max(int(shown[0]), values[0]), values[-1]),
        lambda value: session.change(pad=(value,) * 4),
    )  # fmt: skip


def _four_sides(lesson: Lesson) -> Iterator[_Slider]:
    sides = Worked(lesson).geometry.pad
    for at, side in enumerate(_SIDES):
        changes = allowed(lesson, ({"pad": _with(sides, at, value)} for value in PADS))
        yield _Slider(
            f"controls.pad_{side}", [change["pad"][at] for change in changes], sides[at],
            partial(_set_side, at),
        )  # fmt: skip


def _set_side(at: int, value: int) -> None:
    session.change(pad=_with(Worked(session.current()).geometry.pad, at, value))


def _with(sides: Sides, at: int, value: int) -> Sides:
    top, bottom, left, right = (value if i == at else side for i, side in enumerate(sides))
    return top, bottom, left, right


def _set_same(same: bool) -> None:
    lesson = session.current()
    if same:
        st.session_state[_PAD_BEFORE] = lesson.pad
        session.change(pad=SAME)
        return
    # a padding that came with a link has nothing before it; then one number for all sides
    most = max(Worked(lesson).geometry.pad)
    wished = [st.session_state.get(_PAD_BEFORE), *((pad,) * 4 for pad in (most, *PADS))]
    session.change(
        **allowed(lesson, ({"pad": pad} for pad in wished if pad not in (None, SAME)))[0]
    )


def _stands_apart(lesson: Lesson) -> bool:
    """Whether height and width have sliders of their own: they must, or the visitor wishes it."""
    uneven = not isinstance(lesson.pad, str) and len(set(lesson.pad)) > 1
    return (
        uneven
        or any(a != b for a, b in (lesson.stride, lesson.dilation))
        or bool(st.session_state.get(_APART))
    )


def _set_apart(apart: bool) -> None:
    st.session_state[_APART] = apart
    if not apart:
        lesson = session.current()
        pad = lesson.pad if isinstance(lesson.pad, str) else (lesson.pad[0],) * 4
        session.change(stride=(lesson.stride[0],) * 2, dilation=(lesson.dilation[0],) * 2, pad=pad)
