"""How the browser reads a run: its steps in both modes, and the variables at each. Node runs it."""

import base64
import json

import pytest

from lesson.code.listing import listing_of, operands
from lesson.code.trace import trace
from lesson.link.codec import read_link
from lesson.worked import Worked
from tests.node import run_script
from ui.code.component import FOLDER
from ui.code.payload import code_payload, code_run
from ui.component.joiner import Bundle

LESSON = read_link({"in": "edge", "f": "box~sobel_x", "stride": "2", "more": "cat"}).lesson
READ = """
const { header, arrays } = %(message)s.readMessage(Uint8Array.from(Buffer.from(given, "base64")));
const run = new %(run)s.Run(header, arrays);
const seen = run.paths.loops.map((at) => ({
  stack: run.stack(at), line: run.line(at), told: run.told(at),
  variables: run.variables(at, at - 1).map(({ name, same, changed, value }) =>
    ({ name, same, changed, shape: value.shape, text: value.text,
       numbers: value.whole && value.numbers ? [...value.numbers] : null })),
}));
console.log(JSON.stringify({ lines: run.paths.lines, peak: run.peak, seen }));
"""


@pytest.fixture(scope="module")
def read():
    worked = Worked(LESSON)
    made = code_run(worked)
    message = code_payload(worked, made, 1, {"id": 1, "line": 0, "loops": False})
    bundle = Bundle()
    names = {
        "message": bundle.add(FOLDER.parent / "component" / "message.js"),
        "run": bundle.add(FOLDER / "run.js"),
    }
    code = bundle.module("0").replace("export default 0;", "")
    given = json.dumps(base64.b64encode(message).decode())
    return json.loads(run_script(f"{code}\nconst given = {given};{READ % names}"))


def test_a_variable_is_what_the_trace_says(read):
    run = trace(listing_of(Worked(LESSON)), operands(Worked(LESSON)))
    assert len(read["seen"]) == len(run.steps)
    for at, seen in enumerate(read["seen"]):
        assert [tuple(call) for call in seen["stack"]] == list(run.steps[at].stack)
        known = run.variables(at)
        assert [one["name"] for one in seen["variables"]] == list(known)
        for one in seen["variables"]:
            value = known[one["name"]]
            assert (tuple(one["shape"]), one["text"]) == (value.shape, value.text)
            if one["numbers"] is not None and value.numbers is not None:
                assert one["numbers"] == pytest.approx(value.numbers.ravel().tolist(), rel=1e-6)
        set_here = {one["name"] for one in seen["variables"] if one["changed"]}
        if run.steps[at].kind == "line":
            assert set_here == {name for name, _ in run.steps[at].changes}


def test_a_loop_is_one_step_in_the_usual_mode(read):
    run = trace(listing_of(Worked(LESSON)), operands(Worked(LESSON)))
    usual = [at for at, step in enumerate(run.steps) if not step.loop or step.ends_loop]
    assert read["lines"] == usual
    assert read["peak"] == max(range(len(run.steps)), key=lambda at: run.steps[at].live)


def test_an_array_with_two_names_is_shown_once(read):
    (last,) = [seen for seen in read["seen"] if seen["line"] == 27 and len(seen["stack"]) == 2]
    same = {one["name"]: one["same"] for one in last["variables"] if one["same"]}
    assert same == {"self.x": "x", "self.col": "col", "self.col_W": "col_W"}
