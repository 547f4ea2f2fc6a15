"""Finds the servers that some tests need, or installs them: `python scripts/parts.py`.

nginx and redis-server come from Debian where this may install them; elsewhere it says how, and the
tests that need them are skipped, with a word, or fail in CI.
"""

import os
import shutil
import subprocess

PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
PARTS = {
    "nginx-light": ("nginx",),
    "redis-server": ("redis-server", "valkey-server"),
}
"""By the name of Debian's package, the programs of which one is enough."""


def found(package: str) -> str | None:
    """Path of the first of a part's programs that is here, on PATH or where they usually are."""
    names = PARTS[package]
    paths = (shutil.which(name) or shutil.which(name, path=PLACES) for name in names)
    return next(filter(None, paths), None)


def word(package: str) -> str:
    """What is missing, and how to get it."""
    return f"{PARTS[package][0]} is not installed (Debian: apt-get install {package})"


def missing() -> list[str]:
    """Debian's packages of what is not here."""
    return [package for package in PARTS if found(package) is None]


def _install(packages: list[str]) -> None:
    # installed, and not started: the tests start their own
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        print("+", *command, flush=True)
        subprocess.run(command, env=quiet, check=False)


def main() -> None:
    if missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing())
    for package in PARTS:
        print(found(package) or word(package))
    raise SystemExit(1 if missing() and os.environ.get("CI") else 0)


if __name__ == "__main__":
    main()
