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
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from scripts.chromium import HOW_TO_GET_ONE, find_chromium
from tests.browser.grid_page import APP as GRID_APP
from tests.browser.other_site import OtherSite, other_site_in
from tests.browser.servers import Servers
from tests.browser.visitors import PATIENCE, KeptTab, Visitor, Visitors
from ui.page.embedding import EMBED

HERE = Path(__file__).resolve().parent
LONG_WALKS = {"test_class", "test_everybody", "test_photo_large", "test_takeaway", "test_tours"}
FAILURES = HERE / "failures"
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

_outcome = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _is_here(item):
            item.add_marker(pytest.mark.browser)
    # last, because Playwright's event loop stays in this thread, and asyncio wants a free one;
    # among them the long walks come first, or one processor would wait for the last of them
    items.sort(key=lambda item: (_is_here(item), item.path.stem not in LONG_WALKS))


def _is_here(item: pytest.Item) -> bool:
    return item.path.is_relative_to(HERE)


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
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherSite]:
    """A page of somebody else, whom the app at `app_url` may be shown by."""
    with other_site_in(tmp_path_factory.mktemp("other_site")) as site:
        yield site


@pytest.fixture(scope="session")
def app_url(serve: Servers, other_site: OtherSite) -> str:
    """Address of the app as ``make run`` starts it, on a server that other tests visit too."""
    return serve("serve.py", environment={EMBED: other_site.url})


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


@pytest.fixture(scope="session")
def visitors(browser: Browser, app_url: str) -> Visitors:
    return Visitors(browser, app_url)


@pytest.fixture
def open_context(
    visitors: Visitors, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Open a fresh visitor: ``open_context(locale="ja-JP", color_scheme="dark").new_page()``.

    Takes what Playwright's ``new_context`` takes; 1280x720, en-US and without movement
    unless told otherwise.
    """
    lent: list[Visitor] = []

    def open_one(**wishes: Any) -> BrowserContext:
        lent.append(visitors.lend(**wishes))
        return lent[-1].context

    yield open_one
    complaints = [one for visitor in lent for one in visitor.complaints]
    if complaints or not request.node.stash.get(_outcome, False):
        _photograph(request.node, [page for visitor in lent for page in visitor.pages])
        for visitor in lent:  # after a fault nobody goes on with the same browser
            visitor.context.close()
    else:
        for visitor in lent:
            visitors.take_back(visitor)
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A blank tab of a fresh visitor: 1280x720, English."""
    return open_context().new_page()


@pytest.fixture(scope="session")
def kept_tab(visitors: Visitors) -> KeptTab:
    return KeptTab(visitors)


@pytest.fixture
def tab(kept_tab: KeptTab, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab as `page`, which tests share: `open_stage` goes to its lesson without loading the app.

    For what depends on the link alone. A test that begins as a visitor does, leaves anything behind
    beside the address (an unfolded part, a window of another size) or hears the console takes
    `page`.
    """
    yield from _share(kept_tab, request)


@pytest.fixture(scope="session")
def kept_grid_tab(visitors: Visitors) -> KeptTab:
    return KeptTab(visitors, permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def grid_tab(kept_grid_tab: KeptTab, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab that the tests of the number grid share: `open_grid` begins with untouched numbers."""
    yield from _share(kept_grid_tab, request)


def _share(kept: KeptTab, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = kept.take()
    yield page
    complaints = list(kept.complaints)
    if complaints or not request.node.stash.get(_outcome, False):
        _photograph(request.node, [page])
        kept.close()
    assert not complaints, "\n".join(complaints)


def _photograph(test: pytest.Item, pages: list[Page]) -> None:
    FAILURES.mkdir(exist_ok=True)
    name = re.sub(r"[^\w.-]+", "_", test.nodeid.removeprefix("tests/browser/"))
    for number, page in enumerate(pages):
        # a browser that crashed has no picture, and its error is already reported
        with suppress(Error):
            page.screenshot(path=FAILURES / f"{name}-{number}.png")
