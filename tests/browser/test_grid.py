"""The number grid in a real browser: typing, moving, and what is said about wrong numbers."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.grid_page import cell, expect_in_python, open_grid, status


@pytest.fixture
def filters(grid_tab: Page, grid_url: str) -> Page:
    return open_grid(grid_tab, grid_url, "filter")


def test_typing_replaces_and_tab_moves_on(filters: Page) -> None:
    cell(filters, 0).click()
    filters.keyboard.type("2.5")
    filters.keyboard.press("Tab")
    expect(cell(filters, 1)).to_be_focused()
    filters.keyboard.type("-.5")
    filters.keyboard.press("Enter")
    expect(cell(filters, 4)).to_be_focused()
    expect(cell(filters, 0)).to_have_text("2.5")
    expect(cell(filters, 1)).to_have_text("−0.5")
    expect_in_python(filters, lambda facts: facts["planes"][0][0], [2.5, -0.5, -1])
    filters.keyboard.press("Shift+Tab")
    expect(cell(filters, 3)).to_be_focused()


def test_arrows_lead_through_all_planes_to_the_bias(filters: Page) -> None:
    cell(filters, 7).click()
    filters.keyboard.press("ArrowDown")
    expect(cell(filters, 10)).to_be_focused()
    filters.keyboard.press("ArrowRight")
    filters.keyboard.press("ArrowRight")
    expect(cell(filters, 11)).to_be_focused()
    filters.keyboard.press("Control+End")
    expect(cell(filters, 27)).to_be_focused()
    filters.keyboard.type("3")
    filters.keyboard.press("ArrowUp")
    expect(cell(filters, 24)).to_be_focused()
    expect_in_python(filters, lambda facts: facts["bias"], 3)


def test_f2_edits_the_exact_number_with_the_caret(filters: Page) -> None:
    third = cell(filters, 11)
    expect(third).to_have_text("0.3333")
    expect(third).to_have_attribute("title", "W[0,1,0,2] = 0.3333333333333333")
    third.click()
    filters.keyboard.press("F2")
    field = third.locator("input")
    expect(field).to_have_value("0.3333333333333333")
    filters.keyboard.press("ArrowLeft")
    filters.keyboard.press("Home")
    filters.keyboard.type("-1")
    filters.keyboard.press("Enter")
    expect_in_python(filters, lambda facts: facts["planes"][1][0][2], -(10 + 1 / 3))


def test_a_long_number_is_edited_without_moving_the_plane(filters: Page) -> None:
    cell(filters, 11).dblclick()
    field, frame = cell(filters, 11).locator("input"), filters.locator(".scroller").nth(1)
    assert frame.evaluate("(frame) => frame.scrollWidth <= frame.clientWidth")
    assert field.evaluate("(field) => field.scrollWidth <= field.clientWidth")


def test_double_click_edits(filters: Page) -> None:
    cell(filters, 9).dblclick()
    expect(cell(filters, 9).locator("input")).to_have_value("0.5")
    filters.keyboard.type("5")
    cell(filters, 0).click()
    expect(cell(filters, 9)).to_have_text("0.55")
    expect_in_python(filters, lambda facts: facts["planes"][1][0][0], 0.55)


def test_escape_undoes_the_edit_in_progress(filters: Page) -> None:
    cell(filters, 0).click()
    filters.keyboard.type("77")
    filters.keyboard.press("Escape")
    expect(cell(filters, 0)).to_have_text("1")
    expect(cell(filters, 0)).to_be_focused()
    expect(cell(filters, 0).locator("input")).to_have_count(0)
    cell(filters, 2).click()
    filters.keyboard.press("Delete")
    expect_in_python(filters, lambda facts: facts["planes"][0][0], [1, 0, 0])


def test_escape_opens_the_way_out_for_tab(filters: Page) -> None:
    cell(filters, 0).click()
    filters.keyboard.press("Escape")
    expect(status(filters)).to_have_text("Tab leaves the grid now.")
    filters.keyboard.press("Tab")
    expect(filters.get_by_role("button", name="Zeros")).to_be_focused()
    filters.keyboard.press("Shift+Tab")
    expect(cell(filters, 0)).to_be_focused()
    filters.keyboard.press("Control+End")
    filters.keyboard.press("Tab")
    expect(filters.get_by_role("button", name="Zeros")).to_be_focused()


def test_a_wrong_number_changes_nothing_and_is_said(filters: Page) -> None:
    for typed, said in (
        ("abc", "“abc” is no number. −1 stays."),
        ("1e999", "1e999 is beyond ±1000000. −1 stays."),
        ("1,2,3", "“1,2,3” is no number. −1 stays."),
        ("3²", "“3²” is no number. −1 stays."),
    ):
        cell(filters, 2).click()
        filters.keyboard.type(typed)
        filters.keyboard.press("Enter")
        expect(status(filters)).to_have_text(f"Row 1, column 3 (W[0,0,0,2]): {said}")
        expect(cell(filters, 2)).to_have_text("−1")
        # the next number, in the cell below, is taken
        filters.keyboard.type("4")
        filters.keyboard.press("Enter")
        expect(status(filters)).to_have_text("")
        wanted = [[1, 0, -1], [2, 0, 4], [1, 0, -1]]
        expect_in_python(filters, lambda facts: facts["planes"][0], wanted)
        cell(filters, 5).click()
        filters.keyboard.type("-2")
        filters.keyboard.press("Enter")
        wanted[1][2] = -2
        expect_in_python(filters, lambda facts: facts["planes"][0], wanted)
