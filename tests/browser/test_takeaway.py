"""What leaves the app by the menu on each page, from a real browser, and what comes back in."""

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Download, Page, expect

from conv_core import Convolution
from lesson.files.tables import read_csv, read_table
from lesson.vocabulary import vocabulary
from tests.browser.grid_page import paste
from tests.browser.other_site import OtherSite
from tests.browser.stage_page import StagePage

EN = vocabulary("en")
BOOK = "?in=book&f=book&pad=0"
X = np.array([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], float)
W = np.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]], float)
MADE = 60_000  # ms


class Menu:
    """The menu of a page, and what one gets there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.locator("dialog.take")

    def open(self) -> None:
        self.page.keyboard.press("d")
        expect(self.dialog).to_be_visible(timeout=MADE)

    def close(self) -> None:
        self.dialog.locator("[data-do=close]").click()

    def choose(self, **chosen: str) -> None:
        for name, value in chosen.items():
            self.dialog.locator(f"[name={name}]").select_option(value)

    def offers(self) -> set[str]:
        """What there is on this page."""
        buttons = self.dialog.locator("[data-do]:visible")
        return set(buttons.evaluate_all("(all) => all.map((one) => one.dataset.do)")) - {"close"}

    def take(self, what: str) -> tuple[str, bytes]:
        """A file's name, and what is in it."""
        with self.page.expect_download(timeout=MADE) as coming:
            self.dialog.locator(f"[data-do={what}]").click()
        done: Download = coming.value
        return done.suggested_filename, Path(done.path()).read_bytes()

    def copy(self, form: str) -> str:
        """What is on the clipboard then."""
        self.dialog.locator(f"[data-form={form}]").click()
        expect(self.dialog.locator(".said")).to_have_text("W is on the clipboard.")
        text: str = self.page.evaluate("window.copied")
        return text


def picture(content: bytes) -> Any:
    return Image.open(io.BytesIO(content))


def words_in(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]


def coarse(image: Any) -> NDArray[Any]:
    """What is seen of a picture from afar."""
    small = image.convert("RGB").resize((64, 36), Image.Resampling.BOX)
    return np.asarray(small, int)


def is_drawn_alike(svg: bytes, png: bytes) -> bool:
    """Whether another program draws the same of the shapes and texts as the browser of its own."""
    other = resvg_py.svg_to_bytes(svg_string=svg.decode())
    apart = np.abs(coarse(picture(bytes(other))) - coarse(picture(png)))
    seen = np.ptp(coarse(picture(png)), axis=(0, 1)).max()
    return bool(seen > 60 and apart.mean() < 3)


# the clipboard of the machine belongs to whoever runs the tests
COPY = """Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => {
  window.copied = text;
}}})"""


def test_each_thing_is_taken_from_each_page_and_comes_back_in(page: Page, app_url: str, tmp_path):
    page.add_init_script(COPY)
    page.goto(app_url + BOOK)
    stage = StagePage(page)
    stage.expect_steps(4)
    menu = Menu(page)
    stage.key("f")
    stage.key("ArrowRight")
    stage.key("ArrowRight")
    stage.expect_step(1)
    menu.open()
    found = from_the_first_page(menu)
    offline(page, tmp_path, *menu.take("html"))
    forms = [menu.copy(form) for form in ("numpy", "pytorch", "matlab", "latex", "spreadsheet")]
    menu.close()
    stage.key("f")
    comes_back(page, forms, found)

    for name, array in (("matmul", "col"), ("backward", "dW")):
        go(page, name)
        expect(stage.root).to_be_visible()
        stage.key("Home")
        stage.key("ArrowRight")
        stage.expect_step(0)
        menu.open()
        from_a_page_of_the_stage(menu, name, array)
        menu.close()
    go(page, "code")
    page.get_by_test_id("listing").locator("[data-do=next]").click()
    menu.open()
    from_the_code(menu)
    menu.close()
    go(page, "photo")
    expect(page.get_by_test_id("viewer")).to_have_attribute("data-work", re.compile(r"\d+"))
    menu.open()
    from_the_photo(menu)
    menu.close()
    go(page, "practice")
    from_the_practice(page, menu)


def go(page: Page, name: str) -> None:
    page.get_by_test_id("stHeader").get_by_role("link", name=EN(f"pages.{name}")).click()
    expect(page.get_by_role("heading", name=EN(f"{name}.title"))).to_be_visible()
    expect(page.locator("button.door")).to_be_enabled()


EVERYWHERE = {"png", "svg", "npy", "csv"}
WHOLE = {"npz", "html", "ipynb"}
FILM = {"gif", "video"}


def from_the_first_page(menu: Menu) -> dict[str, bytes]:
    """All of it, read to the numbers."""
    assert menu.offers() == EVERYWHERE | WHOLE | FILM
    menu.choose(scale="4", theme="dark")
    name, png = menu.take("png")
    assert name == "step_book_3x3_s1_p0_2.png"
    large = picture(png)
    assert large.size == (5120, 2880)
    assert "in=book" in large.info["Source"]
    assert sum(large.convert("RGB").getpixel((5, 5))) < 120

    _, svg = menu.take("svg")
    layer = Convolution(W[None, None], np.zeros(1))
    out = layer.forward(X[None, None])
    assert f"{out[0, 0, 0, 1]:g}" in words_in(svg)
    assert "out[0,0,0,1] = " in "".join(words_in(svg))
    assert is_drawn_alike(svg, png)

    # the window of each step is where it must be: brighter or darker than in the other frames
    film = picture(menu.take("gif")[1])
    assert (film.n_frames, film.size) == (4, (960, 540))
    frames = []
    for at in range(4):
        film.seek(at)
        frames.append(np.asarray(film.convert("L"), int))
    assert min(np.abs(one - two)[:, :300].max() for one, two in pairwise(frames)) > 30
    assert menu.take("video")[1].startswith(b"\x1aE\xdf\xa3")

    name, table = menu.take("csv")
    assert name == "out_book_3x3_s1_p0.csv"
    np.testing.assert_array_equal(read_csv(table).planes, out[0])
    assert next(csv.reader(io.StringIO(table.decode())))[0].startswith("# out (1")
    _, npz = menu.take("npz")
    np.testing.assert_array_equal(np.load(io.BytesIO(npz))["col"], layer.col)
    assert json.loads(menu.take("ipynb")[1])["nbformat"] == 4
    menu.choose(array="x")
    _, x = menu.take("csv")
    menu.choose(array="W")
    name, npy = menu.take("npy")
    assert name == "W_book_3x3_s1_p0.npy"
    np.testing.assert_array_equal(np.load(io.BytesIO(npy))[0, 0], W)
    return {"x.csv": x, "lesson.npz": npz, "W.npy": npy}


def comes_back(page: Page, forms: list[str], files: dict[str, bytes]) -> None:
    """Each text as it is read, one into a table, each file where files go, a picture by Ctrl+V."""
    side = page.get_by_test_id("stSidebar")
    first = side.get_by_test_id("number-grid").first.locator("td[data-index='0']")
    for text in forms:
        np.testing.assert_array_equal(read_table(text).planes, W[None])
    expect(first).to_have_text("1")
    first.click()
    paste(page, forms[-1])
    expect(first).to_have_text("2")
    page.wait_for_timeout(300)  # what was pasted last is on its way
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    upload = side.locator("[data-testid=stFileUploader] input[type=file]").first
    for name, content, said in (
        ("W.npy", files["W.npy"], EN("notes.filters_read", FN=1, C=1, FH=3, FW=3)),
        ("lesson.npz", files["lesson.npz"], EN("notes.filters_read", FN=1, C=1, FH=3, FW=3)),
        ("x.csv", files["x.csv"], EN("notes.numbers_read", C=1, h=4, w=4)),
    ):
        upload.set_input_files({"name": name, "mimeType": "", "buffer": content})
        expect(page.get_by_text(said)).to_be_visible()
    page.evaluate(PASTE)
    page.wait_for_url("**in=upload**", timeout=MADE)
    StagePage(page).expect_steps(26 * 26)


PASTE = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 40, height: 40});
  canvas.getContext("2d").fillRect(5, 5, 20, 20);
  const blob = await new Promise((done) => canvas.toBlob(done));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "image.png", {type: "image/png"}));
  const how = {clipboardData, bubbles: true, cancelable: true};
  document.body.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def from_a_page_of_the_stage(menu: Menu, name: str, array: str) -> None:
    """The same code as on the first page: names, kinds, and one thing that is this page's."""
    assert menu.offers() == EVERYWHERE | WHOLE | FILM
    menu.choose(scale="1", theme="light")
    (_, png), (_, svg) = menu.take("png"), menu.take("svg")
    assert picture(png).size == (1280, 720)
    assert array in "".join(words_in(svg))
    name_of_page, html = menu.take("html")
    assert name_of_page == f"lesson_{name}_upload_3x3_s1_p0.html"
    assert html.startswith(b"<!doctype html>")
    found = took_the_rest(menu)
    layer = Convolution(found["W"], found["b"])
    layer.forward(found["x"])
    layer.backward(found["dout"])
    np.testing.assert_allclose(found[array], getattr(layer, array), atol=1e-12)
    menu.choose(array=array)
    _, npy = menu.take("npy")
    np.testing.assert_array_equal(np.load(io.BytesIO(npy)), found[array])


def is_a_picture(menu: Menu, name: str) -> bytes:
    """The SVG of a page, which another program draws as the browser does its PNG."""
    (png_name, png), (svg_name, svg) = menu.take("png"), menu.take("svg")
    assert (png_name, svg_name) == (f"{name}.png", f"{name}.svg")
    assert is_drawn_alike(svg, png)
    return svg


def took_the_rest(menu: Menu) -> Any:
    """What is the same on every page: that it comes, and what kind it is; all arrays."""
    assert menu.take("csv")[1].startswith(b"# ")
    assert menu.take("ipynb")[1].startswith(b"{")
    return np.load(io.BytesIO(menu.take("npz")[1]))


def from_the_code(menu: Menu) -> None:
    assert menu.offers() == EVERYWHERE | WHOLE | FILM | {"listing", "trace"}
    svg = is_a_picture(menu, "step_upload_3x3_s1_p0_1")
    assert "class" in words_in(svg)
    menu.dialog.locator("[name=to]").fill("3")
    assert picture(menu.take("gif")[1]).n_frames == 3
    name, listing = menu.take("listing")
    assert name == "listing_upload_3x3_s1_p0.py"
    ran: dict[str, Any] = {}
    exec(listing, ran)  # our own
    layer = ran["Convolution"](W[None, None], np.zeros(1))
    np.testing.assert_array_equal(layer.forward(X[None, None])[0, 0], [[15, 16], [6, 15]])
    rows = list(csv.DictReader(menu.take("trace")[1].decode().splitlines()[1:]))
    assert rows[-1]["code"] == "return out, layer.db, layer.dW, dx"
    (made,) = (row["shapes"] for row in rows if row["code"].startswith("col_W ="))
    assert made.endswith("(9, 1)")
    took_the_rest(menu)


def from_the_photo(menu: Menu) -> None:
    assert menu.offers() == EVERYWHERE | WHOLE
    expect(menu.dialog.locator(".no-film")).to_be_visible()
    svg = is_a_picture(menu, "photo_upload_3x3_s1_p0")
    assert {"x[0]", "out[0,0]"} <= set(words_in(svg))
    took_the_rest(menu)


def from_the_practice(page: Page, menu: Menu) -> None:
    """The question and what it gives; after the answer the lesson."""
    menu.open()
    assert menu.offers() == EVERYWHERE
    svg = is_a_picture(menu, "question_practice-1-1")
    assert "Question 1 of 10" in words_in(svg)
    menu.close()
    page.get_by_role("button", name=EN("practice.reveal")).click()
    expect(page.get_by_role("button", name=EN("practice.next"))).to_be_visible()
    page.locator("button.door").click()
    expect(menu.dialog).to_be_visible()
    assert menu.offers() == EVERYWHERE | WHOLE
    took_the_rest(menu)


def offline(page: Page, folder: Path, name: str, content: bytes) -> None:
    """From a double click, with the network cut: it plays, presents, speaks Japanese."""
    file = folder / name
    file.write_bytes(content)
    context = page.context
    context.set_offline(True)
    asked: list[str] = []
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    stage = StagePage(tab)
    stage.expect_steps(4)
    stage.expect_step(1)
    stage.key("ArrowRight")
    stage.expect_step(2)
    expect(stage.status).to_contain_text("= 6")
    tab.locator("#language").click()
    expect(stage.button("再生")).to_be_visible()
    assert tab.evaluate("document.documentElement.lang") == "ja"
    stage.key("f")
    expect(stage.root).to_have_class("stage presenting")
    assert asked == [file.as_uri()]
    tab.close()
    context.set_offline(False)


def test_a_page_of_another_site_shows_picture_and_player(
    page: Page, app_url: str, other_site: OtherSite
):
    other_site.show(
        f'<iframe src="{app_url}{BOOK}&embed=true" width="900" height="300"></iframe>'
        "<script>addEventListener('message', ({data}) => {"
        "if (data.source === 'conv-lab') document.querySelector('iframe').height = data.height"
        "})</script>"
    )
    page.goto(other_site.url)
    inside = page.frame_locator("iframe")
    stage = inside.get_by_test_id("stage")
    expect(stage).to_have_attribute("data-steps", "4", timeout=MADE)
    stage.get_by_role("button", name="Next step").click()
    expect(stage).to_have_attribute("data-step", "0")
    expect(page.locator("iframe")).to_have_attribute("height", "596")
    for gone in ("stSidebar", "stHeader"):
        expect(inside.get_by_test_id(gone)).not_to_be_visible()
    expect(inside.locator("button.door")).to_have_count(0)
    # who was not named sees nothing
    page.goto(other_site.url_not_named)
    page.wait_for_function("frames.length === 1")
    assert page.frames[1].url.startswith("chrome-error:")
