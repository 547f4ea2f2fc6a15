"""The number grid for fingers, screen readers, narrow columns and large inputs."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.grid_page import cell, expect_in_python, open_grid
from tests.conftest import REPO


def rgb(colour: list[int]) -> str:
    return f"rgb({', '.join(map(str, colour))})"


@pytest.fixture
def filters(grid_tab: Page, grid_url: str) -> Page:
    return open_grid(grid_tab, grid_url, "filter")


@pytest.fixture
def tap(filters: Page) -> Iterator[Callable[[Locator], None]]:
    """Touch an element of the shared tab, whose visitor has a mouse otherwise."""
    screen = filters.context.new_cdp_session(filters)
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(one: Locator) -> None:
        box = one.bounding_box()
        assert box
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        screen.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
        screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    yield touch
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    screen.detach()


def test_a_finger_gets_a_decimal_keypad_and_a_minus(
    filters: Page, tap: Callable[[Locator], None]
) -> None:
    page = filters
    sign = page.get_by_role("button", name="Change sign")
    expect(sign).to_be_hidden()
    tap(cell(page, 1))
    field = cell(page, 1).locator("input")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("inputmode", "decimal")
    page.keyboard.type("3")
    tap(sign)
    expect(field).to_be_focused()
    tap(cell(page, 2))
    expect_in_python(page, lambda facts: facts["planes"][0][0], [1, -3, -1])


def test_a_screen_reader_finds_named_grids_and_cells(filters: Page) -> None:
    grid = filters.get_by_role("grid", name="W[0,1]")
    expect(grid.get_by_role("row")).to_have_count(3)
    expect(grid.get_by_role("gridcell")).to_have_count(9)
    expect(grid.get_by_role("gridcell", name="W[0,1,0,1] = −0.25")).to_be_visible()
    expect(filters.get_by_role("gridcell", name="b = 0.5", exact=True)).to_be_visible()
    expect(filters.locator("td[tabindex='0']")).to_have_count(1)
    expect(grid).to_have_accessible_description(
        "Type a number, arrow keys and Tab move. F2 edits, Escape and then Tab leaves."
    )


def test_weights_have_the_colours_of_the_stage(filters: Page) -> None:
    """In the light theme, without another visit in the dark one, and where a cell is edited."""
    theme = (REPO / "ui/stage/theme.js").read_text(encoding="utf-8")
    for scheme in ("light", "dark"):
        filters.emulate_media(color_scheme=scheme)
        stops = re.search(rf"{scheme}: \{{.+?weight: (\[.+?\]),\s+plain", theme, re.DOTALL)
        assert stops is not None
        negative, _, zero, *_ = json.loads(re.sub(r",(\s*\])", r"\1", stops[1]))
        # the largest magnitude of all filters is 4, as the page says
        expect(cell(filters, 22)).to_have_css("background-color", rgb(negative))
        expect(cell(filters, 1)).to_have_css("background-color", rgb(zero))
    cell(filters, 1).click()
    filters.keyboard.type("-4")
    filters.keyboard.press("Enter")
    expect(cell(filters, 1)).to_have_css("background-color", rgb(negative))


@pytest.mark.parametrize("case", ["filter", "seven", "input"])
def test_filters_and_small_inputs_need_no_scrolling_in_the_side_bar(
    grid_tab: Page, grid_url: str, case: str
) -> None:
    page = open_grid(grid_tab, grid_url, case, "&side=1")
    box = page.locator(".scroller").first
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    crowded = page.locator("td[data-index]").evaluate_all(
        "(cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length"
    )
    assert crowded == 0


def test_a_large_input_scrolls_inside_its_frame_and_hides_no_cell_that_is_moved_to(
    grid_tab: Page, grid_url: str
) -> None:
    page = open_grid(grid_tab, grid_url, "large", "&side=1")
    cell(page, 0).click()
    page.keyboard.press("End")
    expect(cell(page, 63)).to_be_in_viewport(ratio=1)
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(cell(page, 127)).to_be_focused()
    expect_in_python(page, lambda facts: facts["calls"], 1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    # up, row by row, and never behind the indices
    cell(page, 64 * 30 + 20).click()
    behind = """(td) => td.getBoundingClientRect().top + 1
        < td.closest("table").querySelector(".corner").getBoundingClientRect().bottom"""
    for row in range(29, 9, -1):
        page.keyboard.press("ArrowUp")
        assert not cell(page, 64 * row + 20).evaluate(behind)
