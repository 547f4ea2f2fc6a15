"""Pictures handed in for the batch: what was there stays, what has no room is named."""

import numpy as np
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.canary import canary_png
from benchmarks.tab import Tab
from lesson.link.arrays import encode_array
from lesson.vocabulary import vocabulary
from tests.hostile.wire import invented_file
from tests.server.conftest import assert_unharmed, play

UPLOADER = "Upload more images"
WORDS = vocabulary("en")
LINKED = "upload." + encode_array(np.ones((1, 4, 4)))


async def arrive(server, query: str) -> Tab:
    tab = Tab(server.url, query)
    await tab.open()
    await tab.go("matmul")
    return tab


async def hold(tab: Tab, *numbers: int) -> None:
    """Have these pictures in the uploader, and no others."""
    state = WidgetState(id=tab.widget(UPLOADER).id)
    for number in numbers:
        name, data = f"{number}.png", canary_png(number)
        place = (await tab.places([name]))[0]
        assert (await tab.put(place.upload_url, name, data)).status == 204
        state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(data), file_id=place.file_id, file_urls=place
        )
    tab.states[state.id] = state
    await tab.rerun()


def test_a_file_that_is_gone_leaves_the_batch_without_it(server):
    async def scene() -> None:
        tab = await arrive(server, "in=cat&size=4")
        await hold(tab, 1)
        assert "more=upload." in tab.query
        name = tab.widget(UPLOADER).id
        tab.states[name] = invented_file(name)
        await tab.rerun()
        assert_unharmed(tab)
        assert "more" not in tab.query
        await tab.close()

    play(scene())


def test_pictures_of_the_link_stay_when_files_come_and_go(server):
    async def scene() -> None:
        tab = await arrive(server, f"in=cat&size=4&more={LINKED}~brick")
        await hold(tab, 2)
        assert tab.query.count("upload.") == 2
        assert LINKED in tab.query
        assert "brick" in tab.query
        await hold(tab)
        assert tab.query.count("upload.") == 1
        assert LINKED in tab.query
        assert_unharmed(tab)
        await tab.close()

    play(scene())


def test_pictures_without_room_are_counted(server):
    async def scene() -> None:
        tab = await arrive(server, "in=cat&size=4&more=brick")
        await hold(tab, 1, 2, 3)
        assert tab.query.count("upload.") == 2
        assert WORDS("notes.batch_full", most=4, left=1) in tab.texts()
        assert_unharmed(tab)
        await tab.close()

    play(scene())
