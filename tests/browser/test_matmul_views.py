"""Moving between the pictures of lesson 2, and between it and lesson 1: the step stays."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from lesson.vocabulary import vocabulary
from tests.browser.matmul_truth import MANY, THREE, MatmulTruth, link
from tests.browser.stage_page import (
    StagePage,
    expect_address,
    next_frame,
    open_stage,
)

EN, JA = vocabulary("en"), vocabulary("ja")


def show(page: Page, view: str, words=EN) -> StagePage:
    """Choose a picture from the menu and wait until it is drawn."""
    page.get_by_role("radio", name=words(f"matmul_views.{view}")).click()
    expect_address(page, view=view)
    return StagePage(page)


def go_to_page(page: Page, name: str) -> StagePage:
    page.get_by_test_id("stHeader").get_by_role("link", name=EN(f"pages.{name}")).click()
    expect(page.get_by_text(EN(f"{name}.title"))).to_be_visible()
    return StagePage(page)


def test_lesson_1_and_every_picture_show_the_same_window(tab: Page, app_url: str) -> None:
    page = tab
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
    expect(stage.status).to_contain_text("] = out2[")  # the product has the same step
    truth.landing_told(stage.status.inner_text(), t + 1, 0)
    stage = go_to_page(page, "slide")
    stage.expect_step(t + 1)
    assert stage.told().cell == (n, 0, *truth.place(t + 1)[1:])


def test_by_keyboard_alone(tab: Page, app_url: str) -> None:
    page = tab
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


def test_in_japanese(tab: Page, app_url: str) -> None:
    page = tab
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
