"""Pictures with transparency, which must come out on white paper."""

import struct
from collections.abc import Iterator

from PIL import Image

from tests.hostile.cases import (
    BLUE,
    GOLD,
    GREEN,
    RED,
    WHITE,
    Case,
    Probe,
    accept,
    chunk,
    flag,
    png,
    quadrants,
    save,
)

FLAG = (RED, GREEN, BLUE, GOLD)


def clear_pictures() -> Iterator[Case]:
    sheet = flag().convert("RGBA")
    sheet.paste((0, 0, 0, 0), (24, 0, 48, 16))
    sheet.paste((0, 0, 0, 128), (0, 16, 24, 32))
    seen = quadrants(RED, WHITE, (127,) * 3, GOLD)
    yield accept("rgba png", save(sheet, "PNG"), (48, 32), *seen)
    yield accept("rgba webp", save(sheet, "WEBP", lossless=True, exact=True), (48, 32), *seen)
    large = save(sheet.resize((2400, 1600), 0), "PNG")
    yield accept("rgba png, large", large, (2400, 1600), *seen)
    checker = Image.new("RGBA", (1200, 8), (0, 0, 0, 0))
    checker.paste((200, 0, 0, 255), (0, 0, 600, 8))
    yield accept("rgba, black under clear", save(checker, "PNG"), (1200, 8), Probe(0.9, 0.5, WHITE))
    la = Image.new("LA", (4, 2), (0, 0))
    la.paste((40, 255), (0, 0, 2, 2))
    pair = (Probe(0.2, 0.5, 40), Probe(0.8, 0.5, 255))
    yield accept("grey + alpha", save(la, "PNG"), (4, 2), *pair)
    clear = flag().quantize(4)
    index = clear.getpixel((36, 8))
    yield accept(
        "palette + one clear entry",
        save(clear, "PNG", transparency=index),
        (48, 32),
        *quadrants(RED, WHITE, BLUE, GOLD),
    )
    yield accept(
        "gif + clear entry",
        save(clear, "GIF", transparency=index),
        (48, 32),
        *quadrants(RED, WHITE, BLUE, GOLD),
    )
    alphas = bytes(128 if i == index else 255 for i in range(4))
    half = (142, 217, 147)  # between GREEN and white
    yield accept(
        "palette + half clear entry",
        save(clear, "PNG", transparency=alphas),
        (48, 32),
        *quadrants(RED, half, BLUE, GOLD),
    )
    yield accept(
        "rgb + clear colour",
        save(flag(), "PNG", transparency=GREEN),
        (48, 32),
        *quadrants(RED, WHITE, BLUE, GOLD),
    )
    for depth, row, key in ((1, b"\xf0", 0), (2, b"\xff\x00", 0), (4, b"\xff\xff\x11\x11", 1)):
        file = png(8, 1, depth, 0, [row], chunk(b"tRNS", struct.pack(">H", key)))
        yield accept(f"{depth}-bit grey + clear value", file, (8, 1), Probe(0.9, 0.5, 255))
    file = png(2, 1, 16, 0, [struct.pack(">2H", 500, 501)], chunk(b"tRNS", struct.pack(">H", 501)))
    yield accept(
        "16-bit grey + clear value", file, (2, 1), Probe(0.2, 0.5, 2), Probe(0.8, 0.5, 255)
    )
    row = struct.pack(">6H", 9000, 9000, 9000, 7, 8, 0x1234)
    file = png(2, 1, 16, 2, [row], chunk(b"tRNS", row[6:]))
    yield accept("16-bit rgb + clear colour", file, (2, 1), Probe(0.8, 0.5, WHITE))
    unused = bytearray(save(flag().convert("RGBA"), "BMP"))
    start = int.from_bytes(unused[10:14], "little")
    unused[start + 3 :: 4] = bytes(48 * 32)
    yield accept("bmp with an unused alpha", bytes(unused), (48, 32), *quadrants(*FLAG))
