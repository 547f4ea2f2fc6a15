"""One end of the class channel, as a browser holds it: what it was told, laid over the state."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

SECONDS = 20.0
PLACE = {"page": "slide", "link": "in=book&pad=0&f=book&b=1.0", "step": 0, "filter": 0}


class ClassTab:
    """A tab in a class.

    Attributes
    ----------
    state : dict
        The newest state, deltas laid over it.
    heard : list
        Every message, in order.
    key : str
        Its own, kept when it connects anew.
    at : dict
        When a message of a kind was last heard, by `time.perf_counter`.
    """

    def __init__(self, url: str, room: str = "", token: str | None = None, key: str = "") -> None:
        self.url, self.room, self.token = url, room, token
        self.key = key or secrets.token_hex(16)
        self.state: dict[str, Any] = {}
        self.heard: list[dict[str, Any]] = []
        self.at: dict[str, float] = {}
        self.closed: int | None = None
        self.language = "en"
        self._line: ClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    async def open(self, origin: str | None = None, **headers: str) -> None:
        """Connect."""
        host = urlsplit(self.url).netloc
        self.closed = None
        self._line = await connect(
            f"ws://{host}/class/live", origin=origin or self.url, compression=None,  # type: ignore[arg-type]
            additional_headers=headers, open_timeout=SECONDS, ping_interval=None, proxy=None,
        )  # fmt: skip
        self._hearing = asyncio.create_task(self._hear())

    async def make(self, **place: Any) -> None:
        """Start a class here, and drive it."""
        await self.open()
        await self.say("make", v=1, key=self.key, place={**PLACE, **place}, lang=self.language)
        told = await self.hear("made")
        self.room, self.token = told["room"], told["token"]
        await self.hear("state")

    async def join(self, **headers: str) -> None:
        """Enter the room, for the first time or again."""
        await self.open(**headers)
        await self.hello()
        await self.hear("state")

    async def hello(self) -> None:
        more = {"token": self.token} if self.token is not None else {}
        await self.say("hello", v=1, room=self.room, key=self.key, lang=self.language, **more)

    async def say(self, kind: str, **fields: Any) -> None:
        await self.say_text(json.dumps({"kind": kind, **fields}))

    async def say_text(self, text: str | bytes) -> None:
        assert self._line is not None
        await self._line.send(text)

    async def hear(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Wait for a message of a kind, with these fields; what was heard up to it is passed over.

        Raises
        ------
        TimeoutError
        """
        async with asyncio.timeout(SECONDS):
            while True:
                while self.heard:
                    told = self.heard.pop(0)
                    if told["kind"] == kind and fields.items() <= told.items():
                        return told
                if self.closed is not None:
                    raise ConnectionError(f"closed with {self.closed}, waiting for {kind}")
                self._news.clear()
                await self._news.wait()

    async def until(self, holds: Callable[[dict[str, Any]], Any]) -> None:
        """Wait until the state is as it should be."""
        async with asyncio.timeout(SECONDS):
            while not (self.state and holds(self.state)):
                if self.closed is not None:
                    raise ConnectionError(f"closed with {self.closed}")
                self._news.clear()
                await self._news.wait()

    async def at_step(self, number: int) -> None:
        """Wait until the class is at a step."""
        await self.until(lambda state: state["step"]["step"] == number)

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Say something that is refused, and hear why."""
        self.heard.clear()
        await self.say(kind, **fields)
        return await self.hear("error")

    async def answer(self, text: str) -> dict[str, Any]:
        """Answer the question that stands; gives the acknowledgement."""
        now = self.state["question"]
        about = {"question": now["id"], "vote": now["vote"]}
        self.heard.clear()
        await self.say("answer", **about, text=text)
        return await self.hear("ack", **about)

    async def close(self) -> None:
        """Leave as a closed tab does."""
        if self._line:
            await self._line.close()
        await self.gone()

    def cut(self) -> None:
        """Lose the connection without a word."""
        if self._line:
            self._line.transport.abort()

    async def gone(self) -> int:
        """Wait until the connection is closed; gives the code."""
        assert self._hearing is not None
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(self._hearing, SECONDS)
        assert self.closed is not None
        return self.closed

    async def _hear(self) -> None:
        assert self._line is not None
        try:
            async for text in self._line:
                self._lay_over(json.loads(text))
        except (ConnectionClosed, OSError):
            pass
        finally:
            self.closed = self._line.close_code or 1006
            self._news.set()

    def _lay_over(self, told: dict[str, Any]) -> None:
        kind = told["kind"]
        self.at[kind] = time.perf_counter()
        self.heard.append(told)
        parts = {name: value for name, value in told.items() if name not in ("kind", "v")}
        if kind == "state":
            self.state = parts
        elif kind == "answered":
            now = self.state.get("question")
            if now and (now["id"], now["vote"]) == (told["id"], told["vote"]):
                now["answered"] = told["answered"]
        elif kind not in ("ack", "error", "pong", "made", "ended"):
            self.state |= parts
        self._news.set()
