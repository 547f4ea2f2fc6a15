"""How the number grid reads what people type, and what it writes into a cell."""

import json
from pathlib import Path
from typing import Any

from tests.node import run_module

HARNESS = Path(__file__).with_name("numbers.js")
CELLS = json.loads((Path(__file__).parents[2] / "cells.json").read_text("utf-8"))


def call(name: str, *given: Any) -> list[Any]:
    """What a function returns for each of these lists of arguments."""
    found: list[Any] = json.loads(run_module(HARNESS, [[name, *each] for each in given]))
    return found


def each(texts: Any) -> list[tuple[str]]:
    return [(text,) for text in texts]


def test_a_cell_is_read_as_python_reads_it() -> None:
    wanted = {text: float(number) for text, number in CELLS["numbers"].items()}
    found = call("parseNumber", *each(wanted))
    assert dict(zip(wanted, map(float, found), strict=True)) == wanted
    assert set(call("parseNumber", *each(CELLS["none"]))) == {"NaN"}


def test_more_than_one_cell_is_no_text_for_a_cell() -> None:
    tables = ["1\t2", "1\n2", "1 2", "[[1,2]]", "1;2", "1, 2", "1,2,3", "[5", "1 2; 3 4", "0,5 1,5"]
    cells = ["1", " 1 ", "0,5", "1/9", "1 / 9", "-", "e3", ".25", "abc", "3²", "1,2\n"]
    found = dict(zip(tables + cells, call("isTable", *each(tables + cells)), strict=True))
    assert found == {**dict.fromkeys(tables, True), **dict.fromkeys(cells, False)}


def test_a_cell_shows_what_it_has_room_for() -> None:
    wanted = {
        (-0.0, 7): "0",
        (1 / 3, 7): "0.3333",
        (-1 / 3, 7): "−0.3333",
        (-1 / 3, 5): "−0.33",
        (-1 / 3, 3): "−0.3",
        (255, 3): "255",
        (254.7, 3): "255",
        (12345, 2): "12345",
        (1e6, 7): "1000000",
        (123456, 4): "123456",
        (-123456.789, 7): "−123457",
        (0.00012346, 9): "1.235e−4",
        (0.5, 7): "0.5",
        (99999.6, 7): "100000",
    }
    assert dict(zip(wanted, call("shortText", *wanted), strict=True)) == wanted


def test_titles_and_copies_are_exact() -> None:
    assert call("spokenText", [-0.1]) == ["−0.1"]
    assert call("exactText", [-0.0]) == ["0"]
    table = ([1, -0.5, 1e-7, 4], 2)
    assert call("tableText", table) == ["1\t-0.5\n1e-7\t4"]
