"""The tour through all pages, by one key from its first stop to its end."""

import re
from itertools import pairwise

from playwright.sync_api import Page, expect

from lesson.tours.scripts import ALL, TOURS, Place
from lesson.tours.told import told
from tests.browser.stage_page import address, expect_address, goes_as_back_does, open_stage
from ui.lessons import PAGES

SETTLED = ("data-test-script-state", "notRunning")


def test_the_key_n_goes_through_all_pages_and_home(tab: Page, app_url: str) -> None:
    page = tab
    stops = [Place(ALL, number) for number in range(1, len(TOURS[ALL]) + 1)]
    open_stage(page, app_url, "?in=ramp&stride=2&lang=en")
    page.get_by_role("button", name="Tour").click()
    page.get_by_role("button", name="All pages").click()
    expect_at(page, stops[0])
    # between two pages, at the beginning and the end: all else of it is walked without a browser
    for before, stop in pairwise(stops):
        if before.stop.page == stop.stop.page and before != stops[0] and stop != stops[-1]:
            continue
        if before != stops[0]:
            link = f"{app_url}/{PAGES[before.stop.page].address}?tour={before.text}&lang=en"
            assert goes_as_back_does(page, link)
        expect_at(page, before)
        page.keyboard.press("n")
        expect_at(page, stop)
    expect(page.get_by_role("button", name="Next stop")).to_be_disabled()
    page.get_by_role("button", name="End tour").click()
    expect_address(page, tour="", stride="2", **{"in": "ramp"})
    expect(page).to_have_url(re.compile(r":\d+/\?"))
    assert "step" not in address(page)


def expect_at(page: Page, place: Place) -> None:
    expect_address(page, tour=place.text)
    expect(page).to_have_url(re.compile(rf":\d+/{PAGES[place.stop.page].address}\?"))
    expect(page.get_by_text(told(place.text, "en", "ask").replace("`", ""))).to_be_visible()
    # the key belongs to a button that a run may be about to draw anew
    expect(page.get_by_test_id("stApp")).to_have_attribute(*SETTLED)
