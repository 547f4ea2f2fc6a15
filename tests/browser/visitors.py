"""Visitors of the browser tests: each is nobody known, none is a browser from scratch."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE = 15_000  # ms; two cores may be busy with something else as well
OWN_HOSTS = ("localhost", "127.0.0.1")
INSIDE_THE_BROWSER = ("data", "blob", "about", "file")
AT_REST = 3  # contexts that wait for the next test; each is a process
# nothing glides: what a step makes is there at once, and no test waits for it
USUAL = {
    "viewport": {"width": 1280, "height": 720}, "locale": "en-US", "reduced_motion": "reduce",
}  # fmt: skip


class Visitor:
    """A browser context of its own, what its guard noted, and a tab that no test sees.

    What a browser has compiled of a site is kept as long as a tab shows the site. With one that
    stays, a visit of the app takes a third less of a processor.
    """

    def __init__(self, browser: Browser, site: str, wishes: dict[str, Any]) -> None:
        self.wishes = wishes
        self.complaints: list[str] = []
        self.context = browser.new_context(**wishes)
        self.context.set_default_timeout(PATIENCE)
        self._tab = self.context.new_page()
        self._tab.goto(f"{site}/_stcore/health")
        self._storage = self.context.new_cdp_session(self._tab)
        watch(self.context, self.complaints)

    @property
    def pages(self) -> list[Page]:
        """The tabs of the test."""
        return [page for page in self.context.pages if page != self._tab]

    def forget(self) -> None:
        """Be a stranger to every server again."""
        for page in self.pages:
            page.close()
        self.context.set_offline(False)
        everything = {"origin": "*", "storageTypes": "cookies,local_storage,indexeddb"}
        self._storage.send("Storage.clearDataForOrigin", everything)
        self.complaints.clear()


class Visitors:
    """Lends visitors to tests, and takes them back as strangers."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser, self._site = browser, site
        self._at_rest: list[Visitor] = []

    def lend(self, **wishes: Any) -> Visitor:
        """One that opens pages as Playwright's ``new_context(**wishes)`` does."""
        wanted = {**USUAL, **wishes}
        for visitor in self._at_rest:
            if visitor.wishes == wanted:
                self._at_rest.remove(visitor)
                return visitor
        return Visitor(self._browser, self._site, wanted)

    def take_back(self, visitor: Visitor) -> None:
        visitor.forget()
        self._at_rest.append(visitor)
        if len(self._at_rest) > AT_REST:
            self._at_rest.pop(0).context.close()


class KeptTab:
    """A tab that tests share, and what was complained of in it."""

    def __init__(self, visitors: Visitors, **wishes: Any) -> None:
        self._visitors, self._wishes = visitors, wishes
        self._visitor: Visitor | None = None
        self._page: Page | None = None

    @property
    def complaints(self) -> list[str]:
        return self._visitor.complaints if self._visitor else []

    def take(self) -> Page:
        if self._visitor is None or self._page is None:
            self._visitor = self._visitors.lend(**self._wishes)
            self._page = self._visitor.context.new_page()
        else:
            # as a visitor who has just come: nothing has the focus, nothing is pointed at
            self._page.mouse.move(0, 0)
            self._page.emulate_media(color_scheme="light")
            self._page.evaluate("document.activeElement?.blur()")
        return self._page

    def close(self) -> None:
        if self._visitor:
            self._visitor.context.close()
        self._visitor = self._page = None


def watch(context: BrowserContext, complaints: list[str]) -> None:
    """Note every request that leaves the server's host, and every uncaught error."""

    def stay_home(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in INSIDE_THE_BROWSER and parts.hostname not in OWN_HOSTS:
            complaints.append(f"the page asked another host: {url}")

    context.on("request", lambda request: stay_home(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: stay_home(socket.url)))
    context.on("weberror", lambda uncaught: complaints.append(f"uncaught: {uncaught.error}"))
