"""Typed and pasted tables, CSV and .npy files, from the hostile corpus."""

import numpy as np
import pytest

from lesson.npy import read_npy
from lesson.refusal import Refusal
from lesson.tables import read_csv, read_table
from tests.hostile.arrays import TRACE
from tests.hostile.corpus import ARRAYS, TABLES


@pytest.mark.parametrize("table", [t for t in TABLES if t.rows], ids=lambda table: table.name)
def test_table_is_read(table):
    values = read_csv(table.data)
    assert values.dtype == np.float64
    np.testing.assert_array_equal(values, table.rows)
    assert not np.signbit(values[values == 0]).any(), "a cell never shows -0"


@pytest.mark.parametrize("table", [t for t in TABLES if t.reason], ids=lambda table: table.name)
def test_table_is_refused(table):
    with pytest.raises(Refusal) as refused:
        read_csv(table.data)
    assert refused.value.reason == table.reason
    assert table.facts.items() <= refused.value.facts.items()


def test_pasted_text_may_begin_with_a_byte_order_mark():
    np.testing.assert_array_equal(read_table("\ufeff5 6"), [[5, 6]])


def test_advice_of_the_refusal_works():
    with pytest.raises(Refusal) as refused:
        read_table("1 2\n3 x")
    assert (refused.value.facts["row"], refused.value.facts["column"]) == (2, 2)
    np.testing.assert_array_equal(read_table("1 2\n3 1e-3"), [[1, 2], [3, 0.001]])


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
