"""What the three accumulations show of a step before it is placed, and how dx is seen growing."""

from pathlib import Path
from unittest.mock import patch

import pytest
import streamlit as st

from lesson.state import Dout, Filter, Lesson
from lesson.worked import Worked
from tests.ui.backward.test_payload import SEEK
from tests.ui.pictures import run_pictures
from ui.backward import payload
from ui.backward.payload import ALL_STEPS, STEPS, backward_payload

HARNESS = Path(__file__).with_name("steps.js")
BOOK = Lesson(source="book", pad=(0,) * 4, filters=(Filter("book"),), dout=Dout("ones"))
SIZE = (1230, 470, 1)


def drawn(lesson: Lesson, view: str, views: list[dict]) -> list[dict]:
    with patch.object(st, "session_state", {}):
        made = backward_payload(Worked(lesson), view, SEEK)
    return run_pictures(HARNESS, {view: made}, size=SIZE, views=views)[view]


def test_nothing_is_shown_before_its_phase():
    (at_rest,) = drawn(BOOK, STEPS, [{"step": 0, "progress": 1}])
    ends = {phase["name"]: phase["end"] for phase in at_rest["phases"]}
    assert list(ends) == ["take", "multiply", "add"]
    assert ends["add"] == 1
    views = [
        {"step": 0, "progress": 0, "begun": False},
        {"step": 0, "progress": ends["take"]},
        {"step": 0, "progress": ends["multiply"]},
        {"step": 0, "progress": 0.98},
        {"step": 0, "progress": 1},
    ]
    before, taken, multiplied, nearly, placed = drawn(BOOK, STEPS, views)
    zeros, first = ["0"] * 9, ["1", "2", "3", "0", "1", "2", "3", "0", "1"]
    for seen in (before, taken):
        assert not {"byX", "byW"} & seen["written"].keys()
    for seen in (multiplied, nearly, placed):
        assert seen["written"]["byX"] == first
        assert seen["written"]["byW"] == ["2", "0", "1", "0", "1", "2", "1", "0", "2"]
    for seen in (before, taken, multiplied, nearly):
        assert seen["added"] == 0
        assert seen["blank"] == 16
        assert seen["written"]["dW"] == zeros
    assert placed["added"] == 1
    assert placed["blank"] == 7
    assert placed["written"]["dW"] == first
    assert placed["written"]["dx"] == ["2", "0", "1", "0", "1", "2", "1", "0", "2"]


@pytest.mark.parametrize("view", [STEPS, ALL_STEPS])
def test_dx_is_seen_from_the_first_step_on(view):
    lesson = Lesson(filters=(Filter("sobel_x"), Filter("laplacian")))
    steps = [0, 3, 40, 300, 783]
    for seen in drawn(lesson, view, [{"step": step, "progress": 1} for step in steps]):
        # what has cancelled since leaves it a little paler
        assert 0.5 < seen["strongest"] <= 1.0001


def test_a_pixel_that_no_window_reads_is_zero_and_not_blank():
    lesson = Lesson(
        source="book", pad=(0,) * 4, FH=2, FW=2, stride=(3, 3), filters=(Filter("box"),)
    )
    (seen,) = drawn(lesson, STEPS, [{"step": 0, "progress": 1}])
    assert seen["blank"] == 0


def test_sums_that_are_not_the_layers_gradients_are_noticed(monkeypatch):
    last = [{"step": 3, "progress": 1}]
    (seen,) = drawn(BOOK, STEPS, last)
    assert seen["complaints"] == []
    real = payload.gradient_arrays

    def wrong(worked):
        arrays = real(worked)
        return arrays | {"dW": arrays["dW"] * 1.01}

    monkeypatch.setattr(payload, "gradient_arrays", wrong)
    (seen,) = drawn(BOOK, STEPS, last)
    assert seen["complaints"] == ["dW added up step by step is not the layer's dW."]
