"""Finds a Chromium for the browser tests, or installs one: `python scripts/chromium.py`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
HOW_TO_GET_ONE = (
    "No Chromium found. Debian: sudo apt-get install chromium. "
    "Elsewhere: .venv/bin/python -m playwright install chromium. "
    "If there is one in an unusual place, set CONVLAB_CHROMIUM to its path."
)


def find_chromium() -> str | None:
    """Path of the first Chromium that starts: the chosen one, the system's, or Playwright's."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    chosen = os.environ.get("CONVLAB_CHROMIUM")
    if chosen:
        yield chosen
        return
    yield from filter(None, map(shutil.which, NAMES))
    yield from filter(os.path.exists, MAC_APPS)
    yield from filter(os.path.exists, [_playwrights_own()])


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _starts(path: str) -> bool:
    # Ubuntu's chromium-browser is a script that only asks for a snap package
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install() -> None:
    is_root = os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        # the fonts give Japanese pages their glyphs
        packages = ("chromium", "fonts-noto-cjk")
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
        if find_chromium():
            return
    system_libraries = ["--with-deps"] if is_root else []
    _run(sys.executable, "-m", "playwright", "install", *system_libraries, "chromium")


def _run(*command: str) -> None:
    print("+", *command, flush=True)
    # what failed shows in its own words; whether a browser came of it is looked up afterwards
    subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False)


def main() -> None:
    if find_chromium() is None:
        _install()
    found = find_chromium()
    print(f"Browser: {found}" if found else HOW_TO_GET_ONE)
    raise SystemExit(0 if found else 1)


if __name__ == "__main__":
    main()
