"""The visitor's own picture, in the session and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lesson.files.pictures import Picture

KEPT = "picture"
"""Where the session keeps it."""


@dataclass(frozen=True, eq=False)
class Upload:
    """The visitor's own picture: reduced for the stage, and the file as it came.

    What is handed in twice is two uploads: comparing megabytes would take longer than the work.
    """

    picture: Picture
    data: bytes


def current() -> Upload | None:
    """The visitor's own picture, if this session has one."""
    kept: Upload | None = st.session_state.get(KEPT)
    return kept


def keep(kept: Upload) -> None:
    """Keep the visitor's picture for this session, and only for it."""
    st.session_state[KEPT] = kept
