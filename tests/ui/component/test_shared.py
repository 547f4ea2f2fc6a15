"""A component's code travels once, and its entry is found whichever half arrives first."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.node import run_script
from ui.component.shared import Part, caller, in_parts, library

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
const picture = (kind) => ({ data: { language: "en", kind }, parentElement: place });
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


def test_of_calls_before_the_library_arrives_the_last_is_made(run):
    said = run("""
        const call = await load(CALLER);
        call(one(1));
        const leave = call(one(2));
        (await load(LIBRARY))(words("en", "hello"));
        say(leave());""")
    assert [number for number, *_ in said] == [2]


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


LIVING = """
export default function ({ parentElement }) {
  const token = (parentElement.token = (parentElement.token ?? 0) + 1);
  parentElement.alive = true;
  return () => (parentElement.alive &&= parentElement.token !== token);
}
"""


def test_an_overtaken_call_that_cleans_up_leaves_the_newer_one_alone(tmp_path):
    (tmp_path / "main.js").write_text(LIVING)
    code = library("x", tmp_path / "main.js", "", "")
    halves = f"const LIBRARY = {json.dumps(code)};\nconst CALLER = {json.dumps(caller('x'))};\n"
    said = run_script(f"""{WINDOW}{halves}
        (await load(LIBRARY))(words("en", "hello"));
        const call = await load(CALLER);
        const [older, newer] = [call(one(1)), call(one(2))];
        older();
        const before = place.alive;
        newer();
        say([before, place.alive]);""")
    assert json.loads(said) == [True, False]


def test_a_tab_that_leaves_before_the_library_arrives_is_no_error(run):
    assert run("say((await load(CALLER))(one(1))() ?? null);") is None


# a component with parts: the entry asks for one by what the data name, and both use what is common
COMMON = "export const sum = (a, b) => a + b;\n"
WITH_PARTS = """
import { sum } from "./common.js";
const calls = [];
export default (partOf) => ({ data, words }) => {
  if (!words[data.language] || !partOf(data.kind)) return null;
  calls.push(partOf(data.kind)(sum));
  return () => calls;
};
"""
PARTS = {
    "add": "export const add = (s) => [sum(1, 2), s === sum];",
    "times": "export const times = () => [sum(2, 2)];",
}


@pytest.fixture
def run_parts(tmp_path):
    """What a script says, given `LIBRARY`, `ADD`, `TIMES` and `CALLER`; "more" is `add`, too."""
    (tmp_path / "common.js").write_text(COMMON)
    (tmp_path / "main.js").write_text(WITH_PARTS)
    for name, text in PARTS.items():
        (tmp_path / f"{name}.js").write_text(f'import {{ sum }} from "./common.js";\n{text}\n')
    parts = {name: Part(tmp_path / f"{name}.js", name) for name in PARTS}
    texts = in_parts("x", tmp_path / "main.js", "", "", {**parts, "more": parts["add"]})
    names = ("LIBRARY", "ADD", "TIMES", "CALLER")
    given = zip(names, [*texts, caller("x")], strict=True)
    halves = "".join(f"const {name} = {json.dumps(text)};\n" for name, text in given)
    return lambda script: json.loads(run_script(WINDOW + halves + script))


@pytest.mark.parametrize("order", [("LIBRARY", "ADD"), ("ADD", "LIBRARY")])
def test_a_part_is_found_whichever_arrives_first_and_shares_the_librarys_files(run_parts, order):
    arrive = "".join(f'(await load({one}))(words("en", "hello"));\n' for one in order)
    assert run_parts(f"""
        {arrive}
        const call = await load(CALLER);
        call(picture("add"));
        say(call(picture("more"))());""") == [[3, True], [3, True]]


def test_data_wait_for_their_part_and_what_was_shown_stays_until_then(run_parts):
    said = run_parts("""
        (await load(LIBRARY))(words("en", "hello"));
        (await load(ADD))({});
        const call = await load(CALLER);
        call(picture("add"));
        const leave = call(picture("times"));
        const before = [...leave()];
        const again = call(picture("times"));
        (await load(TIMES))({});
        say([before, again()]);""")
    assert said == [[[3, True]], [[3, True], [4]]]


def test_a_part_that_comes_too_late_is_not_shown(run_parts):
    said = run_parts("""
        (await load(LIBRARY))(words("en", "hello"));
        (await load(ADD))({});
        const call = await load(CALLER);
        call(picture("times"));
        const leave = call(picture("add"));
        (await load(TIMES))({});
        say(leave());""")
    assert said == [[3, True]]


def test_of_a_part_that_comes_again_the_newer_code_counts(run_parts):
    """A tab may outlive its server, and the new one sends library and parts anew."""
    said = run_parts("""
        (await load(ADD))({});
        (await load(ADD.replace("sum(1, 2)", "sum(10, 2)")))({});
        (await load(LIBRARY))(words("en", "hello"));
        say((await load(CALLER))(picture("add"))());""")
    assert said == [[12, True]]


def test_a_part_that_there_is_not_is_an_error_and_not_waited_for(run_parts):
    said = run_parts("""
        (await load(LIBRARY))(words("en", "hello"));
        const call = await load(CALLER);
        try { call(picture("minus")); say("nothing"); } catch (error) { say(error.message); }""")
    assert said == "conv-lab-x has no part for minus"


def test_a_part_does_not_bring_what_the_library_has(tmp_path, run_parts):
    parts = {name: Part(tmp_path / f"{name}.js", name) for name in PARTS}
    code, *each = in_parts("x", tmp_path / "main.js", "", "", parts)
    assert code.count("a + b") == 1
    assert [text.count("a + b") for text in each] == [0, 0]
