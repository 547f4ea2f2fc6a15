"""What a tab says while the server's answer is on its way changes nothing else."""

import asyncio
import json
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.tab import Tab
from tests.server.conftest import assert_unharmed, play

PRESET = "Preset"
HEIGHT = "Filter height"


def settled(tab: Tab, **where: int) -> BackMsg:
    """What the stage says when it comes to rest; the tab does not wait for an answer."""
    stage = tab.component("stage")
    state = json.dumps({"settled": {"step": 1, "filter": 0, **where}})
    tab.states[stage.id] = WidgetState(id=stage.id, json_value=state)
    message = tab.rerun_message()
    message.rerun_script.fragment_id = tab.fragment_of(stage)
    return message


@pytest.mark.parametrize("late", [0, 0.02, 0.3])
def test_a_page_that_was_left_does_not_come_back(server, late):
    begun: list[str] = []

    def note(data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            begun.append(message.new_session.page_script_hash)

    async def scene() -> None:
        tab = Tab(server.url, "in=book&f=book&pad=0", watch=note)
        await tab.open()
        last_word = settled(tab, step=3)
        slide, photo = tab.pages[""], tab.pages["photo"]
        assert last_word.rerun_script.page_script_hash == slide
        begun.clear()
        tab.script = photo
        await tab.send(tab.rerun_message())
        await asyncio.sleep(late)
        await tab.send(last_word)
        await tab.quiet(0.5)
        assert begun
        assert set(begun) == {photo}
        assert tab.script == photo
        assert "step=3" in tab.query
        assert_unharmed(tab, "viewer")
        await tab.close()

    play(scene())


def test_a_word_that_comes_within_the_first_run_does_not_break_it_off(server, monkeypatch):
    begun: list[list[str]] = []

    def note(data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            begun.append(list(message.metadata.run.fragment_ids))

    async def scene() -> None:
        tab = Tab(server.url, "in=book&f=book&pad=0", watch=note)
        # the picture is there, and the first run waits for the browser to say so
        monkeypatch.setattr(
            tab,
            "_tell_seen",
            lambda: words.append(asyncio.create_task(tab.send(settled(tab, step=3)))),
        )
        await tab.open()
        await tab.quiet(0.5)
        assert [bool(parts) for parts in begun] == [False, True]
        assert "step=3" in tab.query
        assert_unharmed(tab)
        await tab.close()

    words: list[asyncio.Task[None]] = []
    play(scene())


def test_a_filter_does_not_take_the_preset_of_the_one_before(server):
    async def scene() -> None:
        tab = Tab(server.url, "f=identity~box~sobel_x")
        await tab.open()
        for label in (PRESET, "Show filter"):
            tab.set(label, as_told(tab.value(label)))  # a browser says what all widgets show
        for number in (1, 2, 1):
            await tab.send(settled(tab, filter=number))
        await tab.send(settled(tab, filter=1, step=5))
        await tab.quiet(0.5)
        assert "f=identity~box~sobel_x" in tab.query
        assert "filter=1" in tab.query
        assert "step=5" in tab.query
        assert tab.value(PRESET) == "Box blur"
        await tab.close()

    play(scene())


@pytest.mark.parametrize("value", [1, 4])
def test_a_slider_that_gets_other_bounds_as_it_is_moved_keeps_the_move(server, value):
    async def scene() -> None:
        tab = Tab(server.url, "in=book&f=identity&fh=2&fw=4&pad=0")
        await tab.open()
        before, part = tab.widget(HEIGHT), tab.fragment_of(tab.widget(HEIGHT))
        tab.set(HEIGHT, 2)  # a browser says what all widgets show
        await tab.change("Input", "Photo: rocket")
        assert tab.widget(HEIGHT).id != before.id
        late = tab.rerun_message()
        late.rerun_script.widget_states.widgets.append(height(before.id, value))
        late.rerun_script.fragment_id = part
        await tab.ask(late)
        await tab.quiet(0.5)
        assert f"fh={value}" in tab.query
        assert tab.value(HEIGHT) == value
        assert_unharmed(tab)
        await tab.close()

    play(scene())


def test_what_a_slider_was_told_is_not_taken_for_a_move(server):
    async def scene() -> None:
        tab = Tab(server.url, "in=book&f=identity&fh=2&fw=4&pad=0")
        await tab.open()
        before, part = tab.widget(HEIGHT), tab.fragment_of(tab.widget(HEIGHT))
        tab.set(HEIGHT, 2)  # a browser says what all widgets show
        await tab.rerun()
        for query in ("in=book&f=identity&fw=4&pad=0", "in=rocket&f=identity&fh=2&fw=4&pad=0"):
            tab.query = query
            tab.states[before.id] = height(before.id, 2)  # what the browser still shows
            back = tab.rerun_message()
            back.rerun_script.is_history_navigation = True
            await tab.ask(back)  # the server puts 3 there, and then 2 where other bounds are
        assert tab.widget(HEIGHT).id != before.id
        late = tab.rerun_message()
        late.rerun_script.widget_states.widgets.append(height(before.id, 3))
        late.rerun_script.fragment_id = part
        await tab.ask(late)
        await tab.quiet(0.5)
        assert "fh=2" in tab.query
        assert tab.value(HEIGHT) == 2
        await tab.close()

    play(scene())


def test_a_slider_that_says_nothing_is_not_moved(server):
    async def scene() -> None:
        tab = Tab(server.url, "in=book&f=identity&fh=2&fw=4&pad=0")
        await tab.open()
        before, part = tab.widget(HEIGHT), tab.fragment_of(tab.widget(HEIGHT))
        tab.set(HEIGHT, 2)
        await tab.change("Input", "Photo: rocket")
        late = tab.rerun_message()
        late.rerun_script.widget_states.widgets.append(height(before.id))
        late.rerun_script.fragment_id = part
        await tab.ask(late)
        await tab.change("Stride", 2)
        assert "fh=2" in tab.query
        assert "stride=2" in tab.query
        assert_unharmed(tab)
        await tab.close()

    play(scene())


def height(slider: str, *values: int) -> WidgetState:
    state = WidgetState(id=slider)
    state.double_array_value.data[:] = values
    return state


@pytest.mark.parametrize("late", [0, 0.005, 0.01, 0.1])
@pytest.mark.parametrize("alike", [False, True])
def test_a_picture_is_chosen_though_its_choice_goes_as_the_stage_comes_to_rest(server, late, alike):
    """The run that draws the picture leaves ``How`` out, and so the next one knows nothing of it.

    With `alike` the browser has gathered both changes before it sends the first message.
    """

    async def scene() -> None:
        tab = Tab(server.url, "in=book&f=book&pad=0&view=pixel")
        await tab.open()
        await tab.go("backward")
        for label in ("Picture", "How"):
            tab.set(label, as_told(tab.value(label)))  # a browser says what all widgets show
        await tab.ask(settled(tab, step=1))
        tab.set("Picture", "Matrix")
        word = settled(tab, step=3) if alike else None
        chosen = tab.rerun_message()
        chosen.rerun_script.fragment_id = tab.fragment_of(tab.widget("Picture"))
        await tab.send(chosen)
        await asyncio.sleep(late)
        await tab.send(word or settled(tab, step=3))
        await tab.quiet(0.5)
        assert "view=db" in tab.query
        assert tab.value("Picture") == ["Matrix"]
        await tab.close()

    play(scene())


def as_told(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value
