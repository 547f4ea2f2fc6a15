"""Rows of `col`, products and `out2` as displayed, for a batch and for a layer with everything."""

import re

import pytest
from playwright.sync_api import Page, expect

from lesson.vocabulary import vocabulary
from tests.browser.matmul_truth import MANY, THREE, MatmulTruth, answers, link
from tests.browser.stage_page import StagePage, open_stage

CASES = pytest.mark.parametrize("lesson", [MANY, THREE], ids=["one image", "three images"])
UNREAD = vocabulary("en")("stage.unreadNoCopy")


def steps_worth_checking(truth: MatmulTruth) -> list[int]:
    """Both ends, the middle, and the last row of an image beside the first of the next."""
    borders = range(truth.window, truth.steps, truth.window)
    beside = [step for border in borders for step in (border - 1, border)]
    return sorted({0, 1, truth.steps // 2, truth.steps - 1, *beside})


def go(stage: StagePage, step: int) -> None:
    stage.scrub(step)
    stage.expect_step(step)


@CASES
def test_row_t_of_col(page: Page, app_url: str, lesson) -> None:
    truth = MatmulTruth.of(lesson)
    stage = open_stage(page, app_url, link(lesson, view="unroll"))
    stage.expect_steps(truth.steps)
    for t in steps_worth_checking(truth):
        go(stage, t)
        truth.row_told(stage.status.inner_text(), t)
        n, i, j = truth.place(t)
        assert f"image {n}, row {i}, column {j}:" in stage.status.inner_text()
        truth.row_seen(stage.terms()[0], t)


@CASES
def test_row_t_meets_column_k(page: Page, app_url: str, lesson) -> None:
    truth = MatmulTruth.of(lesson)
    stage = open_stage(page, app_url, link(lesson, view="product"))
    stage.expect_steps(truth.steps)
    for at, t in enumerate(steps_worth_checking(truth)):
        go(stage, t)
        k = at % len(lesson.filters)
        truth.product_told(stage.status.inner_text(), t, k)
        truth.product_seen(stage.terms()[0], t, k)
        stage.key("]")
        expect(stage.status).to_contain_text(f"out2[{t},{(at + 1) % len(lesson.filters)}] = ")
    assert at >= len(lesson.filters)


@CASES
def test_where_each_cell_of_out2_lands(page: Page, app_url: str, lesson) -> None:
    truth = MatmulTruth.of(lesson)
    stage = open_stage(page, app_url, link(lesson, view="image", filter="1"))
    for t in steps_worth_checking(truth):
        go(stage, t)
        truth.landing_told(stage.status.inner_text(), t, 1)


@CASES
def test_the_code_reads_the_same_rows(page: Page, app_url: str, lesson) -> None:
    truth = MatmulTruth.of(lesson)
    slices = lesson.FH * lesson.FW
    stage = open_stage(page, app_url, link(lesson, view="slices"))
    stage.expect_steps(slices + truth.steps)
    go(stage, slices - 1)
    last = f"({lesson.FH - 1}, {lesson.FW - 1})"
    assert f"filter cell {last}" in stage.status.inner_text()
    for t in steps_worth_checking(truth):
        go(stage, slices + t)
        truth.row_told(stage.status.inner_text(), t)


@CASES
def test_a_pixel_and_all_its_copies(page: Page, app_url: str, lesson) -> None:
    """Whatever is pointed at, in x or in `col`, names its copies as counted one by one."""
    truth = MatmulTruth.of(lesson)
    stage = open_stage(page, app_url, link(lesson, view="unroll"))
    said = answers(stage)
    found = {text: truth.copies_seen(text, UNREAD) for text in said if not text.startswith("col[")}
    cells = {text: truth.copies_seen(text, UNREAD) for text in said if re.match(r"col\[\d+,", text)}
    assert len(found) >= 15
    assert len(cells) >= 15
    assert len({copies for _, copies in (*found.values(), *cells.values())}) >= 3
    assert any(name == "padding" for name, _ in cells.values())


def test_a_pixel_that_no_window_reads_says_so(page: Page, app_url: str) -> None:
    stage = open_stage(page, app_url, "matmul?in=edge&stride=2&pad=0")
    said = answers(stage, pitch=24)
    unread = [text for text in said if UNREAD in text]
    # row 5 and column 5 of the 6x6 input: windows start at 0 and 2 and are three wide
    assert unread
    assert all(re.match(r"x\[0,0,(5,\d|\d,5)\] = ", text) for text in unread)
    read = [text for text in said if text.startswith("x[") and UNREAD not in text]
    assert read
    assert not any(re.match(r"x\[0,0,(5,\d|\d,5)\] = ", text) for text in read)


@CASES
def test_single_products_and_cells_when_pointed_at(page: Page, app_url: str, lesson) -> None:
    truth = MatmulTruth.of(lesson)
    stage = open_stage(page, app_url, link(lesson, view="product", filter="1"))
    products, cells = set(), 0
    for text in answers(stage, pitch=30):
        if text.startswith("out2["):
            # the same form as the sentence, but for the brackets around b
            sentence = re.sub(r" \+ b \(?([^ )]+)\)? ([=≈]) ", r" + b (\1) \2 ", text)
            match = re.match(r"out2\[(\d+),(\d+)\]", text)
            assert match
            if "…" not in text:
                truth.product_told(sentence, int(match[1]), int(match[2]))
            truth.cell_told(text.rsplit(" ", 1)[1], int(match[1]), int(match[2]))
            cells += 1
        else:
            k = re.search(r"col_W\[\d+,(\d+)\]", text)
            assert k, text
            products.add(truth.one_product_seen(text, int(k[1])))
    assert len(products) >= 15
    assert cells >= 3
