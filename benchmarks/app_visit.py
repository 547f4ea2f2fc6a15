"""One visit of a real browser to a page of the app, measured from inside the page."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

# Shadow roots are open, so what a component shows can be found; a mark is what changes with the
# picture.
_INSIDE = """
(() => {
  const deep = (root, test) => {
    for (const element of root.querySelectorAll("*")) {
      if (test(element)) return element;
      const found = element.shadowRoot && deep(element.shadowRoot, test);
      if (found) return found;
    }
    return null;
  };
  const names = ["stage", "viewer"];
  const drawn = (e) => names.includes(e.dataset?.testid) && e.querySelector("canvas")?.width > 300;
  const shown = () => deep(document, drawn);
  const label = (e) => e.querySelector("canvas").getAttribute("aria-label");
  const mark = (e) => e && (e.dataset.work ?? `${label(e)} ${e.dataset.steps}`);
  window.lab = { first: null };
  const open = () => {
    if (!shown()) return requestAnimationFrame(open);
    // told by the page itself: from outside one would wait for what it does next
    requestAnimationFrame(() => (window.lab.first = performance.now()));
  };
  requestAnimationFrame(open);
  addEventListener("keydown", () => {
    const before = mark(shown());
    const at = performance.now();
    window.lab.took = null;
    const look = () => {
      if (mark(shown()) === before) return requestAnimationFrame(look);
      // drawn in this frame, on screen with the next
      requestAnimationFrame(() => (window.lab.took = performance.now() - at));
    };
    requestAnimationFrame(look);
  }, true);
  window.lab.film = (ms) => new Promise((done) => {
    const gaps = [];
    let last = performance.now();
    const end = last + ms;
    const tick = (now) => {
      gaps.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(tick);
      else done(gaps.slice(1));
    };
    requestAnimationFrame(tick);
  });
})()
"""


@dataclass
class Traffic:
    """Bytes and messages of one tab.

    Attributes
    ----------
    files, wire : int
        Bytes of files, uncompressed, and of files with their headers as they came.
    received : int
        Bytes of messages of the app.
    asked : int
        Messages to the app.
    """

    files: int = 0
    wire: int = 0
    received: int = 0
    asked: int = 0


class Visit:
    """A fresh visitor at a page.

    Parameters
    ----------
    browser : Browser
    url : str
        Address of the server.
    path : str
        Page and lesson.
    """

    def __init__(self, browser: Browser, url: str, path: str) -> None:
        self._context = browser.new_context(
            viewport={"width": 1280, "height": 720},
            locale="en-US",
            bypass_csp=True,  # the page is asked by scripts of this benchmark
        )
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(60_000)
        self.traffic = Traffic()
        self._listen(self._context.new_cdp_session(self.page))
        self.page.add_init_script(_INSIDE)
        self.page.goto(url + path, wait_until="commit")
        self.page.wait_for_function("window.lab?.first", polling=20)
        self.first_picture = float(self.page.evaluate("window.lab.first"))
        self.page.wait_for_timeout(1500)
        self.first = Traffic(**vars(self.traffic))

    def _listen(self, session: CDPSession) -> None:
        local: set[str] = set()  # a component's code is a blob, which came as a message

        def asked(event: dict[str, Any]) -> None:
            if not event["request"]["url"].startswith("http"):
                local.add(event["requestId"])

        def arrived(event: dict[str, Any]) -> None:
            if event["requestId"] not in local:
                self.traffic.files += int(event["dataLength"])

        def finished(event: dict[str, Any]) -> None:
            self.traffic.wire += int(event["encodedDataLength"])

        def received(event: dict[str, Any]) -> None:
            frame = event["response"]
            text = frame["payloadData"]
            self.traffic.received += (
                len(base64.b64decode(text)) if frame["opcode"] == 2 else len(text)
            )

        def sent(event: dict[str, Any]) -> None:
            self.traffic.asked += 1

        session.send("Network.enable")
        session.on("Network.requestWillBeSent", asked)
        session.on("Network.dataReceived", arrived)
        session.on("Network.loadingFinished", finished)
        session.on("Network.webSocketFrameReceived", received)
        session.on("Network.webSocketFrameSent", sent)

    def press(self, slider: str, key: str) -> float:
        """Press a key on a slider; ms from there until another picture is on screen."""
        focus_slider(self.page, slider)
        self.page.keyboard.press(key)
        self.page.wait_for_function("window.lab.took !== null", polling=20)
        return float(self.page.evaluate("window.lab.took"))

    def film(self, seconds: float, pace: str) -> tuple[float, float, float]:
        """Play the stage: frames a second; in ms, what 95 % of gaps stay below, and the longest."""
        stage = self.page.get_by_test_id("stage")
        stage.get_by_role("combobox").select_option(pace)
        if stage.get_attribute("data-playing") != "true":
            stage.get_by_role("button", name="Play").click()
        gaps = sorted(self.page.evaluate("(ms) => window.lab.film(ms)", seconds * 1000))
        return 1000 * len(gaps) / sum(gaps), gaps[int(len(gaps) * 0.95)], gaps[-1]

    def close(self) -> None:
        """Leave."""
        self._context.close()


def focus_slider(page: Page, name: str) -> None:
    """Give the keyboard to the slider with a label."""
    sliders = page.get_by_test_id("stSlider").filter(has_text=name)
    sliders.locator("input[type=range]").first.focus()


def middle(values: list[float]) -> float:
    """The median, or nan of nothing."""
    return median(values) if values else float("nan")
