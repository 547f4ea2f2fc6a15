"""PNG: chunks."""

from __future__ import annotations

import struct
import zlib

from lesson.files.formats import exif
from lesson.files.formats.plain import PlainFile, check_size, damaged
from lesson.files.refusal import Refusal

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# what all compressed texts of one file may unpack to; the figure is Pillow's MAX_TEXT_MEMORY
TEXT_LIMIT = 64 << 20
_GREY, _RGB, _PALETTE = 0, 2, 3
_SAMPLES = {_GREY: 1, _RGB: 3, _PALETTE: 1, 4: 2, 6: 4}


def plain(data: bytes) -> PlainFile:
    """Keep header, palette, transparency and pixels of a PNG; check their sums.

    All pixel chunks become one, so that a file of 800,000 tiny chunks costs no more than another.
    An APNG is left with its default picture.

    Raises
    ------
    Refusal
        ``damaged`` (broken chunk, wrong checksum, cut off), ``text_bomb``, or by size.

    Source: PNG (third edition), W3C 2025, sections 5 and 11.
    """
    kept: dict[bytes, bytes] = {}
    pixels: list[bytes] = []
    texts = _TextBudget()
    at = len(SIGNATURE)
    while True:
        if at + 12 > len(data):
            # like a browser: a file that ends behind its last row has no need of an IEND
            if pixels:
                break
            raise damaged("PNG")
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        if end + 4 > len(data):
            raise damaged("PNG")
        if name in _NEEDED:
            (checksum,) = struct.unpack_from(">I", data, end)
            if zlib.crc32(memoryview(data)[at + 4 : end]) != checksum:
                raise damaged("PNG")
            if name == b"IDAT":
                pixels.append(data[at + 8 : end])
            else:
                kept.setdefault(name, data[at + 8 : end])
        elif name == b"eXIf":
            kept.setdefault(name, data[at + 8 : end])
        elif name in (b"zTXt", b"iTXt"):
            texts.take(name, data[at + 8 : end])
        at = end + 4
        if name == b"IHDR":
            if length != 13 or at != len(SIGNATURE) + 25:
                raise damaged("PNG")
            check_size("PNG", *struct.unpack_from(">II", kept[name]))
        elif name == b"IEND":
            break
    if b"IHDR" not in kept or not pixels:
        raise damaged("PNG")
    width, height, depth, colour = struct.unpack_from(">IIBB", kept[b"IHDR"])
    if not _enough_pixels(kept[b"IHDR"], pixels):
        raise damaged("PNG")
    clear = _clear_samples(kept.pop(b"tRNS"), depth, colour) if _has_clear(kept, colour) else None
    return PlainFile(
        "PNG",
        SIGNATURE
        + b"".join(_chunk(name, kept[name]) for name in (b"IHDR", b"PLTE", b"tRNS") if name in kept)
        + _chunk(b"IDAT", b"".join(pixels))
        + _chunk(b"IEND", b""),
        width,
        height,
        exif.orientation(kept.get(b"eXIf", b"")),
        clear,
    )


_NEEDED = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _enough_pixels(header: bytes, parts: list[bytes]) -> bool:
    """Whether there are pixels for every row; Pillow would leave the missing ones black."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    bits = width * depth * _SAMPLES.get(colour, 1)
    # each row has a byte more for its filter; the rows of an interlaced picture are shorter
    missing: int = bits * height // 8 if interlaced else height * (1 + (bits + 7) // 8)
    unpack = zlib.decompressobj()
    try:
        for part in parts:
            rest = part
            while rest and missing > 0:
                missing -= len(unpack.decompress(rest, 1 << 16))
                rest = unpack.unconsumed_tail
    except zlib.error:
        return False
    return missing <= 0


def _has_clear(kept: dict[bytes, bytes], colour: int) -> bool:
    return b"tRNS" in kept and colour != _PALETTE


def _clear_samples(body: bytes, depth: int, colour: int) -> tuple[int, ...] | None:
    # Pillow compares 2- and 4-bit samples after it has spread them over 0..255, and 16-bit
    # colours after it has cut them to 8 bits, with the unspread, uncut tRNS: so it never matches.
    count = {_GREY: 1, _RGB: 3}.get(colour)
    if count is None:
        return None
    if len(body) != 2 * count:
        raise damaged("PNG")
    samples = struct.unpack(f">{count}H", body)
    if depth == 16:
        return samples if colour == _GREY else tuple(sample >> 8 for sample in samples)
    most = (1 << depth) - 1
    return tuple((sample & most) * 255 // most for sample in samples)


class _TextBudget:
    """Unpacks compressed texts into nothing, to see that they are no bomb."""

    def __init__(self) -> None:
        self.left = TEXT_LIMIT

    def take(self, name: bytes, body: bytes) -> None:
        parts = body.split(b"\0", 1)
        if len(parts) < 2 or (name == b"iTXt" and parts[1][:1] != b"\1"):
            return
        rest = parts[1][1:] if name == b"zTXt" else parts[1][2:].split(b"\0", 2)[-1]
        unpack = zlib.decompressobj()
        try:
            while rest:
                self.left -= len(unpack.decompress(rest, 1 << 16))
                if self.left < 0:
                    raise Refusal("text_bomb", kind="PNG", limit=TEXT_LIMIT >> 20)
                rest = unpack.unconsumed_tail
        except zlib.error:
            return
