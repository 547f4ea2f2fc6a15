"""A server of classes and nothing else: `python tests/server/live/serving.py PORT STORE [HOST]`.

It answers as the app does, and is there at once; `test_in_the_app.py` asks the app itself.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from benchmarks.server import free_port
from server.live.routes import LiveClass
from store.class_places import class_store
from store.classes import Bounds


@asynccontextmanager
async def serving(
    place: str, bounds: Bounds | None = None, port: int = 0, host: str = "127.0.0.1",
    proxies: str = "",
) -> AsyncIterator[tuple[str, LiveClass]]:  # fmt: skip
    """Serve the rooms of a store; gives the address.

    Parameters
    ----------
    proxies : str
        What ``FORWARDED_ALLOW_IPS`` says.
    """
    live = LiveClass(class_store(place, bounds))
    app = Starlette(routes=live.routes)
    port = port or free_port()
    config = uvicorn.Config(
        app, host=host, port=port, log_level="error", ws="websockets-sansio", lifespan="off",
        forwarded_allow_ips=proxies,
    )  # fmt: skip
    server = uvicorn.Server(config)
    async with live.running():
        running = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"http://{host}:{port}", live
        finally:
            server.should_exit = True
            server.force_exit = True
            await running


async def main(port: int, place: str, host: str = "127.0.0.1") -> None:
    async with serving(place, port=port, host=host):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), *sys.argv[2:]))
