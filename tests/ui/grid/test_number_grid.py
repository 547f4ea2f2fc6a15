"""What the number grid believes of a browser, and what it refuses to show."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ui.grid.number_grid import WORDS, GridEdit, number_grid, number_grid_code, parse_edit

SHAPE = (2, 3, 4)
LIMIT = 100.0
NUMBERS = some.floats(-LIMIT, LIMIT) | some.integers(-100, 100)
NONSENSE = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.integers(10**309, 10**400)
    | some.floats()
    | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=25) | some.dictionaries(some.text(), inner),
    max_leaves=30,
)


def message(**changes: object) -> dict[str, object]:
    true = {"serial": 5, "shape": [2, 3, 4], "cells": [float(i) for i in range(24)], "extra": None}
    return {**true, **changes}


def read(sent: object, **options: Any) -> GridEdit | None:
    return parse_edit(sent, SHAPE, LIMIT, **options)


@given(some.lists(NUMBERS, min_size=24, max_size=24), NUMBERS)
def test_a_true_edit_is_read_in_reading_order(cells: list[float], bias: float) -> None:
    edit = read(json.loads(json.dumps(message(cells=cells, extra=bias))), has_extra=True)
    assert edit is not None
    assert edit.planes.dtype == np.float64
    np.testing.assert_array_equal(edit.planes, np.reshape(np.array(cells, dtype=float), SHAPE))
    assert edit.extra == bias
    assert type(edit.extra) is float


@given(NONSENSE)
def test_nonsense_is_no_edit(nonsense: object) -> None:
    assert read(nonsense) is None


@given(some.sampled_from(["shape", "cells", "extra"]), NONSENSE.filter(lambda x: x is not None))
def test_one_part_of_nonsense_spoils_the_message(part: str, nonsense: object) -> None:
    assert read(message(**{part: nonsense})) is None


@given(some.integers(0, 23), NONSENSE)
def test_one_cell_is_a_number_within_the_limit_or_spoils_the_message(
    place: int, sent: object
) -> None:
    cells: list[object] = [0.0] * 24
    cells[place] = sent
    edit = read(message(cells=cells))
    number = isinstance(sent, int | float) and not isinstance(sent, bool)
    assert (edit is not None) == (number and -LIMIT <= sent <= LIMIT)  # type: ignore[operator]


def test_a_whole_number_too_large_for_a_float_is_no_edit() -> None:
    assert read(message(cells=[0.0] * 23 + [10**400])) is None


@pytest.mark.parametrize(
    ("shape", "count"),
    [
        ([2, 4, 3], 24),
        ([3, 2, 4], 24),
        ([24], 24),
        ([2, 3, 4, 1], 24),
        ([2, 3, -4], 24),
        ([2.0, 3, 4], 24),
        ([True, 3, 4], 12),
        ([2, 0, 4], 0),
        ([2, 3, 4], 23),
        ([2, 3, 4], 25),
    ],
)
def test_another_shape_is_no_edit(shape: list[Any], count: int) -> None:
    assert read(message(shape=shape, cells=[0.0] * count)) is None


def test_only_a_grid_that_can_resize_takes_another_height_and_width() -> None:
    wider = message(shape=[2, 5, 6], cells=list(range(60)))
    assert read(wider) is None
    edit = read(wider, can_resize=True, max_size=(5, 6))
    assert edit is not None
    assert edit.planes.shape == (2, 5, 6)
    assert edit.planes[1, 4, 5] == 59
    assert read(wider, can_resize=True, max_size=(4, 6)) is None
    assert read(wider, can_resize=True, max_size=(5, 5)) is None
    more_planes = message(shape=[3, 5, 6], cells=[0.0] * 90)
    assert read(more_planes, can_resize=True) is None
    nothing = message(shape=[2, 0, 6], cells=[])
    assert read(nothing, can_resize=True) is None


def test_the_extra_cell_is_there_exactly_when_it_is_wanted() -> None:
    assert read(message(extra=1.0)) is None
    assert read(message(extra=None), has_extra=True) is None
    assert read(message(extra=float("nan")), has_extra=True) is None
    assert read(message(extra=101), has_extra=True) is None


def show(planes: object, **changes: Any) -> None:
    settings: dict[str, Any] = {"key": "grid", "labels": ["x"], "language": "en", **changes}
    number_grid(np.asarray(planes), **settings)


@pytest.mark.parametrize(
    ("planes", "changes", "complaint"),
    [
        ([[1.0]], {}, r"\(1, 1\)"),
        (np.zeros((1, 0, 2)), {}, r"\(1, 0, 2\)"),
        ([[[np.nan]]], {}, "within ±1000000"),
        ([[[11.0]]], {"limit": 10}, "within ±10"),
        ([[[1.0]]], {"extra": ("b", np.inf)}, "within"),
        ([[[1.0]]], {"labels": ["x", "y"]}, "1 planes .* 2"),
        ([[[1.0]]], {"row_labels": ["x", "y"]}, "1 rows .* 2"),
        ([[[1.0]]], {"tints": ["pink"]}, "pink"),
        ([[[1.0]]], {"tints": ["red", "red"]}, "1 planes"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    planes: object, changes: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        show(planes, **changes)


def test_a_sentence_that_is_missing_is_named() -> None:
    words = dict.fromkeys(WORDS, "")
    del words["clipped"], words["edit"]
    with pytest.raises(ValueError, match="words lacks clipped, edit"):
        number_grid_code(words, "en")
