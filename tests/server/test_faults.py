"""What goes wrong in a classroom: networks, servers, impatient hands, and thirty at once."""

import asyncio
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from benchmarks.canary import canaries, canary_name, canary_png
from benchmarks.classroom import Plan, lesson
from benchmarks.server import Server
from benchmarks.tab import Tab
from lesson.vocabulary import vocabulary
from tests.server.conftest import assert_unharmed, play

CUTS = 15
TABS = 140  # Streamlit keeps 128 sessions unless it is told otherwise
WORDS = vocabulary("en")


def noise_png(side: int) -> bytes:
    """A picture that no link can hold."""
    file = BytesIO()
    pixels = np.random.default_rng(side).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def test_a_connection_cut_again_and_again_loses_nothing(server):
    async def scene() -> None:
        tab = Tab(server.url)
        await tab.open()
        await tab.upload("Upload an image", "mine.png", noise_png(64))
        await tab.change("Colour", "RGB")
        await tab.change("Stride", 2)
        session = tab.session_id
        for cut in range(CUTS):
            if cut % 3 == 0:  # in the middle of a run
                tab.set("Padding", cut % 4)
                await tab.send(tab.rerun_message())
            tab.cut()
            tab.query = "stride=2"  # what a browser keeps does not hold the picture
            await tab.come_back()
            assert tab.session_id == session
        assert tab.value("Input") == "My picture"
        assert tab.value("Stride") == 2
        assert tab.value("Padding") == 12 % 4
        assert WORDS("notes.picture_missing") not in tab.texts()
        assert_unharmed(tab)
        await tab.close()

    play(scene())


def test_a_whole_school_dropped_at_once_finds_everything_again(server):
    async def scene() -> None:
        tabs = [Tab(server.url) for _ in range(TABS)]
        await tabs[0].open()
        for tab in tabs[3:]:  # sessions are kept alike on all pages, and this one costs least
            tab.script = tabs[0].pages["practice"]
        for some in range(0, TABS, 20):
            opened = tabs[max(some, 1) : some + 20]
            await asyncio.gather(*(tab.open() for tab in opened))
        for number, tab in enumerate(tabs[:3]):
            await tab.change("Stride", number + 1)
        sessions = [tab.session_id for tab in tabs]
        assert len(set(sessions)) == TABS
        for tab in tabs:
            tab.cut()
        await asyncio.gather(*(tab.gone() for tab in tabs))
        for some in range(0, TABS, 20):
            await asyncio.gather(*(tab.come_back() for tab in tabs[some : some + 20]))
        assert [tab.session_id for tab in tabs] == sessions
        assert [tab.value("Stride") for tab in tabs[:3]] == [1, 2, 3]
        await asyncio.gather(*(tab.close() for tab in tabs))

    play(scene())


@pytest.mark.parametrize("side", [28, 64], ids=["small picture", "large picture"])
def test_a_server_that_restarts_costs_at_most_the_picture(side):
    async def scene(server: Server) -> Tab:
        tab = Tab(server.url)
        await tab.open()
        await tab.upload("Upload an image", "mine.png", noise_png(side))
        await tab.change("Colour", "RGB" if side == 64 else "Grey")
        await tab.change("Stage size", side)
        await tab.change("Stride", 3)
        server.stop()
        await tab.gone()
        server.start()
        await tab.come_back()
        assert len(set(tab.sessions)) == 2
        assert tab.value("Stride") == 3
        assert_unharmed(tab)
        await tab.close()
        return tab

    with Server() as server:
        tab = play(scene(server))
    missing = WORDS("notes.picture_missing") in tab.texts()
    assert missing == (side == 64)
    assert (tab.value("Input") == "My picture") == (side == 28)


def test_of_many_quick_moves_the_last_one_wins_and_they_do_not_pile_up(server):
    async def scene() -> None:
        tab = Tab(server.url)
        await tab.open()
        before = len(tab.sessions)
        moves = [1, 2, 3, 4] * 15 + [3]
        for value in moves:
            tab.set("Stride", value)
            await tab.send(tab.rerun_message())
        async with asyncio.timeout(20):
            while tab.value("Stride") != 3 or "stride=3" not in tab.query:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        assert tab.value("Stride") == 3
        assert len(tab.sessions) - before < len(moves) / 2
        assert_unharmed(tab)
        await tab.close()

    play(scene())


def test_nobody_meets_the_picture_of_another(server):
    seen = play(lesson(Plan(server.url, students=8, seconds=2, think=(0.1, 0.3)), [server]))
    assert (seen["own canaries"], seen["foreign canaries"], seen["errors"]) == (8, 0, {})


def test_the_watch_for_foreign_pictures_sees_them(server):
    async def scene() -> set[int]:
        met: set[int] = set()
        tab = Tab(server.url, watch=lambda data: met.update(canaries(data)))
        await tab.open()
        await tab.upload("Upload an image", canary_name(7), canary_png(1234))
        await tab.close()
        return met

    assert 1234 in play(scene())
