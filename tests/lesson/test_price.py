"""The price of im2col, by counting the windows one after another."""

import numpy as np
import pytest
from hypothesis import given, settings

from conv_core import Geometry, im2col
from lesson.price import FLOAT, Price, readable, short
from lesson.worked import Worked
from tests.conv_core.loops import CASES, loop_im2col
from tests.lesson.lessons import lessons


@pytest.mark.parametrize(
    "case",
    [case for case in CASES.values() if case.groups == 1],
    ids=lambda case: str(case.x.shape),
)
def test_the_price_is_counted(case):
    g = Geometry.of(case.in_h, case.in_w, case.FH, case.FW, case.stride, case.pad, case.dilation)
    price = Price.of(g, case.N, case.C)
    col = loop_im2col(case.x, case)
    assert (price.rows, price.columns) == col.shape
    assert (price.x, price.col) == (case.x.size, col.size)
    assert price.times == pytest.approx(col.size / case.x.size)


@settings(max_examples=40)
@given(lessons())
def test_the_price_of_a_lesson_is_the_memory_of_its_arrays(lesson):
    x = Worked(lesson).x.astype(np.float32)
    col = im2col(x, lesson.FH, lesson.FW, lesson.stride, lesson.pad, lesson.dilation)
    price = Price.of(Worked(lesson).geometry, *x.shape[:2])
    assert (price.x * FLOAT, price.col * FLOAT) == (x.nbytes, col.nbytes)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"), (4, "4 B"), (999, "999 B"), (1000, "1 kB"), (3136, "3.14 kB"),
        (999_499, "999 kB"), (999_999, "1 MB"), (1_000_000, "1 MB"), (84_672, "84.7 kB"),
        (1_296_000_000, "1.3 GB"), (4_096_000_000_000, "4096 GB"),
    ],
)  # fmt: skip
def test_bytes_for_people(count, text):
    assert readable(count) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.25, "2.25"), (9.0, "9"), (8.9991, "9"), (0.0517, "0.0517"), (999.4, "999"),
     (999.6, "1000"), (17_689.0, "17689")],
)  # fmt: skip
def test_times_are_written_without_an_exponent(value, text):
    assert short(value) == text
