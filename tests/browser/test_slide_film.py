"""The film: when it runs, what stops it, what it survives, and the presenter view."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.stage_page import (
    choose,
    control,
    expect_address,
    next_frame,
    open_stage,
    slide_to,
)  # fmt: skip


@pytest.fixture
def moving(open_context: Callable[..., BrowserContext]) -> Page:
    """A visitor who has nothing against movement."""
    return open_context(reduced_motion="no-preference").new_page()


def test_a_plain_visit_plays_on_its_own_and_keeps_playing(moving: Page, app_url: str) -> None:
    page = moving
    stage = open_stage(page, app_url, begin=False)
    stage.expect_playing(True)
    stage.expect_moving()
    expect(page.get_by_text("The filter slides over the image")).to_be_visible()

    # a rerun that changes nothing of the picture leaves the film alone
    page.get_by_test_id("stSidebar").get_by_text("More settings").click()
    page.get_by_test_id("stSidebar").get_by_text("Height and width apart").click()
    expect(control(page, "Stride (width)")).to_be_attached()
    stage.expect_playing(True)
    stage.expect_moving()

    # one that brings new numbers goes on from the same step
    before = stage.step
    slide_to(page, "Filters", 2)
    expect_address(page, f="sobel_x~sobel_y.1")
    stage.expect_playing(True)
    stage.expect_moving()
    assert stage.step > before

    # and every control of the film pauses it
    for stop in ("Previous step", "Next step", "First step", "Last step"):
        stage.button("First step").click()
        stage.button("Play").click()
        stage.expect_playing(True)
        stage.button(stop).click()
        stage.expect_playing(False)
    stage.button("First step").click()
    stage.button("Play").click()
    stage.scrub(100)
    stage.expect_playing(False)
    stage.expect_step(100)
    expect_address(page, step="100")

    # the clock of the paces is proven in tests/ui/stage/test_player.py
    pace = stage.root.get_by_role("combobox", name="Speed")
    assert pace.locator("option").all_text_contents() == ["slow", "normal", "fast", "row by row"]
    stage.button("First step").click()
    pace.select_option(label="row by row")
    stage.button("Play").click()
    stage.expect_moving()
    stage.button("Pause").click()
    assert int(stage.root.get_attribute("data-done") or 1) % 28 == 0

    nothing_of_a_step_is_shown_before_it_is_placed(page, app_url)


def nothing_of_a_step_is_shown_before_it_is_placed(page: Page, url: str) -> None:
    stage = open_stage(page, url, "?in=book&f=book&pad=0", begin=False)
    stage.key("Home")
    assert stage.formula().startswith("Nothing is computed yet")
    expect(stage.status).to_have_text("Step 0 of 4: nothing is computed yet.")
    for phase in ("multiply", "add", "bias", "place"):
        stage.key("Shift+ArrowRight")
        expect(stage.root).to_have_attribute("data-phase", phase)
        expect(stage.status).to_contain_text("Step 1 of 4: ")
        assert stage.formula().endswith("= ?")
        assert "15" not in stage.status.inner_text() + stage.formula()
    stage.key("Shift+ArrowRight")
    expect(stage.status).to_contain_text("= 15")
    assert stage.formula().endswith("= 15")
    stage.key("Shift+ArrowLeft")
    expect(stage.root).to_have_attribute("data-phase", "place")
    stage.key("Home")
    expect(stage.root).to_have_attribute("data-done", "0")


def test_the_step_survives_what_leaves_it_meaningful(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=digit&f=box~sobel_x&b=0.0_0.0&step=21&filter=1")
    stage.expect_step(21)
    stage.expect_playing(False)
    assert stage.told().cell == (0, 1, 2, 5)

    choose(page, "Preset", "Emboss")
    expect_address(page, f="box~emboss")
    stage.expect_step(21)
    next_frame(page)
    assert stage.told().cell == (0, 1, 2, 5)
    assert [w for _, w in stage.told().factors][:3] == ["(−2)", "(−1)", "0"]

    page.get_by_text("日本語").click()
    expect(stage.button("再生")).to_be_visible()
    stage.expect_step(21)
    assert stage.status.inner_text().startswith("ステップ 22 / 64、行 2、列 5：")
    page.get_by_text("English").click()
    expect(stage.button("Play")).to_be_visible()

    slide_to(page, "Padding", 0)
    stage.expect_steps(36)
    stage.expect_step(21)
    slide_to(page, "Stride", 2)  # 9 windows: the last one is the nearest to step 21
    stage.expect_steps(9)
    stage.expect_step(8)


def covers(stage: Locator, page: Page) -> bool:
    """Whether the stage fills the window and lies over the side bar and the header."""
    return bool(
        stage.evaluate(
            """(stage) => {
                const box = stage.getBoundingClientRect();
                const host = stage.getRootNode().host;
                const corners = [[5, 5], [innerWidth - 5, 5], [5, innerHeight / 2]];
                return box.left <= 0 && box.top <= 0 && box.right >= innerWidth
                    && box.bottom >= innerHeight
                    && corners.every(([x, y]) => document.elementFromPoint(x, y) === host);
            }"""
        )
    )


def test_the_presenter_view_covers_the_screen_and_returns(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=digit&f=box~emboss&b=0.0_0.0&step=5")
    stage.expect_step(5)
    assert not covers(stage.root, page)
    size_before = stage.button("Play").bounding_box()
    assert size_before is not None

    stage.key("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    next_frame(page)
    assert covers(stage.root, page)
    size = stage.button("Play").bounding_box()
    assert size is not None
    assert size["height"] > size_before["height"]  # legible from the last row

    # everything by keyboard, also here
    page.keyboard.press("ArrowRight")
    stage.expect_step(6)
    page.keyboard.press("]")
    next_frame(page)
    assert stage.told().cell == (0, 1, 0, 6)
    page.keyboard.press("?")
    expect(stage.root.get_by_role("dialog")).to_contain_text("leave presenter view")
    page.keyboard.press("Escape")
    expect(stage.root.get_by_role("dialog")).to_be_hidden()
    assert covers(stage.root, page)

    page.keyboard.press("Escape")
    page.wait_for_function("() => document.fullscreenElement === null")
    next_frame(page)
    assert not covers(stage.root, page)
    stage.expect_step(6)
    assert stage.told().cell == (0, 1, 0, 6)

    stage.button("Presenter view").click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    stage.button("Presenter view").click()
    page.wait_for_function("() => document.fullscreenElement === null")


def test_the_result_stands_above_the_buttons_however_long_the_sums(tab: Page, app_url: str) -> None:
    page = tab
    many = "?in=cat&colour=rgb&f=random.1~random.2~random.3&step=40&filter=1"
    stage = open_stage(page, app_url, many)
    result = stage.root.locator(".formula .out")
    for on_the_projector in (False, True):
        if on_the_projector:
            stage.key("f")
            expect(stage.root).to_have_class(re.compile("presenting"))
        for _ in range(3):
            stage.key("ArrowRight")
            expect(result).to_be_in_viewport(ratio=1)
            buttons = stage.root.locator(".transport").bounding_box()
            shown = result.bounding_box()
            assert buttons is not None
            assert shown is not None
            assert shown["y"] + shown["height"] <= buttons["y"]
            lines = stage.root.locator(".formula .line")
            # room goes to size on the projector: the sums of the channels stand in the picture
            assert lines.count() == (1 if on_the_projector else 4)
            height = lines.first.bounding_box()
            assert height is not None
            assert height["height"] < 40  # not broken
            if not on_the_projector:
                products = [lines.nth(c).inner_text().count("·") for c in range(3)]
                assert min(products) >= 4
    stage.key("Escape")
    expect(stage.root).not_to_have_class(re.compile("presenting"))
