"""Practice asks the same of everybody, nothing that takes long, and nothing where slips hide."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lesson.asking.answer import reply_to
from lesson.asking.question import SIZES, exists, right_value, shape_of
from lesson.asking.way import PADDING, way_of
from lesson.link.codec import read_link, write_link
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.wrong import wrong_arrays
from lesson.practice.questions import question_at
from lesson.practice.recipes import KINDS, LEVELS
from lesson.practice.report import spelled
from tests.conftest import REPO

RECORD = Path(__file__).with_name("seed7.json")
SOME = [
    question_at(seed, number, level)
    for seed in (1, 7, 2026)
    for level in range(1, len(LEVELS) + 1)
    for number in (1, 2, 3)
]
RECIPES = {recipe.kind: recipe for level in LEVELS for recipe in level}


def name_of(asked):
    return f"{asked.kind}-{asked.question.text}"


def in_a_process_of_its_own(hash_seed, *seeds):
    done = subprocess.run(
        [sys.executable, "-m", "tests.lesson.practice.asked", *seeds],
        cwd=REPO,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_seed_asks_the_same_in_every_process_and_every_year():
    one, other = (in_a_process_of_its_own(hashes, "7", "31") for hashes in ("1", "4242"))
    assert one == other
    assert one["7"] == json.loads(RECORD.read_text())
    assert one["7"] != one["31"]


def test_every_kind_is_asked_at_its_level_and_soon():
    assert len(KINDS) == len(set(KINDS))
    for level, recipes in enumerate(LEVELS, 1):
        asked = [question_at(5, number, level).kind for number in range(1, len(recipes) + 1)]
        assert sorted(asked) == sorted(recipe.kind for recipe in recipes)


def test_every_array_and_size_is_asked():
    asked = {question_at(*at, level).question for at in np.ndindex(9, 4) for level in range(1, 9)}
    cells = {one.name for one in asked if not one.is_shape}
    assert cells == {"out_h", "out_w", "out", "col", "out2", "db", "dW", "dcol", "dx", "count"}
    assert {one.name for one in asked if one.is_shape} == {"col", "out2", "dcol"}


@pytest.mark.parametrize("asked", SOME, ids=name_of)
def test_a_question_is_one_of_its_lesson(asked):
    reading = read_link(write_link(asked.lesson))
    assert (reading.lesson, reading.ignored) == (asked.lesson, ())
    assert exists(asked.question, asked.worked)
    right = right_value(asked.question, asked.worked)
    assert reply_to(spelled(right), asked.question, asked.worked).kind == "right"


@pytest.mark.parametrize("asked", SOME, ids=name_of)
def test_it_can_be_worked_out_by_hand_in_a_minute(asked):
    worked = asked.worked
    for numbers in (worked.x, worked.W, worked.b, worked.dout):
        assert np.array_equal(2 * numbers, np.rint(2 * numbers))
        assert np.abs(numbers).max() <= 5
    right = right_value(asked.question, worked)
    assert isinstance(right, tuple) or abs(right) <= 40
    way = way_of(asked.question, worked)
    if way is not None:
        assert 1 <= np.count_nonzero(way.products) <= 9
        met = any(place == PADDING for one in way.factors for place in one.places)
        assert met or not RECIPES[asked.kind].padded


@pytest.mark.parametrize("asked", SOME, ids=name_of)
def test_a_mistake_gives_another_number_and_is_named(asked):
    question, worked = asked.question, asked.worked
    right, told = right_value(question, worked), set()
    for slip in SLIPS.values():
        made = wrong_arrays(slip, worked).get(question.name)
        if made is None or (question.is_shape and made.shape == right):
            continue
        if question.is_shape:
            answer = spelled(made.shape)
        elif question.name in SIZES:
            answer = repr(float(made))
        elif all(np.less(question.cell, made.shape)):
            answer = repr(float(made[question.cell]))
        else:
            continue
        reply = reply_to(answer, question, worked)
        if slip.id in ("pad-once", "wrap") and reply.kind == "right":
            continue  # half the padding is all that this window meets; a byte holds the number
        assert slip.id in reply.slips, (slip.id, answer, right)
        told.add(slip.id)
    assert told >= set(RECIPES[asked.kind].tells)


def test_answers_have_both_signs():
    for kind in ("cell", "bias", "stride", "out2", "dx", "dW"):
        level = 1 + next(at for at, one in enumerate(LEVELS) if kind in {r.kind for r in one})
        asked = [question_at(seed, number, level) for seed in range(12) for number in (1, 2, 3)]
        answers = [right_value(one.question, one.worked) for one in asked if one.kind == kind]
        share = np.mean(np.sign(answers) > 0)
        assert 0.1 < share < 0.95, (kind, share)


def test_halves_come_with_later_levels():
    for asked in SOME:
        whole = np.array_equal(asked.worked.W, np.rint(asked.worked.W))
        assert whole or asked.level > 2
    assert any(not np.array_equal(asked.worked.W, np.rint(asked.worked.W)) for asked in SOME)


def test_only_what_goes_back_has_a_dout_of_its_own():
    for asked in SOME:
        own = asked.lesson.dout.numbers is not None
        assert own == (asked.question.name in ("db", "dW", "dcol", "dx") and asked.kind != "shape")
        assert asked.worked.dout.shape == shape_of("out", asked.worked)
