"""What the listing's component gets: the text, the run step by step, a picture of each value."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.code.listing import Listing, listing_of, operands
from lesson.code.pictures import picture_of
from lesson.code.told import told
from lesson.code.trace import Trace, trace
from lesson.code.values import ARRAY, Value, laid_out, tiles
from lesson.mistakes.hidden import is_hidden, slip_in
from lesson.mistakes.verdict import Verdict, verdict
from lesson.mistakes.wrong import wrong_cells
from lesson.worked import Worked
from ui.code.sentences import Slipped, slip_told, traceback_of
from ui.component.message import pack
from ui.stage.about import about

_KINDS = ("line", "call", "return", "error")


@dataclass(frozen=True, eq=False)
class CodeRun:
    """The run of a lesson's listing, with a slip in it or without.

    Attributes
    ----------
    text, right : Listing
        As it runs, and as it should read.
    run : Trace
    slip : Slipped or None
        What is wrong with it; None without a slip, and where it is to be found.
    best : Trace or None
        The run without the slip; None as above.
    """

    text: Listing
    right: Listing
    run: Trace
    slip: Slipped | None = None
    best: Trace | None = None


def code_run(worked: Worked) -> CodeRun:
    """Run the listing of a lesson, with the lesson's slip in it."""
    right, given = listing_of(worked), operands(worked)
    slip = slip_in(worked)
    text = slip.made_in(right) if slip else None
    if slip is None or text is None:
        return CodeRun(right, right, trace(right, given))
    run = trace(text, given)
    if is_hidden(worked.lesson.slip):
        return CodeRun(text, right, run)
    found: Verdict = verdict(right, text, given)
    return CodeRun(text, right, run, Slipped(slip, found), trace(right, given))


def code_payload(
    worked: Worked,
    made: CodeRun,
    work: int,
    seek: dict[str, Any],
    guessed: int = 0,
    found: bool = False,
) -> bytes:
    """Pack a run.

    Parameters
    ----------
    worked : Worked
        The lesson.
    made : CodeRun
    work : int
        Number of the run; questions about its values name it.
    seek : mapping
        From `ui.visit.session.seek`.
    guessed : int
        The line that was pointed at last and is not the one with the slip; 0 for none.
    found : bool
        Whether the learner has just pointed at the right one.
    """
    lesson, run = worked.lesson, made.run
    names = _Index()
    stacks = _Index()
    sentences = _Index()
    steps = run.steps
    rows = [[_KINDS.index(one.kind), one.line, one.loop, one.ends_loop] for one in steps]
    changes = [len(one.changes) for one in steps]
    values, numbers = _values(run.values)
    arrays: dict[str, NDArray[Any]] = {
        "live": np.array([one.live for one in steps], np.float64),
        "steps": np.array(rows, np.int16),
        "stack": np.array([stacks.at(one.stack) for one in steps], np.int16),
        "told": np.array([sentences.at((one.numbers, one.shapes)) for one in told(run)], np.int16),
        "changes": np.cumsum([0, *changes], dtype=np.int32),
        "names": np.array([names.at(n) for one in steps for n, _ in one.changes], np.int16),
        "places": np.array([place for one in steps for _, place in one.changes], np.int16),
        "numbers": numbers,
    }
    if made.best is not None:
        arrays["wrong"] = _wrong(run, made.best, made.slip)
    header = {
        "about": about(worked, "code"),
        "language": lesson.language,
        "work": work,
        "seek": seek,
        "text": made.text.lines,
        "stacks": stacks.things,
        "told": sentences.things,
        "names": names.things,
        "values": values,
        "links": _links(run),
        "slip": _slip(worked, made, guessed, found),
    }
    return pack(header, arrays)


class _Index:
    """Things that repeat, each once."""

    def __init__(self) -> None:
        self._places: dict[Hashable, int] = {}

    def at(self, thing: Hashable) -> int:
        return self._places.setdefault(thing, len(self._places))

    @property
    def things(self) -> list[Any]:
        return list(self._places)


def _numbers_of(value: Value) -> NDArray[Any]:
    """What there is of an array to be drawn, as rows and columns."""
    if value.numbers is not None:
        return laid_out(value.numbers)
    assert value.mosaic is not None
    return value.mosaic


def _values(values: Iterable[Value]) -> tuple[list[list[Any]], NDArray[np.float32]]:
    listed: list[list[Any]] = []
    sent: list[NDArray[Any]] = [np.zeros(0)]
    at = 0
    for value in values:
        if value.kind != ARRAY:
            listed.append([value.kind, value.text, value.dtype])
            continue
        whole = value.numbers is not None
        drawn = _numbers_of(value)
        # six axes are drawn in part; all of a small one travels in its own order
        flat = value.numbers.ravel() if value.numbers is not None else drawn.ravel()
        kind = [ARRAY, value.shape, value.dtype, value.nbytes]
        listed.append([*kind, whole, drawn.shape, tiles(value.shape), at])
        sent.append(flat)
        at += flat.size
    with np.errstate(over="ignore"):
        return listed, np.concatenate(sent).astype(np.float32)


def _links(run: Trace) -> list[list[Any]]:
    """Function, name, axes and view of what another page draws."""
    found = {}
    for step in run.steps:
        for name, place in step.changes:
            value = run.values[place]
            drawn = picture_of(step.function, name, len(value.shape))
            if value.kind == ARRAY and drawn:
                found[step.function, name, len(value.shape)] = drawn.view
    return [[*key, view] for key, view in found.items()]


def _wrong(run: Trace, best: Trace, slip: Slipped | None) -> NDArray[np.uint8]:
    """Which of the sent numbers are wrong, 1 for each; 2 where the array's shape is."""
    sizes = [
        0
        if value.kind != ARRAY
        else (value.numbers.size if value.numbers is not None else _numbers_of(value).size)
        for value in run.values
    ]
    starts = np.cumsum([0, *sizes])
    marks = np.zeros(starts[-1], np.uint8)
    for step, other in zip(run.steps, best.steps, strict=False):
        if (step.line, step.kind) != (other.line, other.kind):
            break
        due = dict(other.changes)
        for name, place in step.changes:
            mine, right = run.values[place], best.values[due.get(name, 0)]
            if name not in due or mine.kind != ARRAY:
                continue
            span = slice(starts[place], starts[place + 1])
            if mine.shape != right.shape:
                marks[span] = 2
            elif mine.numbers is not None and right.numbers is not None:
                marks[span] = wrong_cells(mine.numbers, right.numbers).ravel()
            elif mine.mosaic is not None and right.mosaic is not None:
                marks[span] = wrong_cells(mine.mosaic, right.mosaic).ravel()
    return marks


def _slip(worked: Worked, made: CodeRun, guessed: int, found: bool) -> dict[str, Any] | None:
    if made.slip is not None:
        return slip_told(worked, made.slip, made.right, made.run) | {"found": found}
    if is_hidden(worked.lesson.slip) and made.text is not made.right:
        # Python says where it stops, whoever has made the slip
        return {"hidden": True, "guessed": guessed, "traceback": traceback_of(made.run)}
    return None
