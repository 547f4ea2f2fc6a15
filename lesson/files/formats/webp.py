"""WebP: the canvas size in its three spellings, and EXIF."""

from __future__ import annotations

import struct

from lesson.files.formats import exif
from lesson.files.formats.plain import PlainFile, check_size, damaged
from lesson.files.refusal import Refusal

_CHUNK_LIMIT = 20_000


def plain(data: bytes) -> PlainFile:
    """Read size and orientation of a WebP; libwebp takes the rest apart by itself, in C.

    Raises
    ------
    Refusal
        ``damaged``, ``too_many_parts``, or by size.

    Source: RFC 9649.
    """
    if len(data) < 20:
        raise damaged("WebP")
    width, height = _canvas(data)
    check_size("WebP", width, height)
    return PlainFile("WebP", data, width, height, exif.orientation(_exif(data)))


def _canvas(data: bytes) -> tuple[int, int]:
    name = data[12:16]
    if name == b"VP8X" and len(data) >= 30:
        return (
            int.from_bytes(data[24:27], "little") + 1,
            int.from_bytes(data[27:30], "little") + 1,
        )
    if name == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 " and len(data) >= 30:
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise damaged("WebP")


def _exif(data: bytes) -> bytes:
    at = 12
    for _ in range(_CHUNK_LIMIT):
        if at + 8 > len(data):
            return b""
        name, length = struct.unpack_from("<4sI", data, at)
        if name == b"EXIF":
            return data[at + 8 : at + 8 + length]
        at += 8 + length + (length & 1)
    raise Refusal("too_many_parts", kind="WebP", limit=_CHUNK_LIMIT)
