"""What a page waits for before it draws its controls."""

import gc
import json
from pathlib import Path
from threading import Timer

import pytest
import streamlit as st

import ui.visit.first_paint
from tests.node import run_script
from ui.component.joiner import joined_call
from ui.component.shared import DRAWN
from ui.visit.first_paint import Sight, Sights


@pytest.fixture(autouse=True)
def _a_new_visit(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})


def to_come(sights: Sights) -> Sight:
    sight = sights.to_come()
    assert sight is not None
    return sight


def test_only_the_first_page_of_a_visit_has_one_to_come():
    sights = Sights()
    sights.listening = True
    first = to_come(sights)
    assert sights.to_come() is None
    assert len(first.token) >= 16
    assert first.address == f"seen/{first.token}"


def test_a_page_waits_until_its_own_browser_has_spoken():
    sights = Sights()
    sights.listening = True
    mine = to_come(sights)
    st.session_state.clear()
    other = to_come(sights)
    sights.seen(other.token)
    assert not mine.wait(patience=0)
    speaking = Timer(0.05, sights.seen, [mine.token])
    speaking.start()
    assert mine.wait(patience=30)
    assert mine.wait(patience=0)  # it said so once and for all


def test_where_nobody_listens_no_page_waits():
    sight = to_come(Sights())
    assert sight.token == ""
    assert sight.wait(patience=0)


def test_a_token_of_no_visit_means_nothing_and_an_ended_visit_leaves_nothing():
    sights = Sights()
    sights.listening = True
    sight = to_come(sights)
    old = sight.token
    st.session_state.clear()
    del sight
    gc.collect()
    sights.seen(old)
    sights.seen("")
    assert not sights._sights


BROWSER = """
let drawn = false;
const frames = [];
const asked = [];
globalThis.requestAnimationFrame = (look) => frames.push(look);
globalThis.cancelAnimationFrame = (one) => delete frames[one - 1];
globalThis.document = {
  baseURI: "http://lab/school/",
  querySelector: (found) => (drawn && found === "[data-drawn]" ? {} : null),
};
const sendBeacon = (address) => { asked.push(String(address)); return sends; };
Object.defineProperty(globalThis, "navigator", { value: { sendBeacon } });
const end = watch({ data: new TextEncoder().encode("seen/x7Qp") });
const told = [asked.length];
for (let frame = 0; frame < 5; frame++) {
  if (frame === 2) drawn = true;
  frames.pop()?.();
  told.push(asked.length);
}
end();
console.log(JSON.stringify([told, asked]));
"""


@pytest.mark.parametrize("sends", [True, False], ids=["it is sent", "it cannot be sent"])
def test_a_browser_says_once_that_it_shows_a_picture_and_goes_on_where_it_cannot(sends):
    """Who says nothing gets the controls too: the server's tests of the first picture."""
    script = joined_call(Path(ui.visit.first_paint.__file__).with_suffix(".js"), "watch", DRAWN)
    script = script.replace("export default ", "const watch = ")
    told, asked = json.loads(run_script(f"const sends = {json.dumps(sends)};\n{script}\n{BROWSER}"))
    assert told == [0, 0, 0, 1, 1, 1]
    assert asked == ["http://lab/school/seen/x7Qp"]
