"""The stage: the animated picture, one component for all lessons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui import parts, session
from ui.shared_code import SharedComponent

FOLDER = Path(__file__).parent / "stage"
ORDER = (
    "format.js", "number_format.js", "theme.js", "model.js", "matrix.js", "marks.js", "player.js",
    "screen.js", "focus.js", "commands.js", "lost.js", "drawer.js", "transport.js", "formula.js",
    "slide_layout.js", "slide_formula.js", "slide_panels.js", "slide_outputs.js", "slide_scene.js",
    "lens.js", "matmul_panels.js", "unroll_scene.js", "product_layout.js", "product_scene.js",
    "image_scene.js", "slices_layout.js", "slices_scene.js", "backward_field.js",
    "backward_sums.js", "backward_middle.js", "backward_rows.js", "backward_layout.js",
    "backward_panels.js", "backward_words.js", "backward_pointing.js", "backward_verdict.js",
    "backward_steps.js", "backward_fold_layout.js", "backward_fold_words.js", "backward_fold.js",
    "backward_pixel_layout.js", "backward_pixel_words.js", "backward_pixel.js",
    "backward_matrix_layout.js", "backward_matrix.js", "backward_check.js",
    "backward_learn_layout.js", "backward_learn_words.js", "backward_learn_loss.js",
    "backward_learn.js", "stage.js", "main.js",
)  # fmt: skip
KEY = "stage"

_component = SharedComponent(KEY, FOLDER, ORDER)


def stage_code() -> None:
    """Send what every stage needs, its code and its words; once on a page, outside all parts."""
    words = session.words()
    _component.lay_out(words.language, words.section("stage"))


def stage(payload: bytes, on_click: Callable[[], None] | None = None) -> None:
    """Show a picture; where the learner comes to rest goes into the lesson.

    Parameters
    ----------
    payload : bytes
        From `ui.payload.pack`. Equal bytes leave the film untouched.
    on_click : callable, optional
        Called when the learner has chosen the lesson's step by a click on a cell.
    """

    def settled() -> None:
        wish = st.session_state[KEY].get("settled")
        session.stage_settled(wish)
        if on_click is not None and isinstance(wish, dict) and wish.get("clicked") is True:
            on_click()

    _component.show(payload, KEY, on_settled_change=parts.then_redraw(KEY, settled))
