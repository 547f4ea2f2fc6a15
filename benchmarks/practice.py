"""What a question of the practice page costs, and an answer to it.

.venv/bin/python -m benchmarks.practice
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from lesson.practice.questions import question_at
from lesson.practice.recipes import LEVELS
from lesson.practice.run import QUESTIONS, Course, Run, read_run, spell_run

SEEDS = range(1, 31)


def milliseconds(work: Callable[..., Any], *given: Any) -> tuple[float, Any]:
    """CPU time of this process for one call, and what it answers."""
    started = time.process_time()
    done = work(*given)
    return 1e3 * (time.process_time() - started), done


def row(what: str, times: list[float]) -> str:
    """Median, ninety-fifth percentile and largest of some times."""
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    return f"| {what} | {median(ordered):.1f} | {late:.1f} | {ordered[-1]:.1f} |"


def main() -> None:
    """Measure with questions that nobody has asked for before."""
    asking: list[float] = []
    judging: list[float] = []
    opening: list[float] = []
    for level in range(1, len(LEVELS) + 1):
        for number in (1, 2, 3):
            question_at(0, number, level)  # listings and slips are compiled once in a process
    for seed in SEEDS:
        for level in range(1, len(LEVELS) + 1):
            for number in (1, 2, 3):
                spent, _ = milliseconds(question_at, seed, number, level)
                asking.append(spent)
    for seed in SEEDS:
        course = Course.of(Run(seed))
        while not course.is_over:
            text = "4x9" if course.asked.question.is_shape else "1.5"
            spent, (course, _) = milliseconds(course.answered, text)
            judging.append(spent)
        question_at.cache_clear()
        spent, _ = milliseconds(read_run, spell_run(course.run))
        opening.append(spent)
    print("| ms of CPU | median | 95 % | most |\n| --- | --: | --: | --: |")
    print(row("a question", asking))
    print(row("an answer that is wrong", judging))
    print(row(f"a link with {QUESTIONS} answers", opening))


if __name__ == "__main__":
    main()
