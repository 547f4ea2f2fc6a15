"""What a page of the app costs a class: run ``make bench-app``, or ``python -m benchmarks.app``.

A real server, warmed by one visitor, and a real Chromium on the same machine. For each page: bytes
and time to the first picture, time from a key on a slider to another picture, frames of the stage
at its largest, and for each change of the lesson CPU time of the server and bytes. It writes
``benchmarks/app.md``; ``python -m benchmarks.app /photo`` measures that page alone.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import streamlit
from playwright.sync_api import Browser, sync_playwright

from benchmarks.app_visit import Visit, focus_slider, middle
from scripts.chromium import HOW_TO_GET_ONE, find_chromium
from tests.browser.conftest import FLAGS
from tests.browser.servers import Servers
from ui.lessons import PAGES as LESSONS

OUT = Path(__file__).with_name("app.md")
PAGES = {
    f"/{page.address}": name
    for name, page in LESSONS.items()
    if page.picture in ("stage", "viewer")
}
"""Address -> id of the page, of those whose picture follows a slider; the listing has none."""
LARGEST = (
    "?in=cat&colour=rgb&size=64&f=sobel_x~sobel_y~laplacian~sharpen~gaussian~identity~box~random.3"
    "&b=0_0_0_0_0_0_0_0.5"
)
FILMS = {f"/{page.address}": page.views for page in LESSONS.values()}
"""Address -> the ids of its animated pictures."""
VISITS = 3
PADDINGS = 8
FILM_SECONDS = 4.0
PACES = ("slow", "fast")
"""Slow acts out every step, fast shows as many as it can."""
IDLE_SECONDS = 10.0
EMPTY_APP = 'import streamlit as st\nst.slider("Padding", 0, 12, 1)\n'


@dataclass
class Row:
    """What was measured at one page; times in ms, bytes as they are."""

    name: str
    file_bytes: float
    wire_bytes: float
    message_bytes: float
    first_picture: float
    first_cpu: float
    slider: float
    cpu: float
    bytes_per_rerun: float


@dataclass
class Film:
    """A picture of the stage, playing: frames a second, and gaps between them in ms."""

    name: str
    fps: float
    slow_gap: float
    longest_gap: float


def process_at(url: str) -> psutil.Process:
    """The server at an address."""
    port = url.rpartition(":")[2]
    for process in psutil.process_iter(["cmdline"]):
        if f"--server.port={port}" in (process.info["cmdline"] or []):
            return process
    raise RuntimeError(f"There is no server at {url}.")


def cpu_ms(process: psutil.Process) -> float:
    """CPU time that a process has used, in ms."""
    times = process.cpu_times()
    return 1000.0 * float(times.user + times.system)


class Meter:
    """CPU time that a server uses for what it is asked, without what it uses anyway.

    Parameters
    ----------
    server : psutil.Process
        It must have nothing to do for `IDLE_SECONDS`. Its timers take some 5 ms a second; between
        two changes of a visitor that would be as much as half a change.
    """

    def __init__(self, server: psutil.Process) -> None:
        self._server = server
        self._idle = 0.0
        self.start()
        time.sleep(IDLE_SECONDS)
        self._idle = self.used() / IDLE_SECONDS

    def start(self) -> None:
        """Count from now."""
        self._at, self._from = time.perf_counter(), cpu_ms(self._server)

    def used(self) -> float:
        """Milliseconds since the start."""
        seconds = time.perf_counter() - self._at
        return cpu_ms(self._server) - self._from - self._idle * seconds


def measure(browser: Browser, url: str, path: str, name: str) -> Row:
    """Visit a page `VISITS` times; medians over visits, and over all changes."""
    meter = Meter(process_at(url))
    firsts: list[Visit] = []
    waits: list[float] = []
    opening: list[float] = []
    cpu = received = 0.0
    asked = 0
    for _ in range(VISITS):
        meter.start()
        visit = Visit(browser, url, path)
        firsts.append(visit)
        opening.append(meter.used())
        traffic = visit.traffic.received, visit.traffic.asked
        meter.start()
        # each padding is new to this visitor: no message comes from the browser's memory
        for _ in range(PADDINGS):
            waits.append(visit.press("Padding", "ArrowRight"))
            visit.page.wait_for_timeout(450)
        cpu += meter.used()
        received += visit.traffic.received - traffic[0]
        asked += visit.traffic.asked - traffic[1]
        visit.close()
    return Row(
        name,
        middle([float(visit.first.files) for visit in firsts]),
        middle([float(visit.first.wire) for visit in firsts]),
        middle([float(visit.first.received) for visit in firsts]),
        middle([visit.first_picture for visit in firsts]),
        middle(opening),
        middle(waits),
        cpu / asked,
        received / asked,
    )


def films(browser: Browser, url: str, path: str, name: str) -> list[Film]:
    """Play every picture of a page at its largest."""
    found = []
    for view in FILMS.get(path, []):
        visit = Visit(browser, url, f"{path}{LARGEST}&view={view}")
        for pace in PACES:
            found.append(Film(f"{name}: {view}, {pace}", *visit.film(FILM_SECONDS, pace)))
            print(found[-1], flush=True)
        visit.close()
    return found


def empty_app(browser: Browser, servers: Servers, folder: Path) -> float:
    """CPU ms of the server for one change in an app of nothing but a slider."""
    script = folder / "empty_app.py"
    script.write_text(EMPTY_APP)
    url = servers(script)
    page = browser.new_page()
    page.goto(url)
    focus_slider(page, "Padding")
    page.wait_for_timeout(1500)
    meter = Meter(process_at(url))
    meter.start()
    changes = 3 * PADDINGS
    for at in range(changes):
        page.keyboard.press("ArrowRight" if at // 8 % 2 == 0 else "ArrowLeft")
        page.wait_for_timeout(200)
    used = meter.used()
    page.close()
    return used / changes


def table(rows: list[Row], playing: list[Film], empty: float, load: tuple[float, float]) -> str:
    """The Markdown of everything that was measured."""
    lines = [
        "# What the pages cost",
        "",
        f"{time.strftime('%Y-%m-%d')}, {machine()}; Streamlit {streamlit.__version__}, Python "
        f"{platform.python_version()}; server and browser (Chromium without a GPU, 1280×720) on "
        f"this machine, whose load was {load[0]:.1f} at the start and {load[1]:.1f} at the end. "
        f"Medians of {VISITS} visits and {VISITS * PADDINGS} changes of Padding; CPU without what "
        "an idle server takes; `make bench-app`.",
        "",
        "| page | first picture | server CPU for it | files, uncompressed | files, as sent "
        "| messages | slider to picture | server CPU per rerun | bytes per rerun |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: |",
        *(
            f"| {row.name} | {row.first_picture / 1000:.2f} s | {row.first_cpu:.0f} ms "
            f"| {row.file_bytes / 1e6:.2f} MB | {row.wire_bytes / 1e6:.2f} MB "
            f"| {row.message_bytes / 1e3:.0f} kB | {row.slider:.0f} ms | {row.cpu:.1f} ms "
            f"| {row.bytes_per_rerun / 1e3:.1f} kB |"
            for row in rows
        ),
        "| aim | 1.5 s |  | 3.5 MB with messages |  |  | 150 ms | 12 ms | 20 kB |",
        f"| an empty app with one slider |  |  |  |  |  |  | {empty:.1f} ms |  |",
        "",
        "The photo page at stride 1 sends a picture of the screen's size with each change, not a "
        "lesson's.",
        "",
        "The stage at 64×64×3 with 8 filters, playing:",
        "",
        "| picture | frames per second | 95 % of gaps below | longest gap |",
        "| --- | --: | --: | --: |",
        *(
            f"| {film.name} | {film.fps:.1f} | {film.slow_gap:.1f} ms | {film.longest_gap:.0f} ms |"
            for film in playing
        ),
        "| aim | 60, never below 30 | 33 ms |  |",
        "",
    ]
    return "\n".join(lines)


def machine() -> str:
    """The processor, as the system calls it."""
    try:
        text = Path("/proc/cpuinfo").read_text()
        model = next(line for line in text.splitlines() if line.startswith("model name"))
        name = model.partition(":")[2].strip()
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {name}"


def main() -> None:
    """Measure all pages and write the table."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit(HOW_TO_GET_ONE)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        servers = Servers(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            url = servers("serve.py")
            rows, playing = [], []
            chosen = {path: PAGES[path] for path in sys.argv[1:] or PAGES}
            for path, name in chosen.items():
                Visit(browser, url, path).close()  # the server is warm for those who are measured
                rows.append(measure(browser, url, path, name))
                print(rows[-1], flush=True)
                playing += films(browser, url, path, name)
            empty = empty_app(browser, servers, Path(folder))
        finally:
            browser.close()
            servers.stop_all()
    text = table(rows, playing, empty, (load, os.getloadavg()[0]))
    OUT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
