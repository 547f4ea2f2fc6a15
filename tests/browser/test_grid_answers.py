"""The number grid and Python agree in the end: undo, presets, refusals, late answers."""

from itertools import groupby

import pytest
from playwright.sync_api import Page, expect

from tests.browser.grid_page import cell, expect_in_python, open_grid, status

FAR_SERVER = """
    const late = (act) => (event) => setTimeout(() => act.call(event.target, event), 300);
    const {addEventListener} = WebSocket.prototype;
    WebSocket.prototype.addEventListener = function (type, act, ...rest) {
        addEventListener.call(this, type, type === "message" ? late(act) : act, ...rest);
    };
    Object.defineProperty(WebSocket.prototype, "onmessage", {
        set(act) { addEventListener.call(this, "message", late(act)); },
    });
"""


@pytest.fixture
def filters(grid_tab: Page, grid_url: str) -> Page:
    return open_grid(grid_tab, grid_url, "filter")


def test_control_z_undoes_edit_after_edit(filters: Page) -> None:
    cell(filters, 0).click()
    filters.keyboard.type("8")
    filters.keyboard.press("Tab")
    filters.keyboard.type("9")
    filters.keyboard.press("Tab")
    filters.keyboard.press("Control+z")
    expect(cell(filters, 1)).to_be_focused()
    expect_in_python(filters, lambda facts: facts["planes"][0][0], [8, 0, -1])
    filters.keyboard.press("Control+z")
    expect_in_python(filters, lambda facts: facts["planes"][0][0], [1, 0, -1])
    filters.keyboard.press("Control+z")
    expect(status(filters)).to_have_text("There is nothing to undo.")
    filters.keyboard.press("Control+Shift+Z")
    expect_in_python(filters, lambda facts: facts["planes"][0][0], [8, 0, -1])


def test_numbers_chosen_elsewhere_take_the_place_of_edits(filters: Page) -> None:
    cell(filters, 0).click()
    filters.keyboard.type("8")
    filters.get_by_role("button", name="Zeros").click()
    expect(cell(filters, 3)).to_have_text("0")
    expect(cell(filters, 0)).to_have_text("0")
    cell(filters, 0).click()
    filters.keyboard.press("Control+z")
    expect(status(filters)).to_have_text("There is nothing to undo.")
    filters.keyboard.type("8")
    filters.keyboard.press("Enter")
    expect_in_python(filters, lambda facts: facts["planes"][0][0], [8, 0, 0])


def test_an_edit_that_python_refuses_is_taken_back(grid_tab: Page, grid_url: str) -> None:
    open_grid(grid_tab, grid_url, "filter", "&refuse=1")
    cell(grid_tab, 0).click()
    grid_tab.keyboard.type("8")
    grid_tab.keyboard.press("Enter")
    expect_in_python(grid_tab, lambda facts: facts["calls"], 1)
    expect(cell(grid_tab, 0)).to_have_text("1")


def test_an_answer_older_than_the_last_edit_changes_nothing(page: Page, grid_url: str) -> None:
    page.add_init_script(FAR_SERVER)
    open_grid(page, grid_url, "filter")
    cell(page, 1).evaluate(
        """(cell) => {
            window.seen = [];
            const how = {subtree: true, childList: true, characterData: true};
            new MutationObserver(() => window.seen.push(cell.textContent)).observe(cell, how);
        }"""
    )
    cell(page, 1).click()
    for digit in "123456":
        page.keyboard.type(digit)
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(170)  # longer than the pause after which Python is told
    expect_in_python(page, lambda facts: facts["planes"][0][0][1], 6)
    shown = [text for text, _ in groupby(page.evaluate("window.seen"))]
    assert shown == list("0123456")
