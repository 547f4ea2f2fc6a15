"""A real redis-server on this machine, for as long as a test needs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis

from scripts import parts

REDIS = parts.found("redis-server")


class RedisServer:
    """One server, its log kept on disk as `deploy/` has it, so that it can be started again."""

    def __init__(self, folder: Path, hosts: tuple[str, ...] = ("127.0.0.1",)) -> None:
        self._hosts = hosts
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"redis://{hosts[0]}:{self.port}/0"
        self.folder = folder

    def start(self) -> None:
        assert REDIS
        self.process = subprocess.Popen(
            [REDIS, "--port", str(self.port), "--bind", *self._hosts, "--protected-mode", "no",
             "--dir", str(self.folder), "--save", "", "--appendonly", "yes"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        give_up = time.monotonic() + 20
        while time.monotonic() < give_up:
            try:
                with socket.create_connection((self._hosts[0], self.port), 1) as line:
                    line.sendall(b"PING\r\n")
                    if line.recv(16).startswith(b"+PONG"):
                        return
            except OSError:
                pass
            time.sleep(0.02)
        raise RuntimeError("redis-server does not answer")

    def empty(self) -> None:
        """Forget all rooms."""
        with Redis.from_url(self.url) as client:
            client.flushall()

    def write_down(self) -> None:
        """Wait until what was said to it stands in its log."""
        waiting = ("aof_buffer_length", "aof_pending_bio_fsync")
        with Redis.from_url(self.url) as client:
            while any(client.info("persistence")[name] for name in waiting):
                time.sleep(0.02)

    def kill(self) -> None:
        """As when the machine loses it: no time to say anything."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@contextmanager
def running_redis() -> Iterator[RedisServer]:
    with tempfile.TemporaryDirectory(prefix="convlab-redis-") as folder:
        server = RedisServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()
