"""Arrays of float32 in few bytes, to the bit: what a file of its own has to carry."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

PLAIN, FILM = "plain", "film"
"""How an array is kept: as it is, or each entry of its first axis as what changes in it."""
FEWEST = 2_000
"""Shorter arrays are kept as they are."""


def frugal(values: NDArray[Any], beside: NDArray[Any] | None = None) -> tuple[str, bytes]:
    """Bytes that compress well.

    Parameters
    ----------
    values : float32 array
    beside : float32 array like `values`, optional
        One that is close to it: then only what differs is kept.

    Returns
    -------
    way : str
        `PLAIN` or `FILM`; `frugal.js` reads both.
    raw : bytes
        Of a `FILM` the bits as whole numbers, differences of neighbours, byte by byte: all
        first bytes, then all second ones, and so on.

    Examples
    --------
    >>> frugal(np.array([1.0], np.float32)) == (PLAIN, np.float32(1).tobytes())
    True
    """
    if values.size < FEWEST or values.ndim < 2:
        return PLAIN, values.astype("<f4").tobytes()
    bits = np.ascontiguousarray(values, "<f4").view("<u4").reshape(len(values), -1)
    if beside is not None:
        kept = bits - np.ascontiguousarray(beside, "<f4").view("<u4").reshape(bits.shape)
    else:
        kept = bits.copy()
        kept[1:] -= bits[:-1]
    # small differences of either sign have zeros in front
    signed = kept.view("<i4")
    kept = ((signed << 1) ^ (signed >> 31)).view("<u4")
    return FILM, np.ascontiguousarray(kept.reshape(-1).view(np.uint8).reshape(-1, 4).T).tobytes()
