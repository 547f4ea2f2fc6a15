"""A whole lesson without a mouse."""

from playwright.sync_api import Page, expect

from tests.browser.stage_page import address, expect_address, next_frame, number, open_stage

FOCUSED = """() => {
    let focus = document.activeElement;
    while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
    return {
        name: focus?.getAttribute("aria-label") ?? "",
        stage: focus?.dataset?.testid === "stage",
        cell: focus?.dataset?.index ?? null,
    };
}"""


def tab_to(page: Page, wanted: dict[str, object], key: str = "Tab") -> None:
    """Press Tab until the focus stands on what is wanted."""
    trail = []
    for _ in range(120):
        focus = page.evaluate(FOCUSED)
        if all(focus[name] == value for name, value in wanted.items()):
            return
        trail.append(focus)
        page.keyboard.press(key)
    raise AssertionError(f"Tab does not reach {wanted}; it went {trail}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def to_the_first_weight(page: Page) -> None:
    """The grid of a filter comes after its preset, at the cell where somebody was last."""
    tab_to(page, {"name": "Preset"})
    while page.evaluate(FOCUSED)["cell"] is None:
        page.keyboard.press("Tab")
    page.keyboard.press("Control+Home")
    assert page.evaluate(FOCUSED)["cell"] == "0"


def test_a_lesson_by_keyboard_alone(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=book&f=book&pad=0")

    # the layer; Streamlit fetches the code of its sliders when it first needs one
    expect(page.get_by_role("slider", name="Padding")).to_be_visible()
    tab_to(page, {"name": "Padding"})
    press(page, "ArrowRight")
    expect_address(page, pad="")
    stage.expect_steps(16)
    tab_to(page, {"name": "Stride"}, "Shift+Tab")
    press(page, "ArrowRight")
    expect_address(page, stride="2")
    stage.expect_steps(4)

    # one weight, where it stands: W[0,0,0,0] from 2 to -3
    to_the_first_weight(page)
    page.keyboard.type("-3")
    press(page, "Enter")
    expect_address(page, f="own.t1x3x3_-3_0_1_0_1_2_1_0_2")
    expect(stage.root).to_have_attribute("data-step", "0")
    next_frame(page)
    assert stage.told().factors[0] == ("0", "(−3)")
    press(page, "Escape")

    # the film
    tab_to(page, {"stage": True})
    press(page, "ArrowRight", "ArrowRight")
    stage.expect_step(2)
    press(page, "ArrowLeft")
    stage.expect_step(1)
    press(page, "End")
    stage.expect_step(3)
    assert number(stage.told().result) == sum(
        number(x) * number(w) for x, w in stage.told().factors
    )
    assert stage.told().factors[0] == ("1", "(−3)")  # x[0,0,1,1], padded, stride 2
    press(page, "Home")
    stage.expect_step(0)
    expect(stage.root).to_have_attribute("data-done", "0")
    press(page, "Space")
    stage.expect_playing(True)
    press(page, "Space")
    stage.expect_playing(False)
    pace = stage.root.get_by_role("combobox", name="Speed")
    expect(pace).to_have_value("normal")
    press(page, "+")
    expect(pace).to_have_value("fast")
    press(page, "-")
    expect(pace).to_have_value("normal")

    # the list of keys, and the whole screen
    dialog = stage.root.get_by_role("dialog")
    press(page, "?")
    expect(dialog).to_contain_text("play or pause")
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    press(page, "f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    # Tab stays on the stage: the page behind is not to be seen
    reached = set()
    for _ in range(13):
        press(page, "Tab")
        reached.add(page.evaluate(FOCUSED)["name"])
    # between the last and the first the focus is the browser's
    assert reached - {""} == {
        "First step", "Previous step", "Play", "Next step", "Last step", "Step", "Speed",
        "Predict", "Presenter view", "Keys", "Convolution, step by step",
    }  # fmt: skip
    stage.root.focus()
    press(page, "End")
    stage.expect_step(3)
    press(page, "Escape")
    page.wait_for_function("() => document.fullscreenElement === null")
    stage.expect_step(3)
    expect_address(page, step="3")
    tab_to(page, {"name": "Padding"}, "Shift+Tab")  # the page is there again

    # and on with Tab from the stage to its buttons
    tab_to(page, {"name": "First step"})
    press(page, "Enter")
    stage.expect_step(0)
    tab_to(page, {"name": "Step"})
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    stage.expect_step(2)
    expect_address(page, step="2")
    assert address(page)["f"] == "own.t1x3x3_-3_0_1_0_1_2_1_0_2"

    # in the visitor's own colours no icon is lost on its button, and the focus still has its ring
    page.emulate_media(forced_colors="active")
    colours = """(button) => [getComputedStyle(button.querySelector("svg")).fill,
        getComputedStyle(button).backgroundColor]"""
    for name in ("First step", "Play", "Presenter view"):
        icon, behind = stage.button(name).evaluate(colours)
        assert icon != behind, name
    tab_to(page, {"stage": True}, "Shift+Tab")
    expect(stage.root).to_have_css("outline-style", "solid")
    page.emulate_media(forced_colors="none")


def test_keys_belong_to_the_control_that_has_the_focus(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, "?in=digit&f=box&step=10")
    stage.expect_step(10)
    expect(page.get_by_role("slider", name="Filters")).to_be_visible()
    tab_to(page, {"name": "Filters"})
    press(page, "ArrowRight")
    expect_address(page, f="box~sobel_y.1")
    to_the_first_weight(page)
    press(page, "ArrowRight", "Home", "End", "ArrowLeft")
    page.keyboard.type("7")
    press(page, "Enter")
    expect_address(
        page,
        f="own.t1x3x3_0.1111111111111111_7_" + "_".join(["0.1111111111111111"] * 7) + "~sobel_y.1",
    )
    stage.expect_step(10)
    stage.expect_playing(False)

    # a choice walks by arrows for who came by keyboard; after a click the keys are the film's again
    for name in ("English", "日本語", "English"):
        page.get_by_test_id("stSidebar").get_by_text(name, exact=True).click()
        expect(page.get_by_test_id("stage")).to_be_focused()
    press(page, "ArrowRight")
    stage.expect_step(11)
    press(page, "ArrowLeft")
    stage.expect_step(10)
    which = page.get_by_role("radiogroup", name="Show filter").get_by_role("radio")
    which.first.click()
    expect(which.first).to_be_checked()
    press(page, "ArrowRight")
    stage.expect_step(11)
    press(page, "ArrowLeft")
    stage.expect_step(10)
    page.keyboard.press("Shift+Tab")  # the keyboard has the word from here on
    which.first.focus()
    press(page, "ArrowRight")
    expect(which.nth(1)).to_be_focused()
    stage.expect_step(10)

    # Space on a button presses that button
    tab_to(page, {"name": "Next step"})
    press(page, "Space", "Space")
    stage.expect_step(12)
    stage.expect_playing(False)
