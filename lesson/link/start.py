"""A shared lesson inside a link: where those who open it start, and what `Reset` returns to."""

from __future__ import annotations

import binascii
import sqlite3
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from store.kept_texts import TooLong, kept_lessons

__all__ = ["Expired", "NotKept", "TooLong", "kept", "opened", "pack", "page_of", "unpack"]

LONGEST = 6000
"""Characters of a packed lesson in a link."""
KEPT = "~"
"""What a lesson starts with whose link is kept by the server: this mark, and its code."""
_MOST_BYTES = 100_000

FOLDER = "/s/"
"""Short addresses: this, and the code."""
PAGE = "page"
"""The part of a kept link that names the page to open."""


def pack(link: Mapping[str, str]) -> str:
    """A link as one short text.

    Examples
    --------
    >>> unpack(pack({"stride": "2", "f": "own.t1x1_0.5~blur"}))
    {'stride': '2', 'f': 'own.t1x1_0.5~blur'}
    """
    packed = zlib.compress(urlencode(link).encode(), 9)
    return urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def opened(start: str) -> dict[str, str]:
    """The link that a lesson started with, packed or kept.

    Raises
    ------
    Expired
        If the server does not keep it, or no longer.
    ValueError
        For what is neither.
    """
    if not start.startswith(KEPT):
        return unpack(start)
    try:
        text = kept_lessons().read(start.removeprefix(KEPT))
    except (OSError, sqlite3.Error):
        text = None  # a store that fails keeps nothing
    if text is None:
        raise Expired
    return dict(parse_qsl(text, keep_blank_values=True))


def kept(link: Mapping[str, str]) -> str:
    """Have the server keep a link for a day; what `opened` reads.

    Raises
    ------
    TooLong
        If it is longer than what is kept.
    NotKept
        If the store cannot be written.
    """
    try:
        return KEPT + kept_lessons().keep(urlencode(link))
    except (OSError, sqlite3.Error) as error:
        raise NotKept from error


class NotKept(Exception):
    """The store of this server cannot be written."""


def page_of(code: str) -> str:
    """The address of the page that a kept link opens; "" for the first one, and where none is kept.

    Examples
    --------
    >>> page_of("AAAAA")
    ''
    """
    try:
        page = opened(KEPT + code).get(PAGE, "")
    except ValueError:
        return ""
    return page if page.isascii() and page.isalnum() else ""


class Expired(ValueError):
    """A short address leads nowhere any more."""


def unpack(text: str) -> dict[str, str]:
    """The link again.

    Raises
    ------
    ValueError
        For what `pack` would not have written, or what is longer than a link can be.
    """
    if len(text) > LONGEST or not text.isascii():
        raise ValueError("too long for a packed lesson")
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)), _MOST_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise ValueError("no packed lesson") from error
    if not reader.eof or reader.unused_data:
        raise ValueError("no packed lesson, or one that is too long")
    return dict(parse_qsl(data.decode("utf-8"), keep_blank_values=True))
