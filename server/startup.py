"""Everything that happens before the first visitor is answered, and while the server runs."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import streamlit as st
from streamlit.logger import get_logger

from server.inside.install import install
from server.tcp_nodelay import set_tcp_nodelay
from server.warm_up import warm_up
from ui.visit.first_paint import sights

SWEEP_SECONDS = 30.0

_LOG = get_logger(__name__)


@asynccontextmanager
async def opening(_app: st.App) -> AsyncIterator[None]:
    """The lifespan of the server: prepare, warm up, then sweep now and then until the end."""
    set_tcp_nodelay()
    sweep = install()
    pages = await warm_up()
    sights.listening = True
    freeze_heap()
    _LOG.info("Ready; %d pages opened once.", len(pages))
    sweeping = asyncio.create_task(_sweep_now_and_then(sweep))
    try:
        yield
    finally:
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping


def freeze_heap() -> None:
    """Take all that lives now out of the garbage collector's rounds.

    A hundred thousand objects of Streamlit never become garbage; to look at them again takes
    some 70 ms, in which no student is answered.
    """
    gc.collect()
    gc.freeze()


async def _sweep_now_and_then(sweep: Callable[[], int]) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        if ended := sweep():
            _LOG.info("Ended %d sessions that nobody came back to.", ended)
