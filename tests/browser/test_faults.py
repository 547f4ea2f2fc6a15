"""A classroom's mishaps as a real browser sees them, on the server that `make run` starts."""

import re
from io import BytesIO

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from lesson.vocabulary import vocabulary
from tests.browser.stage_page import control, expect_address
from ui.lessons import PAGES

WORDS = vocabulary("en")
SETTLED = ("data-test-script-state", "notRunning")
BACK_WITHIN = 5_000  # ms, after the server answers again


def noise(side: int) -> dict[str, object]:
    """A picture as a file input takes it."""
    file = BytesIO()
    pixels = np.random.default_rng(1).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(file, "PNG")
    return {"name": "mine.png", "mimeType": "image/png", "buffer": file.getvalue()}


def hand_in(page, side: int) -> None:
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(noise(side))
    page.get_by_text(re.compile("Your picture: ")).wait_for()


def choose(page, label: str, option: str) -> None:
    page.get_by_role("radiogroup", name=label).get_by_role("radio", name=option).click()


def press(page, label: str, key: str) -> None:
    control(page, label).press(key)


def stride(page, value: int) -> None:
    expect(control(page, "Stride")).to_have_value(str(value))


def one_more(page) -> int:
    """Another stride; what it is then, in the address too."""
    reached = int(control(page, "Stride").input_value()) + 1
    press(page, "Stride", "ArrowRight")
    stride(page, reached)
    expect_address(page, stride=str(reached))
    return reached


def test_the_mishaps_of_a_lesson(page, app_url):
    page.goto(app_url)
    page.get_by_test_id("stage").wait_for()
    keys_held_down_on_a_slider_end_where_the_hand_ends(page)
    a_file_too_large_stays_here_and_is_told_of_until_the_next(page)
    a_lost_network_comes_back_with_everything(page)
    a_reloaded_tab_shows_the_lesson_again(page)


def keys_held_down_on_a_slider_end_where_the_hand_ends(page):
    for key in ["ArrowRight"] * 6 + ["ArrowLeft"] * 3:
        press(page, "Stride", key)
    stride(page, 4)
    expect(page).to_have_url(re.compile("stride=4"))
    page.wait_for_timeout(300)
    stride(page, 4)


def a_file_too_large_stays_here_and_is_told_of_until_the_next(page):
    uploader = page.get_by_test_id("stFileUploader").first
    large = {"name": "holiday_photo.png", "mimeType": "image/png", "buffer": bytes(11 << 20)}
    facts = {"megabytes": 11.0, "limit": 10}
    said = f"holiday_photo.png: {WORDS('refusal.too_many_bytes', **facts)}"
    alert = page.get_by_test_id("stAlert")
    uploader.locator("input").set_input_files(large)
    expect(alert).to_have_text(said)
    expect(page.get_by_test_id("stFileChip")).to_have_count(0)
    hand_in(page, 40)
    expect(alert).to_have_count(0)
    # dropped, and the one that was taken stays
    file = page.evaluate_handle(
        """() => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([new Uint8Array(11 << 20)], "holiday_photo.png"));
            return dropped;
        }"""
    )
    zone = uploader.get_by_test_id("stFileUploaderDropzone")
    zone.dispatch_event("dragenter", {"dataTransfer": file})
    expect(zone).to_contain_text("Drag and drop")
    zone.dispatch_event("drop", {"dataTransfer": file})
    expect(alert).to_have_text(said)
    expect(zone).not_to_contain_text("Drag and drop")
    expect(page.get_by_test_id("stFileChipName")).to_have_text(["mine.png"])
    expect(control(page, "Input")).to_have_value("My picture")


def a_lost_network_comes_back_with_everything(page):
    hand_in(page, 64)
    one_more(page)
    page.context.set_offline(True)
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    one_more(page)
    expect(page.get_by_text(WORDS("notes.picture_missing"))).to_have_count(0)


def a_reloaded_tab_shows_the_lesson_again(page):
    missing = page.get_by_text(WORDS("notes.picture_missing"))
    hand_in(page, 28)
    reached = one_more(page)
    page.reload()
    page.get_by_test_id("stage").wait_for()
    stride(page, reached)
    expect(control(page, "Input")).to_have_value("My picture")
    expect(missing).to_have_count(0)


def test_the_policy_holds_up_what_goes_elsewhere_and_nothing_on_any_page(page, app_url):
    violations: list[str] = []
    page.on("console", lambda m: violations.append(m.text) if "Content Security" in m.text else 0)
    page.goto(app_url)
    page.get_by_test_id("stage").wait_for()
    links = page.get_by_test_id("stHeader").get_by_test_id("stTopNavLink")
    assert links.count() == len(PAGES)
    for name, place in [*PAGES.items()][1:]:
        links.get_by_text(WORDS(f"pages.{name}"), exact=True).click()
        expect(page).to_have_url(re.compile(rf"/{place.address}\b"))
        expect(page.get_by_role("heading", level=1, name=WORDS(f"{name}.title"))).to_be_visible()
        expect(page.get_by_test_id("stApp")).to_have_attribute(*SETTLED)
        if place.picture:
            expect(page.locator(f".st-key-{place.picture}")).to_have_attribute("data-drawn", "")
    assert violations == []
    refused = page.evaluate(
        """async () => {
          const refused = [];
          addEventListener("securitypolicyviolation", (e) => refused.push(e.effectiveDirective));
          await fetch("/_stcore/health");
          await fetch("http://127.0.0.2:1/").catch(() => 0);
          try { new WebSocket("ws://127.0.0.2:1/"); } catch {}
          const script = document.createElement("script");
          script.textContent = "window.smuggled = true";
          document.head.append(script);
          for (let turn = 0; turn < 100 && refused.length < 3; turn++)
            await new Promise((done) => setTimeout(done, 20));
          return [refused.sort(), window.smuggled ?? null];
        }"""
    )
    assert refused == [["connect-src", "connect-src", "script-src-elem"], None]


def test_a_restarted_server_is_usable_and_asks_for_the_picture(page, serve):
    url = serve("serve.py")
    page.goto(url)
    page.get_by_test_id("stage").wait_for()
    hand_in(page, 64)
    choose(page, "Colour", "RGB")
    press(page, "Stage size", "End")
    press(page, "Stride", "ArrowRight")
    expect(page).to_have_url(re.compile("stride=2"))
    port = url.rpartition(":")[2]
    serve.stop(url)
    lost = page.get_by_role("status").filter(has_text=WORDS("stage.lost"))
    expect(lost).to_be_visible()
    # the film goes on, in presenter view too, and there it is said as well
    stage = page.get_by_test_id("stage")
    stage.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(stage).not_to_have_attribute("data-step", "0")
    page.keyboard.press("f")
    expect(stage).to_have_class(re.compile("presenting"))
    expect(lost).to_be_visible()
    page.keyboard.press("f")
    expect(stage).not_to_have_class(re.compile("presenting"))
    expect(page.get_by_test_id("stConnectionStatus")).to_be_hidden()
    assert serve("serve.py", **{"server.port": port}) == url
    expect(lost).to_have_count(0, timeout=2 * BACK_WITHIN)
    expect(page.get_by_text("Connection error")).to_have_count(0)
    press(page, "Stride", "ArrowRight")
    # the new server knows the lesson from the address; a touch before it has looked there makes it
    # look, a later one is a change
    expect(page.get_by_text(WORDS("notes.picture_missing"))).to_be_visible(timeout=BACK_WITHIN)
    page.wait_for_timeout(500)
    reached = int(control(page, "Stride").input_value())
    assert reached in (2, 3)
    press(page, "Stride", "ArrowRight")
    stride(page, reached + 1)
    expect_address(page, stride=str(reached + 1))
    assert page.get_by_text(WORDS("app.crash")).count() == 0
    hand_in(page, 28)
    serve.stop(url)
