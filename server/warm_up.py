"""Before the doors open, a visitor of the server's own opens every page once.

Python imports much when it is first needed. Two script threads that need the same module for the
first time at once can see it half made, and a class opens the app in the same second.
"""

from __future__ import annotations

import asyncio
from io import BytesIO

import numpy as np
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionClient

from lesson.compute import sample_picture
from lesson.files.npy import read_npy
from lesson.files.pictures import read_picture
from lesson.files.samples import SAMPLES
from lesson.files.tables import read_csv
from lesson.state import LANGUAGES

PATIENCE = 60.0
"""Seconds for one page; on a cold disk the first one imports for a while."""
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")


class Visitor(SessionClient):
    """A tab without a browser: it waits for pages to be drawn."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self._finished = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        kind = msg.WhichOneof("type")
        if kind == "new_session":
            self.pages = {
                page.url_pathname: page.page_script_hash for page in msg.new_session.app_pages
            }
        elif kind == "navigation":
            self.pages = {
                page.url_pathname: page.page_script_hash for page in msg.navigation.app_pages
            }
        elif kind == "script_finished" and (
            msg.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        ):
            self._finished.set()

    async def open(self, runtime: Runtime, session_id: str, query: str, page: str = "") -> None:
        """Ask for a page, and wait until it is drawn."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = page
        self._finished.clear()
        runtime.handle_backmsg(session_id, message, client=self)
        await asyncio.wait_for(self._finished.wait(), PATIENCE)


async def rehearse(runtime: Runtime) -> list[str]:
    """Open every page in every language, and read a file of every kind.

    Returns
    -------
    pages : list of str
        The addresses that were opened.

    Raises
    ------
    TimeoutError
        If a page is not drawn within `PATIENCE`. One that fails is in the log, and the doors open.
    """
    read_all_kinds()
    opened = []
    for language in LANGUAGES:
        visitor = Visitor()
        session_id = runtime.connect_session(visitor, user_info={})
        try:
            await visitor.open(runtime, session_id, f"lang={language}")
            for address, page in visitor.pages.items():
                await visitor.open(runtime, session_id, f"lang={language}", page)
                opened.append(f"/{address}?lang={language}")
        finally:
            runtime.close_session(session_id)
    return opened


def read_all_kinds() -> None:
    """Read one small file of every kind, and every sample."""
    for kind in FORMATS:
        file = BytesIO()
        Image.new("RGB", (3, 2), (200, 100, 0)).save(file, kind)
        read_picture(file.getvalue())
    file = BytesIO()
    np.save(file, np.zeros((2, 3)))
    read_npy(file.getvalue())
    read_csv(b"1,2\n3,4\n")
    for sample in SAMPLES:
        sample_picture(sample)
