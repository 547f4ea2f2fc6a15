"""Controls of the second lesson: which picture, which batch, and the price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from conv_core import Geometry, GeometryError
from lesson.compute import (
    batch_shape_fits,
    geometry,
    input_batch,
    input_planes,
    sample_picture,
    scale_of,
)
from lesson.numbers import Numbers
from lesson.pictures import read_picture
from lesson.price import FLOAT, Price, readable, short
from lesson.refusal import Refusal
from lesson.samples import SAMPLES
from lesson.stage_picture import to_stage
from lesson.state import MOST_INPUTS, UPLOAD, Lesson, More
from lesson.vocabulary import Words
from ui import session, views
from ui.frame import show_notes
from ui.matmul import BARE, VIEWS

_MORE_UPLOADS = "w.more_uploads"
_HANDED_IN = "batch.handed_in"
_MOST_READ = 2 * MOST_INPUTS
"""Of a folder dropped by mistake no more is read."""


def view_choice(lesson: Lesson) -> str:
    """The menu of pictures; returns the chosen one, `BARE` if its transpose is left out."""
    shown = lesson.view if lesson.view in (*VIEWS, BARE) else VIEWS[0]
    menu, switch = st.columns([4, 1.6], vertical_alignment="center")
    with menu:
        views.choice(
            st.segmented_control, "matmul.view", VIEWS, "image" if shown == BARE else shown,
            lambda view: session.change(view=view), names="matmul_views",
            required=True, label_visibility="collapsed",
        )  # fmt: skip
    if shown in ("image", BARE):
        with switch:
            views.switch(
                "matmul.bare", shown == BARE,
                lambda bare: session.change(view=BARE if bare else "image"),
            )  # fmt: skip
    return shown


def batch(lesson: Lesson, words: Words) -> None:
    """Up to four inputs at once."""
    N = len(input_batch(lesson))
    # its name changes with N, and a new name closes it under the hand that just added an input
    told = any(note.place == session.BATCH for note in session.notes())
    with st.expander(words("batch.title", N=N), expanded=N > 1 or told, icon=":material/stacks:"):
        st.markdown(words("batch.told"))
        show_notes(words, session.BATCH)
        if not batch_shape_fits(lesson):
            st.info(words("batch.not_square"))
            return
        free = MOST_INPUTS - 1 - sum(one.source == UPLOAD for one in lesson.more)
        chosen = [one.source for one in lesson.more if one.source in SAMPLES]
        st.session_state["w.more"] = chosen
        st.multiselect(
            words("batch.samples"), list(SAMPLES), key="w.more", on_change=_on_samples,
            format_func=lambda name: words(f"inputs.{name}"), max_selections=max(free, 1),
        )  # fmt: skip
        st.file_uploader(
            words("batch.uploads"), accept_multiple_files=True, key=_MORE_UPLOADS,
            on_change=_on_uploads,
        )  # fmt: skip


def _on_samples() -> None:
    lesson = session.current()
    own = tuple(one for one in lesson.more if one.source == UPLOAD)
    samples = tuple(More(name) for name in st.session_state["w.more"] if name in SAMPLES)
    session.put(replace(lesson, more=(samples + own)[: MOST_INPUTS - 1]))


def _on_uploads() -> None:
    """What lies in the uploader replaces what it gave before; inputs of other origin stay."""
    lesson = session.current()
    if not batch_shape_fits(lesson):
        return
    before: tuple[More, ...] = st.session_state.get(_HANDED_IN, ())
    kept = tuple(one for one in lesson.more if one not in before)
    # after a restart of the server a tab still names files that are no longer there
    files = [one for one in st.session_state[_MORE_UPLOADS] or () if isinstance(one, UploadedFile)]
    new, refused = _pictures(lesson, files)
    taken = tuple(new[: MOST_INPUTS - 1 - len(kept)])
    st.session_state[_HANDED_IN] = taken
    session.put(replace(lesson, more=kept + taken))
    # after the change, which sweeps away what was said before it
    for one in refused:
        session.note(f"refusal.{one.reason}", "error", session.BATCH, **one.facts)
    if len(taken) < len(new):
        session.note(
            "notes.batch_full", level="warning", place=session.BATCH,
            most=MOST_INPUTS, left=len(new) - len(taken),
        )  # fmt: skip


def _pictures(lesson: Lesson, files: Sequence[UploadedFile]) -> tuple[list[More], list[Refusal]]:
    """Files as inputs like the lesson's first one, and why others are none."""
    C, height, _ = input_planes(lesson).shape
    new: list[More] = []
    refused: list[Refusal] = []
    for file in files[:_MOST_READ]:
        try:
            picture = read_picture(file.getvalue())
        except Refusal as refusal:
            refused.append(refusal)
            continue
        planes = to_stage(
            picture, height, "rgb" if C == 3 else "grey", "crop",
            "byte" if scale_of(lesson) == "byte" else "unit",
        )  # fmt: skip
        new.append(More(UPLOAD, Numbers.of(planes)))
    return new, refused


def price_notes(lesson: Lesson, words: Words) -> None:
    """How many times larger `col` is than x: for this lesson, and for the whole photograph."""
    N, C = input_batch(lesson).shape[:2]
    here = Price.of(geometry(lesson), N, C)
    st.markdown(f"**{words('price.title')}** &nbsp; {_sentence(words, 'price.here', here)}")
    full = _full_size(lesson)
    if full is None:
        return
    width, height = full
    try:
        g = Geometry.of(
            height, width, lesson.FH, lesson.FW, lesson.stride, lesson.pad, lesson.dilation
        )
    except GeometryError:
        return
    there = Price.of(g, 1, C)
    st.markdown(_sentence(words, "price.full", there, width=width, height=height))


def _sentence(words: Words, name: str, price: Price, **more: int) -> str:
    return words(
        name, rows=price.rows, columns=price.columns, col=f"{price.col:,}", x=f"{price.x:,}",
        times=short(price.times), col_bytes=readable(price.col * FLOAT),
        x_bytes=readable(price.x * FLOAT), **more,
    )  # fmt: skip


def _full_size(lesson: Lesson) -> tuple[int, int] | None:
    """Width and height of the photograph as it came."""
    if lesson.source in SAMPLES:
        return sample_picture(lesson.source).original_size
    kept = session.upload()
    return kept.picture.original_size if lesson.source == UPLOAD and kept else None
