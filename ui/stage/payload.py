"""A lesson's numbers as the bytes that the stage reads (`ui/stage/model.js`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import Geometry
from ui.component.message import pack

_DUST = 1e-13


def pack_numbers(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Header and arrays as a message of float32: what a canvas can show, in half the bytes.

    Examples
    --------
    >>> pack_numbers({"kind": "slide"}, {"b": np.array([0.5])})[-8:-4] == np.float32(0.5).tobytes()
    True
    """
    return pack(header, {name: array.astype(np.float32) for name, array in arrays.items()})


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
