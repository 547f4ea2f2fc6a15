"""The number grid in a real browser, against a page that has nothing else."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.servers import Servers

APP = "tests/browser/apps/grid_app.py"


@pytest.fixture(scope="module")
def grid_url(serve: Servers) -> str:
    return serve(APP)


@pytest.fixture
def filters(page: Page, grid_url: str) -> Page:
    page.goto(f"{grid_url}/?case=filter")
    expect(cell(page, 0)).to_be_visible()
    return page


@pytest.fixture
def small(page: Page, grid_url: str) -> Page:
    page.goto(f"{grid_url}/?case=small")
    expect(cell(page, 0)).to_be_visible()
    return page


def cell(page: Page, index: int) -> Locator:
    return page.locator(f"td[data-index='{index}']")


def status(page: Page) -> Locator:
    return page.get_by_test_id("number-grid").get_by_role("status")


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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "“abc” is not a number. W[0,0,0,2] stays −1."),
        ("1e999", "1e999 is beyond ±1000000. W[0,0,0,2] stays −1."),
        ("1,2,3", "“1,2,3” is not a number. W[0,0,0,2] stays −1."),
    ],
)
def test_a_wrong_number_changes_nothing_and_is_said(filters: Page, typed: str, said: str) -> None:
    cell(filters, 2).click()
    filters.keyboard.type(typed)
    filters.keyboard.press("Enter")
    expect(status(filters)).to_have_text(said)
    expect(cell(filters, 2)).to_have_text("−1")
    filters.keyboard.type("4")
    filters.keyboard.press("Enter")
    expect(status(filters)).to_have_text("")
    expect_in_python(filters, lambda facts: facts["planes"][0], [[1, 0, -1], [2, 0, 4], [1, 0, -1]])


def test_a_table_of_a_spreadsheet_fills_in_from_the_active_cell(filters: Page) -> None:
    cell(filters, 9).click()
    paste(filters, "1\t0,5\t-2\r\n\u22123\t４\t0\r\n7\t8\t9\r\n")
    expect(status(filters)).to_have_text("Pasted 3×3 numbers.")
    expect(cell(filters, 9)).to_be_focused()
    wanted = [[1, 0.5, -2], [-3, 4, 0], [7, 8, 9]]
    expect_in_python(filters, lambda facts: facts["planes"][1], wanted)
    assert truth(filters)["planes"][2][0] == [0, 1, 0]


def test_a_table_too_large_is_clipped_and_its_wrong_entries_are_counted(filters: Page) -> None:
    cell(filters, 4).click()
    paste(filters, "5 x 7\n8 1e7 9")
    expect(status(filters)).to_have_text(
        "The table is 2×3; the part that fits is pasted, 2×2. "
        "2 entries were no numbers; their cells keep their values."
    )
    wanted = [[1, 0, -1], [2, 5, -2], [1, 8, -1]]
    expect_in_python(filters, lambda facts: facts["planes"][0], wanted)
    paste(filters, "no numbers at all")
    expect(status(filters)).to_have_text("There are no numbers to paste.")


def test_a_table_pasted_while_editing_replaces_the_edit(filters: Page) -> None:
    cell(filters, 0).click()
    filters.keyboard.press("F2")
    paste(filters, "4\t5")
    expect_in_python(filters, lambda facts: facts["planes"][0][0], [4, 5, -1])


def test_an_input_grows_with_a_table_pasted_at_its_first_cell(small: Page) -> None:
    cell(small, 1).click()
    paste(small, "5 6\n7 8")
    expect_in_python(small, lambda facts: facts["planes"][0], [[0, 5], [2, 7]])
    cell(small, 0).click()
    paste(small, "1 2 3")
    expect(status(small)).to_have_text("The input is 2×3 now.")
    expect_in_python(small, lambda facts: facts["planes"][0], [[1, 2, 3], [2, 7, 0]])
    small.keyboard.press("Control+z")
    expect_in_python(small, lambda facts: facts["planes"][0], [[0, 5], [2, 7]])
    paste(small, "\n".join([" ".join(["1"] * 70)] * 2))
    expect(status(small)).to_have_text(
        "The input is 2×64 now. The table is 2×70; the part that fits is pasted, 2×64."
    )


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


def test_an_edit_that_python_refuses_is_taken_back(page: Page, grid_url: str) -> None:
    page.goto(f"{grid_url}/?case=filter&refuse=1")
    cell(page, 0).click()
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    expect_in_python(page, lambda facts: facts["calls"], 1)
    expect(cell(page, 0)).to_have_text("1")


def test_an_answer_older_than_the_last_edit_changes_nothing(filters: Page) -> None:
    filters.evaluate(
        """() => {
            window.seen = [];
            const root = document.querySelector("[data-testid=stBidiComponentRegular]")
                ?? [...document.querySelectorAll("*")].find((element) => element.shadowRoot);
            const cell = root.shadowRoot.querySelector("td[data-index='1']");
            const look = () => window.seen.push(cell.textContent);
            const how = {subtree: true, childList: true, characterData: true};
            new MutationObserver(look).observe(cell, how);
        }"""
    )
    cell(filters, 1).click()
    for digit in "123456":
        filters.keyboard.type(digit)
        filters.keyboard.press("ArrowLeft")
        filters.keyboard.press("ArrowRight")
        filters.wait_for_timeout(170)  # longer than the pause after which Python is told
    expect_in_python(filters, lambda facts: facts["planes"][0][0][1], 6)
    shown = filters.evaluate("window.seen")
    assert [text for text in dict.fromkeys(shown) if text.strip()] == list("0123456")


def test_copy_gives_the_plane_as_a_table(filters: Page) -> None:
    cell(filters, 13).click()
    copied = filters.evaluate(
        """() => {
            let focus = document.activeElement;
            while (focus.shadowRoot) focus = focus.shadowRoot.activeElement;
            const clipboardData = new DataTransfer();
            const how = {clipboardData, bubbles: true, composed: true, cancelable: true};
            focus.dispatchEvent(new ClipboardEvent("copy", how));
            return clipboardData.getData("text/plain");
        }"""
    )
    assert copied == "0.5\t-0.25\t0.3333333333333333\n0\t1\t0\n0.0625\t-0.125\t0.0625"


def test_the_keyboard_alone_copies_and_pastes(
    open_context: Callable[..., BrowserContext], grid_url: str
) -> None:
    page = open_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{grid_url}/?case=filter")
    cell(page, 0).click()
    page.keyboard.press("Control+c")
    cell(page, 18).click()
    page.keyboard.press("Control+v")
    wanted = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
    expect_in_python(page, lambda facts: facts["planes"][2], wanted)


def test_a_finger_gets_a_decimal_keypad_and_a_minus(
    open_context: Callable[..., BrowserContext], grid_url: str
) -> None:
    phone = {"width": 390, "height": 800}
    page = open_context(has_touch=True, is_mobile=True, viewport=phone).new_page()
    page.goto(f"{grid_url}/?case=filter")
    sign = page.get_by_role("button", name="Change sign")
    expect(cell(page, 1)).to_be_visible()
    expect(sign).to_be_hidden()
    cell(page, 1).tap()
    field = cell(page, 1).locator("input")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("inputmode", "decimal")
    page.keyboard.type("3")
    sign.tap()
    expect(field).to_be_focused()
    cell(page, 2).tap()
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


@pytest.mark.parametrize(("case", "last"), [("filter", 2), ("seven", 6), ("input", 7)])
def test_filters_and_small_inputs_need_no_scrolling_in_the_side_bar(
    page: Page, grid_url: str, case: str, last: int
) -> None:
    page.goto(f"{grid_url}/?case={case}&side=1")
    expect(cell(page, last)).to_be_visible()
    box = page.locator(".scroller").first
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    crowded = page.locator("td[data-index]").evaluate_all(
        "(cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length"
    )
    assert crowded == 0


def test_a_large_input_scrolls_inside_its_frame(page: Page, grid_url: str) -> None:
    page.goto(f"{grid_url}/?case=large&side=1")
    expect(cell(page, 0)).to_be_visible()
    cell(page, 0).click()
    page.keyboard.press("End")
    expect(cell(page, 63)).to_be_in_viewport(ratio=1)
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(cell(page, 127)).to_be_focused()
    expect_in_python(page, lambda facts: facts["calls"], 1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
