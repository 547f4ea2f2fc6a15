"""JPEG: marker segments up to the first scan."""

from __future__ import annotations

import struct

from lesson.files.formats import exif
from lesson.files.formats.plain import MEGAPIXEL_LIMIT, PlainFile, check_size, damaged
from lesson.files.refusal import Refusal

_SEGMENT_LIMIT = 4_000
_SOS, _EOI, _APP1 = 0xDA, 0xD9, 0xE1
_BASELINE, _EXTENDED, _PROGRESSIVE = 0xC0, 0xC1, 0xC2
# frame, Huffman, quantisation, restart, JFIF, and Adobe's note on how CMYK is meant
_NEEDED = frozenset((_BASELINE, _EXTENDED, _PROGRESSIVE, 0xC4, 0xDB, 0xDD, 0xE0, 0xEE))
# A file in several scans keeps every coefficient (2 bytes) until its last scan has been read.
COEFFICIENT_LIMIT = 170e6
# Each scan walks over the whole picture even when it says nothing about it: passes x megapixels.
SCAN_LIMIT = 1_500.0


def plain(data: bytes) -> PlainFile:
    """Keep the tables and scans of a JPEG, its size and its orientation.

    Raises
    ------
    Refusal
        ``damaged``, ``too_many_parts``, ``too_many_scans``, or by size; progressive pictures have
        a lower limit when their colours are stored at full resolution.

    Source: ITU-T T.81, annex B.
    """
    kept: list[bytes] = [data[:2]]
    frame = b""
    progressive = False
    turned: int | None = None
    at = 2
    for _ in range(_SEGMENT_LIMIT):
        at += _fill_bytes(data, at)
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            raise damaged("JPEG")
        marker, length = struct.unpack_from(">xBH", data, at)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise damaged("JPEG")
        body = data[at + 4 : end]
        if marker == _SOS:
            break
        if marker in _NEEDED:
            kept.append(data[at:end])
        if marker == _APP1 and turned is None and body.startswith(b"Exif\0\0"):
            turned = exif.orientation(body)
        if marker in (_BASELINE, _EXTENDED, _PROGRESSIVE):
            frame, progressive = body, marker == _PROGRESSIVE
        at = end
    else:
        raise Refusal("too_many_parts", kind="JPEG", limit=_SEGMENT_LIMIT)
    width, height, samples = _frame(frame)
    check_size("JPEG", width, height)
    held = 0.0
    if progressive or body[:1] != frame[5:6]:
        held = 2 * samples
        fits = min(COEFFICIENT_LIMIT / held / 1e6, MEGAPIXEL_LIMIT["JPEG"])
        check_size("JPEG", width, height, fits)
        _check_scans(data.count(b"\xff\xda", at), width * height * samples / 1e6)
    kept.append(data[at:])
    return PlainFile("JPEG", b"".join(kept), width, height, turned or 1, held=held)


def _fill_bytes(data: bytes, at: int) -> int:
    """How many 0xFF stand before the 0xFF that begins a marker; a few are allowed."""
    here = data[at : at + 64]
    return max(0, len(here) - len(here.lstrip(b"\xff")) - 1)


def _frame(frame: bytes) -> tuple[int, int, float]:
    """Width, height and samples per pixel (1 grey, 1.5 usual photo, 3 full colour, 4 CMYK)."""
    if len(frame) < 9 or len(frame) < 6 + 3 * frame[5] or not 1 <= frame[5] <= 4:
        raise damaged("JPEG")
    height, width = struct.unpack_from(">HH", frame, 1)
    factors = [(value >> 4, value & 15) for value in frame[7 : 6 + 3 * frame[5] : 3]]
    full = max(h for h, _ in factors) * max(v for _, v in factors)
    if full == 0:
        raise damaged("JPEG")
    return width, height, sum(h * v for h, v in factors) / full


def _check_scans(scans: int, megasamples: float) -> None:
    most = max(20, int(SCAN_LIMIT / max(megasamples, 0.1)))
    if scans > most:
        raise Refusal("too_many_scans", kind="JPEG", scans=scans, limit=most)
