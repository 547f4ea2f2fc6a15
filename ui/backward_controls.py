"""Controls of the third lesson: which picture, and where dout comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lesson.compute import input_batch, layer
from lesson.dout import (
    KINDS,
    MOST_SEED,
    ONE,
    OWN,
    RANDOM,
    TARGET,
    TYPED,
    TYPED_TARGET,
    Dout,
    dout_array,
    target_array,
    target_preset,
)  # fmt: skip
from lesson.numbers import Numbers
from lesson.presets import PRESETS, available
from lesson.state import Lesson
from lesson.vocabulary import Words
from ui import session, views
from ui.backward import ALL_STEPS, CHECK, COUNT, FOLD, MATRICES, OVERWRITE, PIXEL, ROTATED, STEPS
from ui.grid import GridEdit, number_grid

PICTURES: dict[str, tuple[str, ...]] = {
    "steps": (STEPS, ALL_STEPS),
    "matrix": MATRICES,
    "fold": (FOLD, OVERWRITE, COUNT),
    "pixel": (PIXEL, ROTATED),
    "check": (CHECK,),
}
"""Picture of the menu -> its variants, the first of them usual; ids of `Lesson.view`."""


def view_choice(lesson: Lesson) -> str:
    """The menus of pictures, of variants and of dout; returns the chosen variant."""
    picture, shown = _shown(lesson)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(PICTURES) > 1:
            views.choice(
                st.segmented_control, "backward.view", tuple(PICTURES), picture,
                lambda chosen: session.change(view=PICTURES[chosen][0]), names="backward_views",
                required=True, label_visibility="collapsed", width="content",
            )  # fmt: skip
        variants = _offered(lesson, picture)
        if len(variants) > 1:
            views.choice(
                st.segmented_control, f"backward.variant_{picture}", variants, shown,
                lambda chosen: session.change(view=chosen), names="backward_variants",
                required=True, label_visibility="collapsed", width="content",
            )  # fmt: skip
        st.space("stretch")
        _dout(lesson)
    return shown


def _shown(lesson: Lesson) -> tuple[str, str]:
    """The picture and its variant that the lesson asks for, or the first ones."""
    for picture in PICTURES:
        if lesson.view in _offered(lesson, picture):
            return picture, lesson.view
    if lesson.view in PICTURES["steps"]:
        return "steps", STEPS
    picture, variants = next(iter(PICTURES.items()))
    return picture, variants[0]


def _offered(lesson: Lesson, picture: str) -> tuple[str, ...]:
    """With one filter, one filter is all filters."""
    variants = PICTURES[picture]
    return variants[:1] if picture == "steps" and len(lesson.filters) == 1 else variants


# ---- dout


def _dout(lesson: Lesson) -> None:
    dout = lesson.dout
    views.choice(
        st.selectbox, "backward.dout", KINDS, dout.kind, _choose_kind, names="douts",
        label_visibility="collapsed", width=190,
    )  # fmt: skip
    if dout.kind == TARGET:
        presets = [name for name in PRESETS if available(name, lesson.FH, lesson.FW)]
        views.choice(
            st.selectbox, "backward.target", presets,
            target_preset(dout, lesson.FH, lesson.FW),
            lambda preset: _put(preset=preset), names="presets",
            label_visibility="collapsed", width=140,
        )  # fmt: skip
    elif dout.kind == RANDOM:
        st.button(
            session.words()("backward.reroll"), key="w.dout_reroll", icon=":material/casino:",
            on_click=lambda: _put(seed=(session.current().dout.seed + 1) % (MOST_SEED + 1)),
        )  # fmt: skip


def _put(**fields: Any) -> None:
    session.change(dout=replace(session.current().dout, **fields))


def _choose_kind(kind: str) -> None:
    """A new kind starts from what is on screen: its step, or its numbers."""
    lesson = session.current()
    made = Dout(kind)
    if kind == ONE:
        made = replace(made, step=lesson.step, filter=lesson.filter)
    elif kind in TYPED:
        made = replace(made, numbers=_start_of(lesson, kind))
    session.change(dout=made)


def _start_of(lesson: Lesson, kind: str) -> Numbers:
    x, convolution = input_batch(lesson), layer(lesson)
    out = convolution.forward(x)
    # two decimals, so that a typed lesson fits into a link
    if kind == OWN:
        return Numbers.of(dout_array(lesson, x, convolution).round(2))
    known = target_array(lesson, x, out.shape)
    return Numbers.of(
        (out if lesson.dout.kind not in (TARGET, *TYPED) else known + 0 * out).round(2)
    )


def one_clicked() -> None:
    """The single 1 stands at the cell that was clicked."""
    lesson = session.current()
    if lesson.dout.kind == ONE:
        _put(step=lesson.step, filter=lesson.filter)


def dout_notes(lesson: Lesson, words: Words, view: str) -> None:
    """What the chosen dout means, and the grid of the typed kinds."""
    dout = lesson.dout
    if view == CHECK:
        loss = "target" if dout.kind in (TARGET, TYPED_TARGET) else "dot"
        st.markdown(words("backward.note_check", loss=words(f"backward.loss_{loss}")))
    st.markdown(words(f"backward.note_{dout.kind}"))
    if dout.kind not in TYPED:
        return
    x, convolution = input_batch(lesson), layer(lesson)
    made = dout_array(lesson, x, convolution)
    n = min(lesson.step // (made.shape[2] * made.shape[3]), len(x) - 1)
    typed = made if dout.kind == OWN else target_array(lesson, x, made.shape)
    shown = Numbers.of(typed).array
    name = "dout" if dout.kind == OWN else "target"

    def edited(edit: GridEdit) -> None:
        planes = shown.copy()
        planes[n] = edit.planes
        _put(numbers=Numbers.of(planes))

    with st.expander(words("backward.typed", array=name), expanded=max(made.shape[2:]) <= 8):
        number_grid(
            shown[n],
            key=f"dout_grid_{name}",
            labels=[f"{name}[{n},{k}]" for k in range(made.shape[1])],
            language=words.language,
            diverging=True,
            on_change=edited,
        )
