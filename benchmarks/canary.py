"""Pictures that give away whose they are, wherever they turn up."""

from __future__ import annotations

import re
from io import BytesIO

import numpy as np
from PIL import Image

SIDE = 28
"""As many pixels as the stage has cells, so that each reaches it unchanged."""
MAGIC = (1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1)
BITS = 12
NAME = re.compile(rb"canary-(\d+)-")

_SPELLINGS = (("<f4", 1), ("<i2", 100))
"""How a pixel of 1 is sent: as a number, or as hundredths."""


def canary_name(number: int) -> str:
    """A file name that says whose picture it is."""
    return f"canary-{number}-.png"


def canary_png(number: int) -> bytes:
    """A picture that says in its first row whose it is.

    Parameters
    ----------
    number : int
        0 to 4095.
    """
    pixels = np.random.default_rng(number).integers(0, 255, (SIDE, SIDE), dtype=np.uint8)
    bits = [number >> place & 1 for place in range(BITS)]
    pixels[0, : len(MAGIC) + BITS] = [255 * bit for bit in (*MAGIC, *bits)]
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def canaries(message: bytes) -> set[int]:
    """Whose names and pictures a message of the server holds.

    Examples
    --------
    >>> row = np.array([*MAGIC, 1, 1, *[0] * 10], dtype="<f4").tobytes()
    >>> sorted(canaries(b"..." + row + b"... canary-7-.png"))
    [3, 7]
    """
    found = {int(name) for name in NAME.findall(message)}
    for kind, one in _SPELLINGS:
        spelled = (np.array(MAGIC) * one).astype(kind).tobytes()
        size = np.dtype(kind).itemsize
        at = message.find(spelled)
        while at >= 0:
            start = at + len(spelled)
            bits = np.frombuffer(message[start : start + size * BITS], dtype=kind)
            if len(bits) == BITS and set(bits.tolist()) <= {0, one}:
                found.add(sum(bool(bit) << place for place, bit in enumerate(bits)))
            at = message.find(spelled, at + size)
    return found
