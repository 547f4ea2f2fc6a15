"""Everything that happens before the first visitor is answered, and while the server runs."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from streamlit import config
from streamlit.logger import get_logger
from streamlit.runtime import Runtime

from server.downloads import PatientDownloads
from server.foresight import foresee
from server.home import stay_home
from server.message_guard import guard
from server.session_storage import PatientStorage
from server.tcp_nodelay import answer_at_once
from server.theme import spell_theme_once
from server.wakeups import wake_seldom
from server.warm_up import rehearse
from ui.visit.first_paint import sights

SWEEP_SECONDS = 30.0

_LOG = get_logger(__name__)


@asynccontextmanager
async def opening(_app: st.App) -> AsyncIterator[None]:
    """The lifespan of the server: prepare, rehearse, then sweep now and then until the end."""
    stay_home()
    answer_at_once()
    spell_theme_once()
    runtime = Runtime.instance()
    storage = PatientStorage(config.get_option("server.disconnectedSessionTTL"))
    # Streamlit has no setting for its 128; tests/server holds this name to what it is today
    runtime._session_mgr._session_storage = storage  # type: ignore[attr-defined]
    guard(runtime)
    wake_seldom(runtime)
    foresee()
    downloads = PatientDownloads(runtime.media_file_mgr)
    downloads.take_over()
    pages = await rehearse(runtime)
    sights.listening = True
    settle_heap()
    _LOG.info("Ready; %d pages rehearsed.", len(pages))
    sweeping = asyncio.create_task(_sweep(storage, downloads))
    try:
        yield
    finally:
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping


def settle_heap() -> None:
    """Take all that lives now out of the garbage collector's rounds.

    A hundred thousand objects of Streamlit never become garbage; to look at them again takes
    some 70 ms, in which no student is answered.
    """
    gc.collect()
    gc.freeze()


async def _sweep(storage: PatientStorage, downloads: PatientDownloads) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        if ended := storage.sweep():
            _LOG.info("Ended %d sessions that nobody came back to.", ended)
        downloads.sweep()
