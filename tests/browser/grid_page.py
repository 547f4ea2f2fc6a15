"""What the tests of the number grid share: its page, its cells, and what Python holds."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.stage_page import goes_as_back_does

APP = "tests/browser/apps/grid_app.py"


def open_grid(page: Page, url: str, case: str, wishes: str = "") -> Page:
    """Visit the grid page and wait for its numbers, which nobody has touched.

    A page that shows it already goes there as it goes back, and loads nothing anew.
    """
    shown = page.get_by_test_id("truth")
    visit = f"{truth(page)['visit']}1" if shown.count() else "1"
    address = f"{url}/?case={case}&visit={visit}{wishes}"
    if not goes_as_back_does(page, address):
        page.goto(address)
    expect(shown).to_contain_text(f'"visit": "{visit}"')
    expect(page.locator(f".st-key-grid{visit}")).to_be_visible()
    expect(cell(page, 0)).to_be_visible()
    return page


def cell(page: Page, index: int) -> Locator:
    return page.locator(f"td[data-index='{index}']")


def status(page: Page) -> Locator:
    return page.get_by_test_id("number-grid").locator(".message")


def truth(page: Page) -> Any:
    return json.loads(page.get_by_test_id("truth").inner_text())


def expect_in_python(page: Page, read: Callable[[Any], object], wanted: object) -> None:
    """Wait until Python holds `wanted`, and hold the last reading against it."""
    for _ in range(100):
        if read(truth(page)) == wanted:
            break
        page.wait_for_timeout(50)
    assert read(truth(page)) == wanted


def paste(page: Page, text: str) -> None:
    """What Ctrl+V does, without the machine's clipboard."""
    page.evaluate(
        """(text) => {
            let focus = document.activeElement;
            while (focus.shadowRoot) focus = focus.shadowRoot.activeElement;
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const how = {clipboardData, bubbles: true, composed: true, cancelable: true};
            focus.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )
