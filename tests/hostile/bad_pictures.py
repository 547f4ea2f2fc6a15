"""Files that must be refused, and why: the refusing rows of the policy table."""

import pickle
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.hostile.cases import (
    Case,
    chunk,
    flag,
    photo,
    png,
    refuse,
    resized_jpeg,
    resized_webp,
    save,
    with_chunks,
    with_segments,
)

# a pickle that is run leaves this behind
PICKLE_TRACE = Path("/tmp/convlab-a-pickle-was-run")


def bad_pictures() -> Iterator[Case]:
    yield from _bombs()
    yield from _too_many_parts()
    yield from _other_formats()
    yield from _no_pictures()
    yield from _broken()
    yield refuse("1x20000", save(Image.new("L", (1, 20000)), "PNG"), "too_long")
    yield refuse("20000x1", save(Image.new("L", (20000, 1)), "PNG"), "too_long")
    yield refuse("6000x20", save(Image.new("L", (6000, 20)), "PNG"), "too_thin")
    yield refuse("1x201", save(Image.new("L", (1, 201)), "GIF"), "too_thin")


def empty_png(width, height, depth=8, colour=2):
    return png(width, height, depth, colour, [b""])


def _bombs():
    yield refuse("webp 13000x13000", resized_webp(13000, 13000), "too_long")
    yield refuse("webp 4800x4800", resized_webp(4800, 4800), "too_many_pixels")
    jpeg = save(photo(), "JPEG")
    yield refuse("jpeg header 13000x13000", resized_jpeg(jpeg, 13000, 13000), "too_long")
    yield refuse("jpeg header 9000x9000", resized_jpeg(jpeg, 9000, 9000), "too_many_pixels")
    full = save(photo(), "JPEG", progressive=True, subsampling=0)
    yield refuse("progressive, 56 MP of colour", resized_jpeg(full, 8000, 7000), "too_many_pixels")
    one_bit = png(11000, 11000, 1, 0, [bytes(11000 * 1376 - 1)])  # all rows, empty, in one go
    yield refuse("png 1-bit 11000x11000", one_bit, "too_many_pixels")
    yield refuse("png rgba 9400x9400", empty_png(9400, 9400, 8, 6), "too_many_pixels")
    yield refuse("png 60000x60000", empty_png(60000, 60000), "too_long")
    yield refuse("png 2**31 wide", empty_png(2**31, 1), "too_long")
    yield refuse("gif screen 65535x65535", b"GIF89a\xff\xff\xff\xff\0\0\0" + bytes(20), "too_long")
    frame = b"GIF89a\x08\0\x08\0\0\0\0,\x20\x4e\0\0\x08\0\x08\0\0\x02\x02L\x01\0;"
    yield refuse("gif frame far outside", frame, "too_long", "too_thin")
    bmp = bytearray(save(flag(), "BMP"))
    bmp[18:26] = struct.pack("<ii", 30000, 30000)
    yield refuse("bmp 30000x30000", bytes(bmp), "too_long")
    bmp[18:26] = struct.pack("<ii", 2500, -2500)
    bmp[30:34] = struct.pack("<I", 1)
    yield refuse("bmp 2500x2500 in runs", bytes(bmp), "too_many_pixels")
    bmp[18:26] = struct.pack("<ii", 100, 100)
    yield refuse("bmp of 3 MB of empty runs", bytes(bmp) + bytes(3_000_000), "too_many_parts")
    plain = save(flag(), "PNG")
    text = chunk(b"iTXt", b"k\0\1\0\0\0" + zlib.compress(bytes(1_000_000)))
    yield refuse("png with 100 x 1 MB iTXt", with_chunks(plain, *[text] * 100), "text_bomb")
    text = chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(100_000_000), 1))
    yield refuse("png with 100 MB zTXt", with_chunks(plain, text), "text_bomb")
    yield refuse("11 MB", save(flag(), "JPEG") + bytes(11 << 20), "too_many_bytes")


def _too_many_parts():
    jpeg = save(flag(), "JPEG")
    yield refuse("jpeg of 5,000 comments", with_segments(jpeg, *[b"\xfe"] * 5000), "too_many_parts")
    yield refuse("jpeg of 1 MB fill", jpeg[:2] + b"\xff" * 1_000_000 + jpeg[2:], "damaged")
    progressive = save(Image.new("RGB", (1600, 1200), "teal"), "JPEG", progressive=True)
    start, end = progressive.rindex(b"\xff\xda"), progressive.rindex(b"\xff\xd9")
    scans = progressive[:end] + progressive[start:end] * 1000 + progressive[end:]
    yield refuse("jpeg of 1,000 scans", scans, "too_many_scans")
    gif = save(flag(), "GIF")
    at = 13 + (3 << ((gif[10] & 7) + 1))
    comment = b"!\xfe" + b"\1c" * 300_000 + b"\0"
    yield refuse("gif of tiny comment blocks", gif[:at] + comment + gif[at:], "too_many_parts")
    webp = save(flag(), "WEBP")
    more = webp + b"junk\0\0\0\0" * 30_000
    more = more[:4] + struct.pack("<I", len(more) - 8) + more[8:]
    yield refuse("webp of 30,000 chunks", more, "too_many_parts")


def _other_formats():
    yield refuse("tiff", save(flag(), "TIFF"), "tiff")
    yield refuse("tiff 60000x60000", b"II*\0\x08\0\0\0" + bytes(99), "tiff")
    yield refuse("avif", save(flag(), "AVIF"), "avif")
    for brand in (b"heic", b"heix", b"mif1", b"msf1"):
        file = b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" + bytes(400)
        yield refuse(f"heic {brand.decode()}", file, "heic")
    yield refuse("mp4", b"\0\0\0\x18ftypisom\0\0\2\0isommp42" + bytes(400), "video")
    yield refuse("pdf", save(flag(), "PDF"), "pdf")
    for kind in ("ICO", "JPEG2000", "PPM", "DDS", "EPS"):
        yield refuse(kind.lower(), save(flag(), kind), "other_format")
    yield refuse("psd", b"8BPS\0\1" + bytes(99), "other_format")
    yield refuse("hdr", b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n", "other_format")
    yield refuse("jpeg xl", b"\xff\x0a" + bytes(99), "other_format")
    for kind in ("TGA", "PCX", "SGI"):
        yield refuse(kind.lower(), save(flag(), kind), "not_a_picture")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield refuse("svg", svg, "svg")
    yield refuse("svg behind xml and a comment", b"<?xml version='1.0'?><!-- c -->" + svg, "svg")
    yield refuse("npy", b"\x93NUMPY\1\0" + bytes(99), "array_file")


class _Bad:
    def __reduce__(self):
        return (Path.touch, (PICKLE_TRACE,))


def _no_pictures():
    yield refuse("0 bytes", b"", "empty")
    for byte in (b"\0", b"\xff", b"\x89", b"G", b"B"):
        yield refuse(f"one byte {byte!r}", byte, "not_a_picture")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("picture.png", save(flag(), "PNG"))
    entity = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    )
    for name, data in {
        "text": b"I am a picture, honestly.\n" * 40,
        "text that begins like a BMP": b"BMW builds cars in Munich and elsewhere, they say.",
        "html": b"<!doctype html><img src=x onerror=alert(1)>",
        "xml with an entity": entity,
        "pickle": pickle.dumps(_Bad()),
        "zip": archive.getvalue(),
        "elf": b"\x7fELF\2\1\1" + bytes(200),
        "png magic in the middle": b"xx" + save(flag(), "PNG"),
        "zeros": bytes(5000),
        "wav": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
    }.items():
        yield refuse(name, data, "not_a_picture")


def _broken():
    files = {kind: save(photo(), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP")}
    for kind, data in files.items():
        for part in (0.3, 0.6, 0.95):
            yield refuse(f"{kind} cut at {part:.0%}", data[: int(part * len(data))], "damaged")
        yield refuse(f"{kind} without its pixels", data[:60], "damaged")
    plain = files["PNG"]
    for place, name in ((20, "IHDR"), (80, "IDAT"), (len(plain) // 2, "IDAT middle")):
        wrong = bytearray(plain)
        wrong[place] ^= 1
        yield refuse(f"png, wrong sum of {name}", bytes(wrong), "damaged")
    yield refuse("png 0 wide", empty_png(0, 5), "damaged")
    yield refuse("png 0 high", empty_png(5, 0), "damaged")
    yield refuse("png without pixels", plain[:33] + chunk(b"IEND", b""), "damaged")
    yield refuse("png without header", plain[:8] + plain[33:], "damaged")
    yield refuse("png with an impossible depth", empty_png(5, 5, 3, 2), "damaged")
    yield refuse("png, pixels of a smaller picture", png(9, 9, 8, 2, [bytes(27)] * 4), "damaged")
    yield refuse("png, chunk longer than the file", plain[:33] + b"\x7f\xff\xff\xffIDAT", "damaged")
    yield refuse(
        "png, pixels that are no zlib",
        plain[:33] + chunk(b"IDAT", b"no") + chunk(b"IEND", b""),
        "damaged",
    )
    yield refuse("png, half a clear colour", with_chunks(plain, chunk(b"tRNS", b"\0\1")), "damaged")
    yield refuse("jpeg 0 wide", resized_jpeg(files["JPEG"], 0, 9), "damaged")
    yield refuse("jpeg 0 high", resized_jpeg(files["JPEG"], 9, 0), "damaged")
    yield refuse("jpeg of magic only", b"\xff\xd8\xff\xe0", "damaged")
    yield refuse(
        "jpeg, scan before frame", b"\xff\xd8\xff\xda\0\x08\1\1\0\0?\0" + bytes(50), "damaged"
    )
    yield refuse("gif of a screen without a frame", b"GIF89a\x08\0\x08\0\0\0\0;\0\0", "damaged")
    yield refuse("webp of magic only", b"RIFF\x0c\0\0\0WEBPVP8 ", "damaged")
    yield refuse(
        "bmp of header only", b"BM" + bytes(12) + struct.pack("<I", 40) + bytes(20), "damaged"
    )
