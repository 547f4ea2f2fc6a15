"""The photo page in a browser, with a photograph of 12 megapixels."""

import re
from contextlib import suppress
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import TimeoutError, expect

from lesson.pictures import read_full
from lesson.presets import preset_weights
from lesson.samples import sample_bytes
from tests.browser.photo_page import (
    MostMemory,
    canvas,
    one_cell,
    photograph,
    point,
    room,
    spoken,
    told,
    viewer,
)

FILTERS = ("sobel_x", "sharpen", "gaussian")
LINK = f"/photo?in=cat&colour=rgb&f={'~'.join(FILTERS)}&b=0_0_0"
MEGABYTE = 1e6


@pytest.fixture(scope="module")
def jpeg():
    return photograph(3000, 4000)


@pytest.fixture(scope="module")
def truth(jpeg):
    """Reads what the live region says against nested loops over the decoded photograph."""
    pixels = read_full(jpeg)
    kernels = [preset_weights(name, 3, 3, 3) for name in FILTERS]

    def check(said):
        assert [name for name, *_ in said] == ["x"] * 3 + ["out"] * len(FILTERS)
        for name, k, i, j, value in said:
            if name == "x":
                assert value == pytest.approx(pixels[i, j, k] / 255, rel=1e-6)
            else:
                wanted = one_cell(pixels, kernels[k], i, j)
                assert value == pytest.approx(wanted, rel=2e-6, abs=2e-6)
        return said

    return check


def open_photo(page, url, jpeg=None, link=LINK):
    page.goto(url + link)
    expect(viewer(page)).to_have_attribute("data-work", re.compile(r"\d"))
    if jpeg is not None:
        work = viewer(page).get_attribute("data-work")
        file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": jpeg}
        page.get_by_test_id("stSidebar").locator("input[type=file]").first.set_input_files(file)
        expect(viewer(page)).not_to_have_attribute("data-work", work, timeout=40_000)
        expect(page.get_by_text("3 × 3000 × 4000")).to_be_visible()


@pytest.mark.timeout(240)
def test_a_walk_over_twelve_megapixels(serve, page, jpeg, truth, tmp_path):
    url = serve("app.py")
    with MostMemory(url) as memory:
        open_photo(page, url, jpeg)

        # the overview says means at once, and the exact numbers of the pixel when the pointer rests
        for x, y in ((0.15, 0.1), (0.3, 0.12), (0.22, 0.3)):
            point(page, x, y)
            page.wait_for_timeout(300)
            said = truth(spoken(page))
        place = said[0][2:4]
        assert told(page, "block") > 1

        # zooming in on the pointed pixel keeps it there, and brings true pixels
        for _ in range(7):
            page.mouse.wheel(0, -240)
            page.wait_for_timeout(30)
        expect(viewer(page)).to_have_attribute("data-block", "1")
        near = truth(spoken(page))
        assert near[0][2:4] == place
        assert told(page, "zoom") > 4

        # by keys: one pixel to the right and one down
        viewer(page).focus()
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Shift+ArrowDown")
        here = f"x[0,0,{place[0] + 1},{place[1] + 1}]"
        expect(viewer(page).locator("[role=status]")).to_contain_text(here)
        truth(spoken(page))

        # ReLU leaves no negative number
        page.keyboard.press("0")
        viewer(page).get_by_role("button", name="ReLU").click()
        for x, y in ((0.15, 0.2), (0.2, 0.1), (0.35, 0.35)):
            point(page, x, y)
            page.wait_for_timeout(300)
            assert all(value >= 0 for name, *_, value in spoken(page) if name == "out")
        viewer(page).get_by_role("button", name="ReLU").click()

        compare_the_file(page, jpeg, tmp_path)
    assert memory.most < 600 * MEGABYTE, f"{memory.most / MEGABYTE:.0f} MB"


def compare_the_file(page, jpeg, tmp_path):
    """The .npy file of the second map, against the definition in whole arrays."""
    box = page.get_by_role("combobox", name="Feature map to download")
    box.scroll_into_view_if_needed()
    option = page.get_by_role("option", name="out[0,1]")
    for _ in range(5):  # a list that opens while the page still scrolls closes again
        box.press("ArrowDown")
        with suppress(TimeoutError):
            option.click(timeout=4000)
            break
    expect(box).to_have_value(re.compile(r"out\[0,1\]"))
    # a button that is drawn anew under the pointer takes no click
    page.wait_for_timeout(1000)
    running = page.get_by_test_id("stApp")
    expect(running).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=".npy", exact=True).click()
    assert download.value.suggested_filename == "out_0_1_sharpen.npy"
    download.value.save_as(tmp_path / "map.npy")
    found = np.load(tmp_path / "map.npy", allow_pickle=False)
    x = read_full(jpeg).sum(axis=2, dtype=np.int64)  # the kernel is the same for R, G and B
    x = np.pad(x, 1)
    middle, around = x[1:-1, 1:-1], (x[:-2, 1:-1], x[2:, 1:-1], x[1:-1, :-2], x[1:-1, 2:])
    wanted = ((5 * middle - sum(around)) / 255).astype(np.float32)
    assert found.dtype == np.float32
    assert np.array_equal(found, wanted)


def test_a_change_sends_the_maps_and_not_the_photograph_again(page, app_url):
    sizes: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))),
    )
    open_photo(page, app_url, link="/photo?in=cat&f=sobel_x&b=0")
    page.wait_for_timeout(500)
    for padding in (2, 3):
        work = viewer(page).get_attribute("data-work")
        sizes.clear()
        slider = page.get_by_test_id("stSlider").filter(has_text="Padding")
        slider.locator("input[type=range]").first.focus()
        page.keyboard.press("ArrowRight")
        expect(viewer(page)).not_to_have_attribute("data-work", work)
        page.wait_for_timeout(300)
        maps = 2 * (300 + 2 * padding - 2) * (451 + 2 * padding - 2)
        assert maps < sum(sizes) < maps + 60_000

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


def test_the_divider_shows_the_input_on_its_left_and_a_map_on_its_right(page, app_url):
    open_photo(page, app_url, link="/photo?in=camera&f=laplacian&b=0")
    viewer(page).get_by_role("button", name="Wipe").click()
    divider = viewer(page).get_by_role("slider", name="Divider between input and feature map")
    divider.fill("100")
    page.wait_for_timeout(300)
    only_input = pixels_of(page)
    divider.fill("0")
    page.wait_for_timeout(300)
    only_map = pixels_of(page)
    divider.fill("50")
    page.wait_for_timeout(300)
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


def test_panes_move_together(page, app_url):
    open_photo(page, app_url, link="/photo?in=camera&f=identity&b=0")
    viewer(page).get_by_role("button", name="Signed colours").click()
    for _ in range(3):
        viewer(page).get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(600)
    before = two_panes(page)
    box = room(page)
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75 - 90, box["y"] + 190, steps=5)
    page.mouse.up()
    page.mouse.move(2, 2)
    page.wait_for_timeout(600)
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


def test_the_spots_cell_is_the_one_whose_window_lies_around_it(page, app_url):
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


def test_presenter_view_and_the_list_of_keys_wherever_the_focus_is(serve, page):
    open_photo(page, serve("app.py"))
    keys = viewer(page).get_by_role("dialog", name="Keys")
    small = room(page)

    page.keyboard.press("?")
    expect(keys).to_contain_text("presenter view")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()

    page.keyboard.press("f")
    expect(viewer(page)).to_have_class(re.compile("presenting"))
    page.wait_for_timeout(600)
    assert room(page)["width"] > small["width"] + 200
    assert viewer(page).bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}

    page.keyboard.press("?")
    page.keyboard.press("Escape")  # first the list
    expect(keys).to_be_hidden()
    expect(viewer(page)).to_have_class(re.compile("presenting"))
    viewer(page).get_by_role("button", name="Presenter view").click()
    expect(viewer(page)).not_to_have_class(re.compile("presenting"))

    page.get_by_test_id("stSidebar").get_by_role("combobox").first.click()
    page.keyboard.type("f?")
    expect(keys).to_be_hidden()
    expect(viewer(page)).not_to_have_class(re.compile("presenting"))


def test_the_wheel_zooms_where_the_pointer_is_and_scrolls_where_nothing_is_left(serve, page):
    open_photo(page, serve("app.py"))
    point(page, 0.2, 0.2)  # well within the input
    page.wait_for_timeout(600)
    before, (_, _, i, j, _) = told(page, "zoom"), spoken(page)[0]
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(600)
    assert told(page, "zoom") == pytest.approx(before * np.exp(200 / 320), rel=1e-3)
    assert spoken(page)[0][2:4] == (i, j)  # what is under the pointer stays there

    page.mouse.wheel(0, 240)  # out again, as far as it goes
    page.wait_for_timeout(600)
    assert told(page, "zoom") == pytest.approx(before)
    scrolled = page.get_by_test_id("stMain").evaluate("(main) => main.scrollTop")
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(600)
    assert told(page, "zoom") == pytest.approx(before)
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollTop") > scrolled
