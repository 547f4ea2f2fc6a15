"""Controls of the third lesson: which picture, and where dout comes from."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from lesson.backward.dout import (
    MOST_SEED,
    ONE,
    OWN,
    RANDOM,
    TARGET,
    TYPED,
    TYPED_TARGET,
    target_preset,
)  # fmt: skip
from lesson.backward.learning import RATES
from lesson.numbers import Numbers
from lesson.presets import PRESETS, available
from lesson.state import DOUTS, RULES, Dout, Lesson
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.backward.learn import film, learned_filters, with_target
from ui.backward.payload import (
    ALL_STEPS,
    CHECK,
    COUNT,
    FOLD,
    LEARN,
    MATRICES,
    OVERWRITE,
    PIXEL,
    ROTATED,
    STEPS,
)  # fmt: skip
from ui.grid.number_grid import GridEdit, number_grid
from ui.page.notes import correlation
from ui.visit import fragments, notes, session, widgets

_REROLL, _LEARNED = "w.dout_reroll", "w.learned"

PICTURES: dict[str, tuple[str, ...]] = {
    "steps": (STEPS, ALL_STEPS),
    "matrix": MATRICES,
    "fold": (FOLD, OVERWRITE, COUNT),
    "pixel": (PIXEL, ROTATED),
    "check": (CHECK,),
    "learn": (LEARN,),
}
"""Picture of the menu -> its variants, the first of them usual; ids of `Lesson.view`."""


def menu_shown() -> Hashable:
    """What the menus show: a target is named by the filter that makes it."""
    lesson = session.current()
    shaped = lesson.filters, lesson.FH, lesson.FW
    return lesson.view, lesson.dout, lesson.learn, shaped, lesson.locks


def menu() -> None:
    """The menus of pictures, of variants and of dout."""
    lesson = session.current()
    picture, shown = _shown(lesson)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(PICTURES) > 1:
            widgets.choice(
                st.segmented_control, "backward.view", tuple(PICTURES), picture,
                lambda chosen: session.change(view=PICTURES[chosen][0]), names="backward_views",
                required=True, label_visibility="collapsed", width="content",
            )  # fmt: skip
        variants = offered(lesson, picture)
        if len(variants) > 1:
            widgets.choice(
                st.segmented_control, f"backward.variant_{picture}", variants, shown,
                lambda chosen: session.change(view=chosen), names="backward_variants",
                required=True, label_visibility="collapsed", width="content",
            )  # fmt: skip
        if shown == LEARN:
            widgets.choice(
                st.segmented_control, "backward.rule", RULES, lesson.learn.rule,
                lambda rule: session.change(learn=replace(session.current().learn, rule=rule)),
                names="rules", required=True, label_visibility="collapsed", width="content",
            )  # fmt: skip
        # what belongs to dout stands at the end, and wraps together
        with st.container(key="dout-choices", horizontal=True, width="content", gap="small"):
            if shown == LEARN:
                _target(lesson)
            else:
                _dout(lesson)


def menu_form() -> str:
    """Of how many groups the menus are; those of Learn are narrow."""
    lesson = session.current()
    picture, shown = _shown(lesson)
    if shown == LEARN:
        return "learn"
    return "three" if len(offered(lesson, picture)) > 1 else "two"


def view_of(lesson: Lesson) -> str:
    """The variant that the lesson asks for, or the first one."""
    return _shown(lesson)[1]


def _shown(lesson: Lesson) -> tuple[str, str]:
    """The picture and its variant that the lesson asks for, or the first ones."""
    for picture in PICTURES:
        if lesson.view in offered(lesson, picture):
            return picture, lesson.view
    if lesson.view in PICTURES["steps"]:
        return "steps", STEPS
    picture, variants = next(iter(PICTURES.items()))
    return picture, variants[0]


def offered(lesson: Lesson, picture: str) -> tuple[str, ...]:
    """The variants of a picture that a lesson has: with one filter, one filter is all filters."""
    variants = PICTURES[picture]
    return variants[:1] if picture == "steps" and len(lesson.filters) == 1 else variants


# ---- dout


def _dout(lesson: Lesson) -> None:
    dout = lesson.dout
    widgets.choice(
        st.selectbox, "backward.dout", DOUTS, dout.kind, _choose_kind, names="douts",
        label_visibility="collapsed", width=176,
    )  # fmt: skip
    if dout.kind == TARGET:
        widgets.choice(
            st.selectbox, "backward.target", _target_presets(lesson),
            target_preset(dout, lesson.filters, lesson.FH, lesson.FW),
            lambda preset: _put(preset=preset), names="presets",
            label_visibility="collapsed", width=128,
        )  # fmt: skip
    elif dout.kind == RANDOM:
        st.button(
            session.words()("backward.reroll"), key=_REROLL, icon=":material/casino:",
            on_click=fragments.then_redraw(
                _REROLL, lambda: _put(seed=(session.current().dout.seed + 1) % (MOST_SEED + 1))
            ),
        )  # fmt: skip


def _target_presets(lesson: Lesson) -> list[str]:
    return [name for name in PRESETS if available(name, lesson.FH, lesson.FW)]


def _target(lesson: Lesson) -> None:
    """What the layer shall learn: to do what a filter does, or to give typed numbers."""
    words, dout = session.words(), with_target(lesson.dout)
    now = (
        target_preset(dout, lesson.filters, lesson.FH, lesson.FW)
        if dout.kind == TARGET
        else dout.kind
    )

    def spelled(target: str) -> str:
        return words("backward.typed_target" if target == TYPED_TARGET else f"presets.{target}")

    def choose(target: str) -> None:
        if target == TYPED_TARGET:  # it starts from the target on screen
            lesson = session.current()
            from_here = replace(lesson, dout=with_target(lesson.dout))
            numbers = _start_of(from_here, TYPED_TARGET)
            session.change(dout=Dout(TYPED_TARGET, numbers=numbers))
        else:
            session.change(dout=Dout(TARGET, preset=target))

    widgets.choice(
        st.selectbox, "backward.target", [*_target_presets(lesson), TYPED_TARGET], now, choose,
        names=spelled, label_visibility="collapsed", width=190,
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
    worked = Worked(lesson)
    if kind == OWN:
        start = worked.dout
    elif lesson.dout.kind == OWN:
        start = np.zeros_like(worked.out)
    else:
        start = worked.out if worked.target is None else worked.target
    return Numbers.of(start.round(2))  # two decimals, so that a typed lesson fits into a link


def _learning(worked: Worked, words: Words) -> str:
    """The learning rate and the way to use what came of it; what it means is returned."""
    lesson, training = worked.lesson, film(worked).training
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="learning"):
        with st.container(width=320):
            widgets.amount(
                "backward.rate", RATES, lesson.learn.rate,
                _set_rate,
                step=RATES.step, format="%d %%",
            )  # fmt: skip
        st.button(
            words("backward.use"), key=_LEARNED, icon=":material/check:",
            on_click=fragments.then_redraw(_LEARNED, _use_learned),
            disabled=learned_filters(worked) is None,
        )  # fmt: skip
    rate = lesson.learn.rate
    told = "below" if rate < 100 else "at" if rate == 100 else "above"
    facts = {"rate": _short(training.rate), "largest": _short(training.largest)}
    updates = len(training.loss) - 1
    return (
        words(f"backward.note_learn_{lesson.learn.rule}", updates=updates, **facts)
        + " "
        + words(f"backward.note_learn_{told}", **facts)
    )


def _set_rate(rate: int) -> None:
    # what a browser sends need not be one of the slider's places
    rate = max(RATES[0], rate - rate % RATES.step)
    session.change(learn=replace(session.current().learn, rate=rate))


def _short(rate: float) -> str:
    return f"{rate:.3g}"


def _use_learned() -> None:
    filters = learned_filters(Worked(session.current()))
    if filters is None:
        return
    session.change(filters=filters, film=0)
    session.ask_seek()
    notes.say("notes.learned")


def one_clicked() -> None:
    """The single 1 stands at the cell that was clicked."""
    lesson = session.current()
    if lesson.dout.kind == ONE and lesson.view != LEARN:
        _put(step=lesson.step, filter=lesson.filter)


def dout_notes(worked: Worked, words: Words, view: str) -> None:
    """What the chosen dout means, and the grid of the typed kinds."""
    dout = worked.lesson.dout
    learned = _learning(worked, words) if view == LEARN else ""
    told = st.container(key="told", gap="small")
    if learned:
        told.markdown(learned)
        dout = with_target(dout)
    if view == CHECK:
        loss = "target" if dout.kind in (TARGET, TYPED_TARGET) else "dot"
        told.markdown(words("backward.note_check", loss=words(f"backward.loss_{loss}")))
    told.markdown(words(f"backward.note_{dout.kind}"))
    with told:
        correlation(words)
    if dout.kind not in TYPED:
        return
    typed = worked.dout if dout.kind == OWN else worked.target
    assert typed is not None
    n, shown = worked.image, Numbers.of(typed).array
    name = "dout" if dout.kind == OWN else "target"

    def edited(edit: GridEdit) -> None:
        planes = shown.copy()
        planes[n] = edit.planes
        _put(numbers=Numbers.of(planes))

    with st.expander(words("backward.typed", array=name), expanded=max(typed.shape[2:]) <= 8):
        number_grid(
            shown[n],
            key=f"dout_grid_{name}",
            labels=[f"{name}[{n},{k}]" for k in range(typed.shape[1])],
            language=words.language,
            scale="data",
            on_change=edited,
        )
