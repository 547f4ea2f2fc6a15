"""A class on the server: the channel, `/j/CODE`, the CSV, and what runs beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from server.fd_limit import raise_limit, tabs
from server.live.channel import Channel, address_of, own_addresses
from server.live.fields import Refused
from server.live.here import papers_of
from server.live.hub import MOST_TABS, Hub
from server.live.polls import polls_of
from server.live.room import Room, read_room
from server.live.tokens import is_teacher
from store.class_places import class_store
from store.classes import ClassStore, Unavailable
from store.codes import is_code, new_code
from ui.lessons import PAGES
from ui.visit.shared_link import JOIN

CHANNEL = "/class/live"
CSV = "/class/csv"
_MOST_FORM = 2048
_PRIVATE = {"Cache-Control": "no-store"}


class LiveClass:
    """All classes of a server.

    Attributes
    ----------
    routes : list
        For the app, beside its own.
    """

    def __init__(self, store: ClassStore | None = None) -> None:
        self.hub = Hub(store or class_store(), new_code, min(MOST_TABS, tabs(raise_limit())))
        channel = Channel(self.hub, own_addresses())
        self.routes: list[BaseRoute] = [
            WebSocketRoute(CHANNEL, channel.serve),
            Route(CSV, self.csv, methods=["POST"]),
            Route(JOIN + "{code:str}", self.join, methods=["GET"]),
        ]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the server runs."""
        await self.hub.start()
        try:
            yield
        finally:
            await self.hub.stop()

    async def join(self, request: Request) -> RedirectResponse:
        """Send a browser on to the page of a class; where there is none, the first page says so."""
        code = request.path_params["code"][:12].upper()
        code = "".join(mark for mark in code if mark.isascii() and mark.isalnum())
        room = await self._room(code, address_of(request.client))
        page = PAGES.get(str(room.place["page"])) if room else None
        base = request.scope.get("root_path", "")
        address = page.address if page else ""
        return RedirectResponse(f"{base}/{address}?room={code}", 307, _PRIVATE)

    async def _room(self, code: str, address: str) -> Room | None:
        """A room by its code; who guesses codes is not told more by this way than by the other."""
        if not is_code(code) or self.hub.guesses.wait(address):
            return None
        try:
            room = await self._read(code)
        except Unavailable:
            return None
        if room is None:
            self.hub.guesses.take(address)
        return room

    async def _read(self, code: str) -> Room | None:
        seen = await self.hub.store.read(code) if is_code(code) else None
        return read_room(seen.head) if seen else None

    async def csv(self, request: Request) -> Response:
        """What was answered, for who has the token."""
        code = request.query_params.get("room", "").upper()
        try:
            # who has the token guesses nothing, and who has not is told nothing
            room = await self._read(code)
            if room is None or not is_teacher(room.secret, code, await _token(request)):
                return PlainTextResponse("Not for you, or no longer.", 403, _PRIVATE)
            text = await answers_as_csv(self.hub, code, room)
        except (Unavailable, Refused):
            return PlainTextResponse("Try again.", 503, {**_PRIVATE, "Retry-After": "2"})
        named = {"Content-Disposition": f'attachment; filename="convlab-{code}.csv"'}
        return Response(text, 200, {**_PRIVATE, **named}, media_type="text/csv; charset=utf-8")


async def _token(request: Request) -> str:
    """From a header or a form; never from the address, which is written down in places."""
    kind, _, told = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return told.strip()
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_FORM:
            return ""
    return parse_qs(body.decode("ascii", "replace")).get("token", [""])[0]


async def answers_as_csv(hub: Hub, code: str, room: Room) -> str:
    """One line for each answer, sorted by what they say: nobody sees who gave it, or when."""
    papers = await papers_of(hub.store, code, {one.paper for one in room.asked})
    rows = []
    for one in room.asked:
        polls = polls_of(one.id)
        answers = await hub.store.answers(code, [*polls])
        place = papers.get(one.paper, (room.place, room.step))[0]
        texts = {answer.text for answer in answers}
        verdicts = await hub.judge.verdicts(str(place["link"]), one.cell, texts, "en")
        rows += sorted(
            (one.id, one.cell, answer.text, verdicts[answer.text].mistake, polls[answer.poll])
            for answer in answers
        )
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["number", "question", "answer", "mistake", "vote"])
    table.writerows(rows)
    return written.getvalue()
