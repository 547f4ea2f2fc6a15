"""A matrix of 4096 rows and 27 columns: the wheel scrolls and zooms it, and only it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.matmul_truth import answers, pointed
from tests.browser.stage_page import StagePage, open_stage

LARGEST = (
    "matmul?in=cat&colour=rgb&size=64&step=2000"
    "&f=sobel_x~sobel_y~laplacian~sharpen~gaussian~identity~box~random.3&b=0_0_0_0_0_0_0_0.5"
)
VIEWS = pytest.mark.parametrize(
    ("view", "cell"), [("unroll", r"col\[(\d+),(\d+)\]"), ("product", r"col\[(\d+),(\d+)\]"),
                       ("image", r"out2\[(\d+),(\d+)\]")],
)  # fmt: skip
STEP, ROWS, COLUMNS = 2000, 4096, 27


@pytest.fixture
def scrolled(page: Page):
    """How far the page itself has been scrolled or zoomed."""
    return lambda: page.evaluate(
        """[document.querySelector("[data-testid=stMain]").scrollTop, scrollX, scrollY,
            visualViewport.scale, devicePixelRatio]"""
    )


def a_cell(stage: StagePage, cell: str) -> tuple[float, float]:
    """A point on a cell of the long matrix that is not at its edge."""
    found = answers(stage, pitch=60).items()
    # the rows in sight are those around the current one; elsewhere others may be named
    inside = [
        at
        for text, at in found
        if re.match(cell, text) and 0 <= address_of(text, cell)[0] - STEP < 30
    ]
    assert inside
    return sorted(inside)[len(inside) // 3]


def address_of(text: str, cell: str) -> tuple[int, int]:
    match = re.match(cell, text)
    assert match, text
    return int(match[1]), int(match[2])


@VIEWS
def test_the_wheel_moves_the_rows_and_not_the_page(
    page: Page, app_url: str, scrolled, view: str, cell: str
) -> None:
    stage = open_stage(page, app_url, f"{LARGEST}&view={view}")
    stage.expect_steps(ROWS)
    x, y = a_cell(stage, cell)
    row, column = address_of(pointed(stage, x, y), cell)
    before = scrolled()
    for _ in range(3):
        page.mouse.wheel(0, 400)
    page.wait_for_timeout(300)
    assert address_of(stage.formula(), cell) == (row + 30, column)
    for _ in range(2):
        page.mouse.wheel(0, -400)
    page.wait_for_timeout(300)
    assert address_of(stage.formula(), cell) == (row + 10, column)
    for _ in range(120):
        page.mouse.wheel(0, 2000)
    page.wait_for_timeout(300)
    last, _ = address_of(stage.formula(), cell)
    assert ROWS - 30 < last < ROWS
    assert scrolled() == before
    stage.expect_step(STEP)

    # beside the matrix the wheel belongs to the page
    box = stage.root.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(300)
    assert scrolled() != before


@pytest.mark.parametrize("view", ["unroll", "product"])
def test_ctrl_and_the_wheel_zoom_the_cells_and_not_the_page(
    page: Page, app_url: str, scrolled, view: str
) -> None:
    cell = r"col\[(\d+),(\d+)\]"
    stage = open_stage(page, app_url, f"{LARGEST}&view={view}")
    stage.expect_steps(ROWS)
    x, y = a_cell(stage, cell)
    before = scrolled()

    def columns_within(px: int) -> int:
        left = address_of(pointed(stage, x, y), cell)[1]
        return address_of(pointed(stage, x + px, y), cell)[1] - left

    apart = columns_within(60)
    assert apart >= 2
    middle = address_of(pointed(stage, x, y), cell)
    page.keyboard.down("Control")
    for _ in range(8):
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(50)
    page.keyboard.up("Control")
    page.wait_for_timeout(200)
    assert address_of(stage.formula(), cell) == middle
    assert columns_within(60) < apart

    # zoomed in, all columns and rows can still be reached, and stay numbers of the same cell
    pointed(stage, x, y)
    page.keyboard.down("Shift")
    for _ in range(30):
        page.mouse.wheel(0, 400)
    page.keyboard.up("Shift")
    page.wait_for_timeout(200)
    assert address_of(stage.formula(), cell)[1] > COLUMNS - 16
    page.mouse.wheel(0, 400)
    page.wait_for_timeout(200)
    assert address_of(stage.formula(), cell)[0] > middle[0]

    page.keyboard.down("Control")
    for _ in range(12):
        page.mouse.wheel(0, 100)
        page.wait_for_timeout(50)
    page.keyboard.up("Control")
    page.wait_for_timeout(200)
    assert columns_within(60) == apart
    assert scrolled() == before


def test_the_film_brings_the_current_row_back(page: Page, app_url: str) -> None:
    cell = r"col\[(\d+),(\d+)\]"
    stage = open_stage(page, app_url, f"{LARGEST}&view=unroll")
    x, y = a_cell(stage, cell)
    pointed(stage, x, y)
    for _ in range(10):
        page.mouse.wheel(0, 2000)
    page.wait_for_timeout(200)
    assert address_of(stage.formula(), cell)[0] > STEP + 300
    page.mouse.move(5, 300)
    stage.key("ArrowRight")
    stage.expect_step(STEP + 1)
    expect(stage.status).to_contain_text(f"col[{STEP + 1}] = [")
    assert abs(address_of(pointed(stage, x, y), cell)[0] - STEP) < 30
    # by the overview strip, too: a click goes to the row it stands for
    strip = [
        at for text, at in answers(stage, pitch=20).items() if re.match(r"col\[3\d\d\d\] = ", text)
    ]  # fmt: skip
    assert strip
    page.mouse.click(*strip[0])
    page.mouse.move(5, 300)
    expect(stage.status).to_contain_text(re.compile(r" col\[3\d\d\d\] = \["))
