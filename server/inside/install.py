"""Put everything of this folder in place, when the server starts."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.runtime import Runtime

from server.inside.downloads import PatientDownloads
from server.inside.foresight import predict_parts
from server.inside.message_guard import guard
from server.inside.public_address import never_ask_for_public_address
from server.inside.replaced_widgets import hand_on
from server.inside.session_storage import PatientStorage
from server.inside.theme import keep_theme
from server.inside.wakeups import reduce_wakeups

WITHOUT = "CONVLAB_WITHOUT"
"""Environment variable, for measurements only: names of `SAVES_TIME`, with commas between them."""

SAVES_TIME: Mapping[str, Callable[[Runtime], None]] = {
    "theme": lambda _: keep_theme(),
    "wakeups": reduce_wakeups,
    "foresight": lambda _: predict_parts(),
}
"""What the app works without, only slower."""


def install() -> Callable[[], int]:
    """Replace what this folder replaces in Streamlit. On the thread that sends.

    Returns
    -------
    sweep : function () -> int
        To be called now and then: frees files and sessions that nobody came back to, and says how
        many sessions.

    Raises
    ------
    ValueError
        If `WITHOUT` names something else than `SAVES_TIME` has.
    """
    left_out = names_left_out(os.environ.get(WITHOUT, ""))
    runtime = Runtime.instance()
    never_ask_for_public_address()
    storage = PatientStorage(st.get_option("server.disconnectedSessionTTL"))
    # Streamlit has no setting for its 128; tests/server holds this name to what it is today
    runtime._session_mgr._session_storage = storage  # type: ignore[attr-defined]
    guard(runtime)
    hand_on()
    downloads = PatientDownloads(runtime.media_file_mgr)
    downloads.take_over()
    for name, put_in_place in SAVES_TIME.items():
        if name not in left_out:
            put_in_place(runtime)

    def sweep() -> int:
        downloads.sweep()
        return storage.sweep()

    return sweep


def names_left_out(told: str) -> set[str]:
    """What `WITHOUT` says.

    Examples
    --------
    >>> sorted(names_left_out("wakeups, theme"))
    ['theme', 'wakeups']
    >>> names_left_out("")
    set()
    """
    names = {name.strip() for name in told.split(",") if name.strip()}
    if unknown := sorted(names - set(SAVES_TIME)):
        raise ValueError(
            f"{WITHOUT} names {', '.join(unknown)}; "
            f"it may name {', '.join(SAVES_TIME)}, with commas between them."
        )
    return names
