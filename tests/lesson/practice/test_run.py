"""A run: harder when right, easier when wrong; in a link whole; nonsense costs nothing."""

import csv
from io import StringIO

import pytest

from lesson.asking.question import right_value
from lesson.practice.recipes import LEVELS
from lesson.practice.report import COLUMNS, csv_of, spelled
from lesson.practice.run import (
    MOST_SEED,
    QUESTIONS,
    REVEALED,
    Course,
    Run,
    following,
    read_run,
    spell_run,
)


def right(course):
    return spelled(right_value(course.asked.question, course.asked.worked))


def wrong(course):
    return "99x99" if course.asked.question.is_shape else "97"


def played(seed, how):
    """A run in which R is a right answer, W a wrong one, and S one that was shown."""
    course = Course.of(Run(seed))
    levels = []
    for one in how:
        levels.append(course.asked.level)
        if one == "S":
            course = course.revealed()
        else:
            course, _ = course.answered(right(course) if one == "R" else wrong(course))
    return course, levels


def test_right_is_harder_and_wrong_is_easier():
    assert played(7, "RRRRRRRRRR")[1] == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8]
    assert played(7, "WRRWSRRRWR")[1] == [1, 1, 2, 3, 2, 1, 2, 3, 4, 3]
    assert len(LEVELS) == 8


def test_the_score_counts_what_was_right():
    course, _ = played(3, "RWSRRWRSRR")
    assert (course.score, course.is_over) == (6, True)
    assert [turn.is_right for turn in course.turns].count(True) == 6
    assert [turn.answer for turn in course.turns].count(REVEALED) == 2


@pytest.mark.parametrize("text", ["", "  ", "abc", "1e999", "nan", "--1", "１／０", "9" * 500])
def test_nonsense_costs_nothing(text):
    course, _ = played(7, "RR")
    after, reply = course.answered(text)
    assert after is course
    assert (reply.kind, reply.given) == ("unread", None)


@pytest.mark.parametrize("text", ["３．５", "1,5", "½", "－２"])
def test_numbers_as_people_write_them_are_answers(text):
    course = Course.of(Run(7))
    assert not course.asked.question.is_shape
    after, _ = course.answered(text)
    assert len(after.turns) == 1


@pytest.mark.parametrize("how", ["", "R", "WSRR", "RRRRRSRRRW", "SSSSSSSSSS", "RRRRRRRRRR"])
@pytest.mark.parametrize("seed", [1, 7, 9999])
def test_a_run_travels_in_its_link(seed, how):
    course, _ = played(seed, how)
    link = spell_run(course.run)
    again, ignored = read_run(link)
    assert ignored == ()
    assert again.run == course.run
    assert (again.score, len(again.turns)) == (course.score, len(how))
    assert [turn.reply for turn in again.turns] == [turn.reply for turn in course.turns]
    assert sum(map(len, link.values())) < 120


@pytest.mark.parametrize("seed", ["", "0", "-1", "x", "10000", "1e3", "７", "9" * 99])
def test_a_seed_that_is_none_is_named(seed):
    course, ignored = read_run({"seed": seed})
    assert (course.run, ignored) == (Run(), ("seed",))


@pytest.mark.parametrize(
    ("answers", "kept"), [("r_r_x", 2), ("_", 0), ("r" * 9999, 0), ("_".join("r" * 11), 10)]
)
def test_answers_that_are_none_are_named_and_those_before_them_kept(answers, kept):
    course, ignored = read_run({"seed": "7", "answers": answers})
    assert ignored == ("answers",)
    assert course.run == Run(7, (REVEALED,) * kept)


def test_after_the_last_seed_comes_the_first():
    assert (following(7), following(MOST_SEED)) == (8, 1)


def test_the_table_says_how_each_question_went():
    course, levels = played(7, "RWSRRRRWRR")
    data = csv_of(course, lambda turn: f"http://host/{turn.asked.kind}")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == QUESTIONS
    assert tuple(rows[0]) == COLUMNS
    assert [int(row["level"]) for row in rows] == levels
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 11)]
    assert {row["seed"] for row in rows} == {"7"}
    kinds = [row["kind"] for row in rows]
    assert kinds[2] == "revealed"
    assert rows[2]["your answer"] == ""
    assert [kind == "right" for kind in kinds] == [turn.is_right for turn in course.turns]
    for row, turn in zip(rows, course.turns, strict=True):
        assert row["question"] == turn.asked.question.text
        assert row["link"] == f"http://host/{turn.asked.kind}"
        if row["kind"] == "right":
            assert row["your answer"] == row["right"]


def test_mistakes_stand_in_the_table_by_their_ids():
    course, _ = played(7, "RR")
    while "bias" not in (found := told(course)):
        course = course.revealed()
    course, reply = course.answered(found["bias"])
    assert "bias" in reply.slips
    last = list(csv.DictReader(StringIO(csv_of(course, str).decode("utf-8-sig"))))[-1]
    assert last["kind"] == "mistake"
    assert last["mistakes"].split() == list(reply.slips)


def told(course):
    """Answers of people who leave b out."""
    asked = course.asked
    if asked.question.name != "out" or not asked.worked.b.any():
        return {}
    cell = asked.question.cell
    return {"bias": spelled(float(asked.worked.out[cell] - asked.worked.b[cell[1]]))}
