"""Practice by keyboard: a run of a fixed seed, worked out from the numbers on screen."""

import csv
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.stage_page import goes_as_back_does

SEED = 4
FIRST_PAGE = 60_000  # ms


def tables(page: Page) -> dict[str, list[list[float]]]:
    """The numbers that stand in the page's tables, by their captions."""
    found = {}
    for one in page.locator(".practice .grids table").all():
        found[one.locator("caption").inner_text()] = [
            [float(text.replace("−", "-")) for text in row.locator("td").all_inner_texts()]
            for row in one.locator("tbody tr").all()
        ]
    return found


def asked(page: Page) -> list[int]:
    """The indices of the question, which is about a cell of out."""
    text = page.locator(".practice .asked code").first.inner_text()
    found = re.fullmatch(r"out\[(\d+),(\d+),(\d+),(\d+)\]", text)
    assert found, text
    return [int(index) for index in found.groups()]


def worked_out(page: Page) -> tuple[float, float]:
    """The asked cell without and with its bias; the layer has one channel, and no padding."""
    shown = tables(page)
    _, k, i, j = asked(page)
    x, W = shown["x[0,0]"], shown[f"W[{k},0]"]
    total = sum(x[i + u][j + v] * weight for u, row in enumerate(W) for v, weight in enumerate(row))
    return total, total + shown["b"][0][k]


def expect_heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text)).to_be_visible()


def test_a_run_by_keyboard(tab: Page, app_url: str, tmp_path: Path) -> None:
    page = tab
    address = f"{app_url}/practice?seed={SEED}&stride=2&lang=en"
    if not goes_as_back_does(page, address):
        page.goto(address)
    box = page.get_by_role("textbox", name="Your answer")
    expect(box).to_be_visible(timeout=FIRST_PAGE)
    reply = page.get_by_role("status").filter(visible=True)
    following = page.get_by_role("button", name="Next question")

    # right
    expect_heading(page, "Question 1 of 10")
    box.focus()
    page.keyboard.type(f"{worked_out(page)[1]:g}".replace("-", "−"))
    page.keyboard.press("Enter")
    expect(reply).to_contain_text("Right: out[0,0,")
    expect(following).to_be_focused()
    expect(page).to_have_url(re.compile(r"answers="))
    page.keyboard.press("Enter")

    # nonsense, and then a mistake that is known
    expect_heading(page, "Question 2 of 10")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    without, right = worked_out(page)
    assert without != right
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    expect(reply).to_contain_text("cannot be read")
    expect_heading(page, "Question 2 of 10")
    page.keyboard.press("Control+A")
    page.keyboard.type(f"{without:g}")
    page.keyboard.press("Enter")
    expect(reply).to_contain_text(f"= {right:g}".replace("-", "−"))
    expect(following).to_be_focused()
    named = reply.locator("strong").first.inner_text().rstrip(":")
    expect(page.get_by_role("table").filter(has_text="Mistake")).to_contain_text(named)

    # the picture has the question's layer, in a tab of its own
    with page.expect_popup() as opened:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    picture = opened.value
    stage = picture.get_by_test_id("stage")
    expect(stage).to_have_attribute("data-step", re.compile(r"\d+"), timeout=FIRST_PAGE)
    expect(stage.get_by_role("status")).to_contain_text(f"= {right:g}".replace("-", "−"))
    picture.close()

    # revealed
    following.focus()
    page.keyboard.press("Enter")
    expect_heading(page, "Question 3 of 10")
    expect(box).to_be_focused()
    press_by_tab(page, page.get_by_role("button", name="Reveal"))
    expect(reply).to_contain_text("The answer:")

    # the table, read back
    rows = downloaded(page, tmp_path)
    assert [row["kind"] for row in rows] == ["right", "mistake", "revealed"]
    assert float(rows[1]["your answer"]) == without
    assert float(rows[1]["right"]) == right
    assert "bias" in rows[1]["mistakes"].split()
    assert {row["seed"] for row in rows} == {str(SEED)}
    assert all(row["link"].startswith("http") for row in rows)

    # a reload goes on, and so does Back
    page.reload()
    expect_heading(page, "Question 4 of 10")
    page.get_by_role("link", name="Backward").click()
    expect(page).to_have_url(re.compile(r"/backward\?.*stride=2"))
    expect(page).not_to_have_url(re.compile("seed="))
    page.go_back()
    expect_heading(page, "Question 4 of 10")
    expect(page).to_have_url(re.compile(rf"/practice\?.*seed={SEED}&answers="))


def press_by_tab(page: Page, button: Locator) -> None:
    for _ in range(4):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def downloaded(page: Page, folder: Path) -> list[dict[str, Any]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    path = folder / "run.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
