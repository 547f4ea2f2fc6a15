"""The files that cost a reader most, just below each of its limits."""

import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.hostile.arrays import described, raw
from tests.hostile.cases import (
    chunk,
    flag,
    photo,
    resized_jpeg,
    resized_webp,
    save,
    with_chunks,
    with_segments,
)


def worst_pictures() -> Iterator[tuple[str, bytes]]:
    yield "jpeg header 8000x7000", resized_jpeg(save(photo(), "JPEG"), 8000, 7000)
    yield "jpeg 6000x4000", resized_jpeg(save(photo(), "JPEG"), 6000, 4000)
    usual = save(photo(), "JPEG", progressive=True)
    full = save(photo(), "JPEG", progressive=True, subsampling=0)
    inks = save(photo().convert("CMYK"), "JPEG", progressive=True)
    for name, file, *sizes in (
        ("usual", usual, (8000, 7000), (6000, 4000)),
        ("full colour", full, (7000, 4000), (4600, 4000)),
        ("cmyk", inks, (5200, 4000), (3800, 4000)),
    ):
        for width, height in sizes:
            resized = resized_jpeg(file, width, height)
            yield f"progressive, {name}, {width}x{height}", resized
    yield "webp 4032x3024", resized_webp(4032, 3024)
    yield "png rgba 5000x5000, Paeth", filtered_png(5000, 5000, 8, 6, 4)
    yield "png 16-bit rgb 6000x4000, Paeth", filtered_png(6000, 4000, 16, 2, 6)
    yield "png rgba 6000x4000, Paeth", filtered_png(6000, 4000, 8, 6, 4)
    yield "gif 6000x4000", save(Image.new("P", (6000, 4000), 3), "GIF")
    yield "bmp in runs 2000x2000", run_length_bmp(2000, 2000)
    plain = save(flag(), "PNG")
    yield "png of 800,000 empty chunks", with_chunks(plain, chunk(b"juNk", b"") * 800_000)
    yield (
        "png of 800,000 empty pixel chunks",
        plain[:33] + chunk(b"IDAT", b"") * 800_000 + plain[33:],
    )
    text = chunk(b"iTXt", b"k\0\1\0\0\0" + zlib.compress(bytes(1_000_000)))
    yield "png with 100 x 1 MB iTXt", with_chunks(plain, text * 100)
    text = chunk(b"zTXt", b"k\0\0" + zlib.compress(b""))
    yield "png with 400,000 tiny zTXt", with_chunks(plain, text * 400_000)
    yield (
        "jpeg of 3,900 comments",
        with_segments(save(flag(), "JPEG"), *[b"\xfe" + bytes(2600)] * 3900),
    )
    small = save(flag(400, 240), "JPEG", progressive=True)
    start, end = small.rindex(b"\xff\xda"), small.rindex(b"\xff\xd9")
    yield "jpeg of 5,000 scans", small[:end] + small[start:end] * 5000 + small[end:]


def worst_numbers() -> Iterator[tuple[str, bytes]]:
    yield "text of 10 MB", b"1," * (5 << 20)
    yield "text of 10 MB in UTF-16", b"\xff\xfe" + b"1\0" * (5 << 20)
    yield "10 MB of bytes", random.Random(5).randbytes(10 << 20)
    yield "100,000 cells", b"1 " * 100_000
    yield "a number of 200,000 digits", b"9" * 200_000
    yield "npy of 100000x100000", raw(described("(100000, 100000)"), bytes(10 << 20))
    yield "npy header of commas", raw("{" + "'shape': (" + ", " * 500)


def filtered_png(width, height, depth, colour, pixel_bytes) -> bytes:
    """Rows that all use the costliest filter."""
    row = b"\4" + bytes(range(256)) * (width * pixel_bytes // 256)
    row += bytes(1 + width * pixel_bytes - len(row))
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def run_length_bmp(width, height) -> bytes:
    """Runs of one pixel, as far as the byte limit allows, and then as many ends of line."""
    table = bytes(4 * 256)
    runs = b"\1\5" * 900_000 + b"\0\0" * 4_000
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, len(runs), 0, 0, 256, 0)
    start = 54 + len(table)
    return b"BM" + struct.pack("<IHHI", start + len(runs), 0, 0, start) + head + table + runs
