"""A server of classes in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys

from benchmarks.class_tab import ClassTab
from benchmarks.server import free_port
from tests.conftest import REPO


class Process:
    """A server of classes in a process of its own, to be killed.

    Parameters
    ----------
    within : tuple of str
        A command that starts another one, such as ``ip netns exec there``.
    """

    def __init__(self, place: str, host: str = "127.0.0.1", within: tuple[str, ...] = ()) -> None:
        port = free_port()
        self.url = f"http://{host}:{port}"
        self.process = subprocess.Popen(
            [*within, sys.executable, "-m", "tests.server.live.serving", str(port), place, host],
            cwd=REPO, env={**os.environ, "PYTHONPATH": str(REPO)},
        )  # fmt: skip

    async def is_up(self) -> None:
        """Wait until it answers."""
        async with asyncio.timeout(60):
            while True:
                try:
                    tab = ClassTab(self.url)
                    await tab.open()
                    await tab.close()
                    return
                except OSError:
                    await asyncio.sleep(0.05)

    def kill(self) -> None:
        """As when the machine loses it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
