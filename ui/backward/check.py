"""The gradient check of a lesson, worked out once and kept for this visitor."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lesson.backward.check import H, gradient_check
from lesson.worked import Worked

_KEPT = "gradient_check"


def check_header(worked: Worked) -> dict[str, Any]:
    """What the stage needs to show the check: ``h`` and, for each gradient, its cells.

    JSON numbers and not float32 arrays, since the check is about the last digits.
    """
    same = worked.lesson.unwatched()
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != same:
        kept = (same, _worked_out(worked))
        st.session_state[_KEPT] = kept
    header: dict[str, Any] = kept[1]
    return header


def _worked_out(worked: Worked) -> dict[str, Any]:
    parts = gradient_check(worked.x, worked.layer, worked.dout, worked.target)
    return {
        "h": H,
        "loss": parts["db"].here,
        "parts": {
            name: {
                "cells": part.cells.tolist(),
                "total": part.total,
                "plus": part.plus.tolist(),
                "minus": part.minus.tolist(),
                "curvature": part.curvature.tolist(),
                "numeric": part.numeric.tolist(),
                "analytic": part.analytic.tolist(),
                "error": part.error.tolist(),
            }
            for name, part in parts.items()
        },
    }
