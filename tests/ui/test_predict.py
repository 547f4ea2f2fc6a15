"""While a step waits for an answer nothing tells it, and after it everything does.

All pictures are drawn in Node on a canvas that only listens (`predict.js`); what is right comes
from `conv_core`, and what is seen from what was drawn last at each place.
"""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lesson.asking.question import GROWING, exists, read_question, right_value
from lesson.numbers import Numbers
from lesson.state import OWN, Dout, Filter, Lesson, More
from lesson.worked import Worked
from tests.ui.pictures import payloads, run_pictures

HARNESS = Path(__file__).with_name("predict.js")
SIZE = (1000, 480, 1)
STEPS = (0, 0.31, 0.64, 1)
ASK_NOTHING = {"check", "learn"}
ADDS_UP = {"steps", "allsteps", "db", "dW", "col2im", "overwrite", "count"}


def own(seed, *shape) -> Numbers:
    """Numbers of which no two are alike, nor any sum of products."""
    return Numbers.of(np.random.default_rng(seed).normal(0, 3, shape).round(3))


def weights(seed, *shape) -> Filter:
    return Filter(OWN, 0.137, weights=own(seed, *shape))


PLAIN = Lesson(
    source=OWN, numbers=own(11, 1, 5, 6), filters=(weights(2, 1, 3, 3),), dout=Dout("random")
)
LESSONS = {
    "plain": PLAIN,
    "strided batch": Lesson(
        source=OWN, numbers=own(3, 1, 7, 6), more=(More("upload", own(4, 1, 7, 6)),),
        filters=(weights(5, 1, 2, 3), weights(6, 1, 2, 3)), FH=2, FW=3, stride=(2, 1),
        pad=(0, 1, 2, 0), dout=Dout("random", seed=5),
    ),
    "channels and groups": Lesson(
        source=OWN, numbers=own(7, 2, 5, 4), groups=2, FH=2, FW=2, dilation=(2, 1),
        filters=tuple(weights(seed, 2, 2, 2) for seed in (8, 9)), dout=Dout("random", seed=3),
    ),
    # its scale ends where its only number is
    "one cell": replace(PLAIN, numbers=own(10, 1, 3, 3), pad=(0, 0, 0, 0)),
}  # fmt: skip


@pytest.fixture(scope="module", params=LESSONS)
def pictures(request):
    """Of each picture its steps: what is asked, what is seen before and after."""
    lesson = LESSONS[request.param]
    made = payloads(replace(lesson, predict=True))
    return Worked(lesson), run_pictures(HARNESS, made, size=SIZE, steps=STEPS)


# a number of its own, not one of a name, of a shape or of a place
NUMBER = re.compile(r"(?<![\w\[(,.])[−-]?\d+\.\d+(?![\w\],.])")


def tells(text: str, right: float) -> bool:
    for found in NUMBER.findall(text):
        number = float(found.replace("−", "-"))
        places = len(found.partition(".")[2])
        sizes = (number, -number) if "±" in text else (number,)
        if any(abs(one - right) <= 0.5 * 10**-places + 1e-9 for one in sizes):
            return True
    return False


def asked_steps(worked, view, steps):
    """Those whose answer nobody can read off what was there before."""
    for one in steps:
        if not one["asked"]:
            continue
        question = read_question(one["asked"])
        assert exists(question, worked), one["asked"]
        right = right_value(question, worked)
        grows = question.name in GROWING and view in ADDS_UP
        assert isinstance(right, float)
        windows = question.after or worked.step_count
        if right == round(right):
            continue
        if grows:
            # what is added first is the sum, and a term of 0 changes nothing
            earlier = replace(question, after=windows - 1)
            before = right_value(earlier, worked) if windows > 1 else 0.0
            assert isinstance(before, float)
            if is_close(before, right) or is_close(before, 0):
                continue
        yield one, right


def is_close(one, other):
    return abs(one - other) <= 0.01 + 1e-5 * abs(other)


def is_seen(values, right):
    return any(abs(value - right) <= 1e-5 * abs(right) for value in values if value is not None)


def test_every_picture_asks(pictures):
    _, drawn = pictures
    for view, steps in drawn.items():
        asks = [one["asked"] for one in steps]
        if view in ASK_NOTHING:
            assert not any(asks), view
        else:
            assert any(asks), view
            assert len(set(asks)) > 1 or len(steps) == 1, view


def is_copied(view, asked):
    """Whether the number was there before, and its place is what is asked."""
    return asked.startswith("col[") or view in ("image", "bare")


def test_nothing_tells_the_answer_before(pictures):
    worked, drawn = pictures
    leaks = []
    for view, steps in drawn.items():
        for one, right in asked_steps(worked, view, steps):
            where = f"{view}: {one['asked']} = {right}"
            held = one["held"]
            # where numbers are copied, the scale of what they are copied from is known
            texts = [
                text
                for text in held["texts"]
                if not is_copied(view, one["asked"]) or text[0] != "±"
            ]
            told = [text for text in texts + held["lines"] if tells(text, right)]
            if told or is_seen(held["values"], right):
                leaks.append((where, told))
            assert any("?" in line for line in held["lines"]), where
            assert held["marks"] >= 1, where
    assert leaks == []


def test_pointing_does_not_tell_it(pictures):
    worked, drawn = pictures
    leaks = []
    for view, steps in drawn.items():
        for one, right in asked_steps(worked, view, steps):
            for target, found in one["pointed"]:
                where = f"{view}: {one['asked']} = {right}, at {target}"
                lines = [] if is_copied(view, one["asked"]) else found["lines"]
                told = [line for line in lines if tells(line, right)]
                told += [line for line in found["lines"] if "copied" in line]
                # a row of the film before has copies of its own
                seen = view != "slices" and is_seen(found["values"], right)
                if told or seen:
                    leaks.append((where, told))
    assert leaks == []


def test_afterwards_it_is_there(pictures):
    worked, drawn = pictures
    for view, steps in drawn.items():
        if view in ("bare", "overwrite"):  # they show what is wrong
            continue
        for one, right in asked_steps(worked, view, steps):
            assert is_seen(one["released"]["values"], right), f"{view}: {one['asked']} = {right}"
