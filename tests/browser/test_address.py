"""The address is the lesson, and Back goes back to it."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.photo_page import canvas, open_photo, photograph, point, room, told, viewer
from tests.browser.stage_page import (
    StagePage,
    address,
    control,
    expect_address,
    open_stage,
    slide_to,
)  # fmt: skip


def entries(page: Page) -> int:
    """How many entries the tab's history has."""
    count: int = page.evaluate("history.length")
    return count


def test_back_and_forward_restore_the_lesson_on_every_page(page: Page, app_url: str) -> None:
    # what a visit begins with is spelled anew, and that is no entry to go back to
    stage = open_stage(page, app_url, "?in=ramp&amp;f=box&Pad=0&fiter=1&lang=en")
    expect(page.get_by_text("fiter")).to_be_visible()
    expect_address(page, **{"in": "ramp", "f": "box", "pad": "0", "amp;f": "", "fiter": ""})
    began = entries(page)

    # steps and the film are where one looks: they take the entry's place
    for step in (3, 5):
        stage.scrub(step)
        expect_address(page, step=str(step))
    stage.button("Play").click()
    stage.expect_moving()
    stage.button("Pause").click()
    stage.scrub(4)
    expect_address(page, step="4")
    assert entries(page) == began

    # settings and pages are entries
    slide_to(page, "Stride", 2)
    expect_address(page, stride="2")
    assert entries(page) == began + 1
    page.get_by_role("link", name="im2col and matmul").click()
    expect(page).to_have_url(re.compile(r"/matmul\?"))
    stage = StagePage(page)
    expect(stage.root).to_have_attribute("data-steps", re.compile(r"\d+"))
    expect_address(page, **{"in": "ramp", "stride": "2"})
    assert entries(page) == began + 2
    slide_to(page, "Padding", 1)
    expect_address(page, pad="")
    assert entries(page) == began + 3
    # an answer is one entry, and moves nothing on the page
    top = stage.root.bounding_box()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("A row is one window")).to_be_visible()
    expect_address(page, **{"in": "book", "stride": "", "step": "2"})
    stage.expect_step(2)
    assert entries(page) == began + 4
    assert stage.root.bounding_box() == top
    page.go_back()
    expect(control(page, "Padding")).to_have_value("1")
    expect(page.get_by_text("A row is one window")).to_have_count(0)
    expect_address(page, **{"in": "ramp", "stride": "2"})
    stage.button("Play").click()

    # each press is seen, in the middle of a film, too
    page.go_back()
    expect(control(page, "Padding")).to_have_value("0")
    expect_address(page, pad="0", stride="2")
    stage.expect_playing(False)
    page.go_back()
    expect(page).to_have_url(re.compile(r":\d+/\?"))
    expect(stage.root).to_be_visible()
    expect_address(page, pad="0", stride="2")
    expect(control(page, "Stride")).to_have_value("2")
    page.go_back()
    expect(control(page, "Stride")).to_have_value("1")
    stage.expect_step(4)
    expect_address(page, pad="0", stride="", step="4")
    for padding in ("0", "0", "1"):
        page.go_forward()
        expect(control(page, "Stride")).to_have_value("2")
        expect(control(page, "Padding")).to_have_value(padding)
    expect(page).to_have_url(re.compile(r"/matmul\?"))
    expect_address(page, pad="", stride="2")

    # a reload in the middle is still in the middle
    page.reload()
    expect(control(page, "Padding")).to_have_value("1")
    page.go_back()
    expect(control(page, "Padding")).to_have_value("0")

    # pressed faster than the server answers, and a change after that begins anew from there
    page.evaluate("history.go(-1); setTimeout(() => history.go(-1), 30)")
    expect(control(page, "Stride")).to_have_value("1")
    expect_address(page, pad="0", stride="")
    slide_to(page, "Filter height", 2)
    expect_address(page, pad="0", fh="2")
    page.go_back()
    expect(control(page, "Filter height")).to_have_value("3")
    page.go_back()
    expect(page).to_have_url("about:blank")


def settled_look(page: Page) -> str:
    """How one looks at the photograph, once the address says what the viewer has glided to."""
    look, shown = "", ""
    for _ in range(100):
        before, look = look, address(page)["photo"]
        shown = f"_zoom.{round(1000 * told(page, 'zoom'))}."
        if shown in look and look == before:
            break
        page.wait_for_timeout(300)
    assert shown in look
    return look


def test_an_uploaded_photograph_is_in_the_address_of_its_page(
    page: Page, tab: Page, app_url: str
) -> None:
    open_photo(page, app_url, link="/photo?in=cat&f=sobel_x~sharpen&b=0_0&lang=en")
    began = entries(page)
    file: FilePayload = {
        "name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photograph(300, 400)
    }  # fmt: skip
    page.get_by_test_id("stSidebar").locator("input[type=file]").first.set_input_files(file)
    expect_address(page, **{"in": "upload"})
    expect(page.get_by_label("Input", exact=True)).to_have_value("My picture")
    assert entries(page) == began + 1

    # where and how one looks: told when it has settled
    viewer(page).get_by_role("button", name="ReLU").click()
    viewer(page).get_by_role("button", name="Wipe").click()
    viewer(page).get_by_role("slider", name="Divider between input and feature map").fill("30")
    point(page, 0.3, 0.4)
    for _ in range(4):
        page.keyboard.press("+")
    canvas(page).focus()
    viewer(page).focus()
    for key in ("+", "+", "+", "ArrowRight"):
        page.keyboard.press(key)
    look = settled_look(page)
    found = re.fullmatch(
        r"spot\.(\d+)\.(\d+)_zoom\.\d+\.\d+\.\d+_of\.300\.400_relu_wipe\.30\.\d", look
    )
    assert found
    assert entries(page) == began + 1
    zoom = told(page, "zoom")

    other = tab  # of another visitor, whom the server knows nothing of
    open_photo(other, app_url, link=page.url.removeprefix(app_url))
    expect(other.get_by_text("28×28 cells")).to_be_visible()
    expect(viewer(other).get_by_role("button", name="ReLU")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(viewer(other).get_by_role("button", name="Wipe")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(
        viewer(other).get_by_role("slider", name="Divider between input and feature map")
    ).to_have_value("30")

    # at the same place of it, as far as its cells are here
    row, col = int(found[1]) * 28 // 300, (int(found[2]) - 50) * 28 // 300
    spot = rf"x\[0,0,{row},{col}\]"
    expect(viewer(other).locator("[role=status]")).to_contain_text(re.compile(spot))

    # to other pages and back, to the photograph as it was
    slide_to(page, "Stride", 2)
    expect_address(page, stride="2")
    page.get_by_role("link", name="Sliding filter").click()
    stage = StagePage(page)
    expect(stage.root).to_be_visible()
    expect_address(page, **{"in": "upload", "stride": "2"})
    page.go_back()
    expect(viewer(page)).to_be_visible()
    page.go_back()
    expect(control(page, "Stride")).to_have_value("1")
    expect_address(page, photo=look)
    page.wait_for_timeout(800)  # twice as long as until the viewer would tell another look
    assert address(page)["photo"] == look
    # the address has thousandths of it
    assert told(page, "zoom") == pytest.approx(zoom, abs=0.0006)
    page.go_back()
    expect_address(page, **{"in": ""})
    expect(page.get_by_label("Input", exact=True)).to_have_value("Photo: cat")
    page.go_forward()
    expect(page.get_by_label("Input", exact=True)).to_have_value("My picture")
    expect(page.get_by_text("28×28 cells")).to_have_count(0)
    assert room(page)["width"] > 100
    assert urlsplit(page.url).path == "/photo"
