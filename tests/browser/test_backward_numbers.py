"""Displayed gradients against nested loops and conv_core: strided, padded, channels, floor."""

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from conv_core import Geometry
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.browser.backward_truth import LESSON, Truth, assert_told, link, told
from tests.browser.stage_page import Lines, StagePage, expect_address, number, open_stage

TRUTH = Truth(LESSON)
EN = vocabulary("en")


def walk(stage: StagePage, steps: Iterable[int]) -> Iterator[tuple[int, dict[str, str], Lines]]:
    """Scrub through these steps; the cells that each tells, and the lines below."""
    for step, said, lines in stage.walk(steps):
        assert f"Step {step + 1} of " in said
        yield step, told(said), lines


def open_view(page: Page, url: str, view: str, **other: str) -> StagePage:
    return open_stage(page, url, link("backward", LESSON, view=view, **other))


def show(stage: StagePage, view: str, steps: int, *menus: str) -> None:
    """Choose a picture, a variant of it, or both, and wait until it is drawn."""
    # the page may be drawn anew once the film has told where it rests, and takes no click meanwhile
    rests = rf"[?&](step={stage.step}|film={stage.step + 1})(&|$)"
    stage.page.wait_for_url(re.compile(rests), wait_until="commit")
    said = stage.status.inner_text()
    for name in menus:
        menu = stage.page.get_by_test_id("stMain")
        menu.get_by_role("radio", name=EN(name), exact=True).click()
    expect_address(stage.page, view=view)
    stage.expect_steps(steps)
    expect(stage.status).not_to_have_text(said)


def test_the_case_is_a_hard_one():
    g = Worked(LESSON).geometry
    assert isinstance(g, Geometry)
    assert g.unread_rows == (6,)
    assert g.unread_cols == (2, 5)
    assert (g.why_rows, g.why_cols) == (("left",), ("stride", "stride"))
    assert (TRUTH.N, TRUTH.FN, TRUTH.out_h, TRUTH.out_w) == (1, 2, 2, 3)


def test_the_loops_agree_with_the_layer():
    convolution = Worked(LESSON).layer
    convolution.forward(Worked(LESSON).x)
    dx = convolution.backward(TRUTH.dout)
    for name, array in (("db", convolution.db), ("dW", convolution.dW), ("dx", dx)):
        for index in np.ndindex(array.shape):
            value = TRUTH.all().get(f"{name}[{','.join(map(str, index))}]", 0.0)
            np.testing.assert_allclose(array[index], value, rtol=1e-12, atol=1e-12)


def check_one_filter(stage: StagePage, k: int) -> None:
    """The gradients of a filter fill, window by window."""
    for t, cells, lines in walk(stage, range(TRUTH.steps)):
        truth = TRUTH.gradients(range(t + 1), [k])
        assert f"db[{k}]" in cells
        assert_told(cells, truth)
        # the lines below the picture say the same for one cell of the filter
        seen = {line[0][1].split(" ")[0]: line[-1] for line in lines[:2]}
        for name, (kind, text) in seen.items():
            assert kind == "out"
            assert_told({name: text}, truth)


def check_all_filters(stage: StagePage) -> None:
    """The gradients of all filters fill, filter by filter in each window."""
    shown: dict[str, str] = {}
    for step, cells, _ in walk(stage, range(TRUTH.steps * TRUTH.FN)):
        t, k = divmod(step, TRUTH.FN)
        so_far = TRUTH.gradients(range(t), range(TRUTH.FN))
        for name, value in TRUTH.gradients([t], range(k + 1)).items():
            so_far[name] = so_far.get(name, 0.0) + value
        assert f"db[{k}]" in cells
        assert sum(name.startswith("dW") for name in cells) == TRUTH.W[k].size
        assert_told(cells, so_far)
        shown |= cells
    # at the end every cell has been told, and is the layer's own
    truth = TRUTH.all()
    assert set(truth) == set(shown)
    assert_told(shown, truth)
    # scrubbing back finds the same states again
    for step, cells, _ in walk(stage, (9, 4, 0)):
        t, k = divmod(step, TRUTH.FN)
        before = TRUTH.gradients(range(t), [k])
        assert number(cells[f"db[{k}]"]) == pytest.approx(
            before.get(f"db[{k}]", 0.0) + TRUTH.dout[0, k, t // 3, t % 3], rel=1e-3
        )


def check_fold(stage: StagePage) -> None:
    """Rows of `dcol` fold back and are added."""
    shown: dict[str, str] = {}
    for t, cells, _ in walk(stage, range(TRUTH.steps)):
        assert_told(cells, TRUTH.gradients(range(t + 1), range(TRUTH.FN)))
        shown |= cells
    assert_told(shown, TRUTH.all())


def check_counts(stage: StagePage) -> None:
    """How many windows read a pixel, and that times x."""
    shown = {}
    for _, said, _ in stage.walk(range(TRUTH.steps)):
        for part in said.split(":", 1)[1].split(";"):
            name, product, value = part.strip().split(" = ")
            shown[name] = (product.split("·")[0], value)
    assert len(shown) == sum(
        TRUTH.count(0, y, z) > 0 for c in range(2) for y in range(6) for z in range(7)
    )
    for name, (count, value) in shown.items():
        n, c, y, z = map(int, name[len("col2im(col)[") : -1].split(","))
        assert int(count) == TRUTH.count(n, y, z) == Worked(LESSON).geometry.reads()[y + 1, z + 1]
        assert_told({name: value}, {name: int(count) * float(TRUTH.x[n, c, y, z])})


def check_dx(stage: StagePage, every: int = 1) -> None:
    """What flows into each pixel, or into every n-th of them."""
    truth = TRUTH.all()
    g = Worked(LESSON).geometry
    for step, sentence, _ in stage.walk(range(0, TRUTH.x.size, every)):
        n, c, y, z = np.unravel_index(step, TRUTH.x.shape)
        cells = {name: text for name, text in told(sentence.split(";")[0]).items()}
        assert list(cells) == [f"dx[{n},{c},{y},{z}]"]
        assert_told(cells, truth)
        if y + 1 in g.unread_rows:
            assert EN("stage.bw_unreadLeft") in sentence
        elif z + 1 in g.unread_cols:
            assert EN("stage.bw_unreadStride") in sentence
        else:
            products = re.split(" [=≈] ", sentence)[1].split(" + ")
            total = sum(number(d) * number(w) for d, w in (one.split("·") for one in products))
            assert total == pytest.approx(truth[f"dx[{n},{c},{y},{z}]"], rel=2e-3, abs=2e-3)


def check_quotients(stage: StagePage) -> None:
    """Difference quotients beside what backward gives."""
    truth = TRUTH.all()
    for _, said, _ in stage.walk(range(0, stage.steps, 3)):
        quotient, backward, error, worst = said.split("; ")
        name, worked, value = re.split(" [=≈] ", quotient.split(": ", 1)[1])
        assert number(value) == pytest.approx(truth.get(name, 0.0), rel=1e-7, abs=1e-9)
        assert number(backward.split(": ")[1]) == pytest.approx(truth.get(name, 0.0), abs=1e-9)
        plus, minus = worked.rpartition(" / ")[0][1:-1].split(" − ", 1)
        assert (number(plus) - number(minus)) / 0.002 == pytest.approx(number(value), abs=1e-6)
        assert number(error.split(" ")[-1]) < 1e-6
    assert all(number(part.split(" ")[-1]) < 1e-6 for part in worst.split(", "))


def check_product(stage: StagePage) -> None:
    """`db` or `dW` as a product of matrices, row by row."""
    for t, cells, _ in walk(stage, (0, 3, TRUTH.steps - 1)):
        assert cells
        assert_told(cells, TRUTH.gradients(range(t + 1), range(TRUTH.FN)))


def check_dcol(stage: StagePage) -> None:
    for t, cells, _ in walk(stage, range(TRUTH.steps)):
        n, i, j = TRUTH.place(t)
        row = TRUTH.dout[n, :, i, j] @ TRUTH.W.reshape(TRUTH.FN, -1)
        assert cells
        assert_told(cells, {f"dcol[{t},{q}]": value for q, value in enumerate(row)})


def test_every_number_of_every_picture(tab: Page, app_url: str) -> None:
    page = tab
    complaints: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    page.on("console", listen)
    steps = TRUTH.steps
    stage = open_view(page, app_url, "steps")
    stage.expect_steps(steps)
    check_one_filter(stage, 0)
    stage.key("]")
    expect(stage.status).to_contain_text("db[1]")
    check_one_filter(stage, 1)

    show(stage, "db", steps, "backward_views.matrix")
    expect(stage.status).to_contain_text("db[1]")
    check_product(stage)
    show(stage, "dW", steps, "backward_variants.dW")
    expect(stage.status).to_contain_text("dW[1,")
    check_product(stage)
    show(stage, "dcol", steps, "backward_variants.dcol")
    check_dcol(stage)

    show(stage, "col2im", steps, "backward_views.fold")
    check_fold(stage)
    show(stage, "count", steps, "backward_variants.count")
    check_counts(stage)

    show(stage, "pixel", TRUTH.x.size, "backward_views.pixel")
    check_dx(stage)
    show(stage, "rotated", TRUTH.x.size, "backward_variants.rotated")
    check_dx(stage, every=5)  # the picture with the turned filter says the same

    show(stage, "check", TRUTH.FN + TRUTH.W.size + TRUTH.x.size, "backward_views.check")
    check_quotients(stage)

    show(stage, "steps", steps, "backward_views.steps")
    show(stage, "allsteps", steps * TRUTH.FN, "backward_variants.allsteps")
    check_all_filters(stage)
    page.remove_listener("console", listen)
    assert not [text for text in complaints if "layer" in text or "col2im" in text]


def test_the_loss_of_a_typed_target(tab: Page, app_url: str) -> None:
    goal = "goal.t1x2x2x3_1_2_3_4_5_6_7_8_9_10_11_12"
    stage = open_view(tab, app_url, "check", dout=goal)
    ((_, said, _),) = stage.walk([0])
    convolution = Worked(LESSON).layer
    dout = convolution.forward(Worked(LESSON).x) - np.arange(1.0, 13.0).reshape(1, 2, 2, 3)
    assert number(told(said.split(";")[0])["db[0]"]) == pytest.approx(dout[0, 0].sum(), rel=1e-9)
