"""How the number grid reads what people type and paste, and what it writes into a cell."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ui.component.joiner import joined

FOLDER = Path(__file__).resolve().parents[2] / "ui" / "grid"


@pytest.fixture
def call(page: Page, tmp_path: Path) -> Any:
    """Call a function of numbers.js or table.js in the browser."""
    for name in ("numbers.js", "table.js"):
        (tmp_path / name).write_text((FOLDER / name).read_text(encoding="utf-8"))
    names = {
        "numbers.js": "parseNumber, shortText, spokenText, exactText",
        "table.js": "parseTable, tableText",
    }
    imports = "".join(f'import {{ {some} }} from "./{file}";\n' for file, some in names.items())
    script = f"{imports}export default {{ {', '.join(names.values())} }};\n"
    (tmp_path / "main.js").write_text(script)
    source = joined(tmp_path / "main.js")
    page.goto("about:blank")

    def run(name: str, *arguments: object) -> Any:
        return page.evaluate(
            """async ([source, name, given]) => {
                const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
                return (await import(url)).default[name](...given);
            }""",
            [source, name, arguments],
        )

    return run


def test_numbers_are_read_as_people_type_them(call: Any) -> None:
    wanted = {
        "1": 1,
        " -2.50 ": -2.5,
        ".5": 0.5,
        "5.": 5,
        "+3": 3,
        "1e3": 1000,
        "2E-2": 0.02,
        "0,5": 0.5,
        "-0": 0,
        "−4": -4,
        "–4": -4,
        "ー４．５": -4.5,
        "０。２５": 0.25,
        "1/8": 0.125,
        "-1/4": -0.25,
        "1e999": float("inf"),
        "1/0": float("inf"),
    }
    assert {text: call("parseNumber", text) for text in wanted} == wanted


def test_what_is_no_number_is_not_guessed(call: Any) -> None:
    wrong = ["", " ", "abc", "1 2", "1,2,3", "1.2.3", "1,234.5", "--1", "e5", "0x10", "1/2/3"]
    wrong += ["1/", "0/0", "Infinity", "NaN", "1_000", "٣", "1e", "$5", "5%"]
    assert [text for text in wrong if str(call("parseNumber", text)) != "nan"] == []


TABLES: dict[str, list[list[float]]] = {
    "1\t2\r\n3\t4\r\n": [[1, 2], [3, 4]],
    "0,5\t1\n−2\t1,25": [[0.5, 1], [-2, 1.25]],
    "1,2,3\n4,5,6\n": [[1, 2, 3], [4, 5, 6]],
    "1, 2\n3, 4": [[1, 2], [3, 4]],
    "1,2\n3,4": [[1, 2], [3, 4]],
    "0,5;1\n2;3,5": [[0.5, 1], [2, 3.5]],
    "1 2 3\n  4 5  6": [[1, 2, 3], [4, 5, 6]],
    "0,5 1,5\n2,5 -3": [[0.5, 1.5], [2.5, -3]],
    "0,5": [[0.5]],
    "[[ 1., -2.],\n [ 3.,  4.]]": [[1, -2], [3, 4]],
    "[[0. 1.]\n [2. 3.]]": [[0, 1], [2, 3]],
    "[[1, 2], [3, 4]]": [[1, 2], [3, 4]],
    "１\t２\n３\t４": [[1, 2], [3, 4]],
    "7": [[7]],
    "\n\n": [],
}


def test_tables_are_read_as_programs_write_them(call: Any) -> None:
    assert {text: call("parseTable", text) for text in TABLES} == TABLES


def test_an_entry_that_is_no_number_keeps_its_place(call: Any) -> None:
    (first, second) = call("parseTable", "1\tx\t3\n\t5\t")
    assert [first[0], first[2], second[1]] == [1, 3, 5]
    assert {str(first[1]), str(second[0]), str(second[2])} == {"nan"}


def test_a_cell_shows_what_it_has_room_for(call: Any) -> None:
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
    assert {asked: call("shortText", *asked) for asked in wanted} == wanted


def test_titles_and_copies_are_exact(call: Any) -> None:
    assert call("spokenText", -0.1) == "−0.1"
    assert call("exactText", -0.0) == "0"
    assert call("tableText", [1, -0.5, 1e-7, 4], 2) == "1\t-0.5\n1e-7\t4"
