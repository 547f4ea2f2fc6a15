"""Pointing: every cell answers in the formula, leaving restores it, a click selects the step."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.stage_page import StagePage, expect_address, next_frame, open_stage


@pytest.fixture
def stage(tab: Page, app_url: str) -> StagePage:
    stage = open_stage(tab, app_url, "?in=book&f=book&pad=0&step=1")
    stage.expect_step(1)
    return stage


def test_cells_answer_and_a_click_selects(stage: StagePage) -> None:
    page = stage.page
    before = stage.formula()
    places = stage.find_cells()

    page.mouse.move(*places["out[0,0,1,0]"])
    next_frame(page)
    assert stage.seen().cell == (0, 0, 1, 0)
    assert stage.seen().result == "6"
    # pointing shows; it does not go there
    stage.expect_step(1)
    assert stage.told().cell == (0, 0, 0, 1)

    page.mouse.move(*places["x[0,0,1,2]"])
    next_frame(page)
    assert stage.formula() == "x[0,0,1,2] = 2   read by 4 windows"

    page.mouse.move(*places["W[0,0,2,1]"])
    next_frame(page)
    # below W[0,0,2,1] = 0 lies x[0,0,2,2] = 1 in the window at step 1
    assert stage.formula() == (
        "W[0,0,2,1] = 0   in this window: 1·0 = 0   meets 4 pixels on its way"
    )

    page.mouse.move(5, 5)
    next_frame(page)
    assert stage.formula() == before

    page.mouse.click(*places["out[0,0,1,0]"])
    stage.expect_step(2)
    expect_address(page, step="2")
    page.mouse.move(5, 5)
    next_frame(page)
    assert stage.seen() == stage.told()
    assert stage.told().result == "6"


def test_small_cells_too_and_pointing_holds_the_film(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=cat&stride=2&pad=0&step=3")
    stage.expect_step(3)
    cells = {
        (int(i), int(j)): place
        for name, place in stage.find_cells(pitch=45).items()
        for i, j in re.findall(r"out\[0,0,(\d+),(\d+)\]", name)
    }
    (i, j), place = max(cells.items())
    assert i > 6
    page.mouse.click(*place)
    stage.expect_step(13 * i + j)
    page.mouse.move(5, 5)
    next_frame(page)
    assert stage.seen().cell == (0, 0, i, j)
    expect_address(page, step=str(13 * i + j))

    # the film waits as long as one points, and goes on
    pace = stage.root.get_by_role("combobox", name="Speed")
    pace.select_option("fast")
    stage.button("First step").click()
    stage.button("Play").click()
    stage.expect_moving()
    page.mouse.move(*place)
    next_frame(page)
    held = stage.step
    page.wait_for_timeout(800)  # a step takes 450 ms at most
    stage.expect_step(held)
    stage.expect_playing(True)
    page.mouse.move(5, 5)
    stage.expect_moving()
    stage.button("Pause").click()
    pace.select_option("normal")
