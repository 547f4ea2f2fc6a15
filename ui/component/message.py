"""The one wire format between Python and the browser: a header and arrays as bytes.

``uint32 n | n bytes of JSON | zeros | array | zeros | array ...``, little-endian. Everything after
the JSON starts at a multiple of 8 bytes, so that the browser looks at the numbers where they lie.
`message.js` reads it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

TYPES = {"u1": "uint8", "i2": "int16", "i4": "int32", "f4": "float32", "f8": "float64"}
"""NumPy's short name of a type -> its name in a message."""
HUNDREDTHS = "hundredths"
"""How float32 travel that have at most two decimals: as counts of 1/100, in half the bytes."""
FEWEST = 32
"""Shorter arrays are sent as they are."""


def pack(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Spell a header and arrays as one message.

    Bytes and not JSON numbers: exact, NaN-safe, a tenth of the size and of the time.

    Parameters
    ----------
    header : mapping
        What JSON can spell, without NaN. ``"arrays"`` is added, a list of [name, type, shape,
        alike].
    arrays : mapping of str to array
        Of a type of `TYPES`; sent in this order. Of an array whose numbers are all the same to the
        bit, one number is sent, and `alike` is true. Pixels of a lesson and what whole weights make
        of them are `HUNDREDTHS`.

    Returns
    -------
    message : bytes

    Raises
    ------
    ValueError
        If the header holds NaN or an infinity, or an array has another type.

    Examples
    --------
    >>> import numpy as np
    >>> message = pack({"kind": "slide"}, {"b": np.array([0.5, -1], np.float32)})
    >>> len(message) % 8, np.frombuffer(message[-8:], "<f4").tolist()
    (0, [0.5, -1.0])
    """
    listed: list[list[Any]] = []
    sent: list[bytes] = []
    for name, array in arrays.items():
        kind = TYPES.get(array.dtype.str[1:])
        if kind is None:
            raise ValueError(
                f"{name} is {array.dtype}; a message holds {', '.join(TYPES.values())}."
            )
        raw = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        alike = _are_alike(raw, array.itemsize)
        counts = None if alike or kind != "float32" else _hundredths(array)
        if counts is not None:
            kind, raw = HUNDREDTHS, counts.tobytes()
        listed.append([name, kind, list(array.shape), alike])
        sent += _padded(raw[: array.itemsize] if alike else raw)
    text = json.dumps(
        {**header, "arrays": listed}, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode("utf-8")
    return b"".join([*_padded(struct.pack("<I", len(text)) + text), *sent])


def _are_alike(raw: bytes, size: int) -> bool:
    """Whether these are several numbers of `size` bytes each, equal to the bit."""
    return len(raw) > size and raw[size:] == raw[:-size]


def _hundredths(array: NDArray[Any]) -> NDArray[Any] | None:
    """Counts of 1/100 as int16, if the numbers are these and no others."""
    if array.size < FEWEST or not np.abs(array).max() < 327:  # NaN is not, either
        return None
    counts = np.rint(array.astype(np.float64) * 100).astype("<i2")
    same = (counts / 100).astype("<f4").tobytes() == array.astype("<f4").tobytes()
    return counts if same else None


def _padded(raw: bytes) -> tuple[bytes, bytes]:
    return raw, bytes(-len(raw) % 8)
