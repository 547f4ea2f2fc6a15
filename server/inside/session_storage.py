"""Sessions whose tab is gone for a while: kept for a return, freed when nobody comes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from streamlit.runtime.session_manager import SessionInfo, SessionStorage

MOST = 1_000
"""Streamlit's own storage keeps 128; an access point that restarts drops a whole school."""


class PatientStorage(SessionStorage):
    """Keeps sessions for `patience` seconds, the newest `most` of them.

    Streamlit's own storage forgets an expired session only when the next tab closes, so that the
    last pictures of a class would stay all night. This one has `sweep`.

    Parameters
    ----------
    patience : float
        Seconds.
    most : int
        Sessions.
    clock : callable returning seconds
        For tests.

    Notes
    -----
    Used on the event loop's thread only, as Streamlit's storage is.
    """

    def __init__(
        self, patience: float, most: int = MOST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._patience = patience
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, SessionInfo]] = OrderedDict()

    def get(self, session_id: str) -> SessionInfo | None:
        self.sweep()
        _, kept = self._kept.get(session_id, (0.0, None))
        return kept

    def save(self, session_info: SessionInfo) -> None:
        # For each session that comes back Streamlit would search all modules for files to watch, a
        # tenth of a second in which nobody is answered, though the settings say to watch none.
        session_info.session.register_file_watchers = _watch_nothing  # type: ignore[method-assign]
        self._kept.pop(session_info.session.id, None)
        self._kept[session_info.session.id] = (self._clock() + self._patience, session_info)
        self.sweep()

    def delete(self, session_id: str) -> None:
        del self._kept[session_id]

    def list(self) -> list[SessionInfo]:
        self.sweep()
        return [kept for _, kept in self._kept.values()]

    def sweep(self) -> int:
        """End the sessions whose time is up, and the oldest beyond `most`; say how many."""
        ended = 0
        while self._kept:
            oldest, (deadline, kept) = next(iter(self._kept.items()))
            if deadline > self._clock() and len(self._kept) <= self._most:
                break
            del self._kept[oldest]
            kept.session.shutdown()
            # the picture goes now, not when the garbage collector next looks at this session
            kept.session.session_state.clear()
            ended += 1
        return ended


def _watch_nothing() -> None:
    return None
