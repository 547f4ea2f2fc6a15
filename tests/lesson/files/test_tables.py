"""Typed and pasted tables, CSV and .npy files, from the hostile corpus."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from lesson.files.cells import read_cell
from lesson.files.npy import read_npy
from lesson.files.refusal import Refusal
from lesson.files.tables import read_csv, read_table
from lesson.inputs import input_planes
from lesson.programs import numpy_code, torch_code
from lesson.state import Filter, Lesson
from lesson.worked import Worked
from tests.hostile.arrays import TRACE
from tests.hostile.corpus import ARRAYS, TABLES


@pytest.mark.parametrize("table", [t for t in TABLES if t.rows], ids=lambda table: table.name)
def test_table_is_read(table):
    found = read_csv(table.data)
    values = found.planes
    assert values.dtype == np.float64
    rows = np.array(table.rows)
    np.testing.assert_array_equal(values, rows if rows.ndim == 3 else rows[None], strict=True)
    assert found.left_out == table.left_out
    assert (found.rows, found.columns) == values.shape[1:]
    assert not np.signbit(values[values == 0]).any(), "a cell never shows -0"


@pytest.mark.parametrize("table", [t for t in TABLES if t.reason], ids=lambda table: table.name)
def test_table_is_refused(table):
    with pytest.raises(Refusal) as refused:
        read_csv(table.data)
    assert refused.value.reason == table.reason
    assert table.facts.items() <= refused.value.facts.items()


def test_pasted_text_may_begin_with_a_byte_order_mark():
    np.testing.assert_array_equal(read_table("\ufeff5 6").planes, [[[5, 6]]])


def test_advice_of_the_refusal_works():
    with pytest.raises(Refusal) as refused:
        read_table("1 2\n3 x").whole()
    assert (refused.value.facts["row"], refused.value.facts["column"]) == (2, 2)
    np.testing.assert_array_equal(read_table("1 2\n3 1e-3").planes, [[[1, 2], [3, 0.001]]])


def test_what_is_pasted_is_read_cell_by_cell():
    table = read_table("5\tx\t7\n\t①\n8\t1e7\t9")
    np.testing.assert_array_equal(table.planes, [[[5, np.nan, 7], [np.nan] * 3, [8, np.nan, 9]]])
    assert table.missing == 5
    assert table.trouble is not None
    assert (table.trouble.reason, table.trouble.facts["row"]) == ("ragged", 2)


def test_what_is_beyond_the_limit_is_counted_but_not_read():
    for text in ("1 " * 100 + "\n" + "2 " * 100, str([[1] * 100, [2] * 100])):
        table = read_table(text)
        assert (table.rows, table.columns) == (2, 100)
        np.testing.assert_array_equal(table.planes, [[[1] * 64, [2] * 64]])
        assert table.trouble is None
        with pytest.raises(Refusal, match="too_many_columns"):
            table.whole()


CELLS = json.loads((Path(__file__).parents[2] / "cells.json").read_text("utf-8"))


@pytest.mark.parametrize("text", CELLS["numbers"])
def test_a_cell_is_read_as_the_grid_reads_it(text):
    assert read_cell(text) == float(CELLS["numbers"][text])


@pytest.mark.parametrize("text", CELLS["none"])
def test_what_is_no_number_is_not_guessed(text):
    assert math.isnan(read_cell(text))


def printed(planes):
    """Arrays as programs write them."""
    with np.printoptions(threshold=10**6, floatmode="unique"):
        return [
            repr(planes.tolist()),
            json.dumps(planes[None].tolist(), indent=1),
            str(planes),
            repr(planes[None]),
            f"np.array({np.array2string(planes, separator=', ')})",
        ]


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 28, 28), (3, 4, 5), (2, 1, 64), (1, 64, 1)])
def test_what_is_printed_is_read(shape):
    planes = np.random.default_rng(0).normal(size=shape)
    for text in printed(planes):
        np.testing.assert_array_equal(read_table(text).whole().planes, planes)


@pytest.mark.parametrize("spelled", [numpy_code, torch_code])
def test_our_own_programs_are_read_line_by_line(spelled):
    lesson = Lesson(source="book", filters=(Filter("sobel_x"),))
    program = spelled(Worked(lesson))
    for name, after, wanted in (
        ("x", "\nW = ", input_planes(lesson)),
        ("W", "\nb = ", Worked(lesson).W[0]),
    ):
        text = program.partition(f"\n{name} = ")[2].partition(after)[0]
        np.testing.assert_array_equal(read_table(text).whole().planes, wanted)


@pytest.mark.parametrize(
    "file", [a for a in ARRAYS if a.values is not None], ids=lambda file: file.name
)
def test_array_is_read(file):
    values = read_npy(file.data)
    assert values.dtype == np.float64
    assert values.flags.c_contiguous
    np.testing.assert_array_equal(values, file.values, strict=True)


@pytest.mark.parametrize("file", [a for a in ARRAYS if a.reason], ids=lambda file: file.name)
def test_array_is_refused(file):
    with pytest.raises(Refusal) as refused:
        read_npy(file.data)
    assert refused.value.reason == file.reason
    assert not TRACE.exists()


def test_the_place_of_the_bad_number():
    wrong = next(file for file in ARRAYS if file.name == "nan")
    with pytest.raises(Refusal) as refused:
        read_npy(wrong.data)
    assert refused.value.facts == {"channel": 1, "row": 3, "column": 2}
