"""The selected filter: its preset, its weights and its bias."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lesson.inputs import input_planes
from lesson.link.fields import MAX_SEED
from lesson.numbers import Numbers
from lesson.presets import PRESETS, RANDOM, available
from lesson.state import OWN, Filter, Lesson
from lesson.worked import Worked
from ui.grid.number_grid import GridEdit, number_grid
from ui.visit import fragments, session, widgets

_REROLL = "w.reroll"


def filter_shown() -> Hashable:
    """What the controls of the filter show."""
    lesson = session.current()
    return (
        lesson.filters,
        lesson.filter,
        lesson.FH,
        lesson.FW,
        len(input_planes(lesson)),
        lesson.groups,
    )


def filter_controls() -> None:
    """Which filter, which preset, every weight and the bias."""
    words = session.words()
    lesson = session.current()
    k = lesson.filter
    one = lesson.filters[k]
    title = (
        words("controls.filter") if len(lesson.filters) == 1 else f"{words('controls.filter')} {k}"
    )
    st.markdown(f"**{title}**")
    if len(lesson.filters) > 1:
        widgets.choice(
            st.segmented_control, "controls.which_filter",
            [str(at) for at in range(len(lesson.filters))], str(k), _select, names=str,
            required=True, label_visibility="collapsed", width="stretch",
        )  # fmt: skip
    presets = [preset for preset in PRESETS if available(preset, lesson.FH, lesson.FW)]
    if one.preset == OWN:
        presets.append(OWN)
    widgets.choice(
        st.selectbox, "controls.preset", presets, one.preset,
        lambda preset: _put(replace(session.current().filters[k], preset=preset, weights=None)
                            if preset != OWN else session.current().filters[k]),
        names="presets",
    )  # fmt: skip
    if one.preset == RANDOM:
        st.button(
            words("controls.reroll"),
            key=_REROLL,
            on_click=fragments.then_redraw(_REROLL, _reroll),
            width="stretch",
        )
    W = Worked(lesson).W
    weights = W[k]
    number_grid(
        weights,
        key="filter_grid",
        labels=[f"W[{k},{c}]" for c in range(len(weights))],
        language=words.language,
        extra=(f"b[{k}]", one.bias),
        scale="weight",
        most=float(np.abs(W).max()),
        on_change=_edited,
        current=_current,
    )


def _current() -> NDArray[np.float64]:
    lesson = session.current()
    shown: NDArray[np.float64] = Worked(lesson).W[lesson.filter]
    return shown


def _select(k: str) -> None:
    session.change(filter=int(k))
    session.ask_seek()


def _reroll() -> None:
    one = session.current().filters[session.current().filter]
    _put(replace(one, seed=(one.seed + 1) % (MAX_SEED + 1)))


def _edited(edit: GridEdit) -> None:
    lesson = session.current()
    k = lesson.filter
    one = lesson.filters[k]
    same = np.array_equal(edit.planes, Worked(lesson).W[k])
    bias = float(edit.extra or 0.0)
    if same:  # only the bias was edited: the preset keeps its name
        _put(replace(one, bias=bias))
    else:
        _put(Filter(OWN, bias=bias, weights=Numbers.of(edit.planes)))


def _put(one: Filter) -> None:
    def swapped(lesson: Lesson) -> Lesson:
        filters = list(lesson.filters)
        filters[lesson.filter] = one
        return replace(lesson, filters=tuple(filters))

    session.edit(swapped)
