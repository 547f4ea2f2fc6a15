"""Classes over real sockets, with each of the stores."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from benchmarks.class_tab import ClassTab
from tests.server.live.serving import serving


@pytest.fixture(params=["sqlite", "redis"])
def place(request, tmp_path):
    """Where a store has its classes."""
    if request.param == "sqlite":
        return str(tmp_path / "classes.sqlite3")
    server = request.getfixturevalue("redis_server")
    server.empty()
    return server.url


class Class:
    """A teacher and students, at one server or several."""

    def __init__(self, urls):
        self.urls = urls
        self.tabs = []

    async def teacher(self, **place):
        self.driver = ClassTab(self.urls[0])
        self.tabs.append(self.driver)
        await self.driver.make(**place)
        return self.driver

    async def student(self, at=0, language="en", key=""):
        tab = ClassTab(self.urls[at], self.driver.room, key=key)
        tab.language = language
        self.tabs.append(tab)
        await tab.join()
        return tab

    async def machine(self, at=0):
        """A second machine of the teacher's."""
        tab = ClassTab(self.urls[at], self.driver.room, self.driver.token)
        self.tabs.append(tab)
        await tab.join()
        return tab


def scene(place, play, servers=1, bounds=None, proxies=""):
    """Play a scene at servers that share a store."""

    async def all_of_it():
        async with AsyncExitStack() as stack:
            begun = [serving(place, bounds, proxies=proxies) for _ in range(servers)]
            running = [await stack.enter_async_context(one) for one in begun]
            room = Class([url for url, _ in running])
            await play(room)
            for tab in room.tabs:
                if tab.closed is None:
                    await tab.close()

    asyncio.run(all_of_it())
