"""Lesson 3 as a visitor meets it: links, keys, views, a single 1, Japanese, a wrong gradient."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.backward_truth import LESSON, Truth, assert_told, link, told
from tests.browser.stage_page import StagePage, expect_address, number, open_stage

BOOK = "backward?in=book&f=book~sobel_x&b=0_0&pad=0&dout=ones"
TRUTH = Truth(LESSON)


def pick(page: Page, name: str) -> None:
    """Choose a picture or a variant above the stage."""
    page.get_by_test_id("stMain").get_by_role("radio", name=name, exact=True).click()


def choose_dout(page: Page, option: str) -> None:
    page.get_by_test_id("stMain").get_by_label("dout", exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def cells(stage: StagePage) -> dict[str, str]:
    return told(stage.status.inner_text())


def test_a_deep_link_to_a_cold_server(page: Page, cold_server: str) -> None:
    stage = open_stage(page, cold_server, link("backward", LESSON, view="allsteps", step="4"))
    stage.expect_step(4 * TRUTH.FN)
    so_far = TRUTH.gradients(range(4), range(TRUTH.FN))
    for name, value in TRUTH.gradients([4], [0]).items():
        so_far[name] = so_far.get(name, 0.0) + value
    assert_told(cells(stage), so_far)
    expect(page.get_by_text("The gradient goes back").first).to_be_visible()


def test_the_keyboard_alone(page: Page, app_url: str) -> None:
    stage = open_stage(page, app_url, BOOK)
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


def test_the_step_survives_every_picture(page: Page, app_url: str) -> None:
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


@pytest.mark.parametrize(
    ("page_name", "view", "steps"),
    [("backward", "learn", 61), ("backward", "pixel", 16), ("backward", "check", 36),
     ("matmul", "slices", 13)],
)  # fmt: skip
def test_a_film_of_its_own_is_in_the_link_at_its_step(
    page: Page, app_url: str, page_name: str, view: str, steps: int
) -> None:
    link = BOOK.replace("backward", page_name, 1)
    stage = open_stage(page, app_url, f"{link}&view={view}")
    stage.expect_steps(steps)
    stage.scrub(7)
    expect_address(page, film="8", view=view)
    stage.scrub(0)
    expect_address(page, film="1", view=view)
    page.reload()
    stage.expect_step(0)
    stage.scrub(12)
    stage.expect_step(12)
    expect_address(page, film="13", view=view)
    page.reload()
    stage.expect_step(12)
    page.get_by_role("link", name="Sliding filter").click()
    expect(page.get_by_text("The filter slides over the image").first).to_be_visible()
    name = {"backward": "Backward", "matmul": "im2col and matmul"}[page_name]
    page.get_by_role("link", name=name).click()
    stage.expect_steps(steps)
    stage.expect_step(12)


def test_another_filter_of_all_is_gone_to(page: Page, app_url: str) -> None:
    stage = open_stage(page, app_url, f"{BOOK}&view=allsteps&step=2&filter=1")
    stage.expect_step(5)
    page.get_by_test_id("stSidebar").get_by_role("radio", name="0", exact=True).click()
    stage.expect_step(4)
    page.get_by_test_id("stSidebar").get_by_role("radio", name="1", exact=True).click()
    stage.expect_step(5)


def test_a_single_one_makes_dw_the_patch_and_dx_the_filter(page: Page, app_url: str) -> None:
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
    for step in range(16):
        stage.scrub(step)
        stage.expect_step(step)
        y, z = divmod(step, 4)
        assert (
            number(told(stage.status.inner_text().split(";")[0])[f"dx[0,0,{y},{z}]"])
            == stamped[y, z]
        )
    pick(page, "Matrix")
    pick(page, "dW")
    expect(stage.status).to_contain_text("dW[0,0,0,0]")  # the picture of db has four steps, too
    stage.key("End")
    stage.expect_step(3)
    for (u, v), value in np.ndenumerate(x[:3, 1:]):
        assert number(cells(stage)[f"dW[0,0,{u},{v}]"]) == value


def test_a_click_on_dout_moves_the_single_one(page: Page, app_url: str) -> None:
    stage = open_stage(page, app_url, f"{BOOK}&dout=one.0.0")
    expect(stage.status).to_contain_text("dout[0,0,0,0] = 1:")
    canvas = stage.root.locator("canvas")
    box = canvas.bounding_box()
    assert box
    # dout stands at the left; its cells are found by what the formula says of them
    for at in range(20, int(box["width"]), 14):
        canvas.hover(position={"x": at, "y": 115})
        page.wait_for_timeout(40)
        if "dout[0,0,1,1]" in stage.formula():
            canvas.click(position={"x": at, "y": 115})
            break
    expect_address(page, dout="one.3.0", step="3")
    expect(stage.status).to_contain_text("dout[0,0,1,1] = 1:")
    stage.key("Home")
    expect(stage.status).to_contain_text("dout[0,0,0,0] = 0:")


def test_pointing_at_a_pixel_says_what_flows_into_it(page: Page, app_url: str) -> None:
    stage = open_stage(page, app_url, f"{BOOK}&step=3")
    found = stage.find_cells()
    assert {f"dx[0,0,{y},{z}]" for y in range(4) for z in range(4)} <= set(found)
    page.mouse.move(*found["dx[0,0,1,1]"])
    # four windows read it: dout = 1 times the weights that touched it, from the last to the first
    expect(stage.lines.first).to_have_text("dx[0,0,1,1] = 1·1 + 1·0 + 1·0 + 1·2 = 3")


def test_japanese(open_context, app_url: str) -> None:
    page = open_context(locale="ja-JP").new_page()
    stage = open_stage(page, app_url, BOOK)
    expect(page.get_by_text("勾配が逆向きに伝わる").first).to_be_visible()
    stage.expect_step(0)
    expect(stage.status).to_contain_text("ステップ 1 / 4")
    for picture in ("行列", "col2im", "画素", "勾配確認"):
        pick(page, picture)
        expect(stage.status).to_contain_text("ステップ")
        expect(stage.status).to_contain_text(" = ")


def test_the_charts_have_exact_values(page: Page, app_url: str) -> None:
    open_stage(page, app_url, BOOK)
    assert page.locator(".js-plotly-plot").count() == 0
    page.get_by_text("Gradients as charts").click()
    plot = page.locator(".js-plotly-plot")
    expect(plot).to_be_visible()
    for name, planes, rows in (("dx", 1, 4), ("dW", 2, 3), ("dout", 2, 2)):
        page.get_by_test_id("stMain").get_by_role("radio", name=name, exact=True).last.click()
        page.wait_for_function(
            """([count, rows]) => {
                const data = document.querySelector('.js-plotly-plot')?.data;
                return data?.length === count && data.every(({ z }) => z.length === rows);
            }""",
            arg=[planes, rows],
        )
    values = page.evaluate(
        "document.querySelector('.js-plotly-plot').data[1].z.map((row) => [...row])"
    )
    assert values == [[1, 1], [1, 1]]


WRONG = """
import streamlit as st
import ui.backward.payload
from lesson.state import Filter, Lesson
from lesson.worked import Worked
from ui.visit import session
from ui.stage.component import stage, stage_code

real = ui.backward.payload.gradient_arrays


def wrong(worked):
    arrays = real(worked)
    return arrays | {"dW": arrays["dW"] * 1.01}


lesson = Lesson(source="book", filters=(Filter("book"),), pad=(0, 0, 0, 0), step=3)
session.current()
ui.backward.payload.gradient_arrays = wrong
seek = {"id": 1, "step": 3, "filter": 0, "play": False}
stage_code()
stage(ui.backward.payload.backward_payload(Worked(lesson), "steps", seek))
ui.backward.payload.gradient_arrays = real
"""


def test_sums_that_are_not_the_layers_gradients_are_noticed(page: Page, serve, tmp_path) -> None:
    script = tmp_path / "wrong.py"
    script.write_text(WRONG)
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    open_stage(page, serve(script))
    page.wait_for_timeout(300)
    assert [text for text in errors if "layer's" in text] == [
        "dW added up step by step is not the layer's dW."
    ]
