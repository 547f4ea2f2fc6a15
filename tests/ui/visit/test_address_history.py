"""Which entries of the browser's history the answers of the server make. Node runs the script."""

import json
from pathlib import Path

import pytest

import ui.visit.address
from tests.node import run_script
from ui.component.joiner import joined

BROWSER = """
const listeners = {};
globalThis.addEventListener = (type, listener) => (listeners[type] ??= []).push(listener);
const entries = ["http://lab/?in=ramp"];
let at = 0;
const settle = () => Object.assign(globalThis, { location: { href: entries[at] } });
const write = (place, url) => {
  entries.length = place;
  entries.push(new URL(url, entries[0]).href);
  at = place;
  settle();
};
globalThis.history = {
  state: null,
  pushState: (_about, _unused, url) => write(at + 1, url),
  replaceState: (_about, _unused, url) => {
    entries[at] = new URL(url, entries[0]).href;
    settle();
  },
};
settle();
const happen = (type, more = {}) => {
  for (const listener of listeners[type] ?? []) listener({ type, ...more });
};
start({ data: new TextEncoder().encode(JSON.stringify({ quiet: ["step"] })) });
for (const [does, what] of given) {
  if (does === "go") { at += what; settle(); happen("popstate"); }
  else if (does === "answer") history.pushState({}, "", what);
  else happen(does, what);
}
console.log(JSON.stringify([entries.map((url) => url.slice(10)), at]));
"""


def after(*events: tuple[str, object]) -> tuple[list[str], int]:
    """The entries of a tab, and which it shows, when all this has happened."""
    script = joined(Path(ui.visit.address.__file__).with_name("address.js"))
    script = script.replace("export default ", "const start = ")
    entries, at = json.loads(
        run_script(f"const given = {json.dumps(events)};\n{script}\n{BROWSER}")
    )
    return entries, at


VISIT: tuple[tuple[str, object], ...] = (
    ("answer", "/?in=ramp&step=4"), ("click", {}), ("answer", "/matmul"),
)  # fmt: skip


def test_steps_take_the_place_of_their_entry_and_a_page_keeps_the_lesson():
    assert after(*VISIT) == (["/?in=ramp&step=4", "/matmul?in=ramp&step=4"], 1)


def test_the_answer_that_going_back_has_overtaken_is_no_entry():
    went = (*VISIT, ("answer", "/matmul?in=ramp&stride=2"), ("go", -1), ("go", -1))
    entries, at = after(*went, ("answer", "/matmul"))
    assert (entries, at) == (
        ["/?in=ramp&step=4", "/matmul?in=ramp&step=4", "/matmul?in=ramp&stride=2"], 0,
    )  # fmt: skip
    # by the keyboard, too
    held = ("keydown", {"key": "ArrowLeft", "altKey": True})
    assert after(*went, held, ("answer", "/matmul")) == (entries, at)


def test_the_late_lesson_of_the_same_page_is_none_either():
    went: tuple[tuple[str, object], ...] = (
        ("click", {}), ("answer", "/?in=ramp&stride=2"),
        ("click", {}), ("answer", "/?in=ramp&stride=3"), ("go", -1), ("go", -1),
    )  # fmt: skip
    entries = ["/?in=ramp", "/?in=ramp&stride=2", "/?in=ramp&stride=3"]
    late = (*went, ("answer", "/?in=ramp&stride=2"), ("answer", "/?in=ramp"))
    assert after(*late) == (entries, 0)
    assert after(*late, ("click", {}), ("answer", "/?in=ramp&stride=4")) == (
        ["/?in=ramp", "/?in=ramp&stride=4"], 1,
    )  # fmt: skip


@pytest.mark.parametrize("act", [("click", {}), ("keydown", {"key": "Enter"})])
def test_a_page_that_is_chosen_after_going_back_is_an_entry(act):
    assert after(*VISIT, ("go", -1), act, ("answer", "/photo")) == (
        ["/?in=ramp&step=4", "/photo?in=ramp&step=4"], 1,
    )  # fmt: skip
