"""The questions that learners bring, page by page, and the lesson on which each answer is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lesson.answers import ANSWERS
from lesson.link.codec import beside_start, read_link
from lesson.state import Lesson


@dataclass(frozen=True)
class Question:
    """One question, and the way to its answer.

    Attributes
    ----------
    page : str
        Id of the page that answers it.
    name : str
        Its id there; ``try_{page}.{name}`` are its words, ``ask`` and ``tell``.
    link : mapping of str to str
        The answer's lesson, as in a link.
    """

    page: str
    name: str
    link: Mapping[str, str] = field(hash=False)

    def answer(self, language: str, learner: Lesson | None = None) -> Lesson:
        """The lesson on which the answer is seen.

        Parameters
        ----------
        learner : Lesson, optional
            The one before. If it was shared, the answer keeps the way back to what was shared, and
            the locks.
        """
        found = replace(read_link(self.link).lesson, language=language)
        if learner is None or not learner.start:
            return found
        return beside_start(replace(found, shows=f"{self.page}.{self.name}"), learner)


def _questions() -> Iterator[Question]:
    for page, answers in ANSWERS.items():
        for name, link in answers.items():
            yield Question(page, name, link)


QUESTIONS = tuple(_questions())
"""In the order in which a page asks them."""


def questions_of(page: str) -> tuple[Question, ...]:
    """The questions of a page."""
    return tuple(one for one in QUESTIONS if one.page == page)
