"""Presenter view: a lesson of stride and padding, and the way through all pages, by keys alone."""

import re

from playwright.sync_api import Locator, Page, expect

from lesson.tours.scripts import Place
from lesson.tours.told import told
from tests.browser.stage_page import StagePage, expect_address, open_stage


def notice(page: Page) -> Locator:
    return page.locator(".notice")


def test_a_lesson_by_keys_alone(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=ramp&lang=en")
    # on the page itself these keys are nobody's
    stage.key("s")
    stage.key("f")
    expect(stage.root).to_have_class(re.compile("presenting"))
    # as fast as fingers are: none is lost, none is taken back
    for key in "sszkwx":
        page.keyboard.press(key)
    changed = {"in": "dot", "fh": "4", "fw": "4", "f": "sobel_y", "stride": "3", "pad": "2"}
    expect_address(page, **changed)
    expect(notice(page)).to_have_text("Input: One bright pixel")
    expect(stage.root.locator(".settings")).to_contain_text("Stride 3 · Padding 2")
    for key in ("Shift+S", "Shift+Z", "Shift+K", "Shift+W", "Shift+X"):
        page.keyboard.press(key)
    expect_address(page, **{"in": "ramp", "fh": "", "f": "", "stride": "2", "pad": ""})
    page.keyboard.press("?")
    expect(stage.root.get_by_role("dialog")).to_contain_text("padding (zeros): more, less")
    page.keyboard.press("Escape")

    # the size after a change is asked, and nowhere else to be seen
    page.keyboard.press("o")
    expect(stage.root.locator(".asked")).to_contain_text("out_h")
    expect(stage.root).to_have_class(re.compile("covered"))
    page.keyboard.type("3")  # (6 + 2 - 3) / 2, rounded down, and 1
    page.keyboard.press("Enter")
    expect(stage.root.locator(".reply")).to_have_attribute("data-kind", "right")
    page.keyboard.press("Escape")  # out of the box, or out of the reply: not out of the view
    expect(stage.root.locator(".reply")).to_be_empty()
    # a browser ends full screen by Escape itself: who answers then stays in the view
    page.keyboard.press("o")
    expect(stage.root.locator(".ask input")).to_be_focused()
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function("() => document.fullscreenElement === null")
    expect(stage.root).to_be_focused()
    expect(stage.root).to_have_class(re.compile("presenting"))
    page.keyboard.press("f")
    expect(stage.root).not_to_have_class(re.compile("presenting"))
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("p")
    expect_address(page, predict="")

    # predict, and the answer revealed; what is typed into the box is no key
    page.keyboard.press("p")
    expect(stage.root.locator(".asked")).to_contain_text("out[0,0,0,0]")
    page.keyboard.press("Enter")
    page.keyboard.type("s")
    expect(stage.root.locator(".ask input")).to_have_value("s")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(stage.root.locator(".reply")).to_contain_text("out[0,0,0,0] = ")
    page.keyboard.press("p")
    expect_address(page, predict="", stride="2")

    # the tour: begun, answered, gone on, ended
    page.keyboard.press("t")
    question = stage.root.locator(".about .tour")
    first = Place("slide", 1).text
    expect(question).to_have_text(told(first, "en", "ask"))
    page.keyboard.press("a")
    expect(question).to_have_text(f"{told(first, 'en', 'ask')} {told(first, 'en', 'tell')}")
    page.keyboard.press("n")
    expect(question).to_have_text(told("slide.2", "en", "ask"))
    page.keyboard.press("Shift+T")
    expect(question).to_be_empty()
    expect_address(page, tour="", stride="2", **{"in": "ramp"})

    # through all pages, and the view stays
    for address in ("matmul", "backward", "code", "photo"):
        page.keyboard.press("g")
        expect(page).to_have_url(re.compile(f"/{address}\\?"))
        picture = page.locator("section.presenting")
        expect(picture).to_have_count(1)
        expect(page.locator("#conv-lab-curtain")).to_have_count(0)
        assert page.evaluate("document.fullscreenElement !== null")
    # the photograph has the tour's question, too
    page.keyboard.press("v")
    expect(notice(page)).to_have_text("Edges")
    page.keyboard.press("t")
    expect(picture.locator(".about .tour")).to_have_text(told("photo.1", "en", "ask"))
    page.keyboard.press("Shift+T")
    expect(notice(page)).to_contain_text("Tour ended")
    page.keyboard.press("g")
    expect(StagePage(page).root).to_have_class(re.compile("presenting"))

    page.keyboard.press("Escape")
    page.wait_for_function("() => document.fullscreenElement === null")
    expect(page.locator("section.presenting")).to_have_count(0)
    # who has left it meets no curtain on the next page
    page.get_by_role("link", name="Backward").first.click()
    expect(page).to_have_url(re.compile("/backward"))
    expect(page.get_by_test_id("stage")).not_to_have_class(re.compile("presenting"))
