"""Where a browser says that it shows the first picture."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.visit.first_paint import FOLDER, sights


class FirstPaint:
    """ASGI middleware: takes what `ui.visit.first_paint` waits for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        _, found, token = scope.get("path", "").rpartition(f"/{FOLDER}")
        if scope["type"] != "http" or scope["method"] != "POST" or not found or "/" in token:
            await self._app(scope, receive, send)
            return
        sights.seen(token)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
