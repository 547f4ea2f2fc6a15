"""The layer's settings: how many filters, how large, and where they step."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import streamlit as st

from lesson.bounds import (
    DILATIONS,
    MAX_FILTERS,
    PADS,
    STRIDES,
    WINDOWS,
    allowed,
    resized,
    with_filter_count,
)  # fmt: skip
from lesson.compute import geometry, input_planes
from lesson.state import SAME, Lesson, Sides
from ui import session, views

_SIDES = ("top", "bottom", "left", "right")
_APART = "w.apart"


def layer_shown() -> Hashable:
    """What the controls of the layer show."""
    lesson = session.current()
    return (
        lesson.FH, lesson.FW, lesson.stride, lesson.pad, lesson.dilation, len(lesson.filters),
        input_planes(lesson).shape, bool(st.session_state.get(_APART)),
    )  # fmt: skip


def layer_controls() -> None:
    """Filters, Filter height and width, Stride, Padding, Dilation; bounds from `lesson.bounds`."""
    words = session.words()
    st.markdown(f"**{words('controls.layer')}**")
    lesson = session.current()
    apart = _is_apart(lesson) or bool(st.session_state.get(_APART))
    with views.in_pairs("layer"):
        views.amount("controls.FH", _values(lesson, "FH", WINDOWS), lesson.FH, _set_height)
        views.amount("controls.FW", _values(lesson, "FW", WINDOWS), lesson.FW, _set_width)
        _pair("stride", STRIDES, lesson, apart)
        if apart:  # what belongs together stands in one row
            _pair("dilation", DILATIONS, lesson, apart)
            _padding(lesson)
        else:
            _padding(lesson)
            _pair("dilation", DILATIONS, lesson, apart)
        views.amount(
            "controls.filters", range(1, MAX_FILTERS + 1), len(lesson.filters),
            lambda count: session.edit(lambda now: with_filter_count(now, count)),
        )  # fmt: skip
    views.switch(
        "controls.pad_same", lesson.pad == SAME, _set_same, help=words("controls.pad_same_help")
    )
    views.switch("controls.apart", apart, _set_apart)
    if apart:
        _four_sides(lesson)


def _values(lesson: Lesson, field: str, candidates: range) -> list[int]:
    return [change[field] for change in allowed(lesson, ({field: value} for value in candidates))]


def _set_height(FH: int) -> None:
    session.edit(lambda lesson: resized(lesson, FH, lesson.FW))


def _set_width(FW: int) -> None:
    session.edit(lambda lesson: resized(lesson, lesson.FH, FW))


def _pair(field: str, candidates: range, lesson: Lesson, apart: bool) -> None:
    """One slider for both axes, or one for each."""
    height, width = getattr(lesson, field)
    if not apart:
        both = allowed(lesson, ({field: (value, value)} for value in candidates))
        views.amount(
            f"controls.{field}", [change[field][0] for change in both], height,
            lambda value: session.change(**{field: (value, value)}),
        )  # fmt: skip
        return
    rows = allowed(lesson, ({field: (value, width)} for value in candidates))
    cols = allowed(lesson, ({field: (height, value)} for value in candidates))
    views.amount(
        f"controls.{field}", [change[field][0] for change in rows], height,
        lambda value: session.change(**{field: (value, getattr(session.current(), field)[1])}),
    )  # fmt: skip
    views.amount(
        f"controls.{field}_w", [change[field][1] for change in cols], width,
        lambda value: session.change(**{field: (getattr(session.current(), field)[0], value)}),
    )  # fmt: skip


def _padding(lesson: Lesson) -> None:
    even = allowed(lesson, ({"pad": (value,) * 4} for value in PADS))
    shown = geometry(lesson).pad if lesson.pad == SAME else lesson.pad
    values = [change["pad"][0] for change in even]
    views.amount(
        "controls.pad", values, min(max(int(shown[0]), values[0]), values[-1]),
        lambda value: session.change(pad=(value,) * 4),
    )  # fmt: skip


def _four_sides(lesson: Lesson) -> None:
    sides = geometry(lesson).pad
    with views.in_pairs("sides"):
        for at, side in enumerate(_SIDES):
            changes = allowed(lesson, ({"pad": _with(sides, at, value)} for value in PADS))
            views.amount(
                f"controls.pad_{side}", [change["pad"][at] for change in changes], sides[at],
                partial(_set_side, at),
            )  # fmt: skip


def _set_side(at: int, value: int) -> None:
    session.change(pad=_with(geometry(session.current()).pad, at, value))


def _with(sides: Sides, at: int, value: int) -> Sides:
    top, bottom, left, right = (value if i == at else side for i, side in enumerate(sides))
    return top, bottom, left, right


def _set_same(same: bool) -> None:
    # switched off, the amounts stay as they are: the picture does not jump
    session.change(pad=SAME if same else geometry(session.current()).pad)


def _is_apart(lesson: Lesson) -> bool:
    uneven = not isinstance(lesson.pad, str) and len(set(lesson.pad)) > 1
    return uneven or any(a != b for a, b in (lesson.stride, lesson.dilation))


def _set_apart(apart: bool) -> None:
    st.session_state[_APART] = apart
    if not apart:
        lesson = session.current()
        pad = lesson.pad if isinstance(lesson.pad, str) else (lesson.pad[0],) * 4
        session.change(stride=(lesson.stride[0],) * 2, dilation=(lesson.dilation[0],) * 2, pad=pad)
