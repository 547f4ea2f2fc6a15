"""Headers that tell the browser what this app never does."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.page.embedding import embedding_sites

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?")

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}


class SecurityHeaders:
    """ASGI middleware: the fixed headers, and a Content-Security-Policy for the host asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        page = Path(streamlit.__file__).parent / "static" / "index.html"
        self._inline = inline_hashes(page.read_text(encoding="utf-8"))
        self._sites = embedding_sites()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = content_policy(Headers(scope=scope).get("host", ""), self._inline, self._sites)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in FIXED.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = policy
            await send(message)

        await self._app(scope, receive, send_with_headers)


def inline_hashes(page: str) -> str:
    """The hashes under which a policy lets the inline scripts of a page run.

    Examples
    --------
    >>> inline_hashes("<script>go()</script>")
    "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"
    """
    digests = (sha256(text.encode()).digest() for text in _INLINE.findall(page))
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def content_policy(host: str, inline: str, sites: Iterable[str] = ()) -> str:
    """What a page from this host may load: itself, and nothing from anywhere else.

    Parameters
    ----------
    host : str
        The Host header; not every browser counts a websocket to it as 'self', so it is named. One
        that could smuggle in a rule of its own is left out.
    inline : str
        From `inline_hashes`.
    sites : iterable of str
        Origins of others that may show the app in a frame.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        [
            "default-src 'self'",
            # components arrive as text and are run from a blob: address
            f"script-src 'self' blob: {inline}",
            # Streamlit, Plotly and the components write style attributes
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' blob: data:{sockets}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            " ".join(["frame-ancestors 'self'", *sites]),
        ]
    )
