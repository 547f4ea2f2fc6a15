"""The tour through all pages, by one key from its first stop to its end."""

import re

from playwright.sync_api import Page, expect

from lesson.tours.scripts import ALL, TOURS, Place
from lesson.tours.told import told
from tests.browser.stage_page import address, expect_address, open_stage
from ui.lessons import PAGES


def test_the_key_n_goes_through_all_pages_and_home(page: Page, app_url: str) -> None:
    open_stage(page, app_url, "?in=ramp&stride=2&lang=en")
    page.get_by_role("button", name="Tour").click()
    page.get_by_role("button", name="All pages").click()
    for number in range(1, len(TOURS[ALL]) + 1):
        place = Place(ALL, number)
        expect_address(page, tour=place.text)
        expect(page).to_have_url(re.compile(rf":\d+/{PAGES[place.stop.page].address}\?"))
        expect(page.get_by_text(told(place.text, "en", "ask").replace("`", ""))).to_be_visible()
        # the key belongs to a button that a run may be about to draw anew
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        if number < len(TOURS[ALL]):
            page.keyboard.press("n")
    page.get_by_role("button", name="End tour").click()
    expect_address(page, tour="", stride="2", **{"in": "ramp"})
    expect(page).to_have_url(re.compile(r":\d+/\?"))
    assert "step" not in address(page)
