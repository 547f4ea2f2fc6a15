"""The WebSocket of a class: who may open it, what comes in, what goes out."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress

import streamlit as st
from starlette.datastructures import Address
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from streamlit.logger import get_logger

from server.live.connection import Connection, spelled
from server.live.deeds import do
from server.live.fields import Refused
from server.live.hub import Hub
from server.live.messages import read_message
from server.live.origin import may_open
from ui.visit.shared_link import CLASS_ADDRESS

FIRST_WORD = 10.0
"""Seconds in which a tab says who it is."""
SILENCE = 180.0
"""Seconds after which a tab that says nothing is taken for gone."""
MOST_REFUSED = 20
STRANGER, NONSENSE, ENDED, BUSY = 4403, 4400, 1000, 1013

_LOG = get_logger(__name__)


def address_of(client: Address | None) -> str:
    """Where somebody comes from; kept in memory only.

    Anybody may write ``X-Forwarded-For``: uvicorn has read it by then, where the setting
    ``FORWARDED_ALLOW_IPS`` names the proxy that sent it, and nowhere else.
    """
    return client.host[:64] if client else ""


def own_addresses() -> tuple[str, ...]:
    """Under which addresses this server is known, beside the one that a page asks."""
    named = st.get_option("browser.serverAddress")
    public = () if named in (None, "", "localhost") else (f"https://{named}",)
    return (*public, os.environ.get(CLASS_ADDRESS, ""))


class Channel:
    """The endpoint of one hub."""

    def __init__(self, hub: Hub, own: tuple[str, ...]) -> None:
        self._hub, self._own = hub, own

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from its opening to its end."""
        headers = socket.headers
        if not may_open(headers.get("origin", ""), headers.get("host", ""), self._own):
            await socket.close(STRANGER)
            return
        if not self._hub.opened():
            await socket.accept()
            await socket.send_text(spelled("error", code="busy"))
            await socket.close(BUSY)
            return
        tab = Connection(address_of(socket.client))
        try:
            await socket.accept()
            await self._talk(socket, tab)
        except (WebSocketDisconnect, RuntimeError, OSError):
            pass  # it went away in the middle of a word
        finally:
            await self._hub.closed(tab)

    async def _talk(self, socket: WebSocket, tab: Connection) -> None:
        hearing = asyncio.create_task(self._hear(socket, tab))
        saying = asyncio.create_task(_say(socket, tab))
        done, left = await asyncio.wait((hearing, saying), return_when=asyncio.FIRST_COMPLETED)
        if hearing in done and tab.is_over:  # its last word is still to be said
            with suppress(TimeoutError):
                await asyncio.wait_for(saying, FIRST_WORD)
        for task in left:
            task.cancel()
        results = await asyncio.gather(hearing, saying, return_exceptions=True)
        for error in results:
            if isinstance(error, Exception) and not isinstance(error, _GONE):
                _LOG.error("A connection of a class broke.", exc_info=error)
        if socket.client_state is WebSocketState.CONNECTED:
            code = NONSENSE if tab.refused >= MOST_REFUSED else ENDED
            with suppress(*_GONE):
                await socket.close(code)

    async def _hear(self, socket: WebSocket, tab: Connection) -> None:
        while not tab.is_over:
            try:
                async with asyncio.timeout(SILENCE if tab.code else FIRST_WORD):
                    text = await _receive(socket)
            except TimeoutError:
                return
            # who says more than it may waits, and loses nothing
            while wait := tab.speed.take():
                await asyncio.sleep(wait)
            kind: dict[str, str] = {}
            try:
                said = read_message(text)
                kind = {"of": said.kind}
                await do(self._hub, tab, said)
            except Refused as refused:
                tab.say(spelled("error", code=refused.code, **{**refused.facts, **kind}))
                tab.refused += 1
                if tab.refused >= MOST_REFUSED:
                    tab.is_over = True


_GONE = (WebSocketDisconnect, RuntimeError, OSError)


async def _receive(socket: WebSocket) -> str:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    return message.get("text") or ""  # bytes say nothing here


async def _say(socket: WebSocket, tab: Connection) -> None:
    while (text := await tab.next()) is not None:
        await socket.send_text(text)
