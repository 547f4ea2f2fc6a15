"""A filter learns on screen: its numbers by loops of the test's own, by mouse and by keyboard."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from lesson.numbers import Numbers
from lesson.state import Dout, Learn, Lesson
from lesson.worked import Worked
from tests.browser.backward_truth import LESSON, link
from tests.browser.stage_page import number, open_stage

G = Worked(LESSON).geometry
GOAL = np.random.default_rng(8).normal(size=(1, 2, G.out_h, G.out_w)).round(1)
TYPED = replace(LESSON, dout=Dout("goal", numbers=Numbers.of(GOAL)))


def slopes(lesson: Lesson, W, b):
    """Loss, dW and db of the lesson at other weights, one number at a time."""
    g = Worked(lesson).geometry
    top, bottom, left, right = g.pad
    x = np.pad(Worked(lesson).x, [(0, 0), (0, 0), (top, bottom), (left, right)])
    loss, dW, db = 0.0, np.zeros_like(W), np.zeros_like(b)
    for n, k, i, j in np.ndindex(len(x), len(W), g.out_h, g.out_w):
        out = b[k]
        cells = list(np.ndindex(W.shape[1:]))
        seen = [x[n, c, g.row_starts[i] + u, g.col_starts[j] + v] for c, u, v in cells]
        for (c, u, v), pixel in zip(cells, seen, strict=True):
            out += pixel * W[k, c, u, v]
        dout = out - GOAL[n, k, i, j]
        loss += dout**2 / 2
        db[k] += dout
        for (c, u, v), pixel in zip(cells, seen, strict=True):
            dW[k, c, u, v] += dout * pixel
    return loss, dW, db


def largest_rate(lesson: Lesson) -> float:
    """2 / the steepest curvature of the loss, from the windows one by one."""
    g = Worked(lesson).geometry
    top, bottom, left, right = g.pad
    x = np.pad(Worked(lesson).x[0], [(0, 0), (top, bottom), (left, right)])
    rows = [
        [*(x[c, r + u, q + v] for c, u, v in np.ndindex(len(x), lesson.FH, lesson.FW)), 1]
        for r in g.row_starts
        for q in g.col_starts
    ]
    return float(2 / np.linalg.svd(np.array(rows), compute_uv=False)[0] ** 2)


def told(status: str) -> tuple[float, dict[str, float], float]:
    """The loss, the cells by name, and the learning rate."""
    (rate,) = re.findall(r"learning rate of (\S+):", status)
    (loss,) = re.findall(r"L = (\S+?);", status)
    cells = {m[1]: number(m[2]) for m in re.finditer(r"(\w+\[[\d,]+\]) = ([^\s,;]+)", status)}
    return number(loss), cells, number(rate)


@pytest.mark.parametrize("rule", ["sgd", "momentum"])
def test_every_number_of_the_first_updates(tab: Page, app_url: str, rule: str) -> None:
    page = tab
    lesson = replace(TYPED, learn=Learn(40, rule))
    stage = open_stage(page, app_url, link("backward", lesson, view="learn"))
    stage.expect_steps(61)
    W, b = Worked(lesson).W, Worked(lesson).b
    v_W, v_b, keep = 0 * W, 0 * b, 0.9 if rule == "momentum" else 0.0
    rate = float(f"{0.4 * (1 + keep) * largest_rate(lesson):.3g}")  # as the page shows it
    for t in range(3):
        stage.expect_step(t)
        loss, dW, db = slopes(lesson, W, b)
        said, cells, said_rate = told(stage.status.inner_text())
        assert said_rate == pytest.approx(rate, rel=5e-3)
        assert said == pytest.approx(loss, rel=2e-4)
        for c, u, v in np.ndindex(W.shape[1:]):
            assert cells[f"W[0,{c},{u},{v}]"] == pytest.approx(W[0, c, u, v], abs=2e-3)
            assert cells[f"dW[0,{c},{u},{v}]"] == pytest.approx(dW[0, c, u, v], abs=6e-3)
        assert cells["b[0]"] == pytest.approx(b[0], abs=2e-3)
        assert cells["db[0]"] == pytest.approx(db[0], abs=6e-3)
        v_W, v_b = keep * v_W - rate * dW, keep * v_b - rate * db
        W, b = W + v_W, b + v_b
        stage.key("ArrowRight")


def test_the_question_in_three_steps_and_the_learned_filter_in_the_lesson(
    tab: Page, app_url: str
) -> None:
    page = tab
    stage = open_stage(
        page, app_url, "backward?in=book&f=book&pad=0&dout=target.sobel_x&learn=50.sgd"
    )
    main = page.get_by_test_id("stMain")
    main.get_by_role("radio", name="Learn", exact=True).click()
    stage.expect_steps(61)
    first, _, _ = told(stage.status.inner_text())
    stage.key("End")
    stage.expect_step(60)
    last, cells, _ = told(stage.status.inner_text())
    assert last < 1e-6 * first
    cell = stage.find_cells()
    assert any(name.startswith("dout[0,0,") for name in cell)
    main.get_by_role("button", name="Use the learned filters").click()
    expect(page).to_have_url(re.compile(r"f=own\.t1x3x3_"))
    stage.expect_steps(61)
    stage.expect_step(0)
    start, now, _ = told(stage.status.inner_text())
    assert now["W[0,0,1,1]"] == pytest.approx(cells["W[0,0,1,1]"], abs=6e-4)
    assert start < 1e-4 * first


def test_too_fast_a_rate_is_said_and_seen(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "backward?in=book&f=book&pad=0&view=learn&learn=120.sgd")
    expect(page.get_by_text("the loss grows without bound")).to_be_visible()
    stage.key("End")
    assert 3 < stage.steps < 61
    told_last, _, _ = told(stage.status.inner_text())
    assert told_last > 1e6
    page.get_by_role("slider", name=re.compile("Learning rate")).press("Home")
    expect(page).to_have_url(re.compile(r"learn=5\.sgd"))
    stage.expect_steps(61)


def test_another_filter_is_seen_at_the_same_update(tab: Page, app_url: str) -> None:
    page = tab
    link_of_two = "in=book&f=book~sobel_y&b=0_0&pad=0&dout=target.sobel_x&step=2"
    stage = open_stage(page, app_url, f"backward?{link_of_two}&view=learn")
    stage.expect_steps(61)
    for _ in range(5):
        stage.key("ArrowRight")
    stage.expect_step(5)
    assert "W[0,0,1,1]" in told(stage.status.inner_text())[1]
    filters = page.get_by_test_id("stSidebar").get_by_role("radiogroup", name="Show filter")
    filters.get_by_role("radio", name="1", exact=True).click()
    expect(stage.status).to_contain_text("W[1,0,1,1]")
    stage.expect_step(5)
    # the lesson's own step is where it was: other pictures go on there
    page.get_by_test_id("stMain").get_by_role("radio", name="Steps", exact=True).click()
    stage.expect_step(2)
