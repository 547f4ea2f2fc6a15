"""Moving between the pictures of lesson 2, and between it and lesson 1: the step stays."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.browser.matmul_truth import MANY, THREE, MatmulTruth, link
from tests.browser.stage_page import StagePage, expect_address, next_frame, open_stage

EN, JA = vocabulary("en"), vocabulary("ja")
SLICES = MANY.FH * MANY.FW


def show(page: Page, view: str, words=EN) -> StagePage:
    """Choose a picture from the menu and wait until it is drawn."""
    page.get_by_role("radio", name=words(f"matmul_views.{view}")).click()
    expect_address(page, view=view)
    return StagePage(page)


def go_to_page(page: Page, name: str) -> StagePage:
    page.get_by_test_id("stHeader").get_by_role("link", name=EN(f"pages.{name}")).click()
    expect(page.get_by_text(EN(f"{name}.title"))).to_be_visible()
    return StagePage(page)


def test_lesson_1_and_every_picture_show_the_same_window(page: Page, app_url: str) -> None:
    truth = MatmulTruth.of(THREE)
    t = truth.window + 1  # the second row of the second image
    n, i, j = truth.place(t)
    stage = open_stage(page, app_url, link(replace(THREE, step=0), page="", step=str(t)))
    stage.expect_step(t)
    assert stage.told().cell == (n, 0, i, j)
    out = stage.told().result

    stage = go_to_page(page, "matmul")
    stage.expect_step(t)
    truth.row_told(stage.status.inner_text(), t)
    stage = show(page, "product")
    stage.expect_step(t)
    truth.product_told(stage.status.inner_text(), t, 0)
    assert stage.status.inner_text().endswith(f"= {out}")

    stage.key("ArrowRight")
    stage.expect_step(t + 1)
    expect_address(page, step=str(t + 1))
    stage = show(page, "image")
    stage.expect_step(t + 1)
    truth.landing_told(stage.status.inner_text(), t + 1, 0)
    stage = go_to_page(page, "slide")
    stage.expect_step(t + 1)
    assert stage.told().cell == (n, 0, *truth.place(t + 1)[1:])


def test_the_film_of_the_slices_does_not_lose_the_window(page: Page, app_url: str) -> None:
    truth = MatmulTruth.of(MANY)
    stage = open_stage(page, app_url, link(MANY, view="product", step="7", filter="2"))
    stage.expect_step(7)
    stage = show(page, "slices")
    stage.expect_steps(SLICES + truth.steps)
    for _ in range(3):
        before = stage.step
        stage.key("ArrowRight")
        stage.expect_step(before + 1)
    stage.button("Last step").click()
    stage.expect_step(SLICES + truth.steps - 1)
    page.wait_for_timeout(600)  # longer than the stage takes to tell where it has settled

    stage = show(page, "product")
    stage.expect_steps(truth.steps)
    stage.expect_step(7)
    truth.product_told(stage.status.inner_text(), 7, 2)
    expect_address(page, step="7", filter="2")


@pytest.mark.parametrize("lesson", [MANY, THREE], ids=["one image", "three images"])
def test_what_a_bare_reshape_does(page: Page, app_url: str, lesson) -> None:
    out = Worked(lesson).layer.forward(Worked(lesson).x).astype(np.float32)
    bare = out.transpose(0, 2, 3, 1).reshape(-1, out.shape[1]).reshape(out.shape)
    wrong = int((bare != out).sum())
    assert 0 < wrong < out.size

    stage = open_stage(page, app_url, link(lesson, view="image"))
    expect(stage.status).not_to_contain_text("wrong")
    page.get_by_text(EN("matmul.bare"), exact=True).click()
    expect_address(page, view="bare")
    expect(stage.status).to_contain_text(f"({wrong} numbers stand in the wrong place)")
    truth = MatmulTruth.of(lesson)
    for step in (0, 1, truth.steps - 1):
        stage.scrub(step)
        stage.expect_step(step)
        flat = step * out.shape[1]  # cell (step, 0) of out2 is the flat-th number in memory
        place = ",".join(map(str, np.unravel_index(flat, out.shape)))
        expect(stage.status).to_contain_text(f"out[{place}] = out2[{step},0] = ")
        right = ",".join(map(str, (truth.place(step)[0], 0, *truth.place(step)[1:])))
        told = EN("stage.bareRight") if right == place else f"it belongs to out[{right}]"
        assert stage.formula().endswith(told)

    page.get_by_text(EN("matmul.bare"), exact=True).click()
    expect_address(page, view="image")
    expect(stage.status).not_to_contain_text("wrong")


def test_a_link_to_a_picture_opens_a_cold_server(page: Page, cold_server: str) -> None:
    truth = MatmulTruth.of(MANY)
    stage = open_stage(page, cold_server, link(MANY, view="product", step="5", filter="1"))
    stage.expect_step(5)
    truth.product_told(stage.status.inner_text(), 5, 1)
    expect(page.get_by_text(EN("matmul.title"))).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_label("Input", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_by_keyboard_alone(page: Page, app_url: str) -> None:
    truth = MatmulTruth.of(MANY)
    stage = open_stage(page, app_url, link(replace(MANY, step=0), view="unroll"))
    menu = page.get_by_role("radio", name=EN("matmul_views.unroll"))
    menu.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect_address(page, view="product")
    # the film's keys that a chosen tab has no use for
    page.keyboard.press("End")
    stage.expect_step(truth.steps - 1)
    page.keyboard.press("Home")
    stage.expect_step(0)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.shadowRoot?.activeElement?.dataset.testid === 'stage'"
        ):
            break
    else:
        pytest.fail("Tab does not reach the stage")
    page.keyboard.press("End")
    stage.expect_step(truth.steps - 1)
    page.keyboard.press("]")
    next_frame(page)
    truth.product_told(stage.status.inner_text(), truth.steps - 1, 1)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    stage.expect_step(1)
    page.keyboard.press("[")
    page.keyboard.press("[")
    next_frame(page)
    truth.product_told(stage.status.inner_text(), 1, len(MANY.filters) - 1)
    page.keyboard.press("Space")
    stage.expect_playing(True)
    page.keyboard.press("Space")
    stage.expect_playing(False)
    page.keyboard.press("f")
    expect(stage.root).to_have_class(re.compile("presenting"))
    step = stage.step
    page.keyboard.press("ArrowLeft")
    stage.expect_step(step - 1)
    page.keyboard.press("Escape")
    expect(stage.root).not_to_have_class(re.compile("presenting"))
    stage.expect_step(step - 1)


def test_in_japanese(open_context: Callable[..., BrowserContext], app_url: str) -> None:
    page = open_context(locale="ja-JP").new_page()
    truth = MatmulTruth.of(THREE)
    stage = open_stage(page, app_url, link(THREE, view="unroll", lang="ja"))
    expect(page.get_by_text(JA("matmul.title"))).to_be_visible()
    words = JA("stage.statusRow").split("{")[0]
    told = stage.status.inner_text()
    assert told.startswith(words)
    truth.row_told(told, 4)
    for view in ("product", "image", "slices"):
        stage = show(page, view, JA)
        next_frame(page)
    assert f"col6[:, :, 0, 0] = {JA('stage.sliceTold').format(fy=0, fx=0)}" in (
        stage.status.inner_text()
    )
    seen = page.get_by_test_id("stMain").inner_text()
    for name in ("price.title", "try.show"):
        assert JA(name) in seen
        assert EN(name) not in seen
