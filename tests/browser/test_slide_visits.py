"""Visitors of every kind: with a link, from a cold server, in Japanese, at night, by phone."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import BrowserContext, Page, expect

from lesson.files.samples import SAMPLES
from lesson.inputs import input_planes
from lesson.link.codec import read_link
from lesson.vocabulary import vocabulary
from tests.browser.grid_page import paste
from tests.browser.matmul_truth import MatmulTruth
from tests.browser.servers import Servers
from tests.browser.stage_page import (
    StagePage,
    address,
    control,
    expect_address,
    next_frame,
    open_stage,
    slide_to,
)  # fmt: skip
from ui.visit.session import BESIDE

EN = vocabulary("en")
Open = Callable[..., BrowserContext]


def upload(page: Page, files: object) -> None:
    page.get_by_test_id("stSidebar").locator("input[type=file]").first.set_input_files(files)  # type: ignore[arg-type]


def shared_address(page: Page) -> str:
    """The address that the dialog "Share" offers for copying."""
    page.get_by_role("button", name="Share", exact=True).click()
    code = page.get_by_text(re.compile("^http://localhost"))
    expect(code).to_be_visible()
    return code.inner_text()


def test_a_picture_goes_with_the_copied_link_to_cold_servers_and_to_no_stranger(
    open_context: Open, tab: Page, app_url: str, serve: Servers, cold_server: str
) -> None:
    teacher = open_stage(
        open_context().new_page(), app_url, "?size=8&f=own.t1x2x3_1.5_0_-2_0.1_3_1&b=0.25&fh=2"
    )
    upload(teacher.page, SAMPLES["rocket"])
    expect_address(teacher.page, **{"in": "upload"})
    # the address goes first; a hand comes to the controls when they show the same
    expect(teacher.page.get_by_label("Input", exact=True)).to_have_value("My picture")
    slide_to(teacher.page, "Stride", 2)
    expect_address(teacher.page, stride="2")
    teacher.scrub(7)
    expect_address(teacher.page, step="7")
    told, formula = teacher.told(), teacher.formula()
    link = shared_address(teacher.page)
    assert link == teacher.page.url

    student = open_context().new_page()
    query = urlsplit(link).query
    stage = open_stage(student, cold_server, f"?{query}")
    stage.expect_step(7)
    stage.expect_playing(False)
    assert stage.steps == teacher.steps
    assert stage.told() == told
    assert stage.formula() == formula
    assert control(student, "Stride").input_value() == "2"
    assert control(student, "Filter height").input_value() == "2"
    expect(student.get_by_label("Input", exact=True)).to_have_value("My picture")
    assert address(student) == address(teacher.page)
    expect(student.get_by_role("link", name="Sliding filter")).to_be_visible()

    # another lesson's picture, on a server that starts anew and is as cold
    student.get_by_role("link", name="im2col and matmul").click()
    expect(student.get_by_text(EN("matmul.title"))).to_be_visible()
    student.get_by_role("radio", name=EN("matmul_views.product")).click()
    expect_address(student, view="product")
    came = address(student)
    port = urlsplit(cold_server).port
    serve.stop(cold_server)
    serve("app.py", **{"server.port": port})
    student.reload()
    stage.expect_step(7)
    expect(stage.status).to_contain_text("out2[7,0]")
    truth = MatmulTruth.of(read_link(came, BESIDE).lesson)
    truth.product_told(stage.status.inner_text(), 7, 0)
    expect(student.get_by_text(EN("matmul.title"))).to_be_visible()
    expect(student.get_by_test_id("stSidebar").get_by_label("Input", exact=True)).to_be_visible()
    expect(student.get_by_role("alert")).to_have_count(0)
    expect(student.get_by_text(re.compile("^Every window becomes a row"))).to_be_visible()
    # the pages of the folder, as Streamlit lists them by itself, are gone
    expect(student.get_by_role("link", name="slide", exact=True)).to_have_count(0)
    assert control(student, "Filter height").input_value() == "2"
    # and the lesson goes along to the first page
    student.get_by_role("link", name="Sliding filter").click()
    expect(student).to_have_url(re.compile(r":\d+/\?"))
    expect(stage.status).to_contain_text("Step 8 of ")
    next_frame(student)
    assert (stage.told(), stage.formula()) == (told, formula)
    assert control(student, "Filter height").input_value() == "2"
    expect_address(student, **{name: text for name, text in came.items() if name != "view"})

    stranger = open_stage(tab, app_url, "?size=8&step=0")
    expect(tab.get_by_label("Input", exact=True)).to_have_value("Photo: cat")
    assert stranger.told().cell == (0, 0, 0, 0)
    chosen = tab.get_by_label("Input", exact=True)
    # a list that has just opened closes again when the page scrolls
    chosen.scroll_into_view_if_needed()
    next_frame(tab)
    chosen.click()
    expect(tab.get_by_role("option", name="Photo: cat", exact=True)).to_be_visible()
    expect(tab.get_by_role("option", name="My picture")).to_have_count(0)
    tab.keyboard.press("Escape")


def test_unfolded_code_and_the_link_to_share_follow_the_lesson(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=book&pad=0")
    page.get_by_text("Code for this lesson").click()
    expect(page.get_by_text("rows = 1 * np.arange(2)")).to_be_visible()
    slide_to(page, "Stride", 2)
    expect(page.get_by_text("rows = 2 * np.arange(1)")).to_be_visible()
    stage.expect_steps(1)
    slide_to(page, "Padding", 1)
    stage.expect_steps(4)
    stage.scrub(3)
    expect_address(page, step="3")
    link = shared_address(page)
    assert "stride=2" in link
    assert "step=3" in link
    # in the dialog it follows what is chosen there, and the lesson stays as it is
    page.get_by_text("Each step asks first").click()
    expect(page.get_by_text(re.compile("^http://localhost.*predict=1"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect_address(page, stride="2", step="3", predict="")
    page.get_by_text("Code for this lesson").click()  # folded again
    expect(page.get_by_text("rows = 2 * np.arange(2)")).to_have_count(0)


def test_a_japanese_browser_opens_in_japanese(open_context: Open, app_url: str) -> None:
    japanese = vocabulary("ja")
    page = open_context(locale="ja-JP").new_page()
    stage = open_stage(page, app_url, "?in=book&f=book&pad=0")
    expect(stage.button(japanese("stage.next"))).to_be_visible()
    assert stage.status.inner_text().startswith("ステップ 1 / 4、行 0、列 0：")
    assert stage.told().result == "15"
    expect(page.get_by_text(japanese("slide.title"))).to_be_visible()
    slide_to(page, japanese("controls.stride"), 2)
    stage.expect_steps(1)
    assert address(page) == {"in": "book", "f": "book", "pad": "0", "stride": "2", "lang": "ja"}


def brightness(colour: str) -> float:
    """0 for black, 1 for white, of what a browser computed: ``rgb(12, 18, 22)``."""
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / (3 * 255)


def test_a_first_visit_paused_by_day_by_night_and_in_a_narrow_window(
    page: Page, app_url: str
) -> None:
    begins_paused_and_jumps(open_stage(page, app_url, begin=False))
    expect_theme(open_stage(page, app_url, "?in=book&f=book&pad=0"), "light")
    page.goto("about:blank")  # so that the app is loaded in this theme
    page.emulate_media(color_scheme="dark")
    stage = open_stage(page, app_url, "?in=book&f=book&pad=0")
    expect_theme(stage, "dark")
    is_whole_however_narrow(stage)


def begins_paused_and_jumps(stage: StagePage) -> None:
    """Who prefers less motion gets a film that waits, and steps that do not glide."""
    expect(stage.page.get_by_role("slider", name="Padding")).to_be_visible()
    next_frame(stage.page)
    expect(stage.root).to_have_attribute("data-done", "0")
    stage.expect_playing(False)
    stage.key("ArrowRight")
    stage.expect_step(0)
    # right after a step the picture stands still
    stage.key("ArrowRight")
    stage.expect_step(1)
    picture = "(canvas) => canvas.toDataURL()"
    canvas = stage.root.locator("canvas")
    assert canvas.evaluate(picture) == canvas.evaluate(picture)
    stage.root.get_by_role("combobox", name="Speed").select_option("fast")
    stage.key(" ")
    stage.expect_playing(True)
    stage.expect_moving()


def expect_theme(stage: StagePage, scheme: str) -> None:
    next_frame(stage.page)
    style = stage.root.evaluate("(stage) => ({...getComputedStyle(stage)})")
    assert style["colorScheme"] == scheme
    night = scheme == "dark"
    assert (brightness(style["backgroundColor"]) < 0.2) == night
    assert (brightness(style["color"]) > 0.8) == night
    # "not yet" cells of the output lie on the ground's side of the scale, in both themes
    canvas = stage.root.locator("canvas")
    pixel = canvas.evaluate(
        """(canvas) => {
            const paint = canvas.getContext("2d");
            const {data} = paint.getImageData(0, 0, canvas.width, canvas.height);
            let dark = 0, light = 0;
            for (let at = 0; at < data.length; at += 4) {
                if (data[at + 3] < 200) continue;
                const grey = (data[at] + data[at + 1] + data[at + 2]) / 3;
                if (grey < 70) dark++;
                if (grey > 185) light++;
            }
            return {dark, light};
        }"""
    )
    assert (pixel["dark"] > pixel["light"]) == night


def expect_nothing_beyond_the_right_edge(stage: StagePage) -> None:
    """Wait until the page and everything on the stage are as narrow as the window."""
    stage.page.wait_for_function(
        """(stage) => [...stage.querySelectorAll("*")]
            .filter((one) => one.checkVisibility() && !one.closest(".unseen"))
            .every((one) => one.getBoundingClientRect().right <= innerWidth)
          && [...document.querySelectorAll("body, [data-testid=stMain]")]
            .every((one) => one.scrollWidth <= one.clientWidth)""",
        arg=stage.root.element_handle(),
    )


def expect_tabs_and_controls_that_leave_the_picture(page: Page) -> None:
    side_bar = page.get_by_test_id("stSidebar")
    for name, shown in (("Photo", "viewer"), ("Backward", "stage")):
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(side_bar).to_have_attribute("data-collapsed", "false")
        slide_to(page, "Stride", 2)  # a control leaves it open
        expect(side_bar).to_have_attribute("data-collapsed", "false")
        box = side_bar.bounding_box()
        assert box is not None
        assert box["y"] >= 844 / 2
        assert box["y"] + box["height"] == 844
        tab = page.get_by_test_id("stMain").get_by_role("link", name=name)
        tab.scroll_into_view_if_needed()  # the stage may stand at the top
        expect(tab).to_be_in_viewport(ratio=0.5)
        tab.click()
        expect(page.get_by_test_id(shown)).to_be_visible()
        expect(side_bar).to_have_attribute("data-collapsed", "true")
        expect_address(page, stride="2")


def expect_a_screen_and_a_half(page: Page) -> None:
    """A phone's page, when all of it is there, is no longer than that."""
    expect(page.get_by_text("Worksheet", exact=True)).to_be_attached()
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight <"
        " 1.5 * innerHeight"
    )


def test_on_a_phone_nothing_scrolls_sideways_and_pages_are_tabs(
    open_context: Open, app_url: str
) -> None:
    page = open_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    for query in ("?colour=rgb&f=sobel_x~box~emboss&b=0.0_0.0_0.0", "?in=book&f=book&pad=0"):
        stage = open_stage(page, app_url, query)
        expect_nothing_beyond_the_right_edge(stage)
        for name in ("Previous step", "Play", "Next step"):
            button = stage.button(name)
            expect(button).to_be_in_viewport(ratio=1)
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 40
        expect(stage.range("Step")).to_be_in_viewport(ratio=1)
        stage.button("Next step").tap()
        stage.expect_step(1)
        expect_a_screen_and_a_half(page)
    expect_tabs_and_controls_that_leave_the_picture(page)
    # the highest pages of all
    for view in ("learn", "steps"):
        rgb = "&colour=rgb&f=sobel_x~box~emboss&b=0.0_0.0_0.0"
        open_stage(page, f"{app_url}/backward", f"?view={view}{rgb}")
        expect_a_screen_and_a_half(page)


def is_whole_however_narrow(stage: StagePage) -> None:
    """The window becomes narrower and wider again, and the formula is whole."""
    page = stage.page
    for width in (1280, 500, 390, 1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        expect(stage.root.locator("canvas")).to_have_js_property("width", stage_width(stage))
        next_frame(page)
        expect_nothing_beyond_the_right_edge(stage)


def stage_width(stage: StagePage) -> int:
    """Device pixels that the picture has from left to right once it has followed the window."""
    next_frame(stage.page)
    width: int = stage.root.locator(".picture").evaluate(
        "(picture) => Math.round(picture.clientWidth * devicePixelRatio)"
    )
    return width


def test_a_link_that_makes_no_sense_says_so_and_opens(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=nobody&fh=99&stride=2&f=%00&x=AAAA&utm_source=mail")
    stage.expect_steps(14 * 14)
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_have_count(1)
    assert alert.inner_text() == vocabulary("en")("notes.link_ignored", names="in, fh, f, x")
    expect_address(page, stride="2", fh="", utm_source="")
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_table_beyond_the_limit_is_cut_and_that_is_said_beside_the_cell(
    tab: Page, app_url: str
) -> None:
    page = tab
    open_stage(page, app_url, f"?in=own&x=t1x8x8_{'_'.join(['1'] * 64)}")
    grid = page.get_by_test_id("number-grid").first
    expect(grid).to_contain_text("x[0,0]")
    expect(page.get_by_text("More settings")).to_be_visible()  # the last of the controls
    grid.locator("td").first.click()
    paste(page, " ".join(["2"] * 100))
    # the grid is a large one now, and stays unfolded under the hand
    told = grid.get_by_role("status")
    expect(told).to_have_text(
        "The input is 8×64 now. The table is 1×100; only the part that fits was pasted, 1×64."
    )
    expect(told).to_be_in_viewport()
    expect(grid.locator("td").first).to_be_focused()
    wanted = np.zeros((1, 8, 64))
    wanted[:, :, :8], wanted[:, 0] = 1, 2
    expect(page.get_by_text("out_w = ⌊(64 + 2·1 − 3) / 1⌋ + 1 = 64")).to_be_visible()
    np.testing.assert_array_equal(input_planes(read_link(address(page)).lesson), wanted)
