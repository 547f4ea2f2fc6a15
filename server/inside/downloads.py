"""Files that the server makes when somebody asks for one: feature maps, the input as numbers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

MB = 1024 * 1024
KEEP_SECONDS = 60.0
"""A browser fetches a file at once, but a slow one, in a class that is at work, not that soon."""
MOST_BYTES = 256 * MB
"""Of all files that wait to be fetched; the largest map is 96 MB."""
AT_ONCE = 2


class PatientDownloads:
    """What becomes of files made on request: kept for a minute, within bounds.

    Streamlit drops such a file at the second run of *any* visitor after it was made, which in a
    class is a few hundredths of a second later: the browser that comes for it finds nothing. And it
    makes as many at a time as are asked for, in memory.

    Parameters
    ----------
    manager : MediaFileManager
    clock : function () -> float
        Seconds.
    """

    def __init__(
        self, manager: MediaFileManager, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._manager = manager
        self._clock = clock
        self._made: dict[str, float] = {}
        self._making = threading.Semaphore(AT_ONCE)
        self._make, self._drop = manager.execute_deferred, manager._delete_file

    def take_over(self) -> None:
        """Answer in the manager's place from now on."""
        self._manager.execute_deferred = self.make  # type: ignore[method-assign]
        self._manager._delete_file = self.drop  # type: ignore[method-assign]

    def make(self, file_id: str) -> str:
        """Make a file and return its address; older ones go where there is no room for all."""
        with self._making:
            url = self._make(file_id)
            made = url.rpartition("/")[2].partition(".")[0]
            with self._manager._lock:
                self._made.pop(made, None)
                self._made[made] = self._clock()
                self._make_room(made)
        return url

    def drop(self, file_id: str) -> None:
        """Forget a file, unless somebody may still be on the way to it. Called under the lock."""
        if self._clock() - self._made.get(file_id, -KEEP_SECONDS) >= KEEP_SECONDS:
            self._made.pop(file_id, None)
            self._drop(file_id)

    def sweep(self) -> None:
        """Forget the files that nobody came for."""
        with self._manager._lock:
            for file_id, made in list(self._made.items()):
                if self._clock() - made >= KEEP_SECONDS:
                    self._forget(file_id)

    def _make_room(self, newest: str) -> None:
        sizes = {file_id: self._size(file_id) for file_id in self._made}
        for file_id in list(self._made):
            if sum(sizes.values()) <= MOST_BYTES or file_id == newest:
                return
            self._forget(file_id)
            del sizes[file_id]

    def _forget(self, file_id: str) -> None:
        del self._made[file_id]
        if file_id in self._manager._file_metadata:
            self._drop(file_id)

    def _size(self, file_id: str) -> int:
        storage = self._manager._storage
        assert isinstance(storage, MemoryMediaFileStorage)
        file = storage._files_by_id.get(file_id)
        return 0 if file is None else len(file.content)
