"""A run of questions: a seed and the answers given so far, and all that follows from the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lesson.asking.answer import Reply, plain_answer, reply_to
from lesson.asking.question import right_value
from lesson.practice.questions import Asked, question_at
from lesson.practice.recipes import LEVELS

QUESTIONS = 10
"""Of a run."""
MOST_SEED = 9999
REVEALED = "r"
"""Stands in place of an answer that was asked for."""

SEED, ANSWERS = NAMES = ("seed", "answers")
"""What of a run stands in a link, beside the learner's own lesson."""
_BETWEEN = "_"  # survives a URL unescaped


@dataclass(frozen=True)
class Run:
    """What decides a run.

    Attributes
    ----------
    seed : int
        1 to `MOST_SEED`.
    answers : tuple of str
        As `plain_answer` writes them, or `REVEALED`; at most `QUESTIONS`.
    """

    seed: int = 1
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A question that has been answered.

    Attributes
    ----------
    asked : Asked
    answer : str
    reply : Reply or None
        None where the answer was revealed.
    """

    asked: Asked
    answer: str
    reply: Reply | None

    @property
    def right(self) -> float | tuple[int, ...]:
        """What is right."""
        return right_value(self.asked.question, self.asked.worked)

    @property
    def is_right(self) -> bool:
        """Whether it counts."""
        return self.reply is not None and self.reply.kind == "right"


@dataclass(frozen=True)
class Course:
    """A run with its questions and replies.

    Examples
    --------
    >>> start = Course.of(Run(7))
    >>> start.asked.number, start.asked.level, start.answered("abc")[0] == start
    (1, 1, True)
    >>> easier = start.revealed().revealed()
    >>> easier.asked.number, easier.asked.level, easier.score
    (3, 1, 0)
    """

    run: Run
    turns: tuple[Turn, ...] = ()

    @classmethod
    def of(cls, run: Run) -> Course:
        """Play a run; it ends before the first answer that is none."""
        course = cls(replace(run, answers=()))
        for answer in run.answers[:QUESTIONS]:
            after = course.revealed() if answer == REVEALED else course.answered(answer)[0]
            if after is course:
                break
            course = after
        return course

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to ask."""
        return len(self.turns) == QUESTIONS

    @property
    def asked(self) -> Asked:
        """The question that waits for its answer; not after the last one."""
        return question_at(self.run.seed, len(self.turns) + 1, self._level)

    @property
    def score(self) -> int:
        """How many answers are right."""
        return sum(turn.is_right for turn in self.turns)

    @property
    def _level(self) -> int:
        level = 1
        for turn in self.turns:
            level = min(max(level + (1 if turn.is_right else -1), 1), len(LEVELS))
        return level

    def answered(self, text: str) -> tuple[Course, Reply]:
        """The run after an answer; the same one where that cannot be read, which costs nothing."""
        asked = self.asked
        reply = reply_to(text, asked.question, asked.worked)
        if reply.kind == "unread":
            return self, reply
        return self._with(Turn(asked, plain_answer(text), reply)), reply

    def revealed(self) -> Course:
        """The run after the learner has asked for the answer."""
        return self._with(Turn(self.asked, REVEALED, None))

    def _with(self, turn: Turn) -> Course:
        run = replace(self.run, answers=(*self.run.answers, turn.answer))
        return Course(run, (*self.turns, turn))


def following(seed: int) -> int:
    """The seed of the run after this one."""
    return seed % MOST_SEED + 1


def spell_run(run: Run) -> dict[str, str]:
    """A run as parameters of a link.

    Examples
    --------
    >>> spell_run(Run(7, ("3", "r", "12x18")))
    {'seed': '7', 'answers': '3_r_12x18'}
    """
    answers = {ANSWERS: _BETWEEN.join(run.answers)} if run.answers else {}
    return {SEED: str(run.seed)} | answers


def read_run(query: Mapping[str, str]) -> tuple[Course, tuple[str, ...]]:
    """The run of a link, whatever that holds, and the names of the parts that made no sense.

    Examples
    --------
    >>> course, ignored = read_run({"seed": "1e9", "answers": "r_abc_r"})
    >>> course.run, ignored
    (Run(seed=1, answers=('r',)), ('seed', 'answers'))
    """
    ignored = [*_seed_ignored(query)]
    seed = Run.seed if ignored else int(query.get(SEED, Run.seed))
    text = query.get(ANSWERS, "")
    answers = tuple(text.split(_BETWEEN, QUESTIONS)) if text else ()
    course = Course.of(Run(seed, answers))
    if course.run.answers != answers:
        ignored.append(ANSWERS)
    return course, tuple(ignored)


def _seed_ignored(query: Mapping[str, str]) -> Iterator[str]:
    text = query.get(SEED, str(Run.seed))
    is_whole = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_SEED))
    if not is_whole or not 1 <= int(text) <= MOST_SEED:
        yield SEED
