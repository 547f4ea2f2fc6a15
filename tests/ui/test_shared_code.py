"""A component's code travels once, and its entry is found whichever half arrives first."""

import json
import shutil
import subprocess

import pytest

from ui.shared_code import caller, library

ENTRY = (
    "const calls = [];\nexport default function (c) {\n  calls.push(c);\n  return () => calls;\n}"
)
# Node's global object takes no events, a browser's does
WINDOW = """
const target = new EventTarget();
for (const name of ["addEventListener", "dispatchEvent"])
  globalThis[name] = target[name].bind(target);
const load = (text) => import("data:text/javascript," + encodeURIComponent(text));
const say = (value) => console.log(JSON.stringify(value));
"""

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")


def run(script: str) -> object:
    """What a script says, given the two halves as `LIBRARY` and `CALLER`."""
    halves = f"const LIBRARY = {json.dumps(library('x', ENTRY))};\n"
    halves += f"const CALLER = {json.dumps(caller('x'))};\n"
    done = subprocess.run(
        ["node", "--input-type=module"],
        input=WINDOW + halves + script,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_caller_reaches_the_entry_that_is_there():
    said = run("await load(LIBRARY); const leave = (await load(CALLER)).default(7); say(leave());")
    assert said == [7]


def test_calls_before_the_library_arrives_are_made_in_order_then():
    said = run(
        "const call = (await load(CALLER)).default; call(1); const leave = call(2);"
        "await load(LIBRARY); say(leave());"
    )
    assert said == [1, 2]


def test_a_tab_that_leaves_before_the_library_arrives_is_no_error():
    assert run("say((await load(CALLER)).default(1)() ?? null);") is None
