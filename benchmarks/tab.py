"""One browser tab without a browser: Streamlit's websocket protocol, spoken by hand.

A tab sends the state of all its widgets with every change, and keeps the browser's cache of large
messages, so that the server does the work, and sends the bytes, that it would for a real one.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from benchmarks.page import Page
from benchmarks.plain_http import Answer, Http

PATIENCE = 30.0


@dataclass(frozen=True)
class Run:
    """What one change cost: seconds until the stage was there and the page drawn, and bytes."""

    picture: float
    seconds: float
    bytes: int


class Tab(Page):
    """A tab of the app at `base`.

    Parameters
    ----------
    base : str
        Address of the server.
    query : str
        The address bar behind the question mark.
    watch : callable taking bytes
        Sees every message as it comes.
    """

    def __init__(self, base: str, query: str = "", watch: Callable[[bytes], object] = len) -> None:
        super().__init__(query)
        self.base = base
        self.watch = watch
        self.http = Http(base)
        self.session_id = ""
        self.sessions: list[str] = []
        self.received = 0
        self.closed = ""
        self._pictured = 0.0
        # kept, or it could be collected before it has spoken
        self._telling: asyncio.Task[Answer] | None = None
        self._socket: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None
        self._finished = asyncio.Event()
        self._places: dict[str, asyncio.Future[Any]] = {}

    # ---- coming and going

    async def open(self) -> Run:
        """Load the page and wait until it is drawn."""
        await self.http.get("/")
        await self.http.get("/_stcore/health")
        started = time.perf_counter()
        await self.connect()
        return await self.rerun(started)

    async def connect(self, **how: Any) -> None:
        """Open the websocket, and ask for the old session back if there was one.

        Parameters
        ----------
        **how
            Passed on to `websockets`, for tabs that are not honest.
        """
        protocols = ["streamlit", self.http.cookies.get("_streamlit_xsrf", "none")]
        if self.session_id:
            protocols.append(self.session_id)
        usual = {
            "subprotocols": [Subprotocol(one) for one in protocols],
            "origin": Origin(self.base),
            "additional_headers": {"Cookie": self.http.cookie_header()},
            "max_size": None,
            "compression": None,
            "ping_interval": None,
            "open_timeout": PATIENCE,
            "proxy": None,
        }
        address = f"{self.base.replace('http', 'ws', 1)}/_stcore/stream"
        self._socket = await connect(address, **(usual | how))
        self.closed = ""
        self._reading = asyncio.create_task(self._read(self._socket))

    def cut(self) -> None:
        """Cut the connection without a farewell, as a lost network does."""
        assert self._socket is not None
        self._socket.transport.abort()

    async def come_back(self) -> Run:
        """What a browser does after a cut: it offers its session, and runs the page again."""
        await self.gone()
        await self.connect()
        run = await self.rerun()
        await self.quiet()
        return run

    async def quiet(self, seconds: float = 0.15) -> None:
        """Wait until the server says nothing more; the end of a run that was cut may come late."""
        before = -1
        while before != self.received:
            before = self.received
            await asyncio.sleep(seconds)

    async def close(self) -> None:
        """Close the tab."""
        if self._telling is not None:
            await self._telling
        if self._socket is not None:
            await self._socket.close()
            await self.gone()

    async def gone(self) -> None:
        """Wait until the connection is closed from either side."""
        if self._reading is not None:
            await asyncio.wait([self._reading], timeout=PATIENCE)

    # ---- asking

    def rerun_message(self) -> BackMsg:
        """What a browser sends when something has changed."""
        message = BackMsg()
        wish = message.rerun_script
        wish.query_string = self.query
        wish.page_script_hash = self.script
        wish.cached_message_hashes.extend(self.cached)
        wish.widget_states.widgets.extend(self.states.values())
        wish.context_info.locale = "en-US"
        wish.context_info.url = f"{self.base}/"
        return message

    async def send(self, message: BackMsg | bytes | str) -> None:
        """Send any message at all, and do not wait."""
        assert self._socket is not None
        whole = message.SerializeToString() if isinstance(message, BackMsg) else message
        await self._socket.send(whole)

    async def rerun(self, since: float | None = None) -> Run:
        """Run the page with the widgets as they are, and wait until it is drawn.

        Raises
        ------
        TimeoutError
            After `PATIENCE` seconds.
        ConnectionError
            If the server hangs up meanwhile.
        """
        return await self.ask(self.rerun_message(), since)

    async def ask(self, message: BackMsg, since: float | None = None) -> Run:
        """Send a message that makes the page run, and wait until it is drawn."""
        started, before = since or time.perf_counter(), self.received
        self._finished.clear()
        self._pictured = 0.0
        await self.send(message)
        await asyncio.wait_for(self._finished.wait(), PATIENCE)
        if self.closed:
            raise ConnectionError(self.closed)
        now = time.perf_counter()
        return Run((self._pictured or now) - started, now - started, self.received - before)

    async def change(self, label: str, value: Any) -> Run:
        """Change a widget and wait until the page is drawn anew."""
        self.set(label, value)
        message = self.rerun_message()
        message.rerun_script.fragment_id = self.fragment_of(self.widget(label))
        return await self.ask(message)

    async def press(self, label: str) -> Run:
        """Press a button and wait until the page is drawn anew."""
        button = self.widget(label)
        message = self.rerun_message()
        message.rerun_script.widget_states.widgets.add(id=button.id, trigger_value=True)
        message.rerun_script.fragment_id = self.fragment_of(button)
        return await self.ask(message)

    async def say(self, key: str, state: str) -> Run:
        """Send what a component's JavaScript would: its state as JSON, or nonsense."""
        component = self.component(key)
        self.states[component.id] = WidgetState(id=component.id, json_value=state)
        message = self.rerun_message()
        message.rerun_script.fragment_id = self.fragment_of(component)
        return await self.ask(message)

    async def go(self, address: str) -> Run:
        """Open another page, by its address without the slash."""
        self.script = self.pages[address]
        return await self.rerun()

    # ---- files

    async def upload(self, label: str, name: str, data: bytes) -> Answer:
        """Hand a file to an uploader; when it has arrived, the page runs with it."""
        place = (await self.places([name]))[0]
        answer = await self.put(place.upload_url, name, data)
        if answer.status == 204:
            await self.hand_in(label, name, len(data), place)
        return answer

    async def hand_in(self, label: str, name: str, size: int, place: Any) -> Run:
        """Say that a file has arrived, and run the page with it."""
        state = WidgetState(id=self.widget(label).id)
        file = state.file_uploader_state_value.uploaded_file_info.add()
        file.name, file.size, file.file_id = name, size, place.file_id
        file.file_urls.CopyFrom(place)
        self.states[state.id] = state
        return await self.rerun()

    async def places(self, names: list[str]) -> list[Any]:
        """Where the server wants files put.

        Raises
        ------
        TimeoutError
            If it does not say within `PATIENCE` seconds.
        """
        message = BackMsg()
        wish = message.file_urls_request
        wish.request_id = uuid.uuid4().hex
        wish.file_names.extend(names)
        wish.session_id = self.session_id
        answer = self._places[wish.request_id] = asyncio.get_running_loop().create_future()
        await self.send(message)
        return list((await asyncio.wait_for(answer, PATIENCE)).file_urls)

    async def put(self, url: str, name: str, data: bytes, kind: str = "image/png") -> Answer:
        """Send a file as a browser does."""
        edge = uuid.uuid4().hex
        spelled = name.encode("utf-8", "surrogateescape")
        for sign, code in ((b'"', b"%22"), (b"\r", b"%0D"), (b"\n", b"%0A")):
            spelled = spelled.replace(sign, code)
        lines = [
            b"--" + edge.encode(),
            b'Content-Disposition: form-data; name="f"; filename="' + spelled + b'"',
            b"Content-Type: " + kind.encode(),
            b"",
            data,
            b"--" + edge.encode() + b"--\r\n",
        ]
        headers = {
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "X-Xsrftoken": self.http.cookies.get("_streamlit_xsrf", ""),
        }
        return await self.http.ask("PUT", url, b"\r\n".join(lines), headers)

    # ---- hearing

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for data in socket:
                assert isinstance(data, bytes)
                self.received += len(data)
                self.watch(data)
                self._hear(ForwardMsg.FromString(data))
        except ConnectionClosed as end:
            self.closed = str(end)
        finally:
            self.closed = self.closed or "closed"
            self._finished.set()

    def _tell_seen(self) -> None:
        """Post, once, that the picture is on screen, as the page's JavaScript does."""
        for element in self.elements.values():
            if getattr(element, "id", "").endswith("-code_first_sight"):
                address = f"/{element.bytes.decode()}"
                self._telling = asyncio.create_task(self.http.ask("POST", address))

    def _hear(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
            self.sessions.append(self.session_id)
        elif kind == "file_urls_response":
            answer = self._places.pop(message.file_urls_response.response_id, None)
            if answer is not None:
                answer.set_result(message.file_urls_response)
        finished = self.take(message)
        if self.pictured and not self._pictured:
            self._pictured = time.perf_counter()
            self._tell_seen()
        if finished:
            self._finished.set()
