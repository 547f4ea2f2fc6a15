"""Visitors of the browser tests: a browser's memory is kept warm, what a visitor leaves is not.

Two thirds of what a page costs in a new browser is reading and compiling Streamlit's own code. So
a visitor's context is handed on, empty, to the next test that wishes for the same one, and a blank
tab of the same site keeps its process, and the code in it, alive (`KEEPS_A_PROCESS`).
"""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

KEEPS_A_PROCESS = "--process-per-site"
OWN_HOSTS = ("localhost", "127.0.0.1")
INSIDE_THE_BROWSER = ("data", "blob", "about", "file")
USUAL = {
    "viewport": {"width": 1280, "height": 720},
    "locale": "en-US",
    # nothing glides: what a step makes is there at once, and no test waits for it
    "reduced_motion": "reduce",
}
MOST_AT_REST = 6  # each holds a process of some 100 MB
PATIENCE = 15_000  # ms; two cores may be busy with something else as well


class Visitor:
    """A browser context, what its pages did wrong, and where they may have left something.

    Attributes
    ----------
    context : BrowserContext
        What a test gets.
    complaints : list of str
        A sentence for each request to another host and each uncaught error.
    """

    def __init__(self, browser: Browser, wishes: dict[str, Any]) -> None:
        self.wishes = wishes
        self.complaints: list[str] = []
        self._origins: set[str] = set()
        self.context = browser.new_context(**wishes)
        self.context.set_default_timeout(PATIENCE)
        self._keeper = self.context.new_page()
        self._keeper.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
        self._keeper.goto("http://localhost/")
        self._watch()

    @property
    def pages(self) -> list[Page]:
        """The tabs that a test has opened."""
        return [page for page in self.context.pages if page is not self._keeper]

    def leave(self) -> None:
        """Close the tabs; what they kept in the browser is gone, its cache of files stays."""
        for page in self.pages:
            page.close()
        self.context.set_offline(False)
        self.context.clear_cookies()
        devtools = self.context.new_cdp_session(self._keeper)
        for origin in self._origins:
            devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        devtools.detach()
        self._origins.clear()

    def _watch(self) -> None:
        self.context.on("request", lambda request: self._stay_home(request.url))
        self.context.on(
            "page",
            lambda page: page.on("websocket", lambda socket: self._stay_home(socket.url)),
        )
        self.context.on(
            "weberror", lambda uncaught: self.complaints.append(f"uncaught: {uncaught.error}")
        )

    def _stay_home(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in INSIDE_THE_BROWSER:
            return
        self._origins.add(f"{parts.scheme}://{parts.netloc}")
        if parts.hostname not in OWN_HOSTS:
            self.complaints.append(f"the page asked another host: {url}")


class Visitors:
    """All visitors of one browser, those at rest among them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._at_rest: list[Visitor] = []

    def come(self, wishes: dict[str, Any]) -> Visitor:
        """Give a visitor who has never been here, with the wishes of `new_context`."""
        wishes = {**USUAL, **wishes}
        for visitor in self._at_rest:
            if visitor.wishes == wishes:
                self._at_rest.remove(visitor)
                return visitor
        return Visitor(self._browser, wishes)

    def go(self, visitor: Visitor, well: bool) -> None:
        """Take a visitor back; who met a fault is not handed on."""
        if not well:
            visitor.context.close()
            return
        visitor.leave()
        self._at_rest.append(visitor)
        if len(self._at_rest) > MOST_AT_REST:
            self._at_rest.pop(0).context.close()
