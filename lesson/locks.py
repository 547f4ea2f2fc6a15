"""Locks: what of a shared lesson may not be changed. A convenience for a class, and no secret."""

from __future__ import annotations

from dataclasses import replace

from lesson.state import Lesson

LOCKS: dict[str, tuple[str, ...]] = {
    "input": ("source", "numbers", "look", "size", "colour", "framing", "scale", "more"),
    "layer": ("FH", "FW", "stride", "pad", "dilation", "groups"),
    "filters": ("filters", "FH", "FW"),  # weights are of one size
    "dout": ("dout", "learn"),
    "picture": ("view",),
}
"""Group of controls -> the fields of the lesson that stay as they were shared."""

_CONTROLS = {
    "input": ("input", "size", "colour", "scale", "framing", "rows", "columns"),
    "filters": ("filters", "preset", "FH", "FW"),
    "layer": ("FH", "FW", "stride", "pad", "apart", "dilation", "groups"),
}


def locks_of(control: str) -> set[str]:
    """The groups that a control belongs to, by the name of its words.

    Examples
    --------
    >>> locks_of("controls.stride_h"), locks_of("backward.dout"), locks_of("matmul.view")
    ({'layer'}, {'dout'}, {'picture'})
    >>> sorted(locks_of("controls.FH")), locks_of("backward.chart_of")
    (['filters', 'layer'], set())
    """
    section, _, name = control.partition(".")
    if name in ("view", "bare") or name.startswith("variant_"):
        return {"picture"}
    if section == "backward":
        return set() if name == "chart_of" else {"dout"}  # which array a chart shows is no field
    word = name.partition("_")[0]
    return {lock for lock, words in _CONTROLS.items() if word in words}


def held(lesson: Lesson, start: Lesson) -> Lesson:
    """The lesson with its locked fields as the shared one has them.

    Examples
    --------
    >>> shared = Lesson(stride=(2, 2), locks=("layer",))
    >>> held(Lesson(stride=(3, 3), size=9, locks=("layer",)), shared).stride
    (2, 2)
    """
    return replace(
        lesson, **{name: getattr(start, name) for lock in lesson.locks for name in LOCKS[lock]}
    )


def changed_locks(lesson: Lesson, start: Lesson) -> tuple[str, ...]:
    """The locked groups in which a lesson is not as it was shared."""
    return tuple(
        lock
        for lock in lesson.locks
        if any(getattr(lesson, name) != getattr(start, name) for name in LOCKS[lock])
    )
