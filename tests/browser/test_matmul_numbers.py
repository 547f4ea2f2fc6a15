"""Rows of `col`, products and `out2` as displayed, for a batch and for a layer with everything."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from lesson.state import Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.browser.matmul_truth import MANY, THREE, MatmulTruth, Term, link
from tests.browser.stage_page import StagePage, expect_address, open_stage

EN = vocabulary("en")
UNREAD = EN("stage.unreadNoCopy")


def steps_worth_checking(truth: MatmulTruth) -> list[int]:
    """Both ends, the middle, and the last row of an image beside the first of the next."""
    borders = range(truth.window, truth.steps, truth.window)
    beside = [step for border in borders for step in (border - 1, border)]
    return sorted({0, 1, truth.steps // 2, truth.steps - 1, *beside})


def walk(
    stage: StagePage, truth: MatmulTruth, before: int = 0
) -> Iterator[tuple[int, str, list[Term]]]:
    """What each step worth checking says, told and seen; `before` steps come first."""
    for step, told, lines in stage.walk(before + t for t in steps_worth_checking(truth)):
        yield step - before, told, lines[0]


def check_rows(stage: StagePage, truth: MatmulTruth) -> None:
    """Row t of `col`, told and seen."""
    for t, told, seen in walk(stage, truth):
        truth.row_told(told, t)
        n, i, j = truth.place(t)
        assert f"image {n}, row {i}, column {j}:" in told
        truth.row_seen(seen, t)


def check_copies(stage: StagePage, truth: MatmulTruth) -> None:
    """Whatever is pointed at, in x or in `col`, names its copies as counted one by one."""
    said = stage.answers()
    found = {text: truth.copies_seen(text, UNREAD) for text in said if not text.startswith("col[")}
    cells = {text: truth.copies_seen(text, UNREAD) for text in said if re.match(r"col\[\d+,", text)}
    assert len(found) >= 15, "too little of x answers"
    assert len(cells) >= 15, "too little of col answers"
    assert len({copies for _, copies in (*found.values(), *cells.values())}) >= 3
    assert any(name == "padding" for name, _ in cells.values())


def check_products(stage: StagePage, truth: MatmulTruth, filters: int) -> None:
    """Row t meets column k, of every filter in turn; the first one again at the end."""
    last = steps_worth_checking(truth)[-1]
    for k in range(filters):
        for t, told, seen in walk(stage, truth):
            truth.product_told(told, t, k)
            truth.product_seen(seen, t, k)
        stage.key("]")
        expect(stage.status).to_contain_text(f"out2[{last},{(k + 1) % filters}] = ")


def check_products_pointed_at(stage: StagePage, truth: MatmulTruth) -> None:
    """Single products, and cells of `out2`."""
    products, cells = set(), 0
    for text in stage.answers(pitch=40):
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
    assert len(products) >= 15, "too few products answer"
    assert cells >= 3, "too little of out2 answers"


def check_bare(stage: StagePage, truth: MatmulTruth, lesson: Lesson) -> None:
    """A bare reshape: how many numbers stand in the wrong place, and where one belongs."""
    out = Worked(lesson).layer.forward(Worked(lesson).x).astype(np.float32)
    bare = out.transpose(0, 2, 3, 1).reshape(-1, out.shape[1]).reshape(out.shape)
    wrong = int((bare != out).sum())
    assert 0 < wrong < out.size

    page = stage.page
    expect(stage.status).not_to_contain_text("wrong")
    page.get_by_text(EN("matmul.bare"), exact=True).click()
    expect_address(page, view="bare")
    expect(stage.status).to_contain_text(f"({wrong} numbers stand in the wrong place)")
    for step, said, lines in stage.walk((0, 1, truth.steps - 1)):
        flat = step * out.shape[1]  # cell (step, 0) of out2 is the flat-th number in memory
        place = ",".join(map(str, np.unravel_index(flat, out.shape)))
        assert f"out[{place}] = out2[{step},0] = " in said
        right = ",".join(map(str, (truth.place(step)[0], 0, *truth.place(step)[1:])))
        told = EN("stage.bareRight") if right == place else f"it belongs to out[{right}]"
        assert "".join(text for _, text in lines[-1]).endswith(told)

    page.get_by_text(EN("matmul.bare"), exact=True).click()
    expect_address(page, view="image")
    expect(stage.status).not_to_contain_text("wrong")


@pytest.mark.parametrize("lesson", [MANY, THREE], ids=["one image", "three images"])
def test_every_number_of_every_picture(tab: Page, app_url: str, lesson: Lesson) -> None:
    page = tab
    truth = MatmulTruth.of(lesson)
    filters = len(lesson.filters)

    def show(view: str) -> StagePage:
        page.get_by_role("radio", name=EN(f"matmul_views.{view}")).click()
        expect_address(page, view=view)
        return StagePage(page)

    stage = open_stage(page, app_url, link(lesson, view="unroll"))
    stage.expect_steps(truth.steps)
    check_copies(stage, truth)
    check_rows(stage, truth)

    stage = show("product")
    stage.expect_steps(truth.steps)
    expect(stage.status).to_contain_text("out2[")
    check_products(stage, truth, filters)
    stage.key("]")
    stage.scrub(lesson.step)
    expect(stage.status).to_contain_text(f"out2[{lesson.step},1] = ")
    expect_address(page, filter="1", step=str(lesson.step))
    check_products_pointed_at(stage, truth)

    stage = show("image")
    stage.expect_steps(truth.steps)
    expect(stage.status).to_contain_text("= out2[")
    for t, told, _ in walk(stage, truth):
        truth.landing_told(told, t, 1)
    stage.key("[")
    expect(stage.status).to_contain_text(",0] = ")
    check_bare(stage, truth, lesson)
    stage.key("]")
    stage.scrub(lesson.step)
    expect_address(page, filter="1", step=str(lesson.step))

    # the code reads the same rows
    stage = show("slices")
    slices = lesson.FH * lesson.FW
    stage.expect_steps(slices + truth.steps)
    before = stage.step
    stage.key("ArrowRight")
    stage.expect_step(before + 1)
    ((_, told, _),) = stage.walk([slices - 1])
    assert f"filter cell ({lesson.FH - 1}, {lesson.FW - 1})" in told
    for t, told, _ in walk(stage, truth, slices):
        truth.row_told(told, t)

    # the film of the slices has come to its end and does not lose the window
    expect_address(page, film=str(slices + truth.steps))
    stage = show("product")
    stage.expect_steps(truth.steps)
    stage.expect_step(lesson.step)
    truth.product_told(stage.status.inner_text(), lesson.step, 1)
    expect_address(page, filter="1", step=str(lesson.step))


def test_a_pixel_that_no_window_reads_says_so(tab: Page, app_url: str) -> None:
    stage = open_stage(tab, app_url, "matmul?in=edge&stride=2&pad=0")
    said = stage.answers(pitch=24)
    unread = [text for text in said if UNREAD in text]
    # row 5 and column 5 of the 6x6 input: windows start at 0 and 2 and are three wide
    assert unread
    assert all(re.match(r"x\[0,0,(5,\d|\d,5)\] = ", text) for text in unread)
    read = [text for text in said if text.startswith("x[") and UNREAD not in text]
    assert read
    assert not any(re.match(r"x\[0,0,(5,\d|\d,5)\] = ", text) for text in read)
