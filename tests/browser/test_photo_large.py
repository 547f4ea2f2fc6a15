"""The photo page with a photograph of 6 megapixels, number by number."""

import re
from contextlib import suppress

import numpy as np
import pytest
from playwright.sync_api import TimeoutError, expect

from lesson.files.pictures import read_full
from lesson.presets import preset_weights
from tests.browser.photo_page import (
    FILTERS,
    LARGE,
    MostMemory,
    one_cell,
    open_photo,
    photograph,
    point_and_hear,
    spoken,
    told,
    viewer,
)

MEGABYTE = 1e6
FOUR_DECIMALS = 0.5001e-4


@pytest.fixture(scope="module")
def jpeg():
    return photograph(*LARGE)


@pytest.fixture(scope="module")
def truth(jpeg):
    """Reads what the live region says against nested loops over the decoded photograph."""
    pixels = read_full(jpeg)
    kernels = [preset_weights(name, 3, 3, 3) for name in FILTERS]

    def check(said):
        assert [name for name, *_ in said] == ["x"] * 3 + ["out"] * len(FILTERS)
        for name, k, i, j, value in said:
            if name == "x":
                assert value == pytest.approx(pixels[i, j, k] / 255, abs=FOUR_DECIMALS)
            else:
                wanted = one_cell(pixels, kernels[k], i, j)
                assert value == pytest.approx(wanted, rel=2e-6, abs=FOUR_DECIMALS)
        return said

    return check


@pytest.mark.timeout(240)
def test_a_walk_over_six_megapixels(serve, page, jpeg, truth, tmp_path):
    url = serve("app.py")
    with MostMemory(url) as memory:
        open_photo(page, url, jpeg)

        # the overview says means at once, and the exact numbers of the pixel when the pointer rests
        for x, y in ((0.15, 0.1), (0.3, 0.12), (0.22, 0.3)):
            said = truth(point_and_hear(page, x, y))
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
            heard = point_and_hear(page, x, y)
            assert all(value >= 0 for name, *_, value in heard if name == "out")
        viewer(page).get_by_role("button", name="ReLU").click()

        compare_the_file(page, jpeg, tmp_path)
    # 210 MB here; of 12 megapixels, 310
    assert memory.most < 350 * MEGABYTE, f"{memory.most / MEGABYTE:.0f} MB"


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
