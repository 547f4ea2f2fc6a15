"""What a tab makes of the messages of its class, without a page or a connection."""

import json
import subprocess

import pytest

from tests.node import NODE
from tests.ui.live.words import SAID
from ui.component.joiner import joined
from ui.live.component import FOLDER

HELLO = {
    "kind": "state", "v": 1, "role": "student", "room": "K7Q2X", "present": 28,
    "place": {"page": "backward", "link": "view=dW", "picture": None, "film": None},
    "step": {"step": 3, "filter": 0, "phase": 1, "point": None},
    "eyes": False, "calls": 2, "roam": False, "question": None, "left": 43000,
}  # fmt: skip
TEACHER = {**HELLO, "role": "teacher", "driving": True, "undo": False}
ASKED = {
    "id": 4, "cell": "dW[0,0,1,1]", "vote": 1, "state": "open", "shows": None,
    "place": HELLO["place"], "step": {"step": 7, "filter": 1}, "yours": [None, None],
}  # fmt: skip


def question(**other):
    return {"kind": "question", "question": {**ASKED, **other}}


def sent(text, vote=1):
    return {"kind": "sent", "question": 4, "vote": vote, "text": text}


def ack(text, vote=1, **other):
    return {"kind": "ack", "question": 4, "vote": vote, "accepted": True, "text": text, **other}


@pytest.fixture(scope="module")
def run():
    """Runs events through the model; answers with the states, and what follows from the last."""
    script = joined(FOLDER / "model.js").replace("export default", "const unused =")
    harness = """
        const { start, reduce, follows, hides, mine, stepOf, moves, isAsked } = live_model;
        const [kept, events] = JSON.parse(process.argv[2]);
        let state = start(kept);
        const states = events.map((event) => (state = reduce(Object.freeze(state), event)));
        const told = { states, follows: follows(state), hides: hides(state), mine: mine(state),
          step: stepOf(state), moves: moves(state), asked: isAsked(state.question) };
        console.log(JSON.stringify(told));
    """
    text = script.replace("live_model.default", "live_model").replace("$live_model", "live_model")

    def run(*events, **kept):
        done = subprocess.run(
            [NODE, "--input-type=module", "-", json.dumps([kept, events])],
            input=text + harness, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return run


def last(told):
    return told["states"][-1]


def test_a_student_follows_from_the_first_state_on(run):
    told = run(HELLO)
    assert [state["link"] for state in told["states"]] == ["open"]
    assert told["follows"]
    assert told["step"] == HELLO["step"]
    assert not run()["follows"]


def test_parts_are_laid_over_the_state_and_nothing_else_is(run):
    told = last(run(HELLO, {"kind": "step", "step": {"step": 4, "filter": 0}, "role": "teacher"}))
    assert told["step"] == {"step": 4, "filter": 0}
    assert told["role"] == "student"
    assert last(run(HELLO, {"kind": "eyes", "eyes": True}))["eyes"]
    assert last(run(HELLO, {"kind": "never heard of"})) == last(run(HELLO))


def test_who_roams_goes_on_after_the_connection_was_lost(run):
    roam = {"kind": "roam", "on": True}
    told = run(HELLO, roam, {"kind": "lost"}, HELLO)
    assert last(told)["roam"]
    assert not told["follows"]
    # unless all were called back meanwhile
    told = run(HELLO, roam, {"kind": "lost"}, {**HELLO, "calls": 3})
    assert not last(told)["roam"]
    assert last(told)["roamed"], "there is a lesson to be kept"
    assert told["follows"]
    # a reloaded tab remembers it
    assert last(run(HELLO, roam=True, calls=2))["roam"]
    assert not last(run(HELLO, roam=True, calls=1))["roam"]


def test_a_call_and_a_question_bring_all_back(run):
    roam = {"kind": "roam", "on": True}
    assert run(HELLO, roam, {"kind": "called", "calls": 3})["follows"]
    told = run(HELLO, roam, question())
    assert told["follows"]
    # what was asked before one went away pulls nobody
    assert not run(HELLO, question(state="closed"), roam, question(state="talk"))["follows"]
    # nor a count, or the own answer, of a question that still stands
    assert not run(HELLO, question(), roam, question(answered=3))["follows"]


def test_while_something_is_asked_its_step_is_where_the_class_is(run):
    for state, shows, hidden in (
        ("open", None, True), ("closed", None, True), ("talk", None, True),
        ("shown", "bars", True), ("shown", "answer", False),
    ):  # fmt: skip
        told = run(HELLO, question(state=state, shows=shows))
        assert told["hides"] is hidden, (state, shows)
        assert told["step"] == (ASKED["step"] if hidden else HELLO["step"])
        assert told["asked"] is (state == "open")
    assert not run(HELLO)["hides"]


def test_an_answer_waits_until_it_is_acknowledged_and_no_longer(run):
    assert last(run(HELLO, question(), sent("−2")))["sent"]["text"] == "−2"
    told = run(HELLO, question(), sent("−2"), ack("-2"))
    assert last(told)["sent"] is None
    assert told["mine"] == {"text": "-2"}
    # the connection is lost before: it is still to be said
    asked = {**HELLO, "question": ASKED}
    assert last(run(asked, sent("5"), {"kind": "lost"}, asked))["sent"]["text"] == "5"
    # the server has it already
    counted = {**ASKED, "yours": [{"text": "5"}, None]}
    told = run(asked, sent("5"), {"kind": "lost"}, {**HELLO, "question": counted})
    assert last(told)["sent"] is None
    assert told["mine"] == {"text": "5"}
    # another vote, another question, or none any more
    for then in (question(vote=2), question(id=5), question(state="closed")):
        assert last(run(asked, sent("5"), then))["sent"] is None


def test_the_first_acknowledged_answer_stands(run):
    told = run(HELLO, question(), ack("1"), ack("2"))
    assert told["mine"] == {"text": "1"}
    # an acknowledgement of another vote or question changes nothing
    told = run(HELLO, question(vote=2), ack("1"), ack("3", id=9, question=9))
    assert told["mine"] is None


@pytest.mark.parametrize("reply", ["unread", "closed"])
def test_an_answer_that_does_not_count_is_said_and_another_may_be_given(run, reply):
    told = run(HELLO, question(), sent("x"), ack("x", accepted=False, reply=reply))
    assert last(told)["refused"] == reply
    assert last(told)["sent"] is None
    assert told["mine"] is None
    told = run(HELLO, question(), sent("x"), ack("x", accepted=False, reply=reply), sent("2"))
    assert last(told)["refused"] == ""


def test_while_it_is_open_only_how_many_is_counted(run):
    told = run(
        TEACHER, question(answered=3), {"kind": "answered", "id": 4, "vote": 1, "answered": 9}
    )
    assert last(told)["question"]["answered"] == 9
    late = {"kind": "answered", "id": 3, "vote": 1, "answered": 40}
    assert last(run(TEACHER, question(answered=3), late))["question"]["answered"] == 3


@pytest.mark.parametrize(
    ("asked", "main", "others"),
    [
        (None, "ask", []),
        ({"state": "open"}, "close", []),
        ({"state": "closed"}, "show", ["bars", "talk", "again"]),
        ({"state": "talk"}, "again", ["show"]),
        ({"state": "shown", "shows": "bars"}, "show", ["hide", "talk", "again"]),
        ({"state": "shown", "shows": "answer"}, "done", ["hide"]),
        ({"state": "closed", "vote": 2}, "show", ["bars"]),
        ({"state": "shown", "shows": "bars", "vote": 2}, "show", ["hide"]),
    ],
)
def test_one_action_comes_next(run, asked, main, others):
    events = [TEACHER] if asked is None else [TEACHER, question(**asked)]
    assert run(*events)["moves"] == {"main": main, "others": others}
    assert {main, *others} <= SAID


def test_a_teacher_who_does_not_drive_follows(run):
    assert not run(TEACHER)["follows"]
    assert run({**TEACHER, "driving": False})["follows"]
    assert not run(TEACHER, {"kind": "driving", "driving": True})["follows"]


def test_the_end_ends_all_and_errors_are_kept_to_be_said(run):
    told = run(HELLO, question(), {"kind": "eyes", "eyes": True}, {"kind": "ended"})
    assert last(told)["ended"]
    assert not last(told)["eyes"]
    assert not told["follows"]
    assert not told["hides"]
    full = last(run({"kind": "connecting"}, {"kind": "error", "code": "full", "most": 600}))
    assert full["error"] == {"code": "full", "most": 600}
    assert full["link"] == "off"
    # one that is not about getting in leaves the connection as it is
    assert last(run(HELLO, {"kind": "error", "code": "asking"}))["link"] == "open"
    assert last(run(HELLO, {"kind": "error", "code": "asking"}, {"kind": "read"}))["error"] is None
