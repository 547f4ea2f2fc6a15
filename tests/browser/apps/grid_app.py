"""A page with nothing but number grids; ``?case=`` says which, another ``visit=`` begins anew."""

import json

import numpy as np
import streamlit as st

from ui.grid.number_grid import GridEdit, number_grid, number_grid_code

WORDS = {
    "help": "Type a number, arrow keys and Tab move. F2 edits, Escape and then Tab leaves.",
    "edit": "Edit {cell}",
    "sign": "Change sign",
    "leave": "Tab leaves the grid now.",
    "place": "Row {row}, column {column} ({cell})",
    "not_a_number": "{place}: “{text}” is no number. {value} stays.",
    "too_large": "{place}: {text} is beyond ±{limit}. {value} stays.",
    "reading": "Reading.",
    "pasted": "Pasted {size} numbers.",
    "clipped": "The table is {size}; the part that fits is pasted, {fit}.",
    "grown": "The input is {rows}×{columns} now.",
    "undone": "Undone.",
    "redone": "Redone.",
    "nothing_to_undo": "There is nothing to undo.",
    "nothing_to_redo": "There is nothing to redo.",
}

PRESETS = {
    "filter": np.array(
        [
            [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
            [[0.5, -0.25, 1 / 3], [0, 1, 0], [0.0625, -0.125, 0.0625]],
            [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
        ]
    ),
    "small": np.arange(4.0).reshape(1, 2, 2),
    "input": np.round(np.outer(np.arange(8), np.arange(8)) / 49, 2)[None],
    "large": np.random.default_rng(0).integers(0, 256, (1, 64, 64)).astype(float),
    "seven": np.round(np.random.default_rng(0).normal(size=(1, 7, 7)), 3),
}

case = st.query_params.get("case", "filter")
visit = st.query_params.get("visit", "")
if st.session_state.get("visit") != visit:
    st.session_state.clear()
st.session_state.visit = visit
st.session_state.setdefault("planes", PRESETS[case])
st.session_state.setdefault("bias", 0.5)
st.session_state.setdefault("calls", 0)
refuse = st.query_params.get("refuse") == "1"


def keep(edit: GridEdit) -> None:
    """The lesson's half: the edit becomes the truth."""
    st.session_state.calls += 1
    if not refuse:
        st.session_state.planes = edit.planes
        st.session_state.bias = edit.extra


def choose_zeros() -> None:
    """A preset in place of the numbers."""
    st.session_state.planes = np.zeros_like(st.session_state.planes)


planes = st.session_state.planes
coloured = len(planes) == 3
number_grid_code(WORDS, "en")
where = st.sidebar if st.query_params.get("side") == "1" else st
with where.container():
    number_grid(
        planes,
        key=f"grid{visit}",
        labels=[f"W[0,{c}]" if case == "filter" else f"x[0,{c}]" for c in range(len(planes))],
        language="en",
        extra=("b", st.session_state.bias) if case == "filter" else None,
        tints=["red", "green", "blue"] if coloured else None,
        scale="weight" if case in ("filter", "seven") else None,
        most=4 if case == "filter" else 0,
        can_resize=case in ("small", "input"),
        on_change=keep,
        current=lambda: st.session_state.planes,
    )
st.button("Zeros", on_click=choose_zeros)
shown = planes if planes.size < 300 else planes[:, :2, :2]
facts = {
    "planes": shown.tolist(),
    "bias": st.session_state.bias,
    "calls": st.session_state.calls,
    "visit": visit,
}
st.html(f"<pre data-testid='truth'>{json.dumps(facts)}</pre>")
