"""Files that arrive: bounded for a session, and for all of them."""

import asyncio
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from server import uploads
from server.uploads import MB, MOST_BYTES, MOST_FILES, BoundedUploads, kept_bytes, superfluous
from ui.visit.upload import KEPT, Upload


def file(name: str, data: bytes) -> UploadedFileRec:
    return UploadedFileRec(name, name, "image/png", data)


def files(sizes: list[int]) -> dict[str, UploadedFileRec]:
    return {str(k): file(str(k), bytes(size)) for k, size in enumerate(sizes)}


@given(st.lists(st.integers(0, 10 * MB), max_size=40))
def test_what_stays_is_the_newest_and_within_bounds(sizes):
    gone = superfluous(files(sizes))
    assert gone == [str(k) for k in range(len(gone))]
    kept = sizes[len(gone) :]
    assert len(kept) <= 1 or (len(kept) <= MOST_FILES and sum(kept) <= MOST_BYTES)
    # nothing goes without need
    if gone:
        before = sizes[len(gone) - 1 :]
        assert len(before) > MOST_FILES or sum(before) > MOST_BYTES


class Runtime:
    """As much of Streamlit's runtime as is asked."""

    def __init__(self) -> None:
        self.uploaded_file_mgr = MemoryUploadedFileManager("/_stcore/upload_file")
        self.states: list[dict[str, object]] = []
        self._session_mgr = SimpleNamespace(
            list_sessions=lambda: [
                SimpleNamespace(session=SimpleNamespace(session_state=state))
                for state in self.states
            ]
        )


@pytest.fixture
def runtime(monkeypatch):
    made = Runtime()
    monkeypatch.setattr("streamlit.runtime.Runtime.instance", lambda: made)
    return made


def test_a_picture_counts_once_whether_the_lesson_or_the_store_or_both_hold_it(runtime):
    both, stored, lesson = bytes(10), bytes(20), bytes(40)
    for name, data in (("b", both), ("s", stored)):
        runtime.uploaded_file_mgr.add_file("one", file(name, data))
    runtime.states = [
        {KEPT: Upload(None, both)},  # type: ignore[arg-type]
        {KEPT: Upload(None, lesson)},  # type: ignore[arg-type]
        {},
    ]
    assert kept_bytes() == 70


def put(runtime, status: int = 204, path: str = "/_stcore/upload_file/one/id") -> list[int]:
    """PUT through the middleware to a route that answers with `status`; what was answered."""
    answered: list[int] = []

    async def route(scope, receive, send):
        runtime.uploaded_file_mgr.add_file("one", file("new", b"new"))
        await send({"type": "http.response.start", "status": status})

    async def send(message):
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    scope = {"type": "http", "method": "PUT", "path": path, "headers": []}
    asyncio.run(BoundedUploads(route)(scope, None, send))  # type: ignore[arg-type]
    return answered


def test_one_more_file_sends_the_oldest_away(runtime):
    for name in range(MOST_FILES):
        runtime.uploaded_file_mgr.add_file("one", file(str(name), b"x"))
    runtime.uploaded_file_mgr.add_file("other", file("theirs", b"x"))
    assert put(runtime) == [204]
    kept = runtime.uploaded_file_mgr.file_storage
    assert list(kept["one"]) == [*map(str, range(1, MOST_FILES)), "new"]
    assert list(kept["other"]) == ["theirs"]


def test_a_full_server_says_so_and_takes_nothing(runtime, monkeypatch):
    monkeypatch.setattr(uploads, "TOTAL_BYTES", 100)
    runtime.uploaded_file_mgr.add_file("other", file("theirs", bytes(99)))
    assert put(runtime) == [204]
    assert put(runtime) == [503]
    assert put(runtime, path="/elsewhere") == [204]


def test_a_refused_file_sends_nothing_away(runtime):
    for name in range(MOST_FILES):
        runtime.uploaded_file_mgr.add_file("one", file(str(name), b"x"))
    assert put(runtime, status=413) == [413]
    assert "0" in runtime.uploaded_file_mgr.file_storage["one"]
