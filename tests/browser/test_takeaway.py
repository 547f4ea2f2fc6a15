"""What leaves the app by the menu, from a real browser, and what comes back in."""

import csv
import io
import json
import socketserver
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from PIL import Image
from playwright.sync_api import Download, Page, expect

from conv_core import Convolution
from lesson.files.tables import read_csv
from tests.browser.stage_page import StagePage

BOOK = "?in=book&f=book&pad=0"
X = np.array([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], float)
W = np.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]], float)
MADE = 60_000  # ms


def take(page: Page, what: str) -> Download:
    with page.expect_download(timeout=MADE) as coming:
        page.locator(f"dialog.take [data-do={what}]").click()
    return coming.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_everything_is_taken_away_in_presenter_view(page: Page, app_url: str, tmp_path: Path):
    page.goto(app_url + BOOK)
    stage = StagePage(page)
    stage.expect_steps(4)
    stage.key("f")
    stage.key("ArrowRight")
    stage.key("ArrowRight")
    stage.expect_step(1)
    page.keyboard.press("d")
    menu = page.locator("dialog.take")
    expect(menu).to_be_visible(timeout=MADE)

    menu.locator("[name=scale]").select_option("4")
    menu.locator("[name=theme]").select_option("dark")
    png = take(page, "png")
    assert png.suggested_filename == "step_book_3x3_s1_p0_2.png"
    large: Any = Image.open(io.BytesIO(content(png)))
    assert large.size == (5120, 2880)
    assert "in=book" in large.info["Source"]
    assert sum(large.convert("RGB").getpixel((5, 5))) < 120

    svg = take(page, "svg")
    root = ElementTree.fromstring(content(svg))
    told = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]
    layer = Convolution(W[None, None], np.zeros(1))
    out = layer.forward(X[None, None])
    assert f"{out[0, 0, 0, 1]:g}" in told
    assert "out[0,0,0,1] = " in "".join(told)

    # the window of each step is where it must be: brighter or darker than in the other frames
    film: Any = Image.open(io.BytesIO(content(take(page, "gif"))))
    assert (film.n_frames, film.size) == (4, (960, 540))
    frames = []
    for at in range(4):
        film.seek(at)
        frames.append(np.asarray(film.convert("L"), int))
    changed = [np.abs(one - two)[:, :300].max() for one, two in pairwise(frames)]
    assert min(changed) > 30
    video = take(page, "video")
    assert content(video)[:4] == b"\x1aE\xdf\xa3"

    table = take(page, "csv")
    assert table.suggested_filename == "out_book_3x3_s1_p0.csv"
    np.testing.assert_array_equal(read_csv(content(table)).planes, out[0])
    assert next(csv.reader(io.StringIO(content(table).decode())))[0].startswith("# out (1")
    found = np.load(io.BytesIO(content(take(page, "npz"))), allow_pickle=False)
    np.testing.assert_array_equal(found["col"], layer.col)
    assert json.loads(content(take(page, "ipynb")))["nbformat"] == 4

    lesson = take(page, "html")
    file = tmp_path / lesson.suggested_filename
    file.write_bytes(content(lesson))
    offline(page, file)

    # and back in: a picture from the clipboard
    menu.locator("[data-do=close]").click()
    stage.key("f")
    page.evaluate(PASTE)
    page.wait_for_url("**in=upload**", timeout=MADE)
    stage.expect_steps(26 * 26)


PASTE = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 40, height: 40});
  canvas.getContext("2d").fillRect(5, 5, 20, 20);
  const blob = await new Promise((done) => canvas.toBlob(done));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "image.png", {type: "image/png"}));
  const how = {clipboardData, bubbles: true, cancelable: true};
  document.body.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def offline(page: Page, file: Path) -> None:
    """From a double click, with the network cut: it plays, presents, speaks Japanese."""
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


def test_a_page_of_another_site_shows_picture_and_player(page: Page, serve: Any, tmp_path: Path):
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with socketserver.TCPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        port = other.server_address[1]
        # localhost and 127.0.0.1 are two sites
        app = serve(
            "serve.py", environment={"CONVLAB_EMBED": f"http://localhost:{port}"},
            **{"server.address": "127.0.0.1"},
        )  # fmt: skip
        address = app.replace("localhost", "127.0.0.1")
        (tmp_path / "index.html").write_text(
            f'<iframe src="{address}{BOOK}&embed=true" width="900" height="300"></iframe>'
            "<script>addEventListener('message', ({data}) => {"
            "if (data.source === 'conv-lab') document.querySelector('iframe').height = data.height"
            "})</script>"
        )
        page.goto(f"http://localhost:{port}/")
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
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_timeout(300)
        assert page.frames[1].url.startswith("chrome-error:")
        other.shutdown()
