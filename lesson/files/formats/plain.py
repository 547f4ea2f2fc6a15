"""A picture file without its baggage, and the limits on its size."""

from __future__ import annotations

from dataclasses import dataclass

from lesson.files.refusal import Refusal

SIDE_LIMIT = 12_000
ASPECT_LIMIT = 200
# Megapixels per format, from what Pillow takes per pixel while it decodes (measured, Pillow 13):
# PNG, GIF and BMP at most 4 bytes, WebP 15, JPEG next to nothing because it decodes at 1/8 size.
MEGAPIXEL_LIMIT = {"PNG": 25.0, "JPEG": 64.0, "WebP": 12.2, "GIF": 25.0, "BMP": 25.0}


@dataclass(frozen=True)
class PlainFile:
    """What a decoder is given, and what the container said about it.

    `orientation` is the EXIF number 1..8; `clear` is the one sample value (grey) or the three
    (RGB) that mean "transparent here", in the scale of the decoded pixels. `held` is what the
    decoder keeps beside the picture, in bytes per pixel.
    """

    kind: str
    data: bytes
    width: int
    height: int
    orientation: int = 1
    clear: tuple[int, ...] | None = None
    held: float = 0.0


def damaged(kind: str) -> Refusal:
    """The refusal for a file of a known format that cannot be read."""
    return Refusal("damaged", kind=kind)


def check_size(kind: str, width: int, height: int, megapixel_limit: float | None = None) -> None:
    """Refuse a picture by its size alone, before a pixel is decoded.

    Examples
    --------
    >>> check_size("PNG", 4096, 4096)
    >>> check_size("WebP", 13000, 13000)
    Traceback (most recent call last):
    lesson.files.refusal.Refusal: input refused: too_long (width=13000, height=13000, limit=12000)
    """
    if width < 1 or height < 1:
        raise damaged(kind)
    if max(width, height) > SIDE_LIMIT:
        raise Refusal("too_long", width=width, height=height, limit=SIDE_LIMIT)
    if max(width, height) > ASPECT_LIMIT * min(width, height):
        raise Refusal("too_thin", width=width, height=height, limit=ASPECT_LIMIT)
    limit = MEGAPIXEL_LIMIT[kind] if megapixel_limit is None else megapixel_limit
    if width * height > limit * 1e6:
        raise Refusal(
            "too_many_pixels",
            kind=kind,
            width=width,
            height=height,
            # rounded up, so that the sentence never says "25.0 of at most 25"
            megapixels=-(-width * height // 100_000) / 10,
            limit=round(limit, 1),
        )
