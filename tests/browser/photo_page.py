"""What the tests of the photo page share: a photograph, its truth, and the viewer's controls."""

import re
import threading
from io import BytesIO

import numpy as np
import psutil  # type: ignore[import-untyped]
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, FloatRect, Locator, Page, expect

from tests.browser.stage_page import goes_as_back_does

FILTERS = ("sobel_x", "sharpen", "gaussian")
LINK = f"/photo?in=cat&colour=rgb&f={'~'.join(FILTERS)}&b=0_0_0"
LARGE = (2000, 3000)  # rows, columns
SPOKEN = re.compile(r"(x|out)\[0,(\d+),(\d+),(\d+)\] (=|≈) (−?[\d.]+(?:e[−\d]+)?)")


def photograph(height: int, width: int) -> bytes:
    """A JPEG of shapes on noise, with and without sharp edges, below the 10 MB of an upload."""
    rng = np.random.default_rng(5)
    rows, cols = np.linspace(0, 1, height)[:, None], np.linspace(0, 1, width)[None]
    planes = [20 + 200 * cols + 0 * rows, 30 + 180 * rows + 0 * cols, 40 + 80 * (rows + cols)]
    noise = rng.integers(0, 24, (height, width, 1), dtype=np.uint8)
    image = Image.fromarray(np.stack(planes, axis=2).astype(np.uint8) + noise)
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.15, height * 0.15, width * 0.5, height * 0.6), fill=(240, 220, 60))
    draw.rectangle((width * 0.6, height * 0.3, width * 0.9, height * 0.8), fill=(30, 60, 180))
    for at in range(0, width, 100):
        draw.line((at, height, at + width // 10, height * 0.7), fill=(10, 10, 10), width=3)
    file = BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()


def one_cell(pixels: np.ndarray, W: np.ndarray, i: int, j: int) -> float:
    """Cell (i, j) of a feature map by nested loops: stride 1, padding 1, values 0 to 1."""
    total = 0.0
    C, FH, FW = W.shape
    for c in range(C):
        for u in range(FH):
            for v in range(FW):
                row, col = i + u - 1, j + v - 1
                if 0 <= row < pixels.shape[0] and 0 <= col < pixels.shape[1]:
                    total += float(W[c, u, v]) * float(pixels[row, col, c]) / 255
    return total


def viewer(page: Page) -> Locator:
    return page.get_by_test_id("viewer")


def canvas(page: Page) -> Locator:
    return viewer(page).locator("canvas")


def room(page: Page) -> FloatRect:
    """Where the canvas is on screen."""
    box = canvas(page).bounding_box()
    assert box is not None
    return box


def told(page: Page, name: str) -> float:
    """A number that the viewer says about itself."""
    return float(viewer(page).get_attribute(f"data-{name}") or "nan")


def spoken(page: Page) -> list[tuple[str, int, int, int, float]]:
    """What the live region says once it knows exact numbers: name, plane, row, column, value."""
    status = viewer(page).locator("[role=status]")
    expect(status).to_have_text(re.compile(r"^[^≈]*out\[[^≈]*$"))
    return [
        (name, int(k), int(i), int(j), float(value.replace("−", "-")))
        for name, k, i, j, _, value in SPOKEN.findall(status.inner_text())
    ]


def point(page: Page, x: float, y: float) -> None:
    """Move the pointer to a share of the first pane."""
    box = room(page)
    page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])


def point_and_hear(page: Page, x: float, y: float) -> list[tuple[str, int, int, int, float]]:
    """Move the pointer to a share of the first pane, and hear the exact numbers there."""
    spoken(page)
    status = viewer(page).locator("[role=status]")
    before = status.inner_text()
    point(page, x, y)
    expect(status).not_to_have_text(before)
    return spoken(page)


class MostMemory:
    """Watches what a server keeps in memory: ``with MostMemory(url) as memory``."""

    def __init__(self, url: str) -> None:
        port = url.rpartition(":")[2]
        (self.process,) = [
            process
            for process in psutil.process_iter(["cmdline"])
            if f"--server.port={port}" in (process.info["cmdline"] or [])
        ]
        self.most = 0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, self.process.memory_info().rss)

    def __enter__(self) -> "MostMemory":
        self._watch.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._over.set()
        self._watch.join()


def open_photo(page: Page, url: str, jpeg: bytes | None = None, link: str = LINK) -> None:
    """The photo page of a lesson, with a sample, or with an upload of `LARGE` pixels.

    A page that shows the app already goes there as it goes back, and loads nothing anew.
    """
    app = page.get_by_test_id("stApp")
    before = viewer(page).get_attribute("data-work") if viewer(page).count() else ""
    if app.count():
        page.wait_for_timeout(500)  # the viewer tells how one looks when that has settled
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
    if not goes_as_back_does(page, url + link):
        page.goto(url + link)
    expect(viewer(page)).to_have_attribute("data-work", re.compile(rf"^(?!{before}$)\d+$"))
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    if jpeg is not None:
        work = viewer(page).get_attribute("data-work") or ""
        file: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": jpeg}
        page.get_by_test_id("stSidebar").locator("input[type=file]").first.set_input_files(file)
        # a page that is drawn whole from now on has two of them for a moment
        expect(viewer(page).last).not_to_have_attribute("data-work", work, timeout=40_000)
        expect(viewer(page)).to_have_count(1)
        expect(page.get_by_text(f"3 × {LARGE[0]} × {LARGE[1]}")).to_be_visible()
