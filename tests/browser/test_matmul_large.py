"""A matrix of 4096 rows and 27 columns: the wheel scrolls and zooms it, and only it."""

import re
from dataclasses import dataclass
from math import floor
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.matmul_truth import pointed
from tests.browser.stage_page import Point, StagePage, next_frame, open_stage

LARGEST = (
    "matmul?in=cat&colour=rgb&size=64&step=2000"
    "&f=sobel_x~sobel_y~laplacian~sharpen~gaussian~identity~box~random.3&b=0_0_0_0_0_0_0_0.5"
)
STEP, ROWS, COLUMNS = 2000, 4096, 27


@dataclass
class LongMatrix:
    """The long matrix of a picture, and what the picture answered when it was opened."""

    stage: StagePage
    name: str
    found: dict[str, Point]

    def __post_init__(self) -> None:
        # the rows in sight are those around the current one; other panels name that one, or others
        inside = [
            at
            for text, at in self.found.items()
            if (cell := self._named(text)) and 0 < abs(cell[0] - STEP) < 30
        ]
        assert inside, "no cell of the matrix answers"
        # not at its edge
        x, y = sorted(inside)[len(inside) // 3]
        # a browser tells where a wheel turns in whole pixels
        self.x, self.y = floor(x), floor(y)

    def _named(self, text: str) -> tuple[int, int] | None:
        match = re.match(rf"{self.name}\[(\d+),(\d+)\]", text)
        return (int(match[1]), int(match[2])) if match else None

    def now(self) -> tuple[int, int]:
        """Row and column of the cell that the formula speaks of."""
        next_frame(self.stage.page)
        cell = self._named(self.stage.formula())
        assert cell, self.stage.formula()
        return cell

    def pointed(self, right: int = 0) -> tuple[int, int]:
        pointed(self.stage, self.x + right, self.y)
        return self.now()

    def columns_within(self, px: int) -> int:
        left = self.pointed()[1]
        return self.pointed(px)[1] - left

    def expect_rows(self, pattern: str, column: int) -> None:
        """Wait until a cell of these rows and of this column lies under the pointer."""
        cell = re.compile(rf"^{self.name}\[{pattern},{column}\]")
        expect(self.stage.lines.first).to_have_text(cell)


def scrolled(page: Page) -> Any:
    """How far the page itself has been scrolled or zoomed."""
    return page.evaluate(
        """[document.querySelector("[data-testid=stMain]").scrollTop, scrollX, scrollY,
            visualViewport.scale, devicePixelRatio]"""
    )


def zoom(page: Page, times: int, by: int) -> None:
    """Turn the wheel with Ctrl held down."""
    page.keyboard.down("Control")
    for _ in range(times):
        page.mouse.wheel(0, by)
        next_frame(page)  # two notches within one frame are one event, and that zooms once
    page.keyboard.up("Control")


def check_zoom(page: Page, matrix: LongMatrix) -> None:
    """Ctrl and the wheel zoom the cells around the pointer, and all of them can be reached."""
    apart = matrix.columns_within(60)
    assert apart >= 2
    middle = matrix.pointed()
    zoom(page, 8, -100)
    assert matrix.now() == middle, "the cell under the pointer stays there"
    within = matrix.columns_within(60)
    assert within < apart, f"cells are wider: {within} of them within 60 px, {apart} before"

    # zoomed in, all columns and rows can still be reached, and stay numbers of the same cell
    matrix.pointed()
    page.keyboard.down("Shift")
    for _ in range(3):
        page.mouse.wheel(0, 4000)
    page.keyboard.up("Shift")
    assert matrix.now()[1] > COLUMNS - 16, "Shift and the wheel reach the last columns"
    page.mouse.wheel(0, 400)
    assert matrix.now()[0] > middle[0], "the wheel goes down, zoomed in"

    zoom(page, 12, 100)
    assert matrix.columns_within(60) == apart, "zoomed out, cells are as wide as they were"


def check_wheel(page: Page, matrix: LongMatrix) -> None:
    """Ten rows for each notch, the same column, to the last row."""
    row, column = matrix.pointed()
    for _ in range(3):
        page.mouse.wheel(0, 400)
    matrix.expect_rows(str(row + 30), column)
    assert matrix.now() == (row + 30, column), "three notches down are 30 rows"
    for _ in range(2):
        page.mouse.wheel(0, -400)
    matrix.expect_rows(str(row + 10), column)
    assert matrix.now() == (row + 10, column), "two notches up are 20 rows"
    for _ in range(6):
        page.mouse.wheel(0, 40_000)
    assert ROWS - 30 < matrix.now()[0] < ROWS, "the wheel reaches the last rows"


def check_film(page: Page, matrix: LongMatrix) -> None:
    """The film brings its row back, and a click on the overview strip goes to another."""
    stage = matrix.stage
    assert matrix.pointed()[0] > STEP + 300
    page.mouse.move(5, 300)
    stage.key("ArrowRight")
    stage.expect_step(STEP + 1)
    expect(stage.status).to_contain_text(f"col[{STEP + 1}] = [")
    assert abs(matrix.pointed()[0] - STEP) < 30, "the film brings the current row back"
    strip = [at for text, at in matrix.found.items() if re.match(r"col\[3\d\d\d\] = ", text)]
    assert strip
    page.mouse.click(*strip[0])
    page.mouse.move(5, 300)
    expect(stage.status).to_contain_text(re.compile(r" col\[3\d\d\d\] = \["))


@pytest.mark.parametrize(
    ("view", "name"), [("unroll", "col"), ("product", "col"), ("image", "out2")]
)
def test_the_wheel_moves_and_zooms_the_cells_and_not_the_page(
    tab: Page, app_url: str, view: str, name: str
) -> None:
    page = tab
    stage = open_stage(page, app_url, f"{LARGEST}&view={view}")
    stage.expect_steps(ROWS)
    # the strip is 30 px wide
    matrix = LongMatrix(stage, name, stage.answers(60, across=20 if view == "unroll" else None))
    before = scrolled(page)
    if view != "image":
        check_zoom(page, matrix)
    check_wheel(page, matrix)
    assert scrolled(page) == before, "the page stays where it is and as large"
    stage.expect_step(STEP)
    if view == "unroll":
        check_film(page, matrix)

    # beside the matrix the wheel belongs to the page
    box = stage.root.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.wheel(0, 60)
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    page.wait_for_function(f"() => {top} !== {before[0]}")
