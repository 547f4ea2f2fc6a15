"""The server for a class: ``make run``, or ``streamlit run serve.py``.

``streamlit run app.py`` shows the same pages, without the warm-up and the limits of `server`.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from server.crash import say_sorry
from server.doors import Doors
from server.headers import SecurityHeaders
from server.page_files import PageFiles
from server.seen import Seen
from server.startup import opening
from server.uploads import BoundedUploads

app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=opening,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(PageFiles),
        Middleware(Seen),
        Middleware(Doors),
        Middleware(BoundedUploads),
    ],
    on_script_error=say_sorry,
)
