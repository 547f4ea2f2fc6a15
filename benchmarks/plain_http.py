"""A small HTTP/1.1 client with a cookie jar, one connection per request."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and body of a response."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Http:
    """Requests to one server, as one browser would send them.

    Attributes
    ----------
    base : str
        Such as ``"http://127.0.0.1:8501"``.
    cookies : dict
        What the server has set so far.
    """

    base: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.base).netloc

    async def get(self, path: str) -> Answer:
        return await self.ask("GET", path)

    async def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """Send a request and read the whole answer.

        Raises
        ------
        TimeoutError
            After `SECONDS`.
        """
        async with asyncio.timeout(SECONDS):
            return await self._ask(method, path, body, headers or {})

    async def _ask(self, method: str, path: str, body: bytes, more: dict[str, str]) -> Answer:
        place = urlsplit(self.base)
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        headers = {
            "Host": self.host,
            "Origin": self.base,
            "Connection": "close",
            "Accept-Encoding": "gzip",
            "Content-Length": str(len(body)),
            "Cookie": self.cookie_header(),
            **more,
        }
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {text}" for name, text in headers.items()),
        ]
        try:
            writer.write("\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body)
            # a server that refuses may answer before the body is through
            sending = asyncio.ensure_future(writer.drain())
            answer = await self._read(reader)
            sending.cancel()
            return answer
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in filter(None, lines):
            name, _, text = line.partition(":")
            headers[name.lower()] = text.strip()
            if name.lower() == "set-cookie":
                self._keep_cookie(text.strip())
        try:
            body = await reader.read()
        except ConnectionError:  # it refused, and did not wait for the rest of the question
            body = b""
        if "chunked" in headers.get("transfer-encoding", ""):
            body = _dechunk(body)
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(int(first.split()[1]), headers, body)

    def _keep_cookie(self, text: str) -> None:
        name, _, value = text.partition(";")[0].partition("=")
        self.cookies[name.strip()] = value.strip().strip('"')

    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def _dechunk(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.index(b"\r\n", at)
        size = int(body[at:end].split(b";")[0], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
