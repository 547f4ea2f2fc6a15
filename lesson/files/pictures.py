"""A picture file becomes pixels, in bounded memory and time, or is refused with a reason."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lesson.files.areas import averaged
from lesson.files.formats.kinds import plain_file
from lesson.files.formats.plain import PlainFile, check_size, damaged
from lesson.files.pixels import over_white, upright

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 512

# Two at a time, whatever a class does: each may take close to 200 MB, and two cores do no more.
_decoding = threading.Semaphore(2)
_BAND_PIXELS = 250_000
_FULL_MEMORY = 185e6


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture as the lesson keeps it.

    Attributes
    ----------
    pixels : uint8 array (h, w) if grey, else (h, w, 3)
        Read-only, upright, longest side at most 512; a smaller picture keeps its size.
    original_size : (int, int)
        Width and height of the file's picture in pixels, upright.
    grey : bool
        Whether the file stores a grey picture; a colour file stays colour even if it looks grey.
    """

    pixels: NDArray[np.uint8]
    original_size: tuple[int, int]
    grey: bool


def read_picture(data: bytes) -> Picture:
    """Read a PNG, JPEG, WebP, GIF or BMP file down to a longest side of 512 pixels.

    The first frame, on white where it is transparent, 16 bits divided by 257, turned upright by
    EXIF, reduced by averaging areas. The name of the file does not matter and is not asked for.

    Parameters
    ----------
    data : bytes
        The whole file, at most 10 MiB; longest side at most 12,000, at most 200 times the shortest.

    Raises
    ------
    Refusal
        With a reason and the numbers; nothing else, whatever the bytes are.

    Notes
    -----
    At most 200 MB and two pictures at a time in one process. Everything that can be known from the
    container is checked before a pixel is decoded, see `lesson.files.formats`.

    Examples
    --------
    >>> from lesson.files.samples import sample_bytes
    >>> picture = read_picture(sample_bytes("rocket"))
    >>> picture.pixels.shape, picture.original_size, picture.grey
    ((342, 512, 3), (640, 427), False)
    """
    file = plain_file(data)
    with _decoding:
        try:
            pixels = _reduced(file)
        # Pillow's decoders raise OSError, SyntaxError, ValueError, struct.error, MemoryError, ...
        except Exception as error:
            raise damaged(file.kind) from error
    pixels = np.ascontiguousarray(upright(pixels, file.orientation))
    pixels.setflags(write=False)
    return Picture(pixels, _upright_size(file), pixels.ndim == 2)


def read_full(data: bytes, max_pixels: int = 24_000_000) -> NDArray[np.uint8]:
    """Read a picture file at its own size.

    As `read_picture`, but nothing is reduced, and a picture of more than `max_pixels` is refused;
    a progressive JPEG that keeps its colours at full resolution already above 18 million.

    Returns
    -------
    uint8 array (h, w) if grey, else (h, w, 3)
        Upright and C-contiguous.

    Raises
    ------
    Refusal
        With a reason and the numbers; nothing else, whatever the bytes are.

    Examples
    --------
    >>> from lesson.files.samples import sample_bytes
    >>> read_full(sample_bytes("rocket")).shape
    (427, 640, 3)
    """
    file = plain_file(data)
    # a decoded pixel takes Pillow at most 4 bytes
    fits = min(max_pixels, _FULL_MEMORY / (4 + file.held))
    check_size(file.kind, file.width, file.height, fits / 1e6)
    with _decoding:
        try:
            pixels = _full(file)
        except Exception as error:
            raise damaged(file.kind) from error
        return np.ascontiguousarray(upright(pixels, file.orientation))


def _open(file: PlainFile) -> Image.Image:
    # imported here: the app starts, and runs in a browser, without Pillow until a picture comes
    from PIL import Image

    image = Image.open(BytesIO(file.data), formats=(file.kind.upper(),))
    if image.size != (file.width, file.height):
        raise damaged(file.kind)
    return image


def _upright_size(file: PlainFile) -> tuple[int, int]:
    turned = file.orientation >= 5
    return (file.height, file.width) if turned else (file.width, file.height)


def _full(file: PlainFile) -> NDArray[np.uint8]:
    with _open(file) as image:
        image.load()
        bands = _bands(image, file.clear, 1)
        first = next(bands)
        pixels = np.empty((file.height, *first.shape[1:]), np.uint8)
        pixels[: len(first)] = first
        row = len(first)
        for band in bands:
            pixels[row : row + len(band)] = band
            row += len(band)
    return pixels


def _reduced(file: PlainFile) -> NDArray[np.uint8]:
    from PIL import Image

    with _open(file) as image:
        drafted = 1
        if file.kind == "JPEG":
            # decoding at 1/2, 1/4 or 1/8 size costs a fraction, and averages as we would
            part = _largest_power(max(file.width, file.height) // LONGEST_SIDE)
            image.draft(None, (max(1, file.width // part), max(1, file.height // part)))
            drafted = next(power for power in (1, 2, 4, 8) if image.size == _parts(file, power))
        image.load()
        step = max(1, max(image.size) // LONGEST_SIDE)
        bands = [
            np.asarray(Image.fromarray(band).reduce(step)) if step > 1 else band
            for band in _bands(image, file.clear, step)
        ]
    pixels = np.concatenate(bands)
    shrink = min(1.0, LONGEST_SIDE / max(file.width, file.height))
    out = (max(1, round(file.height * shrink)), max(1, round(file.width * shrink)))
    if out == pixels.shape[:2]:
        return pixels
    return averaged(pixels, out, (file.height, file.width), step * drafted)


def _parts(file: PlainFile, power: int) -> tuple[int, int]:
    return -(-file.width // power), -(-file.height // power)


def _largest_power(ratio: int) -> int:
    return next(power for power in (8, 4, 2, 1) if ratio >= power or power == 1)


def _bands(
    image: Image.Image, clear: tuple[int, ...] | None, step: int
) -> Iterator[NDArray[np.uint8]]:
    """Strips of rows as grey or RGB bytes; converted one by one, so that no second whole exists."""
    rows = max(1, _BAND_PIXELS // image.width // step) * step
    grey_palette = image.mode == "P" and _is_grey(image)
    for top in range(0, image.height, rows):
        band = image.crop((0, top, image.width, min(top + rows, image.height)))
        pixels = over_white(band, clear)
        yield pixels[:, :, 0] if grey_palette else pixels


def _is_grey(image: Image.Image) -> bool:
    colours = np.frombuffer(bytes(image.getpalette("RGB") or b""), np.uint8).reshape(-1, 3)
    return bool((colours == colours[:, :1]).all())
