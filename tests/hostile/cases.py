"""One case of the corpus, and the tools its files are made with."""

import random
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

Colour = int | tuple[int, int, int]
RED, GREEN, BLUE, GOLD, WHITE = (
    (220, 30, 30),
    (30, 180, 40),
    (40, 50, 210),
    (240, 200, 40),
    (255,) * 3,
)
QUADRANTS = ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))


@dataclass(frozen=True)
class Probe:
    """The colour expected at a place given as fractions of width and height."""

    x: float
    y: float
    colour: Colour
    within: int = 1


@dataclass(frozen=True)
class Case:
    """A file and what must come of it: refused for one of `reasons`, or accepted with `size`."""

    name: str
    data: bytes
    reasons: tuple[str, ...] = ()
    size: tuple[int, int] | None = None
    probes: tuple[Probe, ...] = ()


def accept(name: str, data: bytes, size: tuple[int, int], *probes: Probe) -> Case:
    return Case(name, data, (), size, probes)


def refuse(name: str, data: bytes, *reasons: str) -> Case:
    return Case(name, data, reasons)


def quadrants(*colours: Colour, within: int = 1) -> tuple[Probe, ...]:
    """Probes in the middle of the upper left, upper right, lower left, lower right quarter."""
    return tuple(
        Probe(x, y, colour, within) for (x, y), colour in zip(QUADRANTS, colours, strict=True)
    )


def save(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def flag(width: int = 48, height: int = 32, colours=(RED, GREEN, BLUE, GOLD)) -> Image.Image:
    """Four quarters of plain colour, wider than high, so that a swapped axis shows."""
    image = Image.new("RGB", (width, height))
    for (x, y), colour in zip(QUADRANTS, colours, strict=True):
        left, top = int(x > 0.5) * width // 2, int(y > 0.5) * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


def photo(width: int = 400, height: int = 300, seed: int = 7) -> Image.Image:
    """Something that does not compress to nothing, the same every time."""
    noise = random.Random(seed).randbytes(40 * 30 * 3)
    return Image.frombytes("RGB", (40, 30), noise).resize((width, height), Image.Resampling.BICUBIC)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width, height, depth, colour, rows, *extra: bytes, interlace=0) -> bytes:
    """A PNG from its rows of packed samples, unfiltered; `extra` chunks go before the pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b"\0" + row) for row in rows) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + b"".join(extra)
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


def with_chunks(file: bytes, *chunks: bytes) -> bytes:
    """A PNG with more chunks behind its header."""
    return file[:33] + b"".join(chunks) + file[33:]


def resized_jpeg(file: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header claims another size."""
    at = 2
    while file[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(file[at + 2 : at + 4], "big")
    return file[: at + 5] + struct.pack(">HH", height, width) + file[at + 9 :]


def with_segments(file: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments, each `marker byte + body`, right behind its first marker."""
    made = (b"\xff" + s[:1] + struct.pack(">H", len(s) + 1) + s[1:] for s in segments)
    return file[:2] + b"".join(made) + file[2:]


def resized_webp(width: int, height: int) -> bytes:
    """A lossless WebP of one colour in some thirty bytes, of any size."""
    file = bytearray(save(Image.new("RGB", (16, 16), GOLD), "WEBP", lossless=True))
    bits = int.from_bytes(file[21:25], "little") >> 28 << 28 | (height - 1) << 14 | (width - 1)
    file[21:25] = bits.to_bytes(4, "little")
    return bytes(file)


def exif(orientation: int, order: str = ">", kind: int = 3) -> bytes:
    """An EXIF block that holds nothing but an orientation."""
    mark = b"MM" if order == ">" else b"II"
    value = struct.pack(order + ("HH" if kind == 3 else "HI"), orientation, 0)
    return mark + struct.pack(order + "HIHHHI", 42, 8, 1, 0x0112, kind, 1) + value[:4] + bytes(4)
