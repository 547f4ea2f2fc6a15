"""A component's code travels once, and its entry is found whichever half arrives first."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.node import run_script
from ui.component.shared import caller, library

# what the entry hands back is its clean-up; without the words of a language it waits
ENTRY = """
const calls = [];
export default function ({ data, words, parentElement }) {
  if (!words[data.language]) return null;
  calls.push([data.number, words[data.language].hello, parentElement.children.length]);
  return () => calls;
}
"""
# Node's global object takes no events and has no document, a browser's does
WINDOW = """
const target = new EventTarget();
for (const name of ["addEventListener", "dispatchEvent"])
  globalThis[name] = target[name].bind(target);
globalThis.document = { createElement: (tag) => ({ tag }) };
const root = () => ({
  children: [],
  append(...made) { this.children.push(...made); },
  querySelector(name) { return this.children.find((one) => `style.${one.className}` === name); },
});
const load = async (text) =>
  (await import("data:text/javascript," + encodeURIComponent(text))).default;
const say = (value) => console.log(JSON.stringify(value));
const words = (language, hello) => ({
  data: new TextEncoder().encode(JSON.stringify({ language, words: { hello } })),
});
const place = root();
const one = (number, language = "en") => ({ data: { number, language }, parentElement: place });
"""


@pytest.fixture
def run(tmp_path):
    """What a script says, given the two halves as `LIBRARY` and `CALLER`."""
    return partial(_run, tmp_path)


def _run(folder: Path, script: str) -> Any:
    (folder / "main.js").write_text(ENTRY)
    code = library("x", folder / "main.js", "<p>“here”</p>", "p { color: red }")
    halves = f"const LIBRARY = {json.dumps(code)};\n"
    halves += f"const CALLER = {json.dumps(caller('x'))};\n"
    return json.loads(run_script(WINDOW + halves + script))


def test_the_caller_reaches_the_entry_that_is_there(run):
    said = run("""
        (await load(LIBRARY))(words("en", "hello"));
        const leave = (await load(CALLER))(one(7));
        say(leave());""")
    assert said == [[7, "hello", 2]]


def test_a_shadow_root_is_dressed_once(run):
    said = run("""
        (await load(LIBRARY))(words("en", "hello"));
        const call = await load(CALLER);
        call(one(1));
        call(one(2));
        say(place.children.map((made) => made.textContent ?? made.innerHTML));""")
    assert said == ["p { color: red }", "<p>“here”</p>"]


def test_calls_before_the_library_arrives_are_made_in_order_then(run):
    said = run("""
        const call = await load(CALLER);
        call(one(1));
        const leave = call(one(2));
        (await load(LIBRARY))(words("en", "hello"));
        say(leave());""")
    assert [number for number, *_ in said] == [1, 2]


def test_a_call_waits_for_the_words_of_its_language_and_is_made_once(run):
    said = run("""
        const arrive = await load(LIBRARY);
        arrive(words("en", "hello"));
        const leave = (await load(CALLER))(one(1, "ja"));
        const before = leave() ?? null;
        arrive(words("ja", "やあ"));
        arrive(words("en", "hello"));
        say([before, leave()]);""")
    # leaving ends the waiting: a component that has gone is not drawn any more
    assert said == [None, None]
    said = run("""
        const arrive = await load(LIBRARY);
        arrive(words("en", "hello"));
        const leave = (await load(CALLER))(one(1, "ja"));
        arrive(words("ja", "やあ"));
        arrive(words("en", "hello"));
        say(leave());""")
    assert said == [[1, "やあ", 2]]


def test_a_tab_that_leaves_before_the_library_arrives_is_no_error(run):
    assert run("say((await load(CALLER))(one(1))() ?? null);") is None
