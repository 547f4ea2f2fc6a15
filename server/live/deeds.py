"""What is said in a room is done here: checked against who says it and what the room is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

from server.live import room as rooms
from server.live.connection import Connection, spelled
from server.live.fields import Refused
from server.live.here import papers_of
from server.live.hub import Hub, place_and_step, step_of
from server.live.judge import counted
from server.live.messages import DRIVERS, STUDENTS, TEACHERS, Message
from server.live.polls import poll_of
from server.live.room import Room, read_room
from server.live.views import STUDENT, TEACHER
from store.classes import Answer, Full, Gone, Head, Unavailable

Change = Callable[[Room], Room]

_PLAIN: dict[str, Callable[[Message], Change]] = {
    "place": lambda said: lambda room: rooms.moved(room, *place_and_step(said)),
    "step": lambda said: lambda room: rooms.stepped(room, step_of(said)),
    "call": lambda said: rooms.called,
    "eyes": lambda said: lambda room: rooms.with_eyes(room, said["on"]),
    "close": lambda said: rooms.closed,
    "talk": lambda said: rooms.talking,
    "show": lambda said: lambda room: rooms.showing(room, said["what"]),
    "done": lambda said: rooms.done,
}


async def do(hub: Hub, tab: Connection, said: Message) -> None:
    """Do what a message says.

    Raises
    ------
    Refused
        With the code that the tab is told; nothing has changed then.
    """
    try:
        if said.kind == "ping" and tab.code:
            tab.say(spelled("pong"))
        elif said.kind == "make":
            await hub.make(tab, said)
        elif said.kind == "hello":
            await hub.hello(tab, said)
        else:
            await _in_a_room(hub, tab, said)
    except Gone:
        raise Refused("room") from None
    except Unavailable:
        raise Refused("store") from None


async def _in_a_room(hub: Hub, tab: Connection, said: Message) -> None:
    if not tab.code:
        raise Refused("first")
    if (said.kind in TEACHERS and tab.role != TEACHER) or (
        said.kind in STUDENTS and tab.role != STUDENT
    ):
        raise Refused("role")
    if said.kind == "answer":
        await _answer(hub, tab, said)
    elif said.kind == "roam":
        _roam(hub, tab, said["on"])
    elif said.kind == "drive":
        await _change(hub, tab, lambda room: rooms.driven(room, tab.who))
    elif said.kind == "ask":
        await _ask(hub, tab, said["cell"])
    elif said.kind in ("again", "undo"):
        await _back(hub, tab, said.kind)
    elif said.kind == "end":
        await _change(hub, tab, _driving(tab, lambda room: room))
        await hub.store.end(tab.code)
    else:
        assert said.kind in DRIVERS
        await _change(hub, tab, _driving(tab, _PLAIN[said.kind](said)))


def _driving(tab: Connection, change: Change) -> Change:
    def checked(room: Room) -> Room:
        if room.driver != tab.who:
            raise Refused("driver")
        return change(room)

    return checked


async def _change(hub: Hub, tab: Connection, change: Change) -> None:
    def become(head: Head) -> Head:
        return change(read_room(head)).head

    await hub.store.change(tab.code, become)


async def _read(hub: Hub, tab: Connection) -> Room:
    seen = await hub.store.read(tab.code)
    if seen is None:
        raise Gone
    return read_room(seen.head)


async def _ask(hub: Hub, tab: Connection, cell: str) -> None:
    before = _driving(tab, lambda room: room)(await _read(hub, tab))
    rooms.asked(before, cell, "")  # raises where it may not be asked now
    await hub.judge.check(str(before.place["link"]), cell)
    text = json.dumps([before.place, before.step])
    paper = hashlib.sha256(text.encode()).hexdigest()[:16]
    await hub.store.keep(tab.code, paper, text)

    def asked(room: Room) -> Room:
        # the class may have moved on while the lesson was looked at
        return rooms.asked(replace(room, place=before.place, step=before.step), cell, paper)

    await _change(hub, tab, _driving(tab, asked))


async def _back(hub: Hub, tab: Connection, kind: str) -> None:
    before = await _read(hub, tab)
    names = {one.paper for one in (before.question, *_earlier(before)) if one}
    papers = await papers_of(hub.store, tab.code, names)
    change = rooms.again if kind == "again" else rooms.undone
    await _change(hub, tab, _driving(tab, lambda room: change(room, papers)))


def _earlier(room: Room) -> list[rooms.Question | None]:
    return [stage.question for stage in room.before[-1:]]


async def _answer(hub: Hub, tab: Connection, said: Message) -> None:
    number, vote, text = said["question"], said["vote"], said["text"]
    about = {"question": number, "vote": vote}
    here = hub.rooms.get(tab.code)
    now = here and here.view and here.view.room.question
    if not here or not now or now.id != number:
        room = await _read(hub, tab)
        now = next((one for one in room.asked if one.id == number), None)
    if now is None:
        tab.say(spelled("ack", **about, accepted=False, text=text, reply="closed"))
        return
    plain = counted(text, now.cell)
    if plain is None:
        tab.say(spelled("ack", **about, accepted=False, text=text, reply="unread"))
        return
    try:
        counts = await hub.store.answer(tab.code, Answer(poll_of(number, vote), tab.who, plain))
    except Full as full:
        raise Refused("full", most=full.most) from None
    if counts is None:
        tab.say(spelled("ack", **about, accepted=False, text=plain, reply="closed"))
        return
    for one in here.tabs if here else ():
        if one.who == tab.who and one.role == STUDENT:
            one.answered(number, {**one.yours_to(number), vote: counts})
    tab.say(spelled("ack", **about, accepted=True, text=counts))


def _roam(hub: Hub, tab: Connection, on: bool) -> None:
    was, tab.roams = tab.roams, on
    here = hub.rooms.get(tab.code)
    if was and not on and here:
        tab.say(here.state_for(tab))
