"""Several inputs at once, added as a visitor adds them."""

import io
import re

import numpy as np
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from lesson.state import Lesson, More
from lesson.vocabulary import vocabulary
from tests.browser.matmul_truth import MatmulTruth
from tests.browser.stage_page import (
    FIRST_PICTURE,
    StagePage,
    expect_address,
    next_frame,
    open_stage,
)

EN = vocabulary("en")
SIZE = 8


def png(seed: int) -> FilePayload:
    grey = np.random.default_rng(seed).integers(0, 256, (SIZE, SIZE)).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(grey).save(file, "PNG")
    return {"name": f"{seed}.png", "mimeType": "image/png", "buffer": file.getvalue()}


def open_batch(page: Page, url: str, query: str) -> StagePage:
    """A lesson of one image, and the part below it in which others join."""
    stage = open_stage(page, url, f"matmul?{query}")
    told = page.get_by_text(EN("batch.told"))
    if not told.is_visible():
        page.get_by_text(EN("batch.title", N=1)).click()
    expect(told).to_be_visible()
    # a list that opens while its place still moves closes again
    page.get_by_test_id("stExpander").first.evaluate(
        "it => Promise.all(it.getAnimations({ subtree: true }).map((one) => one.finished))"
    )
    return stage


def add_sample(page: Page, name: str) -> None:
    # an open list closes when the page scrolls or is drawn: both have to be over
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    chosen = page.get_by_test_id("stMultiSelect").locator("input")
    chosen.scroll_into_view_if_needed()
    next_frame(page)
    chosen.click()
    page.get_by_role("option", name=EN(f"inputs.{name}"), exact=True).click()
    page.keyboard.press("Escape")


def check_first_rows(stage: StagePage, truth: MatmulTruth) -> None:
    stage.expect_steps(truth.steps)
    for image in range(len(truth.x)):
        for t in (image * truth.window, (image + 1) * truth.window - 1):
            stage.scrub(t)
            stage.expect_step(t)
            assert f"image {image}, " in stage.status.inner_text()
            truth.row_told(stage.status.inner_text(), t)


def test_samples_and_files_join(page: Page, app_url: str) -> None:
    samples_join(page, app_url)
    files_join_and_a_broken_one_is_named(page, app_url)
    nothing_joins_an_input_that_is_not_square(page, app_url)


def samples_join(page: Page, app_url: str) -> None:
    stage = open_batch(page, app_url, f"in=cat&size={SIZE}")
    add_sample(page, "brick")
    expect_address(page, more="brick")
    add_sample(page, "camera")
    expect_address(page, more="brick~camera")
    expect(page.get_by_text(EN("batch.title", N=3))).to_be_visible()
    lesson = Lesson(size=SIZE, more=(More("brick"), More("camera")))
    check_first_rows(stage, MatmulTruth.of(lesson))

    page.reload()
    check_first_rows(StagePage(page), MatmulTruth.of(lesson))


def files_join_and_a_broken_one_is_named(page: Page, app_url: str) -> None:
    stage = open_batch(page, app_url, f"in=cat&size={SIZE}&scale=byte")
    broken: FilePayload = {
        "name": "broken.png",
        "mimeType": "image/png",
        "buffer": b"\x89PNG nothing more",
    }
    chooser = page.get_by_test_id("stExpander").locator("input[type=file]")
    large: FilePayload = {"name": "large.png", "mimeType": "image/png", "buffer": bytes(11 << 20)}
    chooser.set_input_files([large, broken, png(1)])
    # what is refused here is said first; the others travel meanwhile
    alerts = page.get_by_role("alert")
    named = [re.compile("^large.png: "), re.compile("^broken.png: ")]
    expect(alerts).to_have_text(named, timeout=FIRST_PICTURE)
    expect(page.get_by_text(EN("batch.title", N=2))).to_be_visible()
    listed = page.get_by_test_id("stExpander").get_by_test_id("stFileChip")

    def expect_listed(good: int) -> None:
        expect(listed).to_have_count(1 + good)
        expect(listed.first).to_have_css("text-decoration-line", "line-through")
        for at in range(good):
            expect(listed.nth(1 + at)).to_have_css("text-decoration-line", "none")

    expect_listed(1)
    chooser.set_input_files([png(2)])
    expect(page.get_by_text(EN("batch.title", N=3))).to_be_visible()
    expect_listed(2)
    stage.expect_steps(3 * SIZE * SIZE)
    for seed, t in ((1, SIZE * SIZE + SIZE + 1), (2, 2 * SIZE * SIZE + SIZE + 1)):
        grey = np.random.default_rng(seed).integers(0, 256, (SIZE, SIZE))
        stage.scrub(t)
        stage.expect_step(t)
        shown = stage.status.inner_text().rsplit("[", 1)[1].rstrip("]").split(", ")
        assert list(map(int, shown)) == grey[:3, :3].ravel().tolist()


def nothing_joins_an_input_that_is_not_square(page: Page, app_url: str) -> None:
    open_stage(page, app_url, "matmul?in=rocket&frame=fit")
    why = page.get_by_text(EN("batch.not_square"))
    if not why.is_visible():
        page.get_by_text(EN("batch.title", N=1)).click()
    expect(why).to_be_visible()
