"""GIF: blocks up to the end of the first frame."""

from __future__ import annotations

import struct

from lesson.files.formats.plain import PlainFile, check_size, damaged
from lesson.files.refusal import Refusal

# a 10 MB file in blocks of full length has 40,000
_BLOCK_LIMIT = 200_000
_EXTENSION, _FRAME, _CONTROL = 0x21, 0x2C, 0xF9


def plain(data: bytes) -> PlainFile:
    """Keep the screen, its palette, the first frame and what that frame says of transparency.

    Raises
    ------
    Refusal
        ``damaged``, ``too_many_parts``, or by size (of the screen and the frame together).

    Source: GIF89a specification, CompuServe 1990.
    """
    if len(data) < 14:
        raise damaged("GIF")
    width, height, packed = struct.unpack_from("<HHB", data, 6)
    check_size("GIF", width, height)
    at = 13 + _palette_bytes(packed)
    head, control = data[:at], b""
    blocks = _Blocks(data)
    while data[at : at + 1] == bytes((_EXTENSION,)):
        label = data[at + 1 : at + 2]
        end = blocks.skip(at + 2)
        if label == bytes((_CONTROL,)):
            control = data[at:end]
        at = end
    if data[at : at + 1] != bytes((_FRAME,)) or at + 10 > len(data):
        raise damaged("GIF")
    left, top, frame_w, frame_h, packed = struct.unpack_from("<HHHHB", data, at + 1)
    # Pillow enlarges the screen to hold the frame
    width, height = max(width, left + frame_w), max(height, top + frame_h)
    check_size("GIF", width, height)
    if frame_w < 1 or frame_h < 1:
        raise damaged("GIF")
    end = blocks.skip(at + 10 + _palette_bytes(packed) + 1)
    return PlainFile("GIF", head + control + data[at:end] + b";", width, height)


def _palette_bytes(packed: int) -> int:
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


class _Blocks:
    """Walks chains of length-prefixed blocks, a bounded number per file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.left = _BLOCK_LIMIT

    def skip(self, at: int) -> int:
        """The place behind the chain that starts at `at`."""
        while at < len(self.data):
            length = self.data[at]
            at += 1 + length
            if length == 0:
                return at
            self.left -= 1
            if self.left < 0:
                raise Refusal("too_many_parts", kind="GIF", limit=_BLOCK_LIMIT)
        raise damaged("GIF")
