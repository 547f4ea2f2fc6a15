"""The output-size formula filled in, and the pixels that no window reads."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from conv_core import Geometry
from lesson.vocabulary import Words

_LISTED = 6


def size_notes(g: Geometry, words: Words) -> None:
    """One line for each axis, why there is a +1, and a sentence about what is never read."""
    st.markdown(
        f"**{words('size.heading')}** &nbsp; `{_filled('out_h', g, 0)}` &nbsp; "
        f"`{_filled('out_w', g, 1)}`  \n{words('size.plus_one')} {unread_sentence(g, words)}"
    )


def _filled(name: str, g: Geometry, axis: int) -> str:
    size = (g.in_h, g.in_w)[axis]
    window = (g.FH, g.FW)[axis]
    out = (g.out_h, g.out_w)[axis]
    before, after = g.pad[2 * axis : 2 * axis + 2]
    padding = f"2·{before}" if before == after else f"{before} + {after}"
    D = g.dilation[axis]
    reach = str(window) if D == 1 else f"({D}·({window} − 1) + 1)"
    return f"{name} = ⌊({size} + {padding} − {reach}) / {g.stride[axis]}⌋ + 1 = {out}"


def unread_sentence(g: Geometry, words: Words) -> str:
    """Which rows and columns of the padded input no window reads, and why."""
    rows, cols = g.unread_rows, g.unread_cols
    if not rows and not cols:
        return words("size.all_read")
    parts = [_named(words, kind, lines) for kind, lines in (("row", rows), ("col", cols)) if lines]
    what = words("size.and").join(parts)
    whole = words("size.padded" if any(g.pad) else "size.bare")
    return words(f"size.unread_{_cause({*g.why_rows, *g.why_cols})}", what=what, whole=whole)


def _cause(why: set[str]) -> str:
    """All causes as one: what is left over, what is stepped over, or the two together."""
    stepped = sorted(why - {"left"})
    over = [] if not stepped else [stepped[0] if len(stepped) == 1 else "both"]
    return "_".join([*(["left"] if "left" in why else []), *over])


def _named(words: Words, kind: str, lines: Sequence[int]) -> str:
    listed = ", ".join(map(str, lines[:_LISTED])) + (", …" if len(lines) > _LISTED else "")
    return words(f"size.{kind}" if len(lines) == 1 else f"size.{kind}s", list=listed)
