"""The output size in words: the formula filled in, and the pixels that no window reads."""

from __future__ import annotations

from collections.abc import Sequence

from conv_core import Geometry
from lesson.vocabulary import Words

_LISTED = 6


def size_formula(name: str, g: Geometry, axis: int) -> str:
    """The output size along an axis, 0 down and 1 across, with this layer's numbers.

    Examples
    --------
    >>> size_formula("out_h", Geometry.of(28, 28, 3, 3, stride=2, pad=1), 0)
    'out_h = ⌊(28 + 2·1 − 3) / 2⌋ + 1 = 14'
    """
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
