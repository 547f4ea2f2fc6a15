"""What a run has come to, as a table for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from lesson.practice.run import Course, Turn

COLUMNS = (
    "number", "seed", "level", "question", "link", "your answer", "right", "kind", "mistakes",
)  # fmt: skip
"""The same in every language: a teacher puts the files of a class together."""


def csv_of(course: Course, link_of: Callable[[Turn], str]) -> bytes:
    """The turns of a run, one a row, as UTF-8 with the mark that spreadsheets go by.

    Parameters
    ----------
    course : Course
    link_of : function (turn) -> str
        Where its picture is.
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for turn in course.turns:
        asked, reply = turn.asked, turn.reply
        table.writerow(
            (
                asked.number,
                course.run.seed,
                asked.level,
                asked.question.text,
                link_of(turn),
                turn.answer if reply else "",
                spelled(turn.right),
                reply.kind if reply else "revealed",
                " ".join(reply.slips) if reply else "",
            )
        )
    return text.getvalue().encode("utf-8-sig")


def spelled(right: float | tuple[int, ...]) -> str:
    """A number or a shape in plain letters, as `lesson.asking.answer` reads it.

    Examples
    --------
    >>> spelled(-2.0), spelled(1.5), spelled((12, 18))
    ('-2', '1.5', '12x18')
    """
    if isinstance(right, tuple):
        return "x".join(map(str, right))
    return str(int(right)) if right == int(right) else repr(right)
