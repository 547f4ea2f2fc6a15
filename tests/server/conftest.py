"""A real server, as ``make run`` starts it, for tabs without browsers."""

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest

from benchmarks.server import Server
from benchmarks.tab import Tab
from lesson.vocabulary import vocabulary

SORRY = {vocabulary(language)("app.crash") for language in ("en", "ja")}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests of a process; none of them may disturb the next."""
    with Server() as running:
        yield running


def play(scene: Coroutine[Any, Any, Any]) -> Any:
    """Run an asynchronous scene to its end."""
    return asyncio.run(scene)


def assert_unharmed(tab: Tab, picture: str = "stage") -> None:
    """The page stands: no exception, no apology, and the picture is there."""
    assert tab.trouble == []
    assert not SORRY & set(tab.texts())
    assert tab.component(picture).bytes
