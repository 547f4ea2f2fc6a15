"""Which store has the classes of this server: what the environment says, or a file."""

from __future__ import annotations

import os
from pathlib import Path

from store.classes import Bounds, ClassStore
from store.kept_texts import place_of_the_store
from store.sqlite_classes import SqliteClasses

PLACE = "CONVLAB_CLASS_STORE"
"""Environment variable: ``redis://host:6379/0`` (``rediss://``, ``unix://``), or a file's path."""
_REDIS = ("redis://", "rediss://", "unix://")


class NoRedis(ImportError):
    """Redis is asked for, and the package that speaks to it is not installed."""


def class_store(place: str | None = None, bounds: Bounds | None = None) -> ClassStore:
    """The store at a place; where none is told, a file beside that of short addresses.

    Raises
    ------
    NoRedis
        With what to install.

    Examples
    --------
    >>> type(class_store("/tmp/classes.sqlite3")).__name__
    'SqliteClasses'
    """
    place = os.environ.get(PLACE, "") if place is None else place
    if place.startswith(_REDIS):
        try:
            from store.redis_classes import RedisClasses
        except ImportError as error:
            raise NoRedis(
                f"{PLACE} names a Redis server, and Python's package for it is not installed: "
                "pip install -r requirements-redis.txt"
            ) from error
        return RedisClasses(place, bounds)
    return SqliteClasses(Path(place) if place else _beside_the_store(), bounds)


def _beside_the_store() -> Path:
    return place_of_the_store().with_suffix(".classes.sqlite3")
