"""A lesson's numbers as the bytes that the stage reads (`ui/stage/model.js`)."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import Geometry

_DUST = 1e-13


def pack(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Header and arrays in one message: u32 length | JSON | padding to 4 bytes | float32 arrays.

    Bytes and not JSON numbers: exact in float32, NaN-safe, a tenth of the size and of the time.

    Parameters
    ----------
    header : mapping
        What JSON can spell. Two keys are added: ``"arrays"``, name -> shape, and ``"alike"``, names
        of arrays whose numbers are all the same one.
    arrays : mapping of str to array
        Sent in this order as little-endian float32; of those that are alike, one number.

    Examples
    --------
    >>> import numpy as np
    >>> pack({"kind": "slide"}, {"b": np.array([0.5])})[-4:] == np.float32(0.5).tobytes()
    True
    """
    shapes = {name: list(array.shape) for name, array in arrays.items()}
    sent = {name: array.astype("<f4").tobytes() for name, array in arrays.items()}
    alike = [name for name, numbers in sent.items() if _are_alike(numbers)]
    sent |= {name: sent[name][:4] for name in alike}
    facts = {**header, "arrays": shapes, "alike": alike}
    encoded = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    head = struct.pack("<I", len(encoded)) + encoded
    return b"".join([head, bytes(-len(head) % 4), *sent.values()])


def _are_alike(numbers: bytes) -> bool:
    """Whether these are several numbers of 4 bytes each, equal to the bit."""
    return len(numbers) > 4 and numbers[4:] == numbers[:-4]


def spell_geometry(geometry: Geometry) -> dict[str, list[int] | list[str]]:
    """Where the windows lie, for the browser: it looks places up and decides none."""
    return {
        "rowStarts": list(geometry.row_starts),
        "colStarts": list(geometry.col_starts),
        "rowOffsets": list(geometry.row_offsets),
        "colOffsets": list(geometry.col_offsets),
        "unreadRows": list(geometry.unread_rows),
        "unreadCols": list(geometry.unread_cols),
        "whyRows": list(geometry.why_rows),
        "whyCols": list(geometry.why_cols),
        "pad": list(geometry.pad),
        "size": [geometry.in_h, geometry.in_w],
        "stride": list(geometry.stride),
        "dilation": list(geometry.dilation),
    }


def without_dust(array: NDArray[Any], scale: NDArray[Any] | None = None) -> NDArray[Any]:
    """The numbers, where what terms that cancel leave behind in float64 is 0.

    Parameters
    ----------
    array : array of float64
    scale : array of float64, optional
        About how large the terms of each number were; as large as the largest number of all, if
        not given.

    Examples
    --------
    >>> without_dust(np.array([0.3, 0.1 + 0.2 - 0.3]))
    array([0.3, 0. ])
    >>> without_dust(np.array([0.1 + 0.2 - 0.3]), scale=np.array([0.6]))
    array([0.])
    """
    size = np.abs(array)
    return np.where(size < _DUST * (size.max() if scale is None else scale), 0.0, array)
