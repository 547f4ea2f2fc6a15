"""The one wire format between Python and the browser: a header and arrays as bytes.

``uint32 n | n bytes of JSON | zeros | array | zeros | array ...``, little-endian. Everything after
the JSON starts at a multiple of 8 bytes, so that the browser looks at the numbers where they lie.
`message.js` reads it.
"""

from __future__ import annotations

import json
import math
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
        if kind == "float32" and not alike and (counts := _hundredths(array)):
            kind, raw = HUNDREDTHS, counts
        listed.append([name, kind, list(array.shape), alike])
        sent += _padded(raw[: array.itemsize] if alike else raw)
    text = json.dumps(
        {**header, "arrays": listed}, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode("utf-8")
    return b"".join([*_padded(struct.pack("<I", len(text)) + text), *sent])


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read what `pack` has spelled, as `message.js` does.

    Returns
    -------
    header : dict
    arrays : dict of str to array
        Of an array whose numbers are all the same, that one number.

    Examples
    --------
    >>> header, arrays = unpack(pack({"kind": "slide"}, {"b": np.array([0.5, -1], np.float32)}))
    >>> header["kind"], arrays["b"].tolist()
    ('slide', [0.5, -1.0])
    """
    (size,) = struct.unpack_from("<I", message)
    header: dict[str, Any] = json.loads(message[4 : 4 + size])
    arrays: dict[str, NDArray[Any]] = {}
    at = 4 + size
    for name, kind, shape, alike in header["arrays"]:
        at += -at % 8
        dtype = np.dtype("int16" if kind == HUNDREDTHS else kind).newbyteorder("<")
        sent = np.frombuffer(message, dtype, 1 if alike else math.prod(shape), at)
        at += sent.nbytes
        values = (sent / 100).astype(np.float32) if kind == HUNDREDTHS else sent
        arrays[name] = values if alike else values.reshape(shape)
    return header, arrays


def _are_alike(raw: bytes, size: int) -> bool:
    """Whether these are several numbers of `size` bytes each, equal to the bit."""
    return len(raw) > size and raw[size:] == raw[:-size]


def _hundredths(array: NDArray[Any]) -> bytes:
    """Counts of 1/100 as int16, if the numbers are these to the bit; else nothing."""
    if array.size < FEWEST or not np.abs(array).max() < 327:  # NaN is not, either
        return b""
    counts = np.rint(array.astype(np.float64) * 100).astype("<i2")
    same = (counts / 100).astype(np.float32).tobytes() == array.astype(np.float32).tobytes()
    return counts.tobytes() if same else b""


def _padded(raw: bytes) -> tuple[bytes, bytes]:
    return raw, bytes(-len(raw) % 8)
