"""Good pictures in files full of broken or excessive metadata, which must not matter."""

import struct
from collections.abc import Iterator

from tests.hostile.cases import (
    BLUE,
    GOLD,
    GREEN,
    RED,
    Case,
    accept,
    chunk,
    exif,
    flag,
    photo,
    quadrants,
    resized_jpeg,
    save,
    with_chunks,
    with_segments,
)

FLAG = (RED, GREEN, BLUE, GOLD)


def baggage() -> Iterator[Case]:
    seen = quadrants(*FLAG, within=14)
    plain = save(flag(), "JPEG")
    for name, block in {
        "empty": b"",
        "cut off": exif(6)[:13],
        "far offset": b"MM\0*\xff\xff\xff\xff",
        "not EXIF": b"\xff" * 40,
        "65,535 entries": b"MM\0*\0\0\0\x08\xff\xff" + b"\x87\x69\0\4\0\0\0\1\0\0\0\x08" * 300,
    }.items():
        yield accept(
            f"jpeg, EXIF {name}", with_segments(plain, b"\xe1Exif\0\0" + block), (48, 32), *seen
        )
    yield accept(
        "jpeg, broken ICC",
        with_segments(plain, b"\xe2ICC_PROFILE\0\1\1" + b"x" * 99),
        (48, 32),
        *seen,
    )
    yield accept(
        "jpeg, broken MPF", with_segments(plain, b"\xe2MPF\0" + b"x" * 99), (48, 32), *seen
    )
    yield accept(
        "jpeg, 60 comments", with_segments(plain, *[b"\xfe" + b"c" * 60_000] * 60), (48, 32), *seen
    )
    yield accept("jpeg, fill bytes", plain[:2] + b"\xff" * 9 + plain[2:], (48, 32), *seen)
    yield accept("jpeg, rubbish behind", plain + b"rubbish" * 99, (48, 32), *seen)
    file = save(flag(), "PNG")
    seen = quadrants(*FLAG)
    yield accept(
        "png, broken ICC", with_chunks(file, chunk(b"iCCP", b"x\0\0broken")), (48, 32), *seen
    )
    yield accept("png, rubbish behind", file + b"rubbish" * 99, (48, 32), *seen)
    yield accept(
        "png, 200,000 tiny chunks",
        with_chunks(file, chunk(b"juNk", b"abc") * 200_000),
        (48, 32),
        *seen,
    )
    entry = struct.pack(">HHII", 0x9286, 7, 3_000_000, 0)
    bomb = b"MM\0*\0\0\0\x08\xff\xff" + entry * 60_000 + bytes(2_300_000)
    yield accept(
        "png, EXIF that reads itself", with_chunks(file, chunk(b"eXIf", bomb)), (48, 32), *seen
    )
    small = resized_jpeg(save(photo(), "JPEG"), 8000, 7000)
    yield accept("jpeg header says 8000x7000", small, (8000, 7000))
