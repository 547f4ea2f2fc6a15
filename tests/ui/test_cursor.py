"""The cell cursor reaches every panel of every picture, and tells what `conv_core` has there."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lesson.asking.question import read_question, right_array, right_value
from lesson.worked import Worked
from tests.ui.pictures import payloads, run_pictures
from tests.ui.test_drawn_numbers import read
from tests.ui.test_predict import ASK_NOTHING, LESSONS, asked_steps, tells

HARNESS = Path(__file__).with_name("cursor.js")
SIZE = (1000, 480, 1)
WALKED = ("strided batch", "channels and groups")
STEPS = (0.4, 1)


def walked(lesson, predicting):
    made = payloads(replace(lesson, predict=predicting))
    return run_pictures(HARNESS, made, size=SIZE, steps=STEPS, predicting=predicting)


@pytest.fixture(scope="module", params=WALKED)
def pictures(request):
    """Of each picture, at some steps, what the cursor reached and told."""
    lesson = LESSONS[request.param]
    return Worked(lesson), walked(lesson, predicting=False)


def test_it_reaches_what_a_mouse_reaches(pictures):
    _, seen = pictures
    assert {
        view: one["faults"] for view, steps in seen.items() for one in steps if one["faults"]
    } == {}


NAMED = re.compile(r"([A-Za-z]\w*(?:\.T)?)\[([\d,]+)\]( so far)? = (.+)")
GROW_BY_WINDOW = {"steps", "db", "dW", "col2im"}
ARRAYS = {
    "x", "W", "out", "col", "col_W", "out2", "col6", "dout", "dout2", "col_W.T", "db", "dW", "dW2",
    "dcol", "dx", "count",
}  # fmt: skip


def right_number(name, index, after, worked):
    """The number of a cell by its name in the code, from `conv_core`."""
    if after:
        question = read_question(f"{name}[{','.join(map(str, index))}]@{after}")
        return right_value(question, worked)
    if name in ("out", "db", "dW", "dx", "count", "col", "out2", "dcol"):
        return right_array(name, worked)[index]
    N, FN, oh, ow = worked.out.shape
    col_W = worked.full_W.reshape(FN, -1).T
    if name == "dout2":
        n, i, j = np.unravel_index(index[0], (N, oh, ow))
        return worked.dout[n, index[1], i, j]
    if name == "col6":
        n, c, fy, fx, i, j = index
        row = np.ravel_multi_index((n, i, j), (N, oh, ow))
        return right_array("col", worked)[
            row, np.ravel_multi_index((c, fy, fx), worked.full_W.shape[1:])
        ]
    if name == "dW2":
        dW = worked.over_all_channels(worked.gradients["dW"])
        return dW.reshape(FN, -1).T[index]
    given = {"x": worked.x, "W": worked.W, "dout": worked.dout, "col_W": col_W, "col_W.T": col_W.T}
    return given[name][index]


def test_it_tells_the_number_that_is_there(pictures):
    worked, seen = pictures
    wrong, checked = [], set()
    for view, steps in seen.items():
        for one in steps:
            for panel in one["told"]:
                for _, _, told, _ in panel["cells"]:
                    found = NAMED.fullmatch(told)
                    if found is None or view in ("bare", "learn"):
                        continue
                    name, cell, so_far, text = found.groups()
                    if so_far and (view not in GROW_BY_WINDOW or name == "dW2"):
                        continue
                    after = one["step"] + 1 if so_far else 0
                    right = right_number(name, tuple(map(int, cell.split(","))), after, worked)
                    places = len(re.sub(r"e.*", "", text).partition(".")[2])
                    if abs(float(read(text)) - right) > 0.5 * 10.0**-places + 1e-5 * (
                        1 + abs(right)
                    ):
                        wrong.append((view, told, right))
                    checked.add(name)
    assert wrong == []
    assert checked >= ARRAYS


def test_every_cell_has_a_name(pictures):
    _, seen = pictures
    for view, steps in seen.items():
        for one in steps:
            assert len({panel["panel"] for panel in one["told"]}) == len(one["told"]), view
            for panel in one["told"]:
                texts = [told for *_, told, _ in panel["cells"]]
                assert all(texts)
                assert not re.search("undefined|NaN", " ".join(texts))


@pytest.fixture(scope="module", params=WALKED)
def held(request):
    lesson = LESSONS[request.param]
    return Worked(lesson), walked(lesson, predicting=True)


def test_what_is_asked_is_not_told(held):
    worked, seen = held
    leaks = []
    for view, steps in seen.items():
        assert view in ASK_NOTHING or any(one["asked"] for one in steps), view
        for one, right in asked_steps(worked, view, steps):
            for panel in one["told"]:
                # what a given cell makes is for `test_predict`, which points everywhere
                if not panel["given"]:
                    told = [told for _, _, told, _ in panel["cells"] if tells(told, right)]
                    leaks += [
                        (view, one["asked"], cell) for cell in told if not is_source(view, cell)
                    ]
    assert leaks == []


def is_source(view, told):
    """Numbers are copied there from what is seen: a pixel, or a cell of out2."""
    name = told.partition("[")[0]
    return (view in ("unroll", "slices") and name in ("x", "col", "col6")) or (
        view in ("image", "bare") and name == "out2"
    )


def test_given_numbers_are_told_while_a_step_is_asked(held):
    worked, seen = held
    if worked.lesson.groups > 1:
        return  # not every cell of col_W is there
    for view, of in (("slide", "x"), ("product", "col"), ("product", "col_W"), ("dW", "dout2")):
        for one in seen[view]:
            panel = next(panel for panel in one["told"] if panel["panel"].split("[")[0] == of)
            assert all(" = " in told for *_, told, _ in panel["cells"]), (view, of)
