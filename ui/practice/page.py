"""The practice page below its heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from html import escape

import streamlit as st

from lesson.asking.answer import LONGEST
from lesson.practice.recipes import LEVELS
from lesson.practice.report import csv_of
from lesson.practice.run import QUESTIONS, Course, Turn
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.practice.answering import reply_lines, slip_name, value, way_html
from ui.practice.asking import formula, grids, sentence, settings
from ui.practice.marks import marked, table
from ui.practice.pictures import relative_link, whole_link
from ui.practice.reply import reply
from ui.practice.sheet import ANSWER, Sheet, check, go_on, reveal, sheet, start_anew
from ui.practice.style import STYLE
from ui.practice.take import of_question
from ui.takeaway.component import take_away
from ui.visit import fragments

_CHECK, _REVEAL, _NEXT, _NEW = (f"w.practice_{name}" for name in ("check", "reveal", "next", "new"))
_END = "practice-end"


def practice_page(worked: Worked, words: Words) -> Iterator[None]:
    """The question or what the run has come to; the learner's own lesson has no part in it."""
    st.html(STYLE)
    now = sheet()
    if now.course.is_over and not now.is_told:
        st.html(
            f'<section class="practice {_END}">'
            f'<h2 tabindex="-1">{escape(words("practice.end"))}</h2></section>'
        )
        over = words("practice.over", score=now.course.score, of=QUESTIONS)
        reply([over], "", now.said, _END, now.place)
    else:
        _question(now, words)
    _so_far(now.course, words)
    yield from ()  # there is no picture that the rest has to wait for


def _question(now: Sheet, words: Words) -> None:
    course = now.course
    turn = course.turns[-1] if now.is_told else None
    asked = turn.asked if turn else course.asked
    head = words("practice.head", number=asked.number, of=QUESTIONS)
    before = len(course.turns) - now.is_told
    where = words(
        "practice.where", level=asked.level, levels=len(LEVELS), seed=course.run.seed,
        score=sum(one.is_right for one in course.turns[:before]), answered=before,
    )  # fmt: skip
    code = " ".join(f"<code>{escape(one)}</code>" for one in settings(asked.worked))
    st.html(
        f'<section class="practice"><h2>{escape(head)}</h2><p class="where">{escape(where)}</p>'
        f'<p class="asked">{marked(sentence(asked, words))}</p>'
        f'<p class="settings">{code}</p>'
        f'<p class="formula"><code>{escape(formula(asked))}</code></p>'
        f'<div class="grids">{grids(asked)}</div></section>'
    )
    if turn is None:
        _answer_box(words)
        _say(now, words, ANSWER)
        return
    _say(now, words, _NEXT)
    with st.container(horizontal=True):
        last = course.is_over
        _button(_NEXT, words("practice.finish" if last else "practice.next"), go_on, "primary")
        st.link_button(
            words("practice.picture"),
            relative_link(asked, words.language),
            icon=":material/open_in_new:",
            key="w.practice_picture",
            help=words("practice.new_tab"),
        )
    st.html(f'<section class="practice way">{way_html(turn, words)}</section>')


def _answer_box(words: Words) -> None:
    with (
        st.form("practice_form", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            words("practice.answer"),
            key=ANSWER,
            max_chars=LONGEST,
            autocomplete="off",
            width=260,
        )
        # the first of a form is the one that Enter presses
        for key, name, does in ((_CHECK, "check", check), (_REVEAL, "reveal", reveal)):
            st.form_submit_button(
                words(f"practice.{name}"),
                key=key,
                on_click=fragments.then_redraw(key, does),
                type="primary" if does is check else "secondary",
            )
    st.caption(words("practice.counting"))


def _say(now: Sheet, words: Words, focus: str) -> None:
    lines, kind = [], ""
    if now.is_told:
        turn = now.course.turns[-1]
        kinds = {True: "right", False: "wrong" if turn.reply else ""}
        lines, kind = reply_lines(turn, words), kinds[turn.is_right]
    elif now.is_unread:
        shape = now.course.asked.question.is_shape
        lines, kind = [words("practice.unread_shape" if shape else "practice.unread")], "wrong"
    reply(lines, kind, now.said, f"st-key-{focus.replace('.', '-')}", now.place)


def _so_far(course: Course, words: Words) -> None:
    missed = [turn for turn in course.turns if not turn.is_right]
    if missed:
        heads = [
            escape(words(f"practice.{name}")) for name in ("asked", "yours", "correct", "what")
        ]
        rows = (_row(turn, words) for turn in missed)
        st.html(
            f'<section class="practice list"><h2>{escape(words("practice.mistakes"))}</h2>'
            f"{table(heads, rows)}</section>"
        )
    with st.container(horizontal=True):
        if course.turns:
            link_of = partial(_link_of, words.language, st.context.url or "")
            st.download_button(
                words("practice.csv"),
                partial(csv_of, course, link_of),
                f"practice-{course.run.seed}.csv",
                "text/csv",
                on_click="ignore",
                key="w.practice_csv",
                icon=":material/download:",
            )
        _button(_NEW, words("practice.new"), start_anew)
        take_away(of_question)


def _link_of(language: str, opened: str, turn: Turn) -> str:
    return whole_link(turn.asked, language, opened)


def _row(turn: Turn, words: Words) -> list[str]:
    reply = turn.reply
    if reply is None:
        yours, what = "", words("practice.was_revealed")
    else:
        yours = value(reply.given) if reply.given is not None else ""
        what = " / ".join(slip_name(slip, words) for slip in reply.slips)
        what = what or (words("practice.sign") if reply.sign else "—")
    asked = f"<code>{escape(turn.asked.question.text)}</code>"
    return [asked, escape(yours), escape(value(turn.right)), marked(what)]


def _button(key: str, label: str, does: Callable[[], None], kind: str = "secondary") -> None:
    st.button(
        label, key=key, on_click=fragments.then_redraw(key, does),
        type="primary" if kind == "primary" else "secondary",
    )  # fmt: skip
