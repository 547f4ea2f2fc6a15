"""Predicting by keyboard alone: ask, answer, be told, go on."""

import re
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from lesson.link.codec import write_link
from lesson.state import Dout, Filter, Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.browser.stage_page import StagePage, expect_address, next_frame, open_stage

EN = vocabulary("en")
BOOK = "in=book&f=book&b=1&pad=0&dout=ones"


class Asking(StagePage):
    """A stage that asks before it shows."""

    @property
    def box(self) -> Locator:
        return self.root.get_by_role("textbox", name="Your answer", exact=True)

    @property
    def reply(self) -> Locator:
        return self.root.locator(".ask [role=status]")

    def expect_asked(self, cell: str, label: str = "") -> None:
        """Asked in the line, in the picture's sentence and in the formula, and told nowhere."""
        expect(self.root.locator(".asked")).to_have_text(f"{label or cell} =")
        expect(self.status).to_have_text(
            re.compile(rf"what is {re.escape(cell)}\?$", re.IGNORECASE)
        )
        next_frame(self.page)
        assert self.formula().endswith("?")

    def answer(self, text: str) -> None:
        self.box.fill(text)
        self.page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("page_name", "cells", "right", "formula"),
    [
        ("", ["out[0,0,0,0]", "out[0,0,0,1]", "out[0,0,1,1]"], "16", "= 16"),
        ("matmul", ["col[0,4]", "col[1,5]", "col[3,7]"], "1", "col[0] = [1 2 3 0 1 2 3 0 1]"),
        (
            "backward",
            ["dW[0,0,1,1] after 1 window", "dW[0,0,1,1] after 2 windows", "dW[0,0,1,1]"],
            "1", "→ 1",
        ),
    ],
)  # fmt: skip
def test_by_keyboard(
    tab: Page, app_url: str, page_name: str, cells: list[str], right: str, formula: str
) -> None:
    page = tab
    open_stage(page, app_url, f"{page_name}?{BOOK}", begin=False)
    asking, keys = Asking(page), page.keyboard
    labels = [f"{cell.partition(' ')[0]} so far" if " " in cell else cell for cell in cells]
    expect(asking.box).to_be_hidden()
    asking.key("p")
    expect_address(page, predict="1")
    asking.expect_asked(cells[0], labels[0])

    # what is no number costs nothing
    keys.press("Enter")
    expect(asking.box).to_be_focused()
    asking.answer("abc")
    expect(asking.reply).to_contain_text(EN("asking.unread", text="abc"))
    asking.answer("-987")
    expect(asking.reply).to_contain_text("Not −987.")
    expect(asking.reply).not_to_contain_text("tries")
    asking.expect_asked(cells[0], labels[0])

    # keys that are typed are typed
    asking.box.fill("")
    keys.type("p f")
    expect(asking.box).to_have_value("p f")
    keys.press("Escape")
    expect(asking.root).to_be_focused()
    keys.press("Enter")
    asking.answer(right)
    expect(asking.reply).to_contain_text("Right")
    expect(asking.reply).to_contain_text("2 tries")
    expect(asking.root).to_be_focused()
    next_frame(page)
    assert formula in asking.formula()

    # every step asks; its way can be shown instead
    keys.press("ArrowRight")
    asking.expect_asked(cells[1], labels[1])
    expect(asking.box).to_have_value("")
    keys.press("Enter")
    for _ in range(2):
        keys.press("Tab")
    expect(asking.root.get_by_role("button", name="Reveal")).to_be_focused()
    keys.press("Enter")
    expect(asking.reply).to_contain_text(f"{cells[1]} = ")
    expect(asking.root).to_have_attribute("data-held", "false")
    asking.key("End")
    asking.expect_asked(cells[2], labels[2])

    # a shape, of which nothing on the page tells
    asking.root.get_by_role("combobox", name="Ask for").select_option("out.shape")
    expect(asking.status).to_have_text("What is out.shape?")
    expect(asking.root.locator("canvas")).not_to_have_attribute("aria-label", re.compile("2, 2"))
    expect(page.locator("body")).not_to_contain_text("(1, 1, 2, 2)")
    asking.answer("1 1 2 2")
    expect(asking.reply).to_contain_text("(1, 1, 2, 2)")
    asking.key("ArrowLeft")
    expect(asking.root.locator(".asked")).not_to_contain_text("shape")

    asking.key("p")
    expect(asking.box).to_be_hidden()
    expect_address(page, predict="")


LESSON = Lesson(
    source="digit", stride=(2, 2), filters=(Filter("book", 0.5), Filter("sobel_x")),
    dout=Dout("random"), predict=True,
)  # fmt: skip
LINK = urlencode(write_link(LESSON))


def test_mistakes_are_named_when_their_number_is_typed(tab: Page, app_url: str) -> None:
    page = tab
    worked = Worked(LESSON)
    x, W = np.pad(worked.x, [(0, 0), (0, 0), (1, 1), (1, 1)]), worked.W[0]
    window = x[0, :, 2:5, 4:7]  # of out[0,0,1,2], step 6
    open_stage(page, app_url, f"?{LINK}&step=6")
    asking = Asking(page)
    for slip, value in {
        "bias": (window * W).sum(),
        "bias-each": (window * W).sum() + 9 * 0.5,
        "flip": (window * W[:, ::-1, ::-1]).sum() + 0.5,
        "stride": (x[0, :, 1:4, 2:5] * W).sum() + 0.5,
    }.items():
        asking.answer(f"{value:.6f}")
        expect(asking.reply).to_contain_text(EN(f"mistakes.{slip}.name"))
    # the last row of dout2 makes db whole
    dout = worked.dout[:, 0]
    open_stage(page, app_url, f"backward?{LINK}&view=db&step={dout.size - 1}")
    asking.answer(f"{dout.mean():.6f}")
    expect(asking.reply).to_contain_text(EN("mistakes.mean.name"))
    asking.answer(f"{dout.sum():.4f}")
    expect(asking.reply).to_contain_text("Right")
