"""A film as GIF: frames come one by one, leave as one file, and never wait all at once."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

MOST_FRAMES, MOST_WIDTH, MOST_HEIGHT = 600, 1280, 720
MOST_BYTES = 16_000_000
"""Of a film; a message to the browser may be 20 MB."""
MOST_PNG = 2_000_000
MOST_SAMPLES = 8
_COLOURS, _EXACT = 256, 128
_SAME = 255
"""The colour that stands for what is as it was."""


class TooLarge(ValueError):
    """The film would be larger than `MOST_BYTES`."""


class GifFilm:
    """A film under way.

    Parameters
    ----------
    width, height : int
        At most 1280 x 720.
    samples : iterable of bytes
        PNGs of 1 to 8 of its frames; all frames share the palette that fits them.
    loop : bool
        Whether it begins again at its end.
    about : str
        What the file says of itself, in a comment.

    Raises
    ------
    ValueError
        Here and in `add`, for what is no PNG of this size.

    Examples
    --------
    >>> def png(colour):
    ...     file = BytesIO()
    ...     Image.new("RGB", (8, 4), colour).save(file, "PNG")
    ...     return file.getvalue()
    >>> film = GifFilm(8, 4, [png("red"), png("blue")], loop=True, about="http://lab.example")
    >>> film.add(png("red"), 500)
    >>> film.add(png("blue"), 500)
    >>> made = Image.open(BytesIO(film.end()))
    >>> made.n_frames, made.info["duration"], made.info["comment"]
    (2, 500, b'http://lab.example')
    """

    def __init__(
        self, width: int, height: int, samples: Iterable[bytes], loop: bool, about: str
    ) -> None:
        if not (1 <= width <= MOST_WIDTH and 1 <= height <= MOST_HEIGHT):
            raise ValueError(f"A film has at most {MOST_WIDTH}x{MOST_HEIGHT} pixels.")
        self.size = (width, height)
        self.frames = 0
        self._last: NDArray[np.uint8] | None = None
        pngs = list(samples)
        if not 1 <= len(pngs) <= MOST_SAMPLES:
            raise ValueError(f"A palette needs a frame, and at most {MOST_SAMPLES}.")
        pictures = [self._read(png) for png in pngs]
        strip = Image.new("RGB", (width, height * len(pictures)))
        for at, picture in enumerate(pictures):
            strip.paste(picture, (0, at * height))
        self._palette = _palette(strip)
        self._file = BytesIO()
        self._begin(loop, about)

    def _begin(self, loop: bool, about: str) -> None:
        colours = bytes(self._palette.getpalette() or [])[: 3 * _COLOURS]
        put = self._file.write
        put(b"GIF89a" + struct.pack("<HHBBB", *self.size, 0xF7, 0, 0))
        put(colours.ljust(3 * _COLOURS, b"\0"))
        if loop:
            put(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0")
        told = about.encode()
        put(b"\x21\xfe")
        for at in range(0, len(told), 255):
            piece = told[at : at + 255]
            put(bytes([len(piece)]) + piece)
        put(b"\0")

    def _read(self, png: bytes) -> Image.Image:
        if len(png) > MOST_PNG or not png.startswith(b"\x89PNG"):
            raise ValueError("A frame is a PNG.")
        try:
            with Image.open(BytesIO(png), formats=["PNG"]) as picture:
                if picture.size != self.size:
                    raise ValueError("All frames of a film have one size.")
                return picture.convert("RGB")
        except (OSError, SyntaxError, Image.DecompressionBombError) as error:
            raise ValueError("A frame is damaged.") from error

    def add(self, png: bytes, ms: float) -> None:
        """The next frame, and how long it stays; only what changes in it is written.

        Raises
        ------
        TooLarge
        """
        if self.frames >= MOST_FRAMES:
            raise ValueError(f"A film has at most {MOST_FRAMES} frames.")
        frame = self._read(png).quantize(palette=self._palette, dither=Image.Dither.NONE)
        indices = np.minimum(np.asarray(frame, np.uint8), _SAME - 1)
        left, top, right, bottom = 0, 0, *self.size
        shown = indices
        if self._last is not None:
            changed = indices != self._last
            rows, cols = np.flatnonzero(changed.any(1)), np.flatnonzero(changed.any(0))
            top, bottom = (rows[0], rows[-1] + 1) if len(rows) else (0, 1)
            left, right = (cols[0], cols[-1] + 1) if len(cols) else (0, 1)
            shown = np.where(changed, indices, _SAME).astype(np.uint8)
        hundredths = min(max(round(ms / 10), 2), 6000)
        self._file.write(b"\x21\xf9\x04\x05" + struct.pack("<HBB", hundredths, _SAME, 0))
        part = Image.fromarray(np.ascontiguousarray(shown[top:bottom, left:right]), "L")
        for piece in GifImagePlugin.getdata(part, offset=(int(left), int(top))):
            self._file.write(piece)
        self._last = indices
        self.frames += 1
        if self._file.tell() > MOST_BYTES:
            raise TooLarge

    def end(self) -> bytes:
        """The file."""
        self._file.write(b"\x3b")
        return self._file.getvalue()


def _palette(strip: Image.Image) -> Image.Image:
    """The colours that are there most often as they are, and means of all others."""
    # a quarter of the pixels tells as much, in a quarter of the time
    few = strip.resize(
        (max(1, strip.width // 2), max(1, strip.height // 2)), Image.Resampling.NEAREST
    )
    pixels = np.asarray(few, np.uint32).reshape(-1, 3)
    codes, counts = np.unique(pixels @ np.array([65536, 256, 1], np.uint32), return_counts=True)
    often = codes[np.argsort(counts)[::-1][:_EXACT]].astype(np.uint32)
    exact = np.stack([often >> 16, often >> 8 & 255, often & 255], axis=1).astype(np.uint8)
    means = few.quantize(_SAME - len(often), Image.Quantize.FASTOCTREE).getpalette() or []
    palette = Image.new("P", (1, 1))
    flat = [*exact.ravel().tolist(), *means][: 3 * _SAME]
    palette.putpalette(flat + flat[:3] * (_COLOURS - len(flat) // 3))
    return palette
