"""A real server and a real Chromium for the browser tests.

Fixtures: `serve` starts servers, `app_url` is one shared by many tests, `cold_server` one that
nobody has visited, `page` a visitor at 1280x720, `open_context` any other visitor, `tab` a page
that stays open from test to test. A test fails when a visitor's browser reaches for another host or
meets an uncaught error.
"""

import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from scripts.chromium import HOW_TO_GET_ONE, find_chromium
from tests.browser.grid_page import APP as GRID_APP
from tests.browser.servers import Servers

HERE = Path(__file__).resolve().parent
FAILURES = HERE / "failures"
PATIENCE = 15_000  # ms; two cores may be busy with something else as well
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # a page that reaches for another host finds nobody
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
OWN_HOSTS = ("localhost", "127.0.0.1")
INSIDE_THE_BROWSER = ("data", "blob", "about", "file")

_outcome = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _is_here(item):
            item.add_marker(pytest.mark.browser)
    # last, because Playwright's event loop stays in this thread, and asyncio wants a free one
    items.sort(key=_is_here)


def _is_here(item: pytest.Item) -> bool:
    return HERE in item.path.parents


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_outcome] = report.passed
    return report


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Start servers: ``serve("app.py", **{"server.maxUploadSize": 1})`` is the address of one."""
    servers = Servers(tmp_path_factory.mktemp("servers"))
    yield servers
    servers.stop_all()


@pytest.fixture(scope="session")
def app_url(serve: Servers) -> str:
    """Address of the app as ``make run`` starts it, on a server that other tests visit too."""
    return serve("serve.py")


@pytest.fixture(scope="session")
def grid_url(serve: Servers) -> str:
    """Address of the page of the number grid."""
    return serve(GRID_APP)


@pytest.fixture
def cold_server(serve: Servers) -> Iterator[str]:
    """Address of the app as Streamlit runs it by itself, on a server that has seen no visitor."""
    url = serve("app.py")
    yield url
    serve.stop(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        if os.environ.get("CI") or os.environ.get("CONVLAB_NEED_BROWSER"):
            pytest.fail(HOW_TO_GET_ONE, pytrace=False)
        pytest.skip(HOW_TO_GET_ONE)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_context(
    browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Open a fresh visitor: ``open_context(locale="ja-JP", color_scheme="dark").new_page()``.

    Takes what Playwright's ``new_context`` takes; 1280x720, en-US and without movement
    unless told otherwise.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(**wishes: Any) -> BrowserContext:
        contexts.append(new_visitor(browser, complaints, **wishes))
        return contexts[-1]

    yield open_one
    if complaints or not request.node.stash.get(_outcome, False):
        _photograph(request.node, contexts)
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A blank tab of a fresh visitor: 1280x720, English."""
    return open_context().new_page()


@dataclass
class KeptTab:
    """The page of `tab`, and what has been complained of since the test began."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)
    page: Page | None = None

    def take(self) -> Page:
        if self.page is None:
            self.page = new_visitor(self.browser, self.complaints).new_page()
        else:
            # as a visitor who has just come: nothing has the focus, nothing is pointed at
            self.page.mouse.move(0, 0)
            self.page.evaluate("document.activeElement?.blur()")
        return self.page

    def close(self) -> None:
        if self.page:
            self.page.context.close()
        self.page = None
        self.complaints.clear()


@pytest.fixture(scope="session")
def kept_tab(browser: Browser) -> Iterator[KeptTab]:
    kept = KeptTab(browser)
    yield kept
    kept.close()


@pytest.fixture
def tab(kept_tab: KeptTab, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab as `page`, which tests share: `open_stage` goes to its lesson without loading the app.

    For what depends on the link alone. A test that begins as a visitor does, leaves anything behind
    beside the address (an unfolded part, a window of another size) or hears the console takes
    `page`.
    """
    page = kept_tab.take()
    yield page
    complaints = list(kept_tab.complaints)
    if complaints or not request.node.stash.get(_outcome, False):
        _photograph(request.node, [page.context])
        kept_tab.close()
    assert not complaints, "\n".join(complaints)


def new_visitor(browser: Browser, complaints: list[str], **wishes: Any) -> BrowserContext:
    """A visitor who has never been here, and is watched."""
    # nothing glides: what a step makes is there at once, and no test waits for it
    usual = {
        "viewport": {"width": 1280, "height": 720}, "locale": "en-US", "reduced_motion": "reduce",
    }  # fmt: skip
    context = browser.new_context(**{**usual, **wishes})
    context.set_default_timeout(PATIENCE)
    watch(context, complaints)
    return context


def watch(context: BrowserContext, complaints: list[str]) -> None:
    """Note every request that leaves the server's host, and every uncaught error."""

    def stay_home(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in INSIDE_THE_BROWSER and parts.hostname not in OWN_HOSTS:
            complaints.append(f"the page asked another host: {url}")

    context.on("request", lambda request: stay_home(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: stay_home(socket.url)))
    context.on("weberror", lambda uncaught: complaints.append(f"uncaught: {uncaught.error}"))


def _photograph(test: pytest.Item, contexts: list[BrowserContext]) -> None:
    FAILURES.mkdir(exist_ok=True)
    name = re.sub(r"[^\w.-]+", "_", test.nodeid.removeprefix("tests/browser/"))
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages):
        # a browser that crashed has no picture, and its error is already reported
        with suppress(Error):
            page.screenshot(path=FAILURES / f"{name}-{number}.png")
