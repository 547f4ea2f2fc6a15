"""BMP: one header."""

from __future__ import annotations

import struct

from lesson.files.formats.plain import PlainFile, check_size, damaged
from lesson.files.refusal import Refusal

_OLD_HEADER = 12
_RUN_LENGTHS = (1, 2)
# Pillow unpacks run lengths in Python, one byte at a time
_RUN_MEGAPIXELS = 4.0
_RUN_BYTES = 2_000_000


def plain(data: bytes) -> PlainFile:
    """Read the size of a BMP; run-length packed ones have lower limits.

    Raises
    ------
    Refusal
        ``damaged``, ``too_many_parts``, or by size.

    Source: Microsoft, BITMAPCOREHEADER and BITMAPINFOHEADER.
    """
    if len(data) < 34:
        raise damaged("BMP")
    (header,) = struct.unpack_from("<I", data, 14)
    if header == _OLD_HEADER:
        width, height = struct.unpack_from("<HH", data, 18)
        check_size("BMP", width, height)
        return PlainFile("BMP", data, width, height)
    width, height = struct.unpack_from("<ii", data, 18)
    height = abs(height)  # a negative height means that the top row comes first
    check_size("BMP", width, height)
    (packing,) = struct.unpack_from("<I", data, 30)
    if packing in _RUN_LENGTHS:
        check_size("BMP", width, height, _RUN_MEGAPIXELS)
        if len(data) > _RUN_BYTES:
            raise Refusal("too_many_parts", kind="BMP", limit=_RUN_BYTES // 2)
    return PlainFile("BMP", data, width, height)
