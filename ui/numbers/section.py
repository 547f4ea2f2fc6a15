"""The section below a picture in which its arrays can be read as tables."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from lesson.arrays import AXES, GIVEN, array_of, without_dust
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.live import visit
from ui.numbers.table import table_html
from ui.visit import fragments, session

MOST = 50
"""Rows, and columns, that are shown at once."""

_KEY = "w.numbers"
_STYLE = """<style>
.numbers-frame { overflow: auto; max-height: 70vh; width: fit-content; max-width: 100%; }
.numbers-frame:focus-visible {
  outline: 3px solid light-dark(#0F6B74, #6CC5CD); outline-offset: 2px;
}
table.numbers {
  border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; margin: 0;
}
table.numbers caption {
  caption-side: top; text-align: left; font-weight: 600; padding: .3em 0; color: inherit;
}
table.numbers :is(th, td) {
  border: 0 solid light-dark(#C9D3D8, #33424A); border-width: 0 1px 1px 0;
  padding: .25em .6em; text-align: right; white-space: nowrap;
}
table.numbers th { font-weight: 600; background: light-dark(#EFF3F5, #1A252B); position: sticky; }
table.numbers thead th { top: 0; }
table.numbers tbody th { left: 0; text-align: left; }
</style>"""
"""In the colours of the theme; where the table is wide or long, its headers stay in sight."""


def numbers_shown() -> Hashable:
    """What it shows beside the lesson."""
    return visit.withholds(), tuple(
        (key, value)
        for key, value in sorted(st.session_state.items(), key=lambda item: str(item[0]))
        if str(key).startswith(_KEY)
    )


def numbers_section(names: tuple[str, ...], words: Words) -> None:
    """Which array, which part of it, and the table.

    Parameters
    ----------
    names : tuple of str
        Of the arrays that the page's pictures draw, keys of `AXES`.
    words : Words
        The visitor's.
    """
    worked = Worked(session.current())
    if visit.withholds():
        # the others have what is asked, or its size
        names = tuple(name for name in names if name in GIVEN)
        st.caption(words("numbers.predicting"))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        name = _choice("array", words("numbers.array"), names, words)
        values, axes = without_dust(array_of(name, worked)), AXES[name]
        place = []
        for axis, size in zip(axes[:-2], values.shape[:-2], strict=True):
            label = words(f"numbers.axis_{axis}")
            place.append(_choice(f"{name}.{axis}", label, range(size), words) if size > 1 else 0)
    plane = values[tuple(place)]
    plane = plane.reshape(1, -1) if plane.ndim == 1 else plane
    down = _part(f"{name}.rows", "rows", plane.shape[0], words)
    across = _part(f"{name}.columns", "columns", plane.shape[1], words)
    where = f"[{','.join(map(str, place))}]" if place else ""
    caption = words("numbers.caption", array=f"{name}{where}", shape=str(values.shape))
    for kind, first, size in (("rows", down, plane.shape[0]), ("columns", across, plane.shape[1])):
        if size > MOST:
            caption = f"{caption}, {_told(kind, first, size, words)}"
    shown = plane[down : down + MOST, across : across + MOST]
    columns = [f"{axes[-1]}={at + across}" for at in range(shown.shape[1])]
    rows = (
        [f"{axes[-2]}={at + down}" for at in range(shown.shape[0])] if values.ndim > 1 else [name]
    )
    table = table_html(shown, caption, rows, columns)
    # it scrolls by keyboard, too
    frame = f'<div class="numbers-frame" tabindex="0" role="region" aria-label="{escape(caption)}">'
    st.html(f"{_STYLE}{frame}{table}</div>")


def _choice(name: str, label: str, options: tuple[str, ...] | range, words: Words) -> Any:
    key = f"{_KEY}.{name}"
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    return st.selectbox(
        label, options, key=key, width=150,
        format_func=lambda one: words(f"numbers.of_{one}") if name == "array" else str(one),
        on_change=fragments.then_redraw(key, lambda: None),
    )  # fmt: skip


def _part(name: str, kind: str, size: int, words: Words) -> int:
    """The first of the rows, or columns, that are shown, with buttons to the others."""
    if size <= MOST:
        return 0
    key = f"{_KEY}.{name}"
    first = min(int(st.session_state.get(key, 0)), (size - 1) // MOST * MOST)

    def turn(by: int) -> None:
        st.session_state[key] = min(max(first + by, 0), (size - 1) // MOST * MOST)

    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for by, told, dead in (
            (-MOST, "previous", first == 0),
            (MOST, "next", first + MOST >= size),
        ):
            st.button(
                words(f"numbers.{told}_{kind}"), key=f"{key}.{told}", disabled=dead,
                on_click=fragments.then_redraw(key, partial(turn, by)),
            )  # fmt: skip
        st.markdown(_told(kind, first, size, words))
    return first


def _told(kind: str, first: int, size: int, words: Words) -> str:
    last = min(first + MOST, size) - 1
    return words(f"numbers.{kind}", first=first, last=last, size=size)
