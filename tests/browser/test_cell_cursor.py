"""Every number of the picture without a mouse: the cell cursor, and the tables below."""

import re

from playwright.sync_api import Page, expect

from tests.browser.stage_page import next_frame, open_stage
from tests.browser.test_slide_keyboard import press, tab_to

RING = """(ring) => {
    const { borderColor, outlineColor, outlineStyle } = getComputedStyle(ring);
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((one) => one / 255)
            .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [dark, bright] = [borderColor, outlineColor].map(light).sort((a, b) => a - b);
    return { contrast: (bright + 0.05) / (dark + 0.05), outlineStyle };
}"""


def test_a_picture_is_read_by_keyboard_alone(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=book&f=book&pad=0", begin=False)
    ring, told = stage.root.locator(".ring"), stage.root.locator(".cell")
    tab_to(page, {"stage": True})
    press(page, "c")
    expect(ring).to_be_focused()
    expect(told).to_contain_text("x[0,0], 4 by 4: x[0,0,0,0] = 1")
    press(page, "ArrowDown", "ArrowDown", "End")
    expect(told).to_contain_text("x[0,0,2,3] = 2")
    said = stage.formula()

    # the same as a mouse that points there
    box = ring.bounding_box()
    assert box
    press(page, "Escape")
    expect(ring).to_be_hidden()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    next_frame(page)
    assert stage.formula() == said
    assert said.startswith("x[0,0,2,3] = 2")
    page.mouse.move(5, 5)

    # from panel to panel, and a click on a cell of out
    press(page, "F2", "Tab", "Tab", "Tab")
    expect(told).to_contain_text("out[0,0], 2 by 2: out[0,0,0,0] = 15")
    press(page, "ArrowRight", "ArrowDown", "Enter")
    stage.expect_step(3)
    expect(told).to_contain_text("out[0,0,1,1] = 15")
    drawn = page.evaluate(RING, ring.element_handle())
    assert drawn["contrast"] > 9, "one of two lines stands out from any colour"
    # past the last panel Tab goes on as everywhere
    press(page, "Tab")
    expect(ring).to_be_hidden()
    tab_to(page, {"name": "First step"})

    # while one predicts: what is given, and nothing that is asked
    press(page, "Home")
    stage.key("p")
    expect(stage.root).to_have_attribute("data-held", "true")
    stage.key("c")
    press(page, "Control+Home")
    expect(told).to_have_text("out[0,0,0,0]: not told before it is answered")
    press(page, "Enter")
    expect(stage.root.get_by_role("textbox", name="Your answer")).to_be_focused()
    press(page, "Escape", "c")
    press(page, "Shift+Tab", "Shift+Tab", "Shift+Tab")
    expect(told).to_contain_text("x[0,0,2,3] = 2")
    press(page, "Escape", "p")

    # in presenter view, in the visitor's own colours; Escape ends one thing at a time
    page.emulate_media(forced_colors="active")
    press(page, "c", "f")
    expect(stage.root).to_have_class(re.compile("presenting"))
    expect(ring).to_be_focused()
    press(page, "ArrowUp")
    expect(told).to_contain_text("x[0,0,1,3] = 3")
    assert page.evaluate(RING, ring.element_handle())["outlineStyle"] == "solid"
    press(page, "Escape")
    expect(ring).to_be_hidden()
    expect(stage.root).to_have_class(re.compile("presenting"))
    press(page, "Escape")
    expect(stage.root).not_to_have_class(re.compile("presenting"))
    page.emulate_media(forced_colors="none")

    # the same numbers as a table
    summary = page.locator("summary", has_text="Numbers as a table")
    summary.focus()
    press(page, "Enter")
    table = page.get_by_role("table", name="x[0,0], of shape (1, 1, 4, 4)")
    expect(table).to_be_visible()
    expect(table.get_by_role("row", name="y=2")).to_have_text("y=23012")
    expect(table.get_by_role("columnheader", name="x=3")).to_be_visible()
    press(page, "Enter")  # folded again
    expect(table).to_have_count(0)
