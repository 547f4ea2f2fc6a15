"""The server takes what a browser says of its first picture, and nothing else at that address."""

import asyncio
import time

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.tab import Tab
from tests.server.conftest import assert_unharmed, play
from ui.lessons import PAGES


def test_the_controls_come_as_soon_as_the_browser_says_that_it_shows_the_picture(server):
    async def scene() -> None:
        tab = Tab(server.url)
        run = await tab.open()
        assert run.seconds - run.picture < 1
        assert tab.widget("Padding")
        assert_unharmed(tab)
        await tab.close()

    play(scene())


def test_the_controls_come_without_a_word_of_the_browser_too(server, monkeypatch):
    monkeypatch.setattr(Tab, "_tell_seen", lambda self: None)

    async def scene() -> None:
        tab = Tab(server.url)
        run = await tab.open()
        assert run.seconds > 1.4
        assert tab.widget("Padding")
        started = time.perf_counter()
        await tab.go("matmul")  # once in a visit
        assert time.perf_counter() - started < 1.4
        assert_unharmed(tab)
        await tab.close()

    play(scene())


ONE_PAGE_OF_EACH = {page.picture: page.address for page in PAGES.values() if page.picture}
"""Picture -> a page that is about it."""


@pytest.mark.parametrize(("picture", "page"), ONE_PAGE_OF_EACH.items())
def test_nothing_follows_the_picture_until_the_browser_has_spoken(
    server, monkeypatch, picture, page
):
    monkeypatch.setattr(Tab, "_tell_seen", lambda self: None)
    drawn: list[tuple[float, str]] = []

    def note(data: bytes) -> None:
        element = ForwardMsg.FromString(data).delta.new_element
        kind = element.WhichOneof("type")
        if kind:
            drawn.append((time.perf_counter(), getattr(getattr(element, kind), "id", "")))

    async def scene() -> None:
        other, tab = Tab(server.url), Tab(server.url, watch=note)
        await other.open()
        await other.close()
        tab.script = other.pages[page]
        await tab.open()
        shown = next(at for at, id_ in drawn if id_.endswith(f"-{picture}"))
        later = [at - shown for at, _ in drawn if at > shown]
        assert len(later) > 20
        assert later[0] > 1
        assert_unharmed(tab, picture)
        await tab.close()

    play(scene())


@pytest.mark.parametrize("path", ["/seen/", "/seen/nobody", "/school/seen/nobody", "/seen/%00"])
def test_a_token_that_nobody_waits_for_is_taken_silently(server, path):
    answer = asyncio.run(Tab(server.url).http.ask("POST", path, b"x" * 10_000))
    assert (answer.status, answer.body) == (204, b"")


@pytest.mark.parametrize(("method", "path"), [("GET", "/seen/x"), ("POST", "/seen/x/y")])
def test_everything_else_is_not_for_it(server, method, path):
    answer = asyncio.run(Tab(server.url).http.ask(method, path))
    assert answer.status != 204


def test_a_tab_that_outlives_its_server_waits_for_nothing(server, monkeypatch):
    """It has its picture, and who touches a control now shall not see it go back later."""

    async def scene() -> None:
        old, tab = Tab(server.url), Tab(server.url)
        await old.open()
        await old.close()
        monkeypatch.setattr(Tab, "_tell_seen", lambda self: None)
        message = old.rerun_message()
        assert message.rerun_script.cached_message_hashes
        await tab.connect()
        run = await tab.ask(message)
        assert run.seconds < 1.2
        assert tab.widget("Padding")
        await tab.close()

    play(scene())
