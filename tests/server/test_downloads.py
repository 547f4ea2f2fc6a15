"""A file made on request is there when the browser comes for it, whatever the class does."""

import asyncio
import threading
import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from benchmarks.tab import Tab
from server.inside import downloads
from server.inside.downloads import AT_ONCE, KEEP_SECONDS, PatientDownloads
from tests.server.conftest import play


def bare(url: str) -> str:
    """The id of a file from its address."""
    return url.rpartition("/")[2].partition(".")[0]


class Desk:
    """A manager of files, its patient deputy, and a clock that is set by hand."""

    def __init__(self):
        self.now = 0.0
        self.manager = MediaFileManager(MemoryMediaFileStorage("/media"))
        self.deputy = PatientDownloads(self.manager, lambda: self.now)
        self.deputy.take_over()

    def ask(self, content, name="a.npy"):
        file_id = self.manager.add_deferred(content, None, name, name)
        return self.manager.execute_deferred(file_id)

    def has(self, url):
        return self.manager.read_file(bare(url)) is not None

    def others_run(self, times=3):
        for _ in range(times):
            self.manager.remove_orphaned_files()


@pytest.fixture
def desk():
    return Desk()


def test_streamlit_alone_drops_a_file_at_the_second_run_of_anybody():
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    url = manager.execute_deferred(manager.add_deferred(lambda: b"1", None, "a", "a"))
    manager.remove_orphaned_files()
    manager.remove_orphaned_files()
    assert manager.read_file(bare(url)) is None


def test_a_file_outlives_the_runs_of_others_for_a_minute(desk):
    url = desk.ask(lambda: b"1")
    desk.others_run()
    desk.now = KEEP_SECONDS - 1
    desk.others_run()
    assert desk.has(url)
    desk.now = KEEP_SECONDS
    desk.others_run()
    assert not desk.has(url)


def test_a_file_that_nobody_came_for_is_swept_away(desk):
    url = desk.ask(lambda: b"1")
    desk.deputy.sweep()
    assert desk.has(url)
    desk.now = KEEP_SECONDS
    desk.deputy.sweep()
    assert not desk.has(url)
    desk.others_run()


def test_the_oldest_make_room_and_the_newest_stays(desk, monkeypatch):
    monkeypatch.setattr(downloads, "MOST_BYTES", 25)
    first, second, third = (desk.ask(lambda n=n: bytes([n]) * 10) for n in range(3))
    assert [desk.has(url) for url in (first, second, third)] == [False, True, True]
    large = desk.ask(lambda: b"x" * 99)
    assert [desk.has(url) for url in (second, third, large)] == [False, False, True]


def test_a_file_asked_for_again_is_young_again(desk):
    url = desk.ask(lambda: b"1")
    desk.now = KEEP_SECONDS - 1
    assert desk.ask(lambda: b"1") == url
    desk.now = KEEP_SECONDS + 1
    desk.others_run()
    assert desk.has(url)


def test_only_so_many_are_made_at_once(desk):
    busy, most, lock = 0, 0, threading.Lock()

    def make():
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.02)
        with lock:
            busy -= 1
        return b"1"

    askers = [threading.Thread(target=desk.ask, args=(make, f"{n}.npy")) for n in range(8)]
    for one in askers:
        one.start()
    for one in askers:
        one.join()
    assert most == AT_ONCE


def test_a_download_in_a_class_at_work(server):
    async def scene() -> None:
        tab, other = Tab(server.url, "in=rocket"), Tab(server.url)
        await tab.open()
        await tab.go("photo")
        await other.open()
        urls: list[str] = []
        hear = tab._hear

        def listen(message):
            if message.WhichOneof("type") == "backend_operation_response":
                urls.append(message.backend_operation_response.deferred_file.url)
            hear(message)

        tab._hear = listen  # type: ignore[method-assign]
        wish = BackMsg()
        asked = wish.backend_operation_request
        asked.request_id, asked.session_id = "1", tab.session_id
        asked.deferred_file.file_id = next(
            element.deferred_file_id
            for element in tab.elements.values()
            if getattr(element, "deferred_file_id", "")
        )
        await tab.send(wish)
        while not urls:
            await asyncio.sleep(0.02)
        for padding in (2, 0, 2):
            await other.change("Padding", padding)
        answer = await tab.http.get(urls[0])
        assert answer.status == 200
        assert tab.trouble == []
        await tab.close()
        await other.close()

    play(scene())
