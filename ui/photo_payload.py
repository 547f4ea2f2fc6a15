"""What the viewer gets: numbers of a photograph and its feature maps as bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.photo_survey import View

_TYPES = {"u1": "uint8", "i2": "int16", "f4": "float32"}
_MOST_INT16 = 32767


def pack_typed(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Header and arrays in one message, each array at a multiple of four bytes.

    Parameters
    ----------
    header : mapping
        What JSON can spell; ``"arrays"`` is added: a list of [name, type, shape].
    arrays : mapping of str to array
        uint8, int16 or float32; sent in this order, little-endian.

    Examples
    --------
    >>> pack_typed({}, {"a": np.array([1, 2], np.uint8)})[-4:]
    b'\\x01\\x02\\x00\\x00'
    """
    listed = [
        [name, _TYPES[array.dtype.str[1:]], list(array.shape)] for name, array in arrays.items()
    ]
    text = json.dumps({**header, "arrays": listed}, ensure_ascii=False, separators=(",", ":"))
    encoded = text.encode("utf-8")
    head = struct.pack("<I", len(encoded)) + encoded
    parts = [head, bytes(-len(head) % 4)]
    for array in arrays.values():
        raw = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        parts += [raw, bytes(-len(raw) % 4)]
    return b"".join(parts)


def spell_view(view: View) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """A view as header and arrays for the browser.

    Where a block is one cell, its number is sent as it is. Means of larger blocks are for the eye:
    they travel as 16 bits, in steps that the header names for each map.
    """
    place = {
        "block": view.block,
        "outBlock": view.out_block,
        "rows": view.rows,
        "cols": view.cols,
        "outRows": view.out_rows,
        "outCols": view.out_cols,
        "exact": view.exact,
    }
    if view.exact:
        return place, {"x": view.x, "mean": view.mean}
    largest = np.maximum(np.abs(view.mean), view.positive).max(axis=(1, 2))
    steps = np.where(largest > 0, largest / _MOST_INT16, 1).astype(np.float64)
    place["steps"] = steps.tolist()
    return place, {
        "x": view.x,
        "mean": _sixteen_bits(view.mean, steps),
        "positive": _sixteen_bits(view.positive, steps),
    }


def _sixteen_bits(values: NDArray[np.float32], steps: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.rint(values / steps[:, None, None]).astype(np.int16)
