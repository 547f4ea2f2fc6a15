"""Messages that nobody's page would send, and right ones in a wild order."""

import json
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.class_tab import PLACE, ClassTab
from server.live.fields import Refused
from server.live.messages import MOST_BYTES, STUDENTS, TEACHERS, Message, read_message
from tests.server.live.conftest import scene


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json"), ("[]", "json"), ("1", "json"), ("[" * 20_000, "json"), (b"\x00", "json"),
        ('{"kind": NaN}', "json"), ("{}", "kind"), ('{"kind": "made"}', "kind"),
        ('{"kind": ["ping"]}', "kind"), ('{"kind": "hello"}', "version"),
        ('{"kind": "hello", "v": 2}', "version"), ('{"kind": "hello", "v": 1}', "field"),
        ('{"kind": "step", "step": -1, "filter": 0}', "field"), ("x" * (MOST_BYTES + 1), "size"),
        ('{"kind": "step", "step": 1' + "0" * 5000 + "}", "json"), ('{"kind": "talk"}', "first"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_its_name(tmp_path, text, code):
    async def play(room):
        await room.teacher()
        tab = ClassTab(room.urls[0], room.driver.room)
        room.tabs.append(tab)
        await tab.open()
        await tab.say_text(text)
        assert (await tab.hear("error"))["code"] == code
        await tab.hello()  # and nothing is broken
        await tab.hear("state")

    scene(str(tmp_path / "classes.sqlite3"), play)


def test_who_speaks_nonsense_only_is_hung_up_on(tmp_path):
    async def play(room):
        tab = ClassTab(room.urls[0])
        await tab.open()
        for _ in range(20):
            await tab.say_text("{}")
        assert await tab.gone() == 4400

    scene(str(tmp_path / "classes.sqlite3"), play)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=5,
)
KINDS = st.sampled_from([*TEACHERS, *STUDENTS, "make", "hello", "ping"])
NAMES = st.sampled_from(
    ["v", "key", "room", "token", "lang", "place", "page", "link", "picture", "step", "filter",
     "film", "phase", "point", "on", "cell", "what", "question", "vote", "text"]
)  # fmt: skip
GOOD = st.sampled_from(
    [1, 0, 2, True, "k7q2x", "0" * 32, "slide", "dW[0,0,1,2]", "out_h", "bars", "16", "en", PLACE]
)


@given(st.fixed_dictionaries({"kind": KINDS}), st.dictionaries(NAMES, GOOD | JSON))
def test_every_message_is_read_or_refused(kind, fields):
    text = json.dumps({**fields, **kind})
    try:
        said = read_message(text)
    except Refused as told:
        refused = told.code
        said = None
    if said is None:
        assert refused in {"json", "field", "version", "long"}
        return
    assert isinstance(said, Message)
    assert said.kind == kind["kind"]
    # what was read can be kept and sent on
    json.dumps({name: value for name, value in said.fields.items() if name != "place"}).encode()
    assert read_message(json.dumps({**fields, **kind, "more": [1]})) == said


@given(st.text() | st.binary().map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_every_text_is_read_or_refused(text):
    with pytest.raises(Refused):
        read_message(text)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_room_in_which_anything_is_said_stands(tmp_path, seed):
    """Two machines and two students say messages of the right form in a wild order."""
    dice = random.Random(seed)
    said: dict[str, Callable[[], dict[str, Any]]] = {
        "place": lambda: {**PLACE, "step": dice.randrange(3)},
        "step": lambda: {"step": dice.randrange(3), "filter": 0},
        "call": dict, "close": dict, "talk": dict, "again": dict, "done": dict, "undo": dict,
        "drive": dict, "ping": dict,
        "eyes": lambda: {"on": dice.random() < 0.5},
        "ask": lambda: {"cell": dice.choice(["out[0,0,0,0]", "out[9,9,9,9]", "col.shape"])},
        "show": lambda: {"what": dice.choice(["bars", "answer", "hide"])},
        "answer": lambda: {
            "question": dice.randrange(4), "vote": dice.choice([1, 2]), "text": dice.choice("12ab"),
        },
        "roam": lambda: {"on": dice.random() < 0.5},
    }  # fmt: skip

    async def all_done(tabs):
        for tab in tabs:
            if tab.closed is None:
                tab.heard.clear()
                await tab.say("ping")
                with suppress(ConnectionError):
                    await tab.hear("pong")

    async def play(room):
        await room.teacher()
        await room.machine(1)
        await room.student()
        await room.student(1, language="ja")
        for _ in range(120):
            tab = dice.choice(room.tabs)
            kind = dice.choice([*said])
            await tab.say(kind, **said[kind]())
            if tab.closed is not None:  # so many of its messages were refused
                await tab.join()
            elif dice.random() < 0.05:
                await all_done([tab])
                await tab.close()
                await tab.join()
        await all_done(room.tabs)
        for tab in room.tabs:
            await tab.close()
            await tab.join()
        states = [tab.state for tab in room.tabs]
        for state in states:
            same = ("place", "step", "eyes", "calls")
            assert [state[name] for name in same] == [states[0][name] for name in same]
            asked = state["question"]
            assert (asked or {}).get("id") == (states[0]["question"] or {}).get("id")
            if asked and asked["state"] != "shown":
                assert not {"bars", "right"} & set(asked)

    scene(str(tmp_path / "classes.sqlite3"), play, servers=2)
