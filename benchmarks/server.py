"""The server under load: started here, and watched from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A process of the app on this machine, as ``make run`` starts it.

    Use it as a context: it runs inside, and has ended afterwards.

    Parameters
    ----------
    settings : mapping, optional
        More settings: ``Server({"server.maxUploadSize": 1})``.
    environment : mapping, optional
        Variables, for settings that Streamlit takes from there only.
    root : Path
        The folder of the app.
    """

    def __init__(
        self,
        settings: Mapping[str, object] | None = None,
        environment: Mapping[str, str] | None = None,
        root: Path = ROOT,
    ) -> None:
        self._root = root
        usual = {"PYTHONPATH": str(root), "FORWARDED_ALLOW_IPS": ""}
        self._environment = {**os.environ, **usual, **(environment or {})}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        options = {"server.port": self.port, "server.address": "127.0.0.1"} | dict(settings or {})
        self._command = [
            sys.executable, "-m", "streamlit", "run", "serve.py",
            *(f"--{name}={value}" for name, value in options.items()),
        ]  # fmt: skip
        self._log = Path(tempfile.mkdtemp(prefix="convlab-")) / "server.log"

    def __enter__(self) -> Server:
        self.start()
        return self

    def start(self) -> None:
        """Start the process and wait until it answers.

        Raises
        ------
        RuntimeError
            With what it printed, if it does not.
        """
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                cwd=self._root,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._seen = psutil.Process(self.process.pid)
        give_up = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < give_up:
            if answers(f"{self.url}/_stcore/health"):
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"The server did not start:\n{self.log()}")

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def log(self) -> str:
        """What it has printed so far."""
        return self._log.read_text(errors="replace")

    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        times = self._seen.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Resident memory in MB."""
        return float(self._seen.memory_info().rss) / 2**20

    def files(self) -> int:
        """Open file descriptors."""
        return int(self._seen.num_fds())


def answers(url: str) -> bool:
    """Whether an address answers with 200."""
    try:
        with urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def busy_seconds() -> float:
    """Processor seconds that this whole machine has spent since it started."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)
