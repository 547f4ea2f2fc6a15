"""The run of the listing as a table: what each step did, for a spreadsheet or a report."""

from __future__ import annotations

import csv
from io import StringIO

from lesson.code.told import told
from lesson.code.trace import Trace

HEAD = ("step", "line", "function", "kind", "code", "in numbers", "shapes", "bytes")


def trace_csv(run: Trace, about: str = "") -> str:
    """A row for each step, each turn of a loop counted; bytes are those of all arrays then.

    Examples
    --------
    >>> from lesson.code.listing import listing_of, operands
    >>> from lesson.code.trace import trace
    >>> from lesson.state import Filter, Lesson
    >>> from lesson.worked import Worked
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> text = trace_csv(trace(listing_of(book), operands(book)), "http://lab.example")
    >>> text.splitlines()[:2]
    ['# http://lab.example', 'step,line,function,kind,code,in numbers,shapes,bytes']
    >>> text.splitlines()[15].split(",")[:3]
    ['14', '17', 'forward']
    """
    file = StringIO()
    if about:
        file.write(f"# {about}\n")
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(HEAD)
    lines = run.listing.lines
    for at, (step, one) in enumerate(zip(run.steps, told(run), strict=True), 1):
        code = lines[step.line - 1].strip()
        facts = (at, step.line, step.function, step.kind, code, one.numbers, one.shapes, step.live)
        rows.writerow(facts)
    return file.getvalue()
