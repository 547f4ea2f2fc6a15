"""A step at rest runs the page below its heading; what the side bar shows too runs all of it."""

import json

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.tab import Tab
from tests.server.conftest import assert_unharmed, play

SIDE_BAR = 1  # the first number of a delta's path


class Listener(Tab):
    """A tab that notes what is drawn, and asks as a component within a fragment does."""

    def __init__(self, base: str, query: str) -> None:
        super().__init__(base, query, watch=self._note)
        self.drawn: list[int] = []
        self.fragment = ""

    def _note(self, data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        if message.metadata.delta_path:
            self.drawn.append(message.metadata.delta_path[0])
        if message.WhichOneof("type") == "delta" and message.delta.fragment_id:
            self.fragment = message.delta.fragment_id

    async def settle(self, step: int, filter_: int = 0) -> None:
        stage = json.dumps({"settled": {"step": step, "filter": filter_}})
        state = WidgetState(id=self.component("stage").id, json_value=stage)
        self.states[state.id] = state
        self.drawn.clear()
        message = self.rerun_message()
        message.rerun_script.fragment_id = self.fragment
        await self.ask(message)
        await self.quiet()


@pytest.mark.parametrize("page", ["", "matmul", "backward"])
def test_a_step_at_rest_leaves_the_side_bar_alone(server, page):
    async def scene() -> None:
        tab = Listener(server.url, "f=identity~box")
        await tab.open()
        await tab.go(page)
        await tab.settle(33)
        assert "step=33" in tab.query
        assert tab.drawn
        assert SIDE_BAR not in tab.drawn
        assert_unharmed(tab)
        await tab.close()

    play(scene())


@pytest.mark.parametrize("page", ["", "matmul", "backward"])
def test_another_filter_reaches_the_side_bar(server, page):
    async def scene() -> None:
        tab = Listener(server.url, "f=identity~box")
        await tab.open()
        await tab.go(page)
        await tab.settle(7, filter_=1)
        assert "filter=1" in tab.query
        assert SIDE_BAR in tab.drawn
        assert tab.value("Preset") == "Box blur"
        assert_unharmed(tab)
        await tab.close()

    play(scene())
