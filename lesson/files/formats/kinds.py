"""Which format a file is, told from its first bytes and never from its name."""

from __future__ import annotations

from collections.abc import Callable

from lesson.files.formats import bmp, gif, jpeg, png, webp
from lesson.files.formats.plain import PlainFile
from lesson.files.refusal import Refusal

BYTE_LIMIT = 10 << 20

_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
_AVIF_BRANDS = frozenset((b"avif", b"avis"))
_BMP_HEADERS = frozenset((12, 16, 40, 52, 56, 64, 108, 124))

# formats that are pictures but not ours, by how their files begin
_OTHERS = (
    (b"II*\0", "tiff", "TIFF"),
    (b"MM\0*", "tiff", "TIFF"),
    (b"II+\0", "tiff", "TIFF"),
    (b"MM\0+", "tiff", "TIFF"),
    (b"%PDF", "pdf", "PDF"),
    (b"8BPS", "other_format", "Photoshop"),
    (b"%!PS", "other_format", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "other_format", "PostScript"),
    (b"\0\0\1\0", "other_format", "ICO"),
    (b"\0\0\0\x0cjP  ", "other_format", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "other_format", "JPEG 2000"),
    (b"\0\0\0\x0cJXL ", "other_format", "JPEG XL"),
    (b"\xff\x0a", "other_format", "JPEG XL"),
    (b"DDS ", "other_format", "DDS"),
    (b"#?R", "other_format", "HDR"),
    (b"v/1\1", "other_format", "OpenEXR"),
    (b"gimp xcf", "other_format", "GIMP"),
    (b"\x93NUMPY", "array_file", ""),
)


def plain_file(data: bytes) -> PlainFile:
    """Recognise a picture file, check its size and leave its metadata behind.

    Parameters
    ----------
    data : bytes
        The whole file, at most 10 MiB.

    Returns
    -------
    PlainFile
        Of kind PNG, JPEG, WebP, GIF or BMP.

    Raises
    ------
    Refusal
        For every other content, with what to do about it.

    Examples
    --------
    >>> plain_file(b"\\0\\0\\0\\x18ftypheic\\0\\0\\0\\0mif1heic")
    Traceback (most recent call last):
    lesson.files.refusal.Refusal: input refused: heic
    """
    if not data:
        raise Refusal("empty")
    if len(data) > BYTE_LIMIT:
        raise Refusal(
            "too_many_bytes", megabytes=-(-len(data) * 10 >> 20) / 10, limit=BYTE_LIMIT >> 20
        )
    reader = _reader(data)
    if reader is None:
        raise _refuse_other(data)
    return reader(data)


def _reader(data: bytes) -> Callable[[bytes], PlainFile] | None:
    if data.startswith(png.SIGNATURE):
        return png.plain
    if data.startswith(b"\xff\xd8\xff"):
        return jpeg.plain
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return webp.plain
    if data.startswith((b"GIF87a", b"GIF89a")):
        return gif.plain
    # two letters are little evidence, so the length of the header must be one that exists
    if data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return bmp.plain
    return None


def _refuse_other(data: bytes) -> Refusal:
    if data[4:8] == b"ftyp":
        brands = {data[at : at + 4] for at in (8, *range(16, 64, 4))}
        if brands & _AVIF_BRANDS:
            return Refusal("avif")
        return Refusal("heic") if brands & _HEIC_BRANDS else Refusal("video")
    for start, reason, kind in _OTHERS:
        if data.startswith(start):
            return Refusal(reason, kind=kind) if reason == "other_format" else Refusal(reason)
    if data[:1] == b"P" and data[1:2] in b"1234567" and data[2:3].isspace():
        return Refusal("other_format", kind="PNM")
    if b"<svg" in data[:2000].lower():
        return Refusal("svg")
    return Refusal("not_a_picture")
