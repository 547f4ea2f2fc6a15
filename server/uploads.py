"""Files that arrive: how many bytes of them a session, and the whole server, may keep."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from ui.visit.session import PICTURE, Upload

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
        runtime = Runtime.instance()
        if kept_bytes(runtime) >= TOTAL_BYTES:
            await PlainTextResponse(FULL, 503, {"Retry-After": "60"})(scope, receive, send)
            return
        session_id = scope["path"].partition(ROUTE)[2].partition("/")[0]

        async def trim_then_send(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 204:
                trim(_store(runtime), session_id)
            await send(message)

        await self._app(scope, receive, trim_then_send)


def _store(runtime: Runtime) -> MemoryUploadedFileManager:
    store = runtime.uploaded_file_mgr
    assert isinstance(store, MemoryUploadedFileManager)
    return store


def trim(store: MemoryUploadedFileManager, session_id: str) -> None:
    """Remove the files that a session may no longer keep."""
    for file_id in superfluous(store.file_storage.get(session_id, {})):
        store.remove_file(session_id, file_id)


def superfluous(files: Mapping[str, UploadedFileRec]) -> list[str]:
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


def kept_bytes(runtime: Runtime) -> int:
    """Bytes of all files in memory, those that only a lesson still holds included."""
    sizes: dict[int, int] = {}
    for files in list(_store(runtime).file_storage.values()):
        sizes |= {id(file.data): len(file.data) for file in list(files.values())}
    for one in runtime._session_mgr.list_sessions():
        state = one.session.session_state
        kept = state[PICTURE] if PICTURE in state else None  # noqa: SIM401, it has no `get`
        if isinstance(kept, Upload):
            sizes[id(kept.data)] = len(kept.data)
    return sum(sizes.values())
