"""The files of Streamlit's pages, answered from memory.

A first visit asks for a hundred small files. Streamlit opens each of them anew and sends it as it
is: 0.2 s of processor time and 3.3 MB for every student of a class that opens the app at once.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

HOME = Path(streamlit.__file__).parent / "static"
TYPES = {
    ".html": b"text/html; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".woff2": b"font/woff2",
}
PAGE = "index.html"
FOR_EVER = b"public, immutable, max-age=31536000"
"""Of files whose names change with their content."""
PACKED = (".woff2",)
"""Compressed already."""

_NAMED = re.compile(r'(?:src|href)="\./(static/[^"]+)"')


@dataclass(frozen=True)
class Kept:
    """A file as it is sent: its header lines and its bytes."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


class StaticCache:
    """ASGI middleware: each file is read and compressed once, and then kept.

    All files together are 26 MB, 9 as they are kept; a first visit needs 1. Requests for a part of
    a file, or from a client that takes no gzip, go on to Streamlit.

    Parameters
    ----------
    app : ASGI application
    home : Path
        Folder of ``index.html``, which is answered at ``/``; its folder ``static`` has the files.
    """

    def __init__(self, app: ASGIApp, home: Path = HOME) -> None:
        self._app = app
        self._files = {
            f"/static/{file.relative_to(home / 'static').as_posix()}": file
            for file in (home / "static").rglob("*")
            if file.suffix in TYPES and file.is_file()
        }
        page = home / PAGE
        self._files["/"] = page
        named = _NAMED.findall(page.read_text(encoding="utf-8"))
        self._kept = {
            path: kept(self._files[path])
            for path in ("/", *(f"/{name}" for name in named))
            if path in self._files
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path not in self._files or not _is_plain(scope):
            await self._app(scope, receive, send)
            return
        if path not in self._kept:
            self._kept[path] = await run_in_threadpool(kept, self._files[path])
        file = self._kept[path]
        await send({"type": "http.response.start", "status": 200, "headers": [*file.headers]})
        body = file.body if scope["method"] == "GET" else b""
        await send({"type": "http.response.body", "body": body})


def kept(file: Path) -> Kept:
    """A file with the headers it is sent with."""
    body = file.read_bytes()
    headers = [
        (b"content-type", TYPES[file.suffix]),
        (b"cache-control", b"no-cache" if file.name == PAGE else FOR_EVER),
        (b"vary", b"Accept-Encoding"),
    ]
    if file.suffix not in PACKED:
        body = gzip.compress(body, 9, mtime=0)
        headers.append((b"content-encoding", b"gzip"))
    return Kept([*headers, (b"content-length", str(len(body)).encode())], body)


def _is_plain(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return (
        scope["method"] in ("GET", "HEAD")
        and "range" not in headers
        and "gzip" in headers.get("accept-encoding", "")
    )
