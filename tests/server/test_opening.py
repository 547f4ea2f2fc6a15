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


def test_a_picture_that_is_chosen_brings_its_code_and_what_was_there_stays(server):
    whole: list[bool] = []

    def note(data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            whole.append(not message.metadata.run.fragment_ids)

    def pictures(tab: Tab) -> set[str]:
        names = (getattr(one, "component_name", "") for one in tab.elements.values())
        return {name.removeprefix("conv_lab_stage_") for name in names if "_stage_" in name}

    async def scene() -> None:
        tab = Tab(server.url, watch=note)
        await tab.open()
        await tab.go("backward")
        had = pictures(tab)
        assert had == {"code", "SlideScene", "BackwardSteps"}
        whole.clear()
        for picture, brought in (("col2im", "BackwardFold"), ("Learn", "BackwardLearn")):
            await tab.change("Picture", picture)
            had |= {brought}
            assert pictures(tab) == had
        await tab.change("Picture", "Steps")
        assert pictures(tab) == had
        assert not any(whole)
        assert_unharmed(tab)
        await tab.close()

    play(scene())
