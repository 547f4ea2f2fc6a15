"""Tables go into the number grid and out of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.grid_page import cell, expect_in_python, open_grid, paste, status, truth


@pytest.fixture
def filters(grid_tab: Page, grid_url: str) -> Page:
    return open_grid(grid_tab, grid_url, "filter")


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
        "The table is 2×3; the part that fits is pasted, 2×2. Row 1, column 2: “x” is no number. "
        "Write it like 12, -0.5, 1/9 or 1e-3. Cells that keep their values: 2."
    )
    wanted = [[1, 0, -1], [2, 5, -2], [1, 8, -1]]
    expect_in_python(filters, lambda facts: facts["planes"][0], wanted)
    paste(filters, "3²\t10²\t①")
    expect(status(filters)).to_have_text(
        "Row 1, column 1: “3²” is no number. Write it like 12, -0.5, 1/9 or 1e-3. "
        "Nothing was pasted."
    )
    cell(filters, 8).click()
    paste(filters, "1/4")  # one cell is as good as typed
    expect_in_python(filters, lambda facts: facts["planes"][0][2][2], 0.25)
    assert truth(filters)["planes"][0][:2] == wanted[:2]


def test_a_table_pasted_while_editing_replaces_the_edit(filters: Page) -> None:
    cell(filters, 0).click()
    filters.keyboard.press("F2")
    paste(filters, "4\t5")
    expect_in_python(filters, lambda facts: facts["planes"][0][0], [4, 5, -1])


def test_what_programs_print_lands_in_the_planes_and_can_be_undone(filters: Page) -> None:
    before = truth(filters)["planes"]
    cell(filters, 0).click()
    paste(filters, "tensor([[ 1.,  2., -3.],\n        [ 4.,  5., -6.]], dtype=torch.float64)")
    expect_in_python(filters, lambda facts: facts["planes"][0][:2], [[1, 2, -3], [4, 5, -6]])
    planes = [[[9, 8, 7]] * 3, [[6, 5, 4]] * 3, [[3, 2, 1]] * 3]
    paste(filters, f"W = np.array({[planes]})")
    expect(status(filters)).to_have_text("Pasted 3×3×3 numbers.")
    expect_in_python(filters, lambda facts: facts["planes"], planes)
    filters.keyboard.press("Control+z")
    filters.keyboard.press("Control+z")
    expect_in_python(filters, lambda facts: facts["planes"], before)
    cell(filters, 18).click()
    paste(filters, "[" + "[1, 2, 3], " * 40_000 + "]")
    expect(status(filters)).to_contain_text("The text has 440002 characters")
    assert truth(filters)["planes"] == before
    # the message stands below the plane of its cell
    top, below = cell(filters, 24).bounding_box(), cell(filters, 27).bounding_box()
    told = status(filters).bounding_box()
    assert top
    assert below
    assert told
    assert top["y"] < told["y"] < below["y"]


def test_an_input_grows_with_a_table_pasted_at_its_first_cell(
    grid_tab: Page, grid_url: str
) -> None:
    small = open_grid(grid_tab, grid_url, "small")
    cell(small, 1).click()
    paste(small, "5 6 6\n7 8 8")
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


def test_the_keyboard_alone_copies_and_pastes(filters: Page) -> None:
    cell(filters, 0).click()
    filters.keyboard.press("Control+c")
    cell(filters, 18).click()
    filters.keyboard.press("Control+v")
    wanted = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
    expect_in_python(filters, lambda facts: facts["planes"][2], wanted)
