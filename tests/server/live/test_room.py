"""Which state of a class may follow which: every order of deeds keeps the promises."""

from contextlib import suppress
from copy import deepcopy

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from server.live import room as rooms
from server.live.fields import Refused
from server.live.room import Room, read_room

HERE = ({"page": "slide", "link": "here"}, {"step": 1, "filter": 0})
ELSEWHERE = ({"page": "matmul", "link": "there"}, {"step": 0, "filter": 0})
BEGIN = Room("ab" * 32, "me", *HERE)

DEEDS = {
    "close": rooms.closed,
    "talk": rooms.talking,
    "again": lambda room: rooms.again(room, {"paper": HERE}),
    "bars": lambda room: rooms.showing(room, "bars"),
    "answer": lambda room: rooms.showing(room, "answer"),
    "hide": lambda room: rooms.showing(room, "hide"),
    "done": rooms.done,
    "ask": lambda room: rooms.asked(room, "out_h", "paper"),
}


def after(*deeds):
    room = rooms.asked(BEGIN, "out_h", "paper")
    for deed in deeds:
        room = DEEDS[deed](room)
    return room


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        ((), {"close"}),
        (("close",), {"talk", "again", "bars", "answer", "done", "ask"}),
        (("close", "talk"), {"again", "bars", "answer", "done", "ask"}),
        (("close", "bars"), {"talk", "again", "bars", "answer", "hide", "done", "ask"}),
        # who has seen the answer does not vote on it
        (("close", "answer"), {"bars", "answer", "hide", "done", "ask"}),
        (("close", "again"), {"close"}),
        # there are two votes
        (("close", "again", "close"), {"talk", "bars", "answer", "done", "ask"}),
        (("close", "done"), {"ask"}),
    ],
)
def test_what_may_follow(before, allowed):
    room = after(*before)
    found = set()
    for name, deed in DEEDS.items():
        with suppress(Refused):
            deed(room)
            found.add(name)
    assert found == allowed


class AnyOrder(RuleBasedStateMachine):
    """A teacher who presses whatever there is, and takes it back."""

    def __init__(self):
        super().__init__()
        self.room = BEGIN
        self.stages = []

    def _do(self, deed):
        before, kept = self.room, deepcopy(self.room)
        try:
            self.room = deed(before)
        except Refused:
            assert before == kept
            return
        if self.room.before != before.before:
            self.stages.append((before.eyes, before.question, before.asked))

    @rule(name=st.sampled_from(sorted(DEEDS)))
    def deed(self, name):
        self._do(DEEDS[name])

    @rule(on=st.booleans())
    def eyes(self, on):
        self._do(lambda room: rooms.with_eyes(room, on))

    @rule(where=st.sampled_from([HERE, ELSEWHERE]))
    def move(self, where):
        self._do(lambda room: rooms.moved(room, *where))

    @rule(step=st.integers(0, 2))
    def step(self, step):
        self._do(lambda room: rooms.stepped(room, {"step": step, "filter": 0}))

    @precondition(lambda self: self.room.before)
    @rule()
    def undo(self):
        self.room = rooms.undone(self.room, {"paper": HERE})
        eyes, question, asked = self.stages.pop()
        assert (self.room.eyes, self.room.question, self.room.asked) == (eyes, question, asked)

    @invariant()
    def what_is_open_takes_answers_and_nothing_else_does(self):
        now, head = self.room.question, self.room.head
        assert head.is_open == bool(now and now.state == "open")
        assert head.poll == (f"{now.id}.{now.vote}" if now else "")
        assert read_room(head) == self.room

    @invariant()
    def what_is_shown_is_not_open(self):
        now = self.room.question
        if now:
            assert (now.shows is not None) == (now.state == "shown")
            assert now.vote in (1, 2)
            assert now.id <= self.room.last
            assert now.id in [one.id for one in self.room.asked]

    @invariant()
    def little_is_kept(self):
        assert len(self.room.before) <= 10
        ids = [one.id for one in self.room.asked]
        assert ids == sorted(set(ids))


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
