"""What is said of a slip: where Python stops, what is wrong first, and who would have noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lesson.code.listing import Listing
from lesson.code.runner import FILE
from lesson.code.trace import RETURNED, Trace
from lesson.mistakes.catalogue import Slip
from lesson.mistakes.facts import facts
from lesson.mistakes.verdict import Verdict, WrongValue
from lesson.spelling import number
from lesson.vocabulary import Words, vocabulary
from lesson.worked import Worked


@dataclass(frozen=True, eq=False)
class Slipped:
    """A slip, and what becomes of the run."""

    slip: Slip
    verdict: Verdict


def slip_name(slip: str, words: Words) -> str:
    """What a slip is called."""
    return words(f"mistakes.{slip}.name")


def slip_told(worked: Worked, slipped: Slipped, right: Listing, run: Trace) -> dict[str, Any]:
    """The slip as the component shows it."""
    words = vocabulary(worked.lesson.language)
    slip, found = slipped.slip, slipped.verdict
    line = slip.line_in(right)
    wrong, failure = found.wrong, found.failure
    told: dict[str, Any] = {
        "hidden": False,
        "id": slip.id,
        "line": line,
        "right": right.lines[line - 1].strip(),
        "name": slip_name(slip.id, words),
        "said": [
            words(f"mistakes.{slip.id}.tell", **facts(slip, worked)),
            *_said(found, run, words),
        ],
        "traceback": traceback_of(run),
        "stop": len(run.steps) if failure else 0,
        "at": 0,
        "variable": "",
    }
    if wrong is not None:
        told |= {"at": wrong.step + 1, "variable": wrong.name}
    return told


def _said(found: Verdict, run: Trace, words: Words) -> Iterator[str]:
    if found.harmless:
        yield words("code.slip_harmless")
    if found.wrong is not None:
        yield _wrong(found.wrong, run, words)
    if found.failure:
        line, function = found.failure.places[-1]
        yield words("code.slip_stops", line=line, function=function)
    elif not found.harmless:
        yield words("code.slip_caught" if found.caught else "code.slip_uncaught")


def _wrong(wrong: WrongValue, run: Trace, words: Words) -> str:
    named: dict[str, Any] = {"line": run.steps[wrong.step].line, "variable": wrong.name}
    if wrong.name == RETURNED:
        named["variable"] = words("code.returned")
    if not wrong.same_shape:
        return words("code.slip_shape", shape=wrong.value.shape, right=wrong.right.shape, **named)
    first = wrong.first
    named |= {"value": number(wrong.value[first], 6), "right": number(wrong.right[first], 6)}
    if not first:
        return words("code.slip_number", **named)
    cell = f"[{', '.join(map(str, first))}]"
    count = int(wrong.cells.sum())
    return words("code.slip_cells", cell=cell, count=count, all=wrong.cells.size, **named)


def traceback_of(run: Trace) -> list[str]:
    """What Python writes where a run stops, of the listing's own calls; empty where it does not."""
    if run.failure is None:
        return []
    lines = ["Traceback (most recent call last):"]
    for line, function in run.failure.places:
        lines.append(f'  File "{FILE}", line {line}, in {function}')
        lines.append(f"    {run.listing.lines[line - 1].strip()}")
    return [*lines, f"{run.failure.kind}: {run.failure.message}"]
