"""Files that arrive: how many bytes of them a session, and the whole server, may keep."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.inside.stored_files import StoredFile, all_files, files_of, remove, values_of_sessions
from ui.visit.upload import KEPT, Upload

MB = 1024 * 1024
MOST_FILES = 20
MOST_BYTES = 24 * MB
"""Per session: two files of the largest size, and small ones beside them."""
TOTAL_BYTES = 600 * MB
ROUTE = "/_stcore/upload_file/"
FULL = "The server holds all the pictures it has room for. Please try again in a few minutes."


class BoundedUploads:
    """ASGI middleware around Streamlit's upload route, which itself bounds single files only.

    A session's newest files stay, the oldest beyond `MOST_FILES` or `MOST_BYTES` go; the lesson has
    taken what it needed from them. While all sessions together hold `TOTAL_BYTES`, a new file is
    answered with 503.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or ROUTE not in scope["path"]:
            await self._app(scope, receive, send)
            return
        if kept_bytes() >= TOTAL_BYTES:
            await PlainTextResponse(FULL, 503, {"Retry-After": "60"})(scope, receive, send)
            return
        session_id = scope["path"].partition(ROUTE)[2].partition("/")[0]

        async def trim_then_send(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 204:
                remove(session_id, superfluous(files_of(session_id)))
            await send(message)

        await self._app(scope, receive, trim_then_send)


def superfluous(files: Mapping[str, StoredFile]) -> list[str]:
    """Ids of the files that a session may no longer keep, oldest first.

    Parameters
    ----------
    files : mapping of id to file
        In the order in which they came; the last one is always kept.
    """
    drop = []
    count, size = len(files), sum(len(file.data) for file in files.values())
    for file_id, file in list(files.items())[:-1]:
        if count <= MOST_FILES and size <= MOST_BYTES:
            break
        drop.append(file_id)
        count -= 1
        size -= len(file.data)
    return drop


def kept_bytes() -> int:
    """Bytes of all files in memory, those that only a lesson still holds included."""
    # by identity: a file that the store and a lesson hold is in memory once
    sizes = {id(file.data): len(file.data) for file in all_files()}
    for kept in values_of_sessions(KEPT):
        if isinstance(kept, Upload):
            sizes[id(kept.data)] = len(kept.data)
    return sum(sizes.values())
