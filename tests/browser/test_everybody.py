"""Every page for everybody: axe, keys switched off, 320 pixels, the focus."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from lesson.vocabulary import vocabulary
from tests.browser.stage_page import (
    FIRST_PICTURE,
    StagePage,
    address,
    expect_address,
    goes_as_back_does,
    next_frame,
    open_lesson,
)

SERIOUS = ("serious", "critical")
QUICKLY = {"resultTypes": ["violations"], "preload": False, "elementRef": False}
# what axe leaves out unless it is asked for: WCAG 2.2's smallest targets
ALL_RULES = {**QUICKLY, "rules": {"target-size": {"enabled": True}}}
# of another theme nothing else can have changed
COLOURS = {**QUICKLY, "runOnly": ["color-contrast", "link-in-text-block"]}

FINDINGS = """async (options) => (await axe.run(document, options)).violations
    .map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((one) => one.html) }))"""
NOTHING_FADES = """() => !document.querySelector("[data-stale=true]")
    && document.getAnimations().every(({ playState, effect }) => playState !== "running"
        || effect.getComputedTiming().iterations === Infinity)"""
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


def test_axe_finds_nothing_serious_on_any_page(tab: Page, app_url: str) -> None:
    looks = Looks(page := tab)
    open_lesson(page, address := f"{app_url}/?in=ramp&predict=1&step=3&tour=slide.2&lang=en")
    wait_for_all(page, address)
    stage = StagePage(page)
    expect(stage.root.get_by_label("Your answer")).to_be_enabled()
    stage.key("?")
    looks.look("slide, on a tour, with a question and the list of keys")
    looks.in_the_other_theme()
    looks.look("slide, on a tour, with a question and the list of keys")
    visit(page, f"{app_url}/matmul?lang=en")
    for section in ("Batch: N = 1", "Code for this lesson", "Worksheet"):
        page.get_by_text(section, exact=True).first.click()
        expect(page.locator(SETTLED)).to_be_visible()
    looks.look("matmul, with its sections open")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_test_id("stImage")).to_be_visible()
    looks.look("matmul, sharing")  # the dialog alone: all else is inert behind it
    looks.in_the_other_theme()
    looks.look("matmul, sharing")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    looks.look("matmul, with its sections open")
    visit(page, f"{app_url}/backward?lang=en")
    page.get_by_text("Gradients as charts, with exact values").click()
    expect(page.get_by_test_id("stPlotlyChart").first).to_be_visible()
    looks.look("backward, with charts")
    looks.in_the_other_theme()
    looks.look("backward, with charts")
    visit(page, f"{app_url}/code?in=ramp&slip=bias&line=20&lang=en")
    page.get_by_test_id("listing").locator(".card .value").first.click()
    looks.look("code, with a slip and a table")
    looks.in_the_other_theme()
    looks.look("code, with a slip and a table")
    visit(page, f"{app_url}/photo?lang=en")
    page.get_by_test_id("viewer").get_by_role("button", name="Wipe").click()
    looks.look("photo")
    looks.in_the_other_theme()
    looks.look("photo")
    visit(page, f"{app_url}/practice?seed=7&lang=en")
    looks.look("practice, asking")
    page.get_by_label("Your answer").fill("99")
    page.keyboard.press("Enter")
    following = page.get_by_role("button", name="Next question")
    expect(following).to_be_visible()
    looks.look("practice, answered")
    looks.in_the_other_theme()
    looks.look("practice, answered")
    following.click()
    expect(page.get_by_role("button", name="Check")).to_be_visible()
    expect(page.locator(SETTLED)).to_be_visible()
    looks.look("practice, asking")
    assert looks.found == []
    assert looks.seen["light"] == looks.seen["dark"]


class Looks:
    """What axe finds, by theme: a change of the theme draws all anew, so it is made seldom."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[str] = []
        self.seen: dict[str, set[str]] = {"light": set(), "dark": set()}
        self._theme, self._other = "light", "dark"

    def in_the_other_theme(self) -> None:
        self._theme, self._other = self._other, self._theme
        self.page.emulate_media(color_scheme=self._theme)  # type: ignore[arg-type]
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_css("color-scheme", self._theme)

    def look(self, where: str) -> None:
        """Have axe look at what is on screen."""
        next_frame(self.page)
        self.page.wait_for_function(NOTHING_FADES)
        rules = {"light": ALL_RULES, "dark": COLOURS}[self._theme]
        self.found.extend(f"{where}, {self._theme}: {one}" for one in serious(self.page, rules))
        self.seen[self._theme].add(where)


PAGES = {
    "/?colour=rgb&f=random.3~box&predict=1&step=5": "slide",
    "/matmul?": "matmul",
    "/backward?colour=rgb&view=check": "backward",
    "/code?in=ramp&slip=bias&line=20": "code",
    "/photo?": "photo",
    "/practice?seed=7": "practice",
}
# the tabs of the pages are a strip, in which the one of this page is brought into sight
BESIDE_THE_EDGE = """() => {
    const wide = document.documentElement.clientWidth;
    const scrolls = ["auto", "scroll"];
    const left_out = ".st-key-tabs, [data-testid=stSidebar]";
    const found = [];
    const tell = (what, one) => found.push(what + one.outerHTML.slice(0, 120));
    const walk = (root, room) => {
        for (const one of root.children ?? []) {
            const { display, overflowX } = getComputedStyle(one);
            if (display === "none" || one.matches(left_out)) continue;
            const { width, height, right } = one.getBoundingClientRect();
            if (width > 1 && height > 1 && Math.min(right, room) > wide + 1) tell("beside: ", one);
            if (one.scrollWidth > one.clientWidth + 1 && scrolls.includes(overflowX))
                tell("scrolls: ", one);
            const within = overflowX === "visible" ? room : Math.min(room, right);
            if (one.shadowRoot) walk(one.shadowRoot, within);
            walk(one, within);
        }
    };
    walk(document.body, Infinity);
    return found;
}"""


def test_at_320_px_nothing_lies_beside_the_edge(
    open_context: Callable[..., BrowserContext], app_url: str
) -> None:
    """As a window of 1280 pixels is at 400 %; in the visitor's language on every page."""
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    faults = {}
    for path, name in PAGES.items():
        visit(page, f"{app_url}{path}&lang=ja")
        expect(page.locator("html")).to_have_attribute("lang", "ja")
        expect(page.get_by_role("link", name=vocabulary("ja")(f"pages.{name}"))).to_be_in_viewport()
        faults[path] = page.evaluate(BESIDE_THE_EDGE)
    assert not any(faults.values()), faults


FOCUSED = """() => {
    let one = document.activeElement;
    while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    const { x, y, width, height } = one.getBoundingClientRect();
    window.focused = one;
    return one === document.body ? null : {
        area: { x: x - 12, y: y - 12, width: width + 24, height: height + 24 },
        name: one.ariaLabel ?? (one.labels?.[0] ?? one).textContent.trim(),
    };
}"""


# where the focus was is where Tab goes on, though the element is gone
TAB_BEGINS_ABOVE = """() => {
    const top = Object.assign(document.createElement("span"), { tabIndex: -1 });
    document.body.prepend(top);
    top.focus();
    top.remove();
}"""


def test_tab_goes_through_a_page_in_order_and_is_seen_everywhere(tab: Page, app_url: str) -> None:
    visit(page := tab, f"{app_url}/practice?seed=7&lang=en")
    expect(page.get_by_role("heading", name="Question 1 of 10")).to_be_visible()
    page.mouse.move(640, 700)  # a side bar that is pointed at has one button more
    page.evaluate(TAB_BEGINS_ABOVE)
    names = []
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        names.append(focused["name"])
        window = page.viewport_size or {"width": 0, "height": 0}
        area = {
            "x": max(focused["area"]["x"], 0), "y": max(focused["area"]["y"], 0),
            "width": min(focused["area"]["width"], window["width"]),
            "height": min(focused["area"]["height"], window["height"]),
        }  # fmt: skip
        seen = page.screenshot(clip=area, caret="hide")  # type: ignore[arg-type]
        page.evaluate("focused.blur()")
        assert changed(seen, page.screenshot(clip=area, caret="hide")) > 60, names  # type: ignore[arg-type]
        page.evaluate("focused.focus({ preventScroll: true })")
    content = names.pop(
        names.index("Main menu") + 1
    )  # the page itself, which the arrow keys scroll
    assert "Question 1 of 10" in content
    wanted = [
        "Skip to main content", "English", "Keys", vocabulary("en")("live.start"),
        *(vocabulary("en")(f"pages.{name}") for name in PAGES.values()), "Main menu",
        "Your answer", "Check", "Reveal", "New run", vocabulary("en")("takeaway.open"),
    ]  # fmt: skip
    # before the name of a page stands its icon, spelled in letters that nobody is told
    assert [
        shown for shown, name in zip(names, wanted, strict=True) if not shown.endswith(name)
    ] == []


def changed(one: bytes, other: bytes) -> int:
    """Pixels that two pictures differ in by a colour that is seen."""
    first, second = (
        np.asarray(Image.open(BytesIO(each)).convert("L"), int) for each in (one, other)
    )
    return int((abs(first - second) > 40).sum())


def visit(page: Page, address: str) -> None:
    """Open a page, without loading the app anew where it is; wait until all of it is there."""
    if not goes_as_back_does(page, address):
        page.goto(address)
    wait_for_all(page, address)


def wait_for_all(page: Page, address: str) -> None:
    """Wait until a page and its picture are drawn."""
    url = urlsplit(address)
    title = f"{url.path.strip('/') or 'slide'}.title"
    words = vocabulary("ja" if "lang=ja" in url.query else "en")
    heading = page.get_by_role("heading", level=1, name=words(title))
    expect(heading).to_be_visible(timeout=FIRST_PICTURE)
    expect(page.locator(SETTLED)).to_be_visible(timeout=FIRST_PICTURE)
    picture = page.locator("[data-testid=stage], [data-testid=viewer], [data-testid=listing]")
    if "/practice" not in address:
        told = "data-work" if "/photo" in address else "data-steps"
        expect(picture).to_have_attribute(told, re.compile(r"\d+"), timeout=FIRST_PICTURE)
        drawn = page.locator(".st-key-stage, .st-key-viewer, .st-key-listing")
        expect(drawn).to_have_attribute("data-drawn", "", timeout=FIRST_PICTURE)
    next_frame(page)


def serious(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe finds serious or critical, a line for each rule: its name and the elements."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(FINDINGS, rules)
    return [f"{one['id']} {one['nodes'][:4]}" for one in found if one["impact"] in SERIOUS]


def test_shortcuts_that_are_switched_off_are_off_on_every_page(tab: Page, app_url: str) -> None:
    open_lesson(page := tab, f"{app_url}/?in=ramp&lang=en")
    stage = StagePage(page)
    keys = page.get_by_role("switch", name="Keys")
    keys.click()
    expect(keys).not_to_be_checked()
    stage.key("p")  # Predict
    stage.key("ArrowRight")  # a key that is no character works where the focus is
    expect(stage.root).to_have_attribute("data-done", "1")
    expect(stage.root.get_by_role("switch", name="Predict")).not_to_be_checked()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("ArrowRight")
    stage.button("Keys").click()
    expect(stage.root.get_by_text("Letters and signs are switched off")).to_be_visible()
    expect(stage.root).to_have_attribute("data-done", "1")
    for path, root in (("code", "listing"), ("photo", "viewer")):
        visit(page, f"{app_url}/{path}?lang=en")
        if path == "code":  # the browser has kept it
            page.reload()
            wait_for_all(page, page.url)
        shown = page.get_by_test_id(root)
        shown.focus()
        page.keyboard.press("?")
        expect(shown.get_by_role("dialog", name="Keys")).to_be_hidden()
        keys.click()
        shown.focus()
        page.keyboard.press("?")
        expect(shown.get_by_role("dialog", name="Keys")).to_be_visible()
        keys.click()
    visit(page, f"{app_url}/?tour=slide.1&lang=en")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("n")  # Streamlit's, for the button of the tour
    page.wait_for_timeout(500)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert address(page)["tour"] == "slide.1"
    keys.click()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("n")
    expect_address(page, tour="slide.2")
