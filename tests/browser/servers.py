"""Starts real Streamlit servers for the browser tests and stops them again."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import answers, free_port

REPO = Path(__file__).resolve().parents[2]
START_SECONDS = 40


@dataclass
class _Server:
    process: subprocess.Popen[bytes]
    log: Path


class Servers:
    """Call it to start a server; it answers with the server's address.

    ``servers("app.py")`` runs a script of the repository with the repository's settings; a script
    elsewhere (a harness in ``tmp_path``) can still import `ui`. Settings are overridden by name:
    ``servers("app.py", **{"server.maxUploadSize": 1})``; `environment` is added to ours.
    """

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: dict[str, _Server] = {}

    def __call__(self, script: str | Path = "app.py", **config: object) -> str:
        environment = config.pop("environment", {})
        assert isinstance(environment, dict)
        wanted_port = config.pop("server.port", None)
        port = int(str(wanted_port)) if wanted_port else free_port()
        url = f"http://localhost:{port}"
        log = self._logs / f"server-{port}-{len(self._running)}.log"
        settings = {"server.port": port, "server.address": "localhost", **config}
        options = [f"--{name}={_spelled(value)}" for name, value in settings.items()]
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", str(script), *options],
                cwd=REPO,
                env={**os.environ, "PYTHONPATH": str(REPO), **environment},
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        self._running[url] = _Server(process, log)
        self._wait_until_up(url)
        return url

    def log(self, url: str) -> str:
        """Everything the server at `url` has printed so far."""
        return self._running[url].log.read_text(errors="replace")

    def stop(self, url: str) -> None:
        """End the server at `url`; its port may be used again afterwards."""
        process = self._running[url].process
        process.kill()  # asked to end, it waits for its visitors to leave
        process.wait()

    def stop_all(self) -> None:
        for url in self._running:
            self.stop(url)

    def _wait_until_up(self, url: str) -> None:
        process = self._running[url].process
        give_up = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < give_up:
            if answers(f"{url}/_stcore/health"):
                return
            time.sleep(0.1)
        self.stop(url)
        raise RuntimeError(f"The server did not start. It printed:\n{self.log(url)}")


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
