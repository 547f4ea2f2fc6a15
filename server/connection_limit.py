"""How many tabs may be open at once."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.logger import get_logger

from server.fd_limit import raise_limit, tabs
from server.live.routes import CHANNEL

MOST = 1_200
"""A tab costs up to 0.8 MB; with the pictures of `server.uploads` that stays below 2 GB."""
BUSY = 1013  # "try again later"; the tab retries by itself

_LOG = get_logger(__name__)


class ConnectionLimit:
    """ASGI middleware: lets in as many tabs as there are file descriptors and memory for.

    One tab too many would not only fail itself: without descriptors the server can answer nobody.
    """

    def __init__(self, app: ASGIApp, most: int | None = None) -> None:
        self._app = app
        self._most = min(MOST, tabs(raise_limit())) if most is None else most
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # a class's channel costs little, and counts itself
        if scope["type"] != "websocket" or scope["path"].endswith(CHANNEL):
            await self._app(scope, receive, send)
            return
        if self._inside >= self._most:
            _LOG.warning("Turned a tab away: %d are open.", self._inside)
            await receive()
            await send({"type": "websocket.close", "code": BUSY})
            return
        self._inside += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._inside -= 1
