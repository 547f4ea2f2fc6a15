"""A tab without a browser: it opens pages before anybody else does."""

from __future__ import annotations

import asyncio

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionClient

PATIENCE = 60.0
"""Seconds for one page; on a cold disk the first one imports for a while."""


class Visitor(SessionClient):
    """It asks for pages and waits until they are drawn."""

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


async def open_all_pages(query: str) -> list[str]:
    """Open the start page, and then every page of the app, with a query.

    Returns
    -------
    addresses : list of str
        Of the pages, without the query.

    Raises
    ------
    TimeoutError
        If a page is not drawn within `PATIENCE`.
    """
    runtime = Runtime.instance()
    visitor = Visitor()
    session_id = runtime.connect_session(visitor, user_info={})
    try:
        await visitor.open(runtime, session_id, query)
        for page in visitor.pages.values():
            await visitor.open(runtime, session_id, query, page)
    finally:
        runtime.close_session(session_id)
    return list(visitor.pages)
