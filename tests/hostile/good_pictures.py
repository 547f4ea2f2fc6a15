"""Pictures that must be taken, and how they must look: the accepting rows of the policy table."""

import struct
from collections.abc import Iterator

from PIL import Image, ImageOps

from tests.hostile.cases import (
    BLUE,
    GOLD,
    GREEN,
    RED,
    WHITE,
    Case,
    Probe,
    accept,
    exif,
    flag,
    png,
    quadrants,
    save,
)

FLAG = (RED, GREEN, BLUE, GOLD)
T = Image.Transpose
# how to lay an upright picture down so that this EXIF orientation says how to get it up again
LAID = {
    2: T.FLIP_LEFT_RIGHT,
    3: T.ROTATE_180,
    4: T.FLIP_TOP_BOTTOM,
    5: T.TRANSPOSE,
    6: T.ROTATE_90,
    7: T.TRANSVERSE,
    8: T.ROTATE_270,
}


def good_pictures() -> Iterator[Case]:
    yield from _formats()
    yield from _sizes()
    yield from _grey_and_sixteen_bits()
    yield from _palettes_and_cmyk()
    yield from _films()
    yield from _orientations()


def _formats():
    lossless: list[tuple[str, str, dict]] = [
        ("png", "PNG", {}),
        ("bmp", "BMP", {}),
        ("gif", "GIF", {}),
    ]
    lossless.append(("webp lossless", "WEBP", {"lossless": True}))
    for name, kind, options in lossless:
        yield accept(name, save(flag(), kind, **options), (48, 32), *quadrants(*FLAG))
    lossy: list[tuple[str, str, dict]] = [("webp", "WEBP", {}), ("jpeg", "JPEG", {})]
    lossy.append(("jpeg progressive", "JPEG", {"progressive": True}))
    lossy.append(("jpeg optimised, full colour", "JPEG", {"optimize": True, "subsampling": 0}))
    for name, kind, options in lossy:
        yield accept(name, save(flag(), kind, **options), (48, 32), *quadrants(*FLAG, within=14))
    whole = save(flag(), "PNG")
    yield accept("png without an end", whole[:-12], (48, 32), *quadrants(*FLAG))
    yield accept("png cut in its end", whole[:-5], (48, 32), *quadrants(*FLAG))
    yield accept("png interlaced", _interlaced(flag()), (48, 32), *quadrants(*FLAG))
    named = save(flag(), "JPEG", keep_rgb=True)
    nameless = named.replace(b"\x03R\x11\0G\x11\0B\x11\0", b"\x03\1\x11\0\2\x11\0\3\x11\0")
    nameless = nameless.replace(b"\x03R\0G\0B\0", b"\x03\1\0\2\0\3\0")
    assert nameless.count(b"Adobe") == 1
    assert b"R\0G" not in nameless
    yield accept(
        "jpeg of rgb that only Adobe's note tells", nameless, (48, 32), *quadrants(*FLAG, within=14)
    )
    # a file name says nothing: readers never see it, so these are the same bytes under a wrong one
    yield accept("jpeg named .png", save(flag(), "JPEG"), (48, 32))
    yield accept("png named .jpg", save(flag(), "PNG"), (48, 32))
    yield accept("webp named .png", save(flag(), "WEBP"), (48, 32))
    top_down = bytearray(save(flag().transpose(T.FLIP_TOP_BOTTOM), "BMP"))
    top_down[22:26] = struct.pack("<i", -32)
    yield accept("bmp top row first", bytes(top_down), (48, 32), *quadrants(*FLAG))
    rle = b"\x02\x01\x02\x02\0\0\x02\x03\x02\x04\0\1"
    table = b"".join(
        bytes((*reversed(colour), 0)) for colour in ((0, 0, 0), BLUE, GOLD, RED, GREEN)
    )
    head = struct.pack("<IiiHHIIiiII", 40, 4, 2, 1, 8, 1, len(rle), 0, 0, 5, 0)
    file = b"BM" + struct.pack("<IHHI", 54 + 20 + len(rle), 0, 0, 74) + head + table + rle
    yield accept("bmp run lengths", file, (4, 2), *quadrants(*FLAG))


def _sizes():
    yield accept("1x1", save(Image.new("RGB", (1, 1), RED), "PNG"), (1, 1), Probe(0, 0, RED))
    yield accept("2x3", save(Image.new("RGB", (2, 3), RED), "PNG"), (2, 3), Probe(0.9, 0.9, RED))
    yield accept("1x1 gif", save(Image.new("RGB", (1, 1), RED), "GIF"), (1, 1), Probe(0, 0, RED))
    yield accept("1x200", save(Image.new("L", (1, 200), 9), "PNG"), (1, 200), Probe(0, 0.5, 9))
    for width, height in ((513, 512), (1025, 40), (4001, 2999), (40, 1601), (9, 1800)):
        for kind, within in (("PNG", 1), ("JPEG", 20)):
            file = save(_wide_flag(width, height), kind, **_plain_colour(kind))
            probes = quadrants(*FLAG, within=within)
            yield accept(f"{kind} {width}x{height}", file, (width, height), *probes)


def _wide_flag(width, height):
    return flag(2, 2).resize((width, height), Image.Resampling.NEAREST)


def _plain_colour(kind):
    return {"subsampling": 0} if kind == "JPEG" else {"compress_level": 1}


def _grey_and_sixteen_bits():
    ramp = Image.new("L", (4, 2))
    ramp.putdata([0, 85, 170, 255] * 2)
    steps = [Probe((i + 0.5) / 4, 0.5, 85 * i) for i in range(4)]
    yield accept("grey png", save(ramp, "PNG"), (4, 2), *steps)
    yield accept(
        "grey jpeg", save(ramp.resize((64, 32), 0), "JPEG"), (64, 32), Probe(0.1, 0.5, 0, 6)
    )
    yield accept("grey bmp", save(ramp, "BMP"), (4, 2), *steps)
    yield accept("grey gif", save(ramp, "GIF"), (4, 2), *steps)
    yield accept("2-bit grey", png(4, 2, 2, 0, [b"\x1b"] * 2), (4, 2), *steps)
    yield accept("4-bit grey", png(4, 2, 4, 0, [b"\x05\xaf"] * 2), (4, 2), *steps)
    halves = (Probe(0.2, 0.5, 255), Probe(0.8, 0.5, 0))
    yield accept("1-bit grey", png(8, 2, 1, 0, [b"\xf0"] * 2), (8, 2), *halves)
    deep = [struct.pack(">4H", 0, 257, 32768, 65535)] * 2
    scaled = [Probe((i + 0.5) / 4, 0.5, grey, 0) for i, grey in enumerate((0, 1, 128, 255))]
    yield accept("16-bit grey", png(4, 2, 16, 0, deep), (4, 2), *scaled)
    large = struct.pack(">H", 32768) * 3000
    yield accept(
        "16-bit grey, large", png(3000, 40, 16, 0, [large] * 40), (3000, 40), Probe(0.5, 0.5, 128)
    )
    row = struct.pack(">6H", 0, 32768, 65535, 65535, 257 * 30, 0)
    colours = (Probe(0.2, 0.5, (0, 128, 255)), Probe(0.8, 0.5, (255, 30, 0)))
    yield accept("16-bit rgb", png(2, 1, 16, 2, [row]), (2, 1), *colours)
    row = struct.pack(">4H", 0, 65535, 0, 0)
    yield accept("16-bit grey + alpha", png(2, 1, 16, 4, [row]), (2, 1), Probe(0.8, 0.5, WHITE))
    row = struct.pack(">8H", 0, 0, 65535, 65535, 9, 9, 9, 0)
    yield accept(
        "16-bit rgba",
        png(2, 1, 16, 6, [row]),
        (2, 1),
        Probe(0.2, 0.5, (0, 0, 255)),
        Probe(0.8, 0.5, WHITE),
    )


def _palettes_and_cmyk():
    indexed = flag().quantize(4)
    yield accept("palette png", save(indexed, "PNG"), (48, 32), *quadrants(*FLAG))
    yield accept("palette bmp", save(indexed, "BMP"), (48, 32), *quadrants(*FLAG))
    grey = Image.new("P", (4, 2), 1)
    grey.putpalette([0, 0, 0, 77, 77, 77])
    yield accept("palette of greys", save(grey, "PNG"), (4, 2), Probe(0.5, 0.5, 77))
    large = indexed.resize((4000, 2000))
    yield accept("palette, large", save(large, "PNG"), (4000, 2000), *quadrants(*FLAG))
    cmyk = save(flag().convert("CMYK"), "JPEG", quality=95)
    yield accept("cmyk jpeg", cmyk, (48, 32), *quadrants(*FLAG, within=14))
    yield accept(
        "cmyk jpeg progressive",
        save(flag().convert("CMYK"), "JPEG", progressive=True),
        (48, 32),
        *quadrants(*FLAG, within=20),
    )


def _films():
    later = [Image.new("RGB", (48, 32), WHITE), Image.new("RGB", (48, 32), (0, 0, 0))]
    for kind, options in (("GIF", {}), ("WEBP", {"lossless": True}), ("PNG", {})):
        film = save(flag(), kind, save_all=True, append_images=later, duration=50, **options)
        yield accept(f"film {kind}", film, (48, 32), *quadrants(*FLAG))
    yield accept(
        "mpo (two-lens jpeg)",
        save(flag(), "MPO", save_all=True, append_images=later),
        (48, 32),
        *quadrants(*FLAG, within=14),
    )
    one = save(flag(), "GIF")
    palette = 13 + (3 << ((one[10] & 7) + 1))
    film = one[:palette] + one[palette:-1] * 8000 + b";"
    yield accept("gif of 8,000 frames", film, (48, 32), *quadrants(*FLAG))


def _orientations():
    lossless = {"WEBP": {"lossless": True}}
    for number in range(1, 9):
        for kind, within in (("JPEG", 14), ("PNG", 1), ("WEBP", 1)):
            image = flag().transpose(LAID[number]) if number > 1 else flag()
            order = "<" if number % 2 else ">"
            block = exif(number, order)
            prefix = b"" if kind == "PNG" else b"Exif\0\0"
            file = save(image, kind, exif=prefix + block, **lossless.get(kind, {}))
            # the oracle for the corpus itself
            assert ImageOps.exif_transpose(_reopen(file)).size == (48, 32)
            yield accept(f"{kind} EXIF {number}", file, (48, 32), *quadrants(*FLAG, within=within))
    wide = save(flag(1200, 800).transpose(T.ROTATE_90), "JPEG", exif=b"Exif\0\0" + exif(6))
    yield accept("large EXIF 6", wide, (1200, 800), *quadrants(*FLAG, within=14))
    for number in (0, 9, 65535):
        file = save(flag(), "JPEG", exif=b"Exif\0\0" + exif(number))
        yield accept(f"EXIF {number}", file, (48, 32), *quadrants(*FLAG, within=14))


def _reopen(file):
    from io import BytesIO

    return Image.open(BytesIO(file))


def _interlaced(image):
    """Adam7, which Pillow reads but does not write."""
    passes = (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    )
    rows = [
        b"".join(bytes(image.getpixel((x, y))) for x in range(left, image.width, right))
        for left, top, right, down in passes
        for y in range(top, image.height, down)
    ]
    return png(image.width, image.height, 8, 2, rows, interlace=1)
