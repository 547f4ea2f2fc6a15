"""The photo page in a browser."""

import re
from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from lesson.files.pictures import read_full
from lesson.files.samples import sample_bytes
from lesson.presets import preset_weights
from tests.browser.photo_page import (
    canvas,
    open_photo,
    point,
    room,
    spoken,
    told,
    viewer,
)
from tests.browser.stage_page import next_frame


def test_a_change_sends_the_maps_and_not_the_photograph_again(tab, app_url):
    page = tab
    sizes: list[int] = []
    network = page.context.new_cdp_session(page)
    network.on(
        "Network.webSocketFrameReceived",
        lambda told: sizes.append(len(b64decode(told["response"]["payloadData"]))),
    )
    network.send("Network.enable")
    open_photo(page, app_url, link="/photo?in=cat&f=sobel_x&b=0")
    app = page.get_by_test_id("stApp")
    for padding in (2, 3):
        work = viewer(page).get_attribute("data-work")
        sizes.clear()
        slider = page.get_by_test_id("stSlider").filter(has_text="Padding")
        slider.locator("input[type=range]").first.focus()
        page.keyboard.press("ArrowRight")
        expect(viewer(page)).not_to_have_attribute("data-work", work)
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
        maps = 2 * (300 + 2 * padding - 2) * (451 + 2 * padding - 2)
        assert maps < sum(sizes) < maps + 60_000
    network.detach()

    # another photograph, another page and back: the picture is always the lesson's
    before = pixels_of(page)
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="Input").click()
    page.get_by_role("option", name="Photo: cameraman").click()
    expect(viewer(page).locator("[role=status]")).to_contain_text("x[0,0,256,256]")
    page.wait_for_timeout(300)
    other = pixels_of(page)
    assert other.shape != before.shape or not np.array_equal(other, before)
    page.get_by_role("link", name="Backward").click()
    expect(viewer(page)).to_have_count(0)
    page.get_by_role("link", name="Photo").click()
    expect(viewer(page).locator("[role=status]")).to_contain_text("x[0,0,256,256]")
    page.wait_for_timeout(300)
    assert np.array_equal(pixels_of(page), other)


def test_the_divider_shows_the_input_on_its_left_and_a_map_on_its_right(tab, app_url):
    page = tab
    open_photo(page, app_url, link="/photo?in=camera&f=laplacian&b=0")
    viewer(page).get_by_role("button", name="Wipe").click()
    divider = viewer(page).get_by_role("slider", name="Divider between input and feature map")
    divider.fill("100")
    next_frame(page)
    only_input = pixels_of(page)
    divider.fill("0")
    next_frame(page)
    only_map = pixels_of(page)
    divider.fill("50")
    next_frame(page)
    both = pixels_of(page)
    half = both.shape[1] // 2
    # away from the divider's own line, each half is what it was
    assert np.array_equal(both[:, : half - 30], only_input[:, : half - 30])
    assert np.array_equal(both[:, half + 30 :], only_map[:, half + 30 :])
    assert not np.array_equal(only_input[:, half + 30 :], only_map[:, half + 30 :])

    box = room(page)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 3, steps=4)
    page.mouse.up()
    expect(divider).to_have_value("25")


def pixels_of(page):
    """The rows of the canvas between the texts above and below the picture, and off the spot."""
    picture = np.asarray(Image.open(BytesIO(canvas(page).screenshot())).convert("RGB"))
    return picture[40 : picture.shape[0] // 3]


def test_panes_move_together(tab, app_url):
    page = tab
    open_photo(page, app_url, link="/photo?in=camera&f=identity&b=0")
    viewer(page).get_by_role("button", name="Signed colours").click()
    for _ in range(3):
        viewer(page).get_by_role("button", name="Zoom in").click()
    next_frame(page)
    before = two_panes(page)
    box = room(page)
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75 - 90, box["y"] + 190, steps=5)
    page.mouse.up()
    page.mouse.move(2, 2)
    next_frame(page)
    after = two_panes(page)
    for old, new in zip(before, after, strict=True):
        assert likeness(old[:-40, 90:], new[40:, :-90]) > 0.9  # the marks stay behind
        assert likeness(old[:, 90:], new[:, :-90]) < 0.85
    # an identity map is the photograph
    assert likeness(*after) > 0.97
    assert likeness(after[0][:, 9:], after[1][:, :-9]) < likeness(*after) - 0.02


def two_panes(page):
    """The pictures of the first two panes, without the texts around them."""
    picture = np.asarray(Image.open(BytesIO(canvas(page).screenshot())).convert("L")).astype(float)
    width = (picture.shape[1] - 10) // 2
    return picture[40:-60, 20 : width - 20], picture[40:-60, width + 30 : 2 * width - 10]


def likeness(one, other):
    return np.corrcoef(one.ravel(), other.ravel())[0, 1]


def test_a_change_ends_the_work_that_is_no_longer_wanted(serve, page):
    url = serve("tests/browser/apps/slow_photo_app.py")
    page.goto(url + "/?in=camera&f=sobel_x&b=0")
    expect(viewer(page)).to_have_attribute("data-work", "1")
    slider = page.get_by_role("slider", name="Stride")
    slider.focus()
    page.keyboard.press("ArrowRight")
    # the pass at stride 2 would take minutes: its progress is shown
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    expect(page.get_by_test_id("stProgress")).to_contain_text("pass over the photograph")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("passes")).to_have_text("begun [1, 2, 3], ended [1, 3]")
    expect(viewer(page)).to_have_attribute("data-work", "2")
    expect(page.get_by_test_id("stProgress")).to_have_count(0)


def test_the_spots_cell_is_the_one_whose_window_lies_around_it(tab, app_url):
    page = tab
    link = "/photo?in=camera&f=sobel_x&b=0.25&stride=3x2&pad=2&dilation=2&scale=byte"
    open_photo(page, app_url, link=link)
    pixels = np.pad(read_full(sample_bytes("camera")).astype(float), 2)
    W = preset_weights("sobel_x", 1, 3, 3)[0]
    viewer(page).focus()
    for _ in range(20):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowLeft")
    for at in range(7):  # from the corner on, one pixel down and to the right at a time
        expect(viewer(page).locator("[role=status]")).to_contain_text(f"x[0,0,{at},{at}]")
        (_, _, row, col, byte), (_, _, i, j, value) = spoken(page)
        assert byte == pixels[row + 2, col + 2]
        window = pixels[3 * i : 3 * i + 5 : 2, 2 * j : 2 * j + 5 : 2]
        assert value == (window * W).sum() + 0.25
        # the pixel lies in the rectangle of one stride around the window's middle
        assert -1.5 <= row + 0.5 - (3 * i - 2 + 2.5) < 1.5
        assert -1 <= col + 0.5 - (2 * j - 2 + 2.5) < 1
        page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press("Shift+ArrowRight")


def expect_zoom(page, wanted):
    """Wait until the viewer has zoomed so far."""
    for _ in range(100):
        if told(page, "zoom") == pytest.approx(wanted, rel=1e-3):
            return
        page.wait_for_timeout(50)
    assert told(page, "zoom") == pytest.approx(wanted, rel=1e-3)


def check_wheel(page):
    """The wheel zooms where the pointer is, and scrolls where nothing is left to zoom out."""
    status = viewer(page).locator("[role=status]")
    expect(status).to_contain_text("x[0,0,150,225]")  # the middle, as long as nobody points
    point(page, 0.2, 0.2)  # well within the input
    expect(status).not_to_contain_text("x[0,0,150,225]")
    before, (_, _, i, j, _) = told(page, "zoom"), spoken(page)[0]
    page.mouse.wheel(0, -200)
    expect_zoom(page, before * np.exp(200 / 320))
    assert spoken(page)[0][2:4] == (i, j)  # what is under the pointer stays there

    page.mouse.wheel(0, 240)  # out again, as far as it goes
    expect_zoom(page, before)
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    scrolled = page.evaluate(top)
    page.mouse.wheel(0, 120)
    page.wait_for_function(f"() => {top} > {scrolled}")
    assert told(page, "zoom") == pytest.approx(before)


def test_presenter_view_keys_wherever_the_focus_is_and_the_wheel(tab, app_url):
    page = tab
    open_photo(page, app_url)
    check_wheel(page)
    page.get_by_test_id("stMain").evaluate("(main) => { main.scrollTop = 0; }")
    page.mouse.move(2, 2)
    page.evaluate("document.activeElement.blur()")
    keys = viewer(page).get_by_role("dialog", name="Keys")
    small = room(page)

    page.keyboard.press("?")
    expect(keys).to_contain_text("presenter view")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()

    page.keyboard.press("f")
    expect(viewer(page)).to_have_class(re.compile("presenting"))
    page.wait_for_function(
        f"(canvas) => canvas.getBoundingClientRect().width > {small['width'] + 200}",
        arg=canvas(page).element_handle(),
    )
    assert viewer(page).bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}

    for _ in range(14):  # Tab stays here
        page.keyboard.press("Tab")
        behind = "document.activeElement !== document.body && !document.activeElement.shadowRoot"
        assert not page.evaluate(behind)
    expect(viewer(page).get_by_role("button", name="1:1", exact=True)).to_be_visible()
    viewer(page).focus()
    page.keyboard.press("Shift+?")
    page.keyboard.press("Escape")  # first the list
    expect(keys).to_be_hidden()
    expect(viewer(page)).to_have_class(re.compile("presenting"))
    viewer(page).get_by_role("button", name="Presenter view").click()
    expect(viewer(page)).not_to_have_class(re.compile("presenting"))

    page.get_by_test_id("stSidebar").get_by_role("combobox").first.click()
    page.keyboard.type("f?")
    expect(keys).to_be_hidden()
    expect(viewer(page)).not_to_have_class(re.compile("presenting"))
