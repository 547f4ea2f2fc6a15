"""Decoded photographs, of which a server keeps only as many as it has room for."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable

from lesson.photo.filters import Pixels

ROOM = 192_000_000
"""Bytes of pixels that all visitors together may keep: two of the largest, or sixteen usual ones
in grey."""

# The limit is the process's, the photographs are not: nobody finds one here, and one that its
# visitor lets go of is gone.
_lock = threading.Lock()
_kept: list[weakref.ref[KeptPhoto]] = []


class KeptPhoto:
    """A visitor's photograph, decoded when it is asked for.

    Where all visitors' photographs are more than `ROOM`, those not asked for the longest are let
    go, and decoded again when they are.

    Parameters
    ----------
    read : function () -> uint8 array
        Decodes it; it may refuse.

    Examples
    --------
    >>> import numpy as np
    >>> photo = KeptPhoto(lambda: np.zeros((2, 3), np.uint8))
    >>> photo.kept_bytes, photo.pixels().shape, photo.kept_bytes
    (0, (2, 3), 6)
    """

    def __init__(self, read: Callable[[], Pixels]) -> None:
        self._read = read
        self._pixels: Pixels | None = None

    @property
    def kept_bytes(self) -> int:
        """What it takes now."""
        pixels = self._pixels
        return 0 if pixels is None else pixels.nbytes

    def pixels(self) -> Pixels:
        """The photograph; others may be let go for it.

        Raises
        ------
        Refusal
            If the file cannot be read at its own size.
        """
        pixels = self._pixels
        if pixels is None:
            pixels = self._read()
            pixels.flags.writeable = False
            self._pixels = pixels
        self._make_room()
        return pixels

    def _make_room(self) -> None:
        with _lock:
            others = [one for ref in _kept if (one := ref()) is not None and one is not self]
            room = ROOM - self.kept_bytes
            # from the one asked for last to the one not asked for the longest
            for one in reversed(others):
                room -= one.kept_bytes
                if room < 0:
                    one._pixels = None
            _kept[:] = [weakref.ref(one) for one in others if one.kept_bytes] + [weakref.ref(self)]
