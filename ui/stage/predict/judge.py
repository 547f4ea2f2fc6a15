"""What a visitor answers, and what is said to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lesson.asking.answer import LONGEST, Reply, read_answer, read_shape, reply_to
from lesson.asking.question import Question, exists, read_question
from lesson.asking.told import answer_told, value_of, way_told
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.facts import facts
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.component.message import pack

_LONGEST_QUESTION = 60
_MOST = 1 << 40
_QUOTED = 20


@dataclass(frozen=True)
class Wish:
    """An answer to be judged; checked, since a browser can send what it likes.

    Attributes
    ----------
    id, work : int
        Which wish of the browser's it is.
    question : Question
        One that the lesson has.
    answer : str or None
        What was typed; None where the way is to be shown.
    """

    id: int
    work: int
    question: Question
    answer: str | None


def read_wish(sent: Any, worked: Worked) -> Wish | None:
    """Read what the browser sent; None if it makes no sense.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> worked = Worked(Lesson(size=8))
    >>> read_wish({"id": 3, "work": 0, "question": "out[0,0,7,7]", "answer": "2"}, worked).answer
    '2'
    >>> read_wish({"id": 3, "work": 0, "question": "out[0,0,8,7]", "answer": "2"}, worked) is None
    True
    """
    if not isinstance(sent, dict):
        return None
    number, work = _whole(sent.get("id")), _whole(sent.get("work"))
    text, answer = sent.get("question"), sent.get("answer")
    if number is None or work is None or not isinstance(text, str):
        return None
    if len(text) > _LONGEST_QUESTION or not isinstance(answer, str | None):
        return None
    try:
        question = read_question(text)
    except ValueError:
        return None
    if not exists(question, worked):
        return None
    return Wish(number, work, question, answer if answer is None else answer[: LONGEST + 1])


def _whole(value: Any) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _MOST
    return value if is_whole else None


def judged(wish: Wish, worked: Worked, words: Words) -> bytes:
    """The reply, packed for the courier: of which kind it is, and what is said, line by line."""
    kind, said = _reply(wish, worked, words)
    header = {"id": wish.id, "work": wish.work, "question": wish.question.text}
    return pack({**header, "kind": kind, "said": said}, {})


def _reply(wish: Wish, worked: Worked, words: Words) -> tuple[str, list[str]]:
    question = wish.question
    if wish.answer is None:
        return "revealed", [f"{cell_told(question, words)} = {answer_told(question, worked)}"]
    read = read_shape if question.is_shape else read_answer
    if read(wish.answer) is None:  # before anything is worked out
        kind = "unread_shape" if question.is_shape else "unread"
        return "unread", [words(f"asking.{kind}", text=_quoted(wish.answer))]
    reply = reply_to(wish.answer, question, worked)
    return reply.kind, said_to(reply, question, worked, words)


def said_to(reply: Reply, question: Question, worked: Worked, words: Words) -> list[str]:
    """What is said to an answer that was read, line by line."""
    assert reply.given is not None
    cell = cell_told(question, words)
    if reply.kind == "right":
        return [words("asking.right", cell=cell, way=answer_told(question, worked))]
    lines = [words("asking.wrong", given=value_of(reply.given))]
    if reply.sign:
        lines.append(words("asking.sign"))
    lines += [slip_told(slip, worked, words) for slip in reply.slips]
    if not reply.slips:
        way = way_told(question, worked)
        lines.append(words("asking.way", cell=cell, way=way) if way else words("asking.count"))
    return lines


def cell_told(question: Question, words: Words) -> str:
    """What is asked, for the eye.

    Examples
    --------
    >>> from lesson.vocabulary import vocabulary
    >>> cell_told(Question("db", (0,), after=3), vocabulary("en"))
    'db[0] after 3 windows'
    """
    if not question.after:
        return question.text
    cell = question.text.partition("@")[0]
    if question.after == 1:
        return words("stage.askedAfterOne", cell=cell)
    return words("stage.askedAfter", cell=cell, after=question.after)


def slip_told(slip: str, worked: Worked, words: Words) -> str:
    """A mistake by its name, and what is right instead, in the lesson's numbers."""
    told = words(f"mistakes.{slip}.tell", **facts(SLIPS[slip], worked))
    return f"{words(f'mistakes.{slip}.name')} · {told}"


def _quoted(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
