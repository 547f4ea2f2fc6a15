"""Which keys are held while single-key shortcuts are off. Node runs the module."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.node import run_script
from ui.component.joiner import joined

UI = Path(__file__).parents[3] / "ui"

ASKS = """
import { isHeld } from "./keys/held.js";
const event = ({ path, ctrl, alt, ...more }) => ({
  code: "", isComposing: false, ...more,
  ctrlKey: !!ctrl, altKey: !!alt, metaKey: false, shiftKey: false,
  getModifierState: () => false,
  composedPath: () => [...path, {}].map((attributes) => (
    attributes.tag ? { tagName: attributes.tag, type: attributes.type,
      getAttribute: (name) => attributes[name] ?? null } : {})),
});
export default JSON.parse(given).map((one) => isHeld(event(one)));
"""
BODY = {"tag": "BODY"}
STAGE = {"tag": "SECTION", "role": "group", "data-testid": "stage"}
BUTTON = {"tag": "BUTTON"}
RANGE = {"tag": "INPUT", "type": "range"}
LISTING = {**STAGE, "data-testid": "listing"}
DIALOG = {"tag": "DIV", "role": "dialog"}
CASES: list[tuple[str, dict[str, Any], bool]] = [
    ("a letter, with the focus nowhere", {"key": "f", "path": [BODY]}, True),
    ("a letter that only Streamlit knows", {"key": "r", "path": [BODY]}, True),
    ("a letter on the stage", {"key": "p", "path": [STAGE, BODY]}, True),
    ("a sign on a button of it", {"key": "?", "path": [BUTTON, STAGE, BODY]}, True),
    ("a digit on the photograph", {"key": "1", "path": [{**STAGE, "data-testid": "viewer"}]}, True),
    ("a Cyrillic letter, by its place", {"key": "з", "code": "KeyP", "path": [BODY]}, True),
    ("a letter in a dialog", {"key": "r", "path": [BUTTON, DIALOG, BODY]}, True),
    ("a letter that is typed", {"key": "f", "path": [{"tag": "INPUT", "type": "text"}]}, False),
    ("one typed in a dialog", {"key": "f", "path": [{"tag": "TEXTAREA"}, DIALOG]}, False),
    ("a number begun in a grid", {"key": "7", "path": [{"tag": "DIV", "role": "gridcell"}]}, False),
    ("a menu, searched by letter", {"key": "f", "path": [{"tag": "SELECT"}, STAGE]}, False),
    ("a command of the browser", {"key": "f", "ctrl": True, "path": [BODY]}, False),
    ("Space, with the focus nowhere", {"key": " ", "path": [BODY]}, True),
    ("an arrow, likewise", {"key": "ArrowRight", "path": [BODY]}, True),
    ("Space on the stage", {"key": " ", "path": [STAGE, BODY]}, False),
    ("an arrow on the listing", {"key": "ArrowRight", "path": [LISTING]}, False),
    ("Space on a button", {"key": " ", "path": [BUTTON, BODY]}, False),
    ("an arrow on a slider", {"key": "ArrowUp", "path": [RANGE]}, False),
    ("Escape leaves from anywhere", {"key": "Escape", "path": [BODY]}, False),
    ("Tab", {"key": "Tab", "path": [BODY]}, False),
]  # fmt: skip


def test_characters_are_held_and_the_keys_of_a_picture_without_its_focus(tmp_path: Path) -> None:
    for name in ("keys/held.js", "stage/commands.js", "stage/focus.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(UI / name, tmp_path / name)
    (tmp_path / "main.js").write_text(ASKS.lstrip())
    source = joined(tmp_path / "main.js").replace("export default ", "const held = ", 1)
    given = json.dumps([pressed for _, pressed, _ in CASES])
    done = run_script(
        f"const given = {json.dumps(given)};\n{source}\nconsole.log(JSON.stringify(held));"
    )
    held = json.loads(done)
    told = [what for what, _, _ in CASES]
    assert dict(zip(told, held, strict=True)) == {what: held for what, _, held in CASES}
