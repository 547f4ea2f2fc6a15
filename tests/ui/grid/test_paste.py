"""What a number grid is told of a pasted text, and what it may ask."""

import json
from typing import Any

import pytest
from hypothesis import given

from lesson.files.tables import TEXT_LIMIT
from lesson.vocabulary import vocabulary
from tests.hostile.corpus import TABLES
from tests.ui.grid.test_number_grid import NONSENSE
from ui.grid.paste import answer

WORDS = vocabulary("en")


def ask(text: str) -> dict[str, Any]:
    found = answer({"question": {"serial": 3, "text": text, "length": len(text)}}, WORDS)
    assert found is not None
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["serial"] == 3
    return found


@pytest.mark.parametrize(
    "table",
    [t for t in TABLES if t.rows and not t.name.startswith(("Shift", "UTF"))],
    ids=lambda table: table.name,
)
def test_a_paste_has_the_numbers_of_the_file(table: Any) -> None:
    found = ask(table.data.decode())
    planes = table.rows if isinstance(table.rows[0][0], list) else [table.rows]
    assert found["planes"] == planes
    assert (found["rows"], found["columns"]) == (len(planes[0]), len(planes[0][0]))
    told = WORDS(f"notes.left_out_{table.left_out}") if table.left_out else ""
    assert found["said"] == told


def test_numbers_are_taken_and_the_first_cell_without_one_is_named() -> None:
    found = ask("5\tx\t7\n8\t1e7\t9")
    assert found["planes"] == [[[5, None, 7], [8, None, 9]]]
    assert found["said"] == (
        "Row 1, column 2: “x” is no number. Write it like 12, -0.5, 1/9 or 1e-3. "
        "Cells that keep their values: 2."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3²\t10²\t①", "Row 1, column 1: “3²” is no number."),
        ("[[0. 0. ... 0.]]", "Numbers are left out where the print has “...”."),
        ("", "There are no numbers here."),
        ("[[1, 2], 3]", "The brackets around the numbers do not form rows."),
        ("1 " * TEXT_LIMIT, f"The text has {2 * TEXT_LIMIT} characters;"),
    ],
)
def test_where_nothing_is_read_it_is_said_why(text: str, said: str) -> None:
    found = ask(text)
    assert found["planes"] == []
    assert found["said"].startswith(said)


def test_of_a_long_text_only_its_length_is_sent() -> None:
    found = answer({"question": {"serial": 3, "text": "", "length": 900_000}}, WORDS)
    assert found is not None
    assert str(found["said"]).startswith("The text has 900000 characters;")


@given(NONSENSE)
def test_nonsense_is_no_question(nonsense: object) -> None:
    assert answer(nonsense, WORDS) is None
    assert answer({"question": nonsense}, WORDS) is None
    for part in ("text", "length"):
        question = {"serial": nonsense, "text": "1", "length": 1, part: nonsense}
        answer({"question": question}, WORDS)
