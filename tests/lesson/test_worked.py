"""A lesson becomes arrays once, whatever picture is made of it."""

from collections import Counter
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
import streamlit as st

from conv_core import Convolution
from lesson import worked as module
from lesson.inputs import input_planes
from lesson.state import DOUTS, Dout, Filter, Lesson, More
from lesson.worked import Worked, geometry_of, terms
from tests.lesson.test_programs import CASES
from ui.backward.payload import CHECK, LEARN
from ui.lessons import PAGES

LESSON = Lesson(
    source="cat", size=9, colour="rgb", more=(More("rocket"),), stride=(2, 3),
    filters=(Filter("sobel_x"), Filter("box", 0.5), Filter("random")), groups=3,
)  # fmt: skip
TARGET = Dout("target", preset="sobel_y")
VIEWS = [(name, view) for name, page in PAGES.items() for view in page.views]


@pytest.mark.parametrize(("page", "view"), VIEWS)
@pytest.mark.parametrize("dout", [Dout("ones"), TARGET], ids=["ones", "target"])
def test_a_payload_reads_its_input_once_and_runs_no_layer_twice(page, view, dout):
    inputs: list[Lesson] = []
    passes: Counter[tuple[bytes, ...]] = Counter()
    run = Convolution.forward

    def reads(lesson):
        inputs.append(lesson)
        return input_planes(lesson)

    def forward(layer, x):
        passes[layer.W.tobytes(), layer.b.tobytes(), np.asarray(x).tobytes()] += 1
        return run(layer, x)

    make = PAGES[page].payload
    assert make is not None
    with (
        patch.object(st, "session_state", {}),
        patch.object(module, "input_planes", reads),
        patch.object(Convolution, "forward", forward),
    ):
        make(Worked(replace(LESSON, dout=dout)), view, {"id": 1})
    assert len(inputs) == 1
    twice = [seen for seen, times in passes.items() if times > 1]
    if view in (CHECK, LEARN):  # both run the layer of the lesson again as their first step
        layer = Worked(LESSON)
        twice.remove((layer.W.tobytes(), layer.b.tobytes(), layer.x.tobytes()))
    if view == CHECK:
        return  # it moves a cell at a time, and where that cell is 0 twice the same layer runs
    assert not twice


def test_nothing_is_worked_out_before_it_is_asked_for():
    assert set(vars(Worked(LESSON))) == {"lesson"}


@pytest.mark.parametrize("kind", DOUTS)
@pytest.mark.parametrize("lesson", CASES.values(), ids=CASES)
def test_all_belongs_together(lesson, kind):
    worked = Worked(replace(lesson, dout=Dout(kind)))
    settings = (lesson.stride, lesson.pad, lesson.dilation)
    layer = Convolution(worked.W, worked.b, *settings, lesson.groups)
    np.testing.assert_array_equal(worked.out, layer.forward(worked.x))
    assert worked.dout.shape == worked.terms.shape == worked.out.shape
    if worked.target is not None:
        np.testing.assert_array_equal(worked.dout, worked.out - worked.target)
    dx = layer.backward(worked.dout)
    for name, expected in (("db", layer.db), ("dW", layer.dW), ("dx", dx)):
        np.testing.assert_array_equal(worked.gradients[name], expected)
    alike = Convolution(worked.full_W, worked.b, *settings)
    np.testing.assert_allclose(alike.forward(worked.x), worked.out, rtol=1e-12, atol=1e-12)
    assert worked.geometry == geometry_of(lesson, *worked.planes.shape[1:])


def test_the_image_of_a_step():
    g = Worked(LESSON).geometry
    cells = g.out_h * g.out_w
    for step, image in ((0, 0), (cells - 1, 0), (cells, 1), (99_999, 1)):
        assert Worked(replace(LESSON, step=step)).image == image


def test_terms_are_added_by_their_size():
    layer = Convolution(np.array([[[[1.0, -2.0]]]]), np.array([-3.0]))
    x = np.array([[[[5.0, 4.0]]]])
    assert layer.forward(x).item() == -6
    assert terms(layer, x).item() == 16
