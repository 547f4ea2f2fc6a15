"""The server for a class: ``make run``, or ``streamlit run serve.py`` with the settings of deploy/.

``streamlit run app.py`` shows the same pages, without the warm-up and the limits of `server`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from server.connection_limit import ConnectionLimit
from server.error_page import show_error
from server.first_paint import FirstPaint
from server.headers import SecurityHeaders
from server.live.routes import LiveClass
from server.short_links import short_links
from server.startup import opening
from server.static_cache import StaticCache
from server.uploads import BoundedUploads

live = LiveClass()


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """What is prepared before the first visitor, and runs as long as the server does."""
    async with opening(app), live.running():
        yield


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=lifespan,
    routes=[short_links, *live.routes],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(StaticCache),
        Middleware(FirstPaint),
        Middleware(ConnectionLimit),
        Middleware(BoundedUploads),
    ],
    on_script_error=show_error,
)
