"""Lesson 3 as a visitor meets it: links, keys, views, a single 1, Japanese."""

import re

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.backward_truth import told
from tests.browser.stage_page import StagePage, expect_address, number, open_lesson, open_stage

BOOK = "backward?in=book&f=book~sobel_x&b=0_0&pad=0&dout=ones"


def pick(page: Page, name: str) -> None:
    """Choose a picture or a variant above the stage."""
    page.get_by_test_id("stMain").get_by_role("radio", name=name, exact=True).click()


def choose_dout(page: Page, option: str) -> None:
    page.get_by_test_id("stMain").get_by_label("dout", exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def go_to_page(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()


def cells(stage: StagePage) -> dict[str, str]:
    return told(stage.status.inner_text())


def test_the_book_by_keys_and_by_pointing(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, BOOK)
    by_keys_alone(stage)

    # four windows read it: dout = 1 times the weights that touched it, from the last to the first
    stage.key("[")
    expect(stage.status).to_contain_text("db[0] = ")
    found = stage.find_cells()
    assert {f"dx[0,0,{y},{z}]" for y in range(4) for z in range(4)} <= set(found)
    page.mouse.move(*found["dx[0,0,1,1]"])
    expect(stage.lines.first).to_have_text("dx[0,0,1,1] = 1·1 + 1·0 + 1·0 + 1·2 = 3")


def by_keys_alone(stage: StagePage) -> None:
    stage.key("End")
    stage.expect_step(3)
    assert cells(stage)["db[0]"] == "4"
    stage.key("ArrowLeft")
    stage.expect_step(2)
    stage.key("]")
    expect(stage.status).to_contain_text("db[1] = 2 + 1 = 3")
    stage.key("Home")
    stage.expect_step(0)
    stage.key(" ")
    stage.expect_playing(True)
    stage.key(" ")
    stage.expect_playing(False)
    stage.key("f")
    expect(stage.root).to_have_class(re.compile("presenting"))
    stage.key("End")
    stage.expect_step(3)
    stage.key("Escape")
    expect(stage.root).not_to_have_class(re.compile("presenting"))
    stage.expect_step(3)


def test_the_step_survives_every_picture(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, f"{BOOK}&step=2&filter=1")
    for picture, step, steps in (
        # a picture of as many steps as the one before could not be told from it
        ("Pixel", 9, 16), ("Matrix", 2, 4), ("Check", 0, 36), ("col2im", 2, 4), ("Pixel", 9, 16),
        ("Steps", 2, 4),
    ):  # fmt: skip
        pick(page, picture)
        stage.expect_steps(steps)
        stage.expect_step(step)
    pick(page, "all filters")
    stage.expect_steps(8)
    stage.expect_step(5)
    filters = page.get_by_test_id("stSidebar").get_by_role("radiogroup", name="Show filter")
    for k in (0, 1):  # another filter of all is gone to
        filters.get_by_role("radio", name=str(k), exact=True).click()
        stage.expect_step(4 + k)
    stage.key("ArrowLeft")
    expect_address(page, step="2", view="allsteps", filter="")
    pick(page, "one filter")
    stage.expect_steps(4)
    stage.expect_step(2)
    assert "db[0]" in cells(stage)
    # and the other lessons
    page.get_by_role("link", name="Sliding filter").click()
    expect(page.get_by_text("The filter slides over the image").first).to_be_visible()
    stage.expect_step(2)


def test_a_film_of_its_own_is_in_the_link_at_its_step(tab: Page, app_url: str) -> None:
    stage = open_stage(tab, app_url, BOOK)
    for page_name, picture, view, steps in (
        ("Backward", "Learn", "learn", 61),
        ("Backward", "Pixel", "pixel", 16),
        ("Backward", "Check", "check", 36),
        ("im2col and matmul", "4 · How the code does it", "slices", 13),
    ):
        if page_name != "Backward":
            go_to_page(tab, page_name)
        pick(tab, picture)
        expect_address(tab, view=view, film="")
        stage.expect_steps(steps)
        if view == "learn":  # 1 is the first step, and not none
            stage.scrub(7)
            expect_address(tab, film="8", view=view)
            stage.scrub(0)
            expect_address(tab, film="1", view=view)
            first = tab.url
            stage.scrub(12)
            expect_address(tab, film="13", view=view)
            open_lesson(tab, first)
            stage.expect_steps(steps)
            stage.expect_step(0)
            expect(stage.root).to_have_attribute("data-done", "1")
        stage.scrub(12)
        stage.expect_step(12)
        expect_address(tab, film="13", view=view)
        open_lesson(tab, tab.url.replace("film=13", "film=8"))
        stage.expect_steps(steps)
        stage.expect_step(7)
    go_to_page(tab, "Sliding filter")
    expect(tab.get_by_text("The filter slides over the image").first).to_be_visible()
    go_to_page(tab, page_name)
    stage.expect_steps(steps)
    stage.expect_step(7)


def test_a_single_one_makes_patch_and_filter_and_moves_by_a_click(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, f"{BOOK}&step=1")
    choose_dout(page, "dout: a single 1")
    expect_address(page, dout="one.1.0")
    page.wait_for_timeout(500)  # the list that has closed takes the focus back once more
    stage.key("End")
    stage.expect_step(3)
    expect_address(page, step="3")
    pick(page, "Pixel")
    stage.expect_steps(16)
    x = np.array([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]])
    W = np.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]])
    stamped = np.zeros((4, 4))
    stamped[:3, 1:] = W
    for step, said, _ in stage.walk(range(16)):
        y, z = divmod(step, 4)
        assert number(told(said.split(";")[0])[f"dx[0,0,{y},{z}]"]) == stamped[y, z]
    pick(page, "Matrix")
    pick(page, "dW")
    expect(stage.status).to_contain_text("dW[0,0,0,0]")  # the picture of db has four steps, too
    stage.key("End")
    stage.expect_step(3)
    for (u, v), value in np.ndenumerate(x[:3, 1:]):
        assert number(cells(stage)[f"dW[0,0,{u},{v}]"]) == value

    # a click on another cell of dout moves the single 1, and the film goes along
    pick(page, "Steps")
    expect(stage.status).to_contain_text("dout[0,0,1,1] = 0:")
    stage.scrub(0)
    expect(stage.status).to_contain_text("dout[0,0,0,0] = 0:")
    (cell,) = [at for text, at in stage.answers().items() if "dout[0,0,1,1]" in text]
    page.mouse.click(*cell)
    expect_address(page, dout="one.3.0", step="3")
    expect(stage.status).to_contain_text("dout[0,0,1,1] = 1:")
    stage.key("ArrowLeft")
    expect(stage.status).to_contain_text("dout[0,0,1,0] = 0:")


def test_japanese(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, f"{BOOK}&lang=ja")
    expect(page.get_by_text("勾配が逆向きに伝わる").first).to_be_visible()
    stage.expect_step(0)
    expect(stage.status).to_contain_text("ステップ 1 / 4")
    for picture in ("行列", "col2im", "画素", "勾配確認"):
        pick(page, picture)
        expect(stage.status).to_contain_text("ステップ")
        expect(stage.status).to_contain_text(" = ")
