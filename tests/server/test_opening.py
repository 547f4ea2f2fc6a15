"""An opened page shows its picture first."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.tab import Tab
from tests.server.conftest import assert_unharmed, play
from ui.lessons import PAGES

SIDE_BAR = 1  # the first number of a delta's path


@pytest.mark.parametrize("page", [page.address for page in PAGES.values() if page.views])
def test_the_stage_comes_before_the_controls_and_the_room_for_them_before_the_stage(server, page):
    drawn: list[str] = []

    def note(data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind or message.ref_hash:  # what the browser has is only named
            id_ = getattr(getattr(element, kind), "id", "") if kind else ""
            place = "side bar" if message.metadata.delta_path[0] == SIDE_BAR else "page"
            drawn.append("stage" if id_.endswith("-stage") else place)

    async def scene() -> None:
        tab = Tab(server.url, watch=note)
        await tab.open()
        if page:
            drawn.clear()
            await tab.go(page)
        stage = drawn.index("stage")
        before, after = drawn[:stage], drawn[stage:]
        assert before.count("side bar") == 1
        assert after.count("side bar") > 10
        assert_unharmed(tab)
        await tab.close()

    play(scene())
