"""Which command a key means, on any keyboard. Node runs the modules."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.node import run_script
from ui.component.joiner import joined
from ui.stage.component import FOLDER

COMMANDS = """
const event = ({ ctrl, alt, meta, shift, altgr, path, ...more }) => ({
  code: "", repeat: false, defaultPrevented: false, isComposing: false, ...more,
  ctrlKey: !!ctrl, altKey: !!alt, metaKey: !!meta, shiftKey: !!shift,
  getModifierState: (name) => name === "AltGraph" && !!altgr,
  composedPath: () => (path ?? [{}]).map(({ tag = "DIV", type, ...attributes }) => (
    { tagName: tag, type, getAttribute: (name) => attributes[name] ?? null })),
  preventDefault() { this.defaultPrevented = true; }, stopPropagation() {},
});
const names = ["ArrowRight", "Home", " ", "+", "-", "[", "]", "f", "?", "0", "1", "Escape"];
const table = names.map((key) => ({ keys: [key], does: key, once: "f? ".includes(key) }));
export default JSON.parse(given).map((one) => {
  let done = "";
  const pressed = event(one);
  const act = (name) => [name, () => ((done = name), name !== "Escape")];
  obey(pressed, table, Object.fromEntries(names.map(act)));
  return done + (pressed.defaultPrevented ? "" : " left");
});
"""


def run(folder: Path, order: tuple[str, ...], names: str, code: str, given: object) -> Any:
    """What a script makes of `given`, with the stage's modules before it."""
    for name in order:
        shutil.copy(FOLDER / name, folder)
    imports = f'import {{ {names} }} from "./{order[-1]}";\n'
    (folder / "main.js").write_text(imports + code.lstrip())
    source = joined(folder / "main.js")
    source = source.replace("export default ", "console.log(JSON.stringify(") + "\n"
    source = source.rstrip().removesuffix(";") + "));\n"
    told = f"const given = {json.dumps(json.dumps(given))};\n{source}"
    return json.loads(run_script(told))


TYPED = {"tag": "INPUT", "type": "text"}
RANGE = {"tag": "INPUT", "type": "range"}
CHECK = {"tag": "INPUT", "type": "checkbox"}
RADIO = {"tag": "BUTTON", "role": "radio"}
OPENS = {"tag": "BUTTON", "aria-haspopup": "listbox"}
LISTS = {"tag": "UL", "role": "listbox"}
WINDOWS_ALTGR = {"altgr": True, "ctrl": True, "alt": True}
OPTION = {"alt": True, "shift": True}
PRESSED: list[tuple[str, dict[str, Any], str]] = [
    ("a US board", {"key": "]", "code": "BracketRight"}, "]"),
    ("capitals", {"key": "F", "code": "KeyF", "shift": True}, "f"),
    ("a named key", {"key": "Home", "code": "Home"}, "Home"),
    ("AltGr on Linux: German", {"key": "]", "code": "Digit9", "altgr": True}, "]"),
    ("AltGr on Windows", {"key": "[", "code": "Digit8", **WINDOWS_ALTGR}, "["),
    ("Option: German Mac", {"key": "[", "code": "Digit5", "alt": True}, "["),
    ("Option and Shift: French Mac", {"key": "]", "code": "Minus", **OPTION}, "]"),
    ("German + stands where ] does", {"key": "+", "code": "BracketRight"}, "+"),
    ("German ü has no meaning: [ is there", {"key": "ü", "code": "BracketLeft"}, " left"),
    ("a French digit", {"key": "1", "code": "Digit1", "shift": True}, "1"),
    ("Dvorak's f", {"key": "f", "code": "KeyY"}, "f"),
    ("what Dvorak has at F", {"key": "u", "code": "KeyF"}, " left"),
    ("full width", {"key": "］", "code": "Backslash"}, "]"),
    ("full width ?", {"key": "？", "code": "Slash", "shift": True}, "?"),
    ("full width F", {"key": "Ｆ", "code": "KeyF", "shift": True}, "f"),
    ("full width Space", {"key": "\u3000", "code": "Space"}, " "),
    ("kana brackets", {"key": "「", "code": "BracketRight"}, "["),
    ("Cyrillic, by place", {"key": "ъ", "code": "BracketRight"}, "]"),
    ("Cyrillic f", {"key": "А", "code": "KeyF", "shift": True}, "f"),
    ("Cyrillic elsewhere", {"key": "ж", "code": "Semicolon"}, " left"),
    ("Greek", {"key": "φ", "code": "KeyF"}, "f"),
    ("Arabic ?", {"key": "؟", "code": "Slash", "shift": True}, "?"),
    ("Arabic digit", {"key": "٠", "code": "Digit0"}, "0"),
    ("an input method at work", {"key": "Process", "code": "KeyF"}, "f"),
    ("in the middle of a word", {"key": "f", "code": "KeyF", "isComposing": True}, " left"),
    ("Ctrl", {"key": "f", "code": "KeyF", "ctrl": True}, " left"),
    ("Ctrl and a Cyrillic board", {"key": "а", "code": "KeyF", "ctrl": True}, " left"),
    ("Cmd", {"key": "]", "code": "BracketRight", "meta": True}, " left"),
    ("Alt opens a menu", {"key": "f", "code": "KeyF", "alt": True}, " left"),
    ("Alt goes forward", {"key": "ArrowRight", "code": "ArrowRight", "alt": True}, " left"),
    ("Alt and Space", {"key": "\u00a0", "code": "Space", "alt": True}, " left"),
    ("a dead key", {"key": "Dead", "code": "BracketLeft"}, " left"),
    ("an action that was not wanted", {"key": "Escape", "code": "Escape"}, "Escape left"),
    ("held down", {"key": "f", "code": "KeyF", "repeat": True}, ""),
    ("held down, step by step", {"key": "ArrowRight", "repeat": True}, "ArrowRight"),
    ("somebody has done it", {"key": "f", "defaultPrevented": True}, ""),
    # who has the focus
    ("a menu that is typed into", {"key": "f", "path": [TYPED]}, " left"),
    ("a combobox", {"key": "?", "path": [{"tag": "DIV", "role": "combobox"}]}, " left"),
    ("its button", {"key": "f", "path": [OPENS]}, " left"),
    ("an open menu", {"key": "F", "path": [{"tag": "UL", "role": "menu"}]}, " left"),
    ("within a menu", {"key": "F", "path": [{"tag": "SPAN"}, LISTS]}, " left"),
    ("a browser's menu", {"key": "f", "path": [{"tag": "SELECT"}]}, " left"),
    ("a choice, by arrow", {"key": "ArrowRight", "path": [RADIO]}, " left"),
    ("a choice, by letter", {"key": "f", "path": [RADIO]}, "f"),
    ("a button", {"key": " ", "path": [{"tag": "BUTTON"}]}, " left"),
    ("a link is not pressed by Space", {"key": " ", "path": [{"tag": "A"}]}, " "),
    ("a slider", {"key": "Home", "path": [RANGE]}, " left"),
    ("a slider, by letter", {"key": "]", "path": [RANGE]}, "]"),
    ("a switch", {"key": "ArrowRight", "path": [CHECK]}, "ArrowRight"),
]  # fmt: skip


def test_a_key_means_its_character_or_else_its_place(tmp_path: Path) -> None:
    order = ("focus.js", "commands.js")
    done = run(tmp_path, order, "obey", COMMANDS, [pressed for _, pressed, _ in PRESSED])
    told = [what for what, _, _ in PRESSED]
    assert dict(zip(told, done, strict=True)) == {what: does for what, _, does in PRESSED}
