"""The gradient check of a lesson, worked out once and kept for this visitor."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lesson.backward.check import H, gradient_check
from lesson.backward.dout import TARGET, TYPED_TARGET, dout_array, target_array
from lesson.compute import input_batch, layer
from lesson.state import Lesson

_KEPT = "gradient_check"


def check_header(lesson: Lesson) -> dict[str, Any]:
    """What the stage needs to show the check: ``h`` and, for each gradient, its cells.

    JSON numbers and not float32 arrays, since the check is about the last digits.
    """
    # what the learner looks at does not change a gradient
    same = replace(lesson, step=0, filter=0, film=0, view="", language="en")
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != same:
        kept = (same, _worked_out(same))
        st.session_state[_KEPT] = kept
    header: dict[str, Any] = kept[1]
    return header


def _worked_out(lesson: Lesson) -> dict[str, Any]:
    x, convolution = input_batch(lesson), layer(lesson)
    dout = dout_array(lesson, x, convolution)
    target = None
    if lesson.dout.kind in (TARGET, TYPED_TARGET):
        target = target_array(lesson, x, dout.shape) + 0 * dout
    parts = gradient_check(x, convolution, dout, target, lesson.stride, lesson.pad, lesson.dilation)
    return {
        "h": H,
        "parts": {
            name: {
                "cells": part.cells.tolist(),
                "total": part.total,
                "plus": part.plus.tolist(),
                "minus": part.minus.tolist(),
                "numeric": part.numeric.tolist(),
                "analytic": part.analytic.tolist(),
                "error": part.error.tolist(),
            }
            for name, part in parts.items()
        },
    }
