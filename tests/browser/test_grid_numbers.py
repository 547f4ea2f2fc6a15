"""How the number grid reads what people type, and what it writes into a cell."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ui.component.joiner import joined

FOLDER = Path(__file__).resolve().parents[2] / "ui" / "grid"
NAMES = {
    "numbers.js": "parseNumber, shortText, spokenText, exactText",
    "table.js": "tableText",
    "clipboard.js": "isTable",
}
CELLS = json.loads((Path(__file__).parents[1] / "cells.json").read_text("utf-8"))


@pytest.fixture
def call(page: Page, tmp_path: Path) -> Any:
    """Call a function of these files in the browser."""
    folder = os.path.relpath(FOLDER, tmp_path)
    imports = "".join(
        f'import {{ {some} }} from "{folder}/{file}";\n' for file, some in NAMES.items()
    )
    script = f"{imports}export default {{ {', '.join(NAMES.values())} }};\n"
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


def test_a_cell_is_read_as_python_reads_it(call: Any) -> None:
    wanted = {text: float(number) for text, number in CELLS["numbers"].items()}
    assert {text: call("parseNumber", text) for text in wanted} == wanted
    assert [text for text in CELLS["none"] if str(call("parseNumber", text)) != "nan"] == []


def test_more_than_one_cell_is_no_text_for_a_cell(call: Any) -> None:
    tables = ["1\t2", "1\n2", "1 2", "[[1,2]]", "1;2", "1, 2", "1,2,3", "[5", "1 2; 3 4", "0,5 1,5"]
    cells = ["1", " 1 ", "0,5", "1/9", "1 / 9", "-", "e3", ".25", "abc", "3²", "1,2\n"]
    assert [text for text in tables if not call("isTable", text)] == []
    assert [text for text in cells if call("isTable", text)] == []


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
