"""Two processes of the app behind nginx, with the configuration of ``deploy/``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import streamlit

from benchmarks.server import ROOT, Server, answers, free_port
from scripts import parts

NGINX = parts.found("nginx-light")
START_SECONDS = 5.0

_MAIN = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log warn; worker_processes 1;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/convlab.conf;
}}
"""


def here(configuration: str, port: int, backends: list[int], folder: Path) -> str:
    """The configuration of ``deploy/`` with this machine's ports and a folder of its own."""
    for name, backend in zip(("app-a:8501", "app-b:8501"), backends, strict=True):
        configuration = configuration.replace(name, f"127.0.0.1:{backend}")
    return (
        configuration.replace("listen 80;", f"listen 127.0.0.1:{port};")
        .replace("/var/log/nginx", str(folder))
        .replace("/srv/convlab", str(folder))
    )


@contextmanager
def two_behind_nginx(compress: bool = True) -> Iterator[tuple[str, list[Server], Path]]:
    """Start them; gives the address, the two processes, and the folder with nginx's logs.

    Parameters
    ----------
    compress : bool
        Whether to compress the static files first, as an installation does; takes some seconds.

    Raises
    ------
    RuntimeError
        If nginx is missing or does not start.
    """
    if NGINX is None:
        raise RuntimeError(parts.word("nginx-light"))
    behind = {
        "STREAMLIT_SERVER_COOKIE_SECRET": "the same in both",
        "FORWARDED_ALLOW_IPS": "127.0.0.1",
    }
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="convlab-nginx-")))
        servers = [stack.enter_context(Server(environment=behind)) for _ in range(2)]
        port = free_port()
        site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        site = here(site, port, [server.port for server in servers], folder)
        (folder / "convlab.conf").write_text(site, encoding="utf-8")
        (folder / "nginx.conf").write_text(_MAIN.format(folder=folder), encoding="utf-8")
        folder.chmod(0o755)
        if compress:
            script = ROOT / "deploy" / "static.sh"
            subprocess.run(["sh", script, sys.executable, folder], check=True, capture_output=True)
        else:
            files = Path(streamlit.__file__).parent / "static" / "static"
            (folder / "static").symlink_to(files)
        process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")])
        stack.callback(process.wait)
        stack.callback(process.terminate)
        url = f"http://127.0.0.1:{port}"
        give_up = time.monotonic() + START_SECONDS
        while not answers(f"{url}/_stcore/health"):
            if process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError((folder / "error.log").read_text(encoding="utf-8"))
            time.sleep(0.05)
        yield url, servers, folder
