"""What comes back from the number grid, read with suspicion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float64]
Shape = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class GridEdit:
    """What a visitor made of the numbers.

    Attributes
    ----------
    planes : float64 array (C, h, w)
        All numbers, edited or not; finite and within the limit.
    extra : float or None
        The one more cell; None when the grid has none.
    """

    planes: Planes
    extra: float | None


def parse_edit(
    message: object,
    shape: Shape,
    limit: float,
    *,
    has_extra: bool = False,
    can_resize: bool = False,
    max_size: tuple[int, int] = (64, 64),
) -> GridEdit | None:
    """Read what a browser sent, or None when it is not an edit of this grid.

    Parameters
    ----------
    message : object
        Anything; a true edit is ``{"shape": [C, h, w], "cells": [...], "extra": number or null}``
        with C*h*w cells in reading order.
    shape : (C, h, w)
        Shape of the planes that are shown.
    limit : float
        Largest magnitude of a number.
    has_extra : bool
        Whether the grid has one more cell.
    can_resize, max_size
        Whether h and w may differ from `shape`, and their largest values.

    Returns
    -------
    edit : GridEdit or None
        None for nonsense of any kind; never an exception.

    Examples
    --------
    >>> parse_edit({"shape": [1, 1, 2], "cells": [1, 0.5], "extra": None}, (1, 1, 2), 10).planes
    array([[[1. , 0.5]]])
    >>> parse_edit({"shape": [1, 1, 2], "cells": [1, 11], "extra": None}, (1, 1, 2), 10) is None
    True
    """
    if not isinstance(message, Mapping):
        return None
    wanted = _wanted_shape(message.get("shape"), shape, max_size if can_resize else None)
    cells, extra = message.get("cells"), message.get("extra")
    if wanted is None or not isinstance(cells, list) or len(cells) != np.prod(wanted):
        return None
    if not all(_is_number(cell, limit) for cell in cells):
        return None
    if not (_is_number(extra, limit) if has_extra else extra is None):
        return None
    planes = np.array(cells, dtype=np.float64).reshape(wanted)
    return GridEdit(planes, None if extra is None else float(extra))


def parse_serial(message: object) -> float:
    """The serial number of a message, 0.0 when it has none that makes sense.

    Examples
    --------
    >>> parse_serial({"serial": 17}), parse_serial({"serial": "x"}), parse_serial(None)
    (17.0, 0.0, 0.0)
    """
    serial = message.get("serial") if isinstance(message, Mapping) else None
    return float(serial) if _is_number(serial, 2.0**53) else 0.0


def _wanted_shape(wish: object, shape: Shape, largest: tuple[int, int] | None) -> Shape | None:
    if not isinstance(wish, list) or [type(size) for size in wish] != [int, int, int]:
        return None
    channels, rows, columns = wish
    if (channels, rows, columns) == shape:
        return shape
    if largest is None or channels != shape[0]:
        return None
    fits = 1 <= rows <= largest[0] and 1 <= columns <= largest[1]
    return (channels, rows, columns) if fits else None


def _is_number(value: object, limit: float) -> TypeGuard[int | float]:
    # bool is an int; and compare before converting, a whole number of 400 digits fits no float
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -limit <= value <= limit
