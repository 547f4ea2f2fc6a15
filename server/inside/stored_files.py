"""The files that Streamlit keeps for its sessions, and what the sessions themselves keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec as StoredFile

__all__ = ["StoredFile", "all_files", "files_of", "remove", "values_of_sessions"]


def files_of(session_id: str) -> Mapping[str, StoredFile]:
    """Id -> file, in the order in which they came."""
    return _store().file_storage.get(session_id, {})


def remove(session_id: str, file_ids: Iterable[str]) -> None:
    """Forget files of a session."""
    for file_id in file_ids:
        _store().remove_file(session_id, file_id)


def all_files() -> list[StoredFile]:
    """Those of every session."""
    # copies: other threads add and remove meanwhile
    return [file for files in list(_store().file_storage.values()) for file in list(files.values())]


def values_of_sessions(key: str) -> list[object]:
    """What the sessions keep under a key of their state, those that have it."""
    states = [one.session.session_state for one in Runtime.instance()._session_mgr.list_sessions()]
    return [state[key] for state in states if key in state]


def _store() -> MemoryUploadedFileManager:
    store = Runtime.instance().uploaded_file_mgr
    assert isinstance(store, MemoryUploadedFileManager)
    return store
