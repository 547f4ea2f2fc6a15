"""NumPy's own file format, read without unpickling, evaluating or trusting anything."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lesson.files.axes import axes_of
from lesson.files.refusal import Refusal
from lesson.files.tables import VALUE_LIMIT

_Found = TypeVar("_Found")
_MAGIC = b"\x93NUMPY"
_HEADER_LIMIT = 1_024
_ITEM = (
    r"'(?:descr'\s*:\s*'(?P<descr{n}>[^']{{1,12}})'"
    r"|fortran_order'\s*:\s*(?P<fortran{n}>True|False)"
    r"|shape'\s*:\s*\((?P<shape{n}>[0-9, ]*)\))\s*"
)
_HEADER = re.compile(
    r"\{\s*" + r",\s*".join(_ITEM.format(n=n) for n in range(3)) + r",?\s*\}\s*", re.ASCII
)
# booleans, whole numbers and floats, in either byte order
_TYPES = re.compile(r"[<>|=]?(?:b1|[iu][1248]|f[248])")


def read_npy(data: bytes) -> NDArray[np.float64]:
    """Read a small array from a ``.npy`` file.

    Parameters
    ----------
    data : bytes
        Of shape (h, w), (c, h, w), (1, c, h, w), or with channels last, (h, w, 3) or (h, w, 1),
        when the first axis is not 1 to 3 long; booleans, whole numbers or floats.

    Returns
    -------
    float64 array (C, h, w)
        1 to 3 channels, 1 to 64 rows and columns, every value between -1e6 and 1e6.

    Raises
    ------
    Refusal
        From the header alone for every wrong shape and type; then for the numbers.

    Notes
    -----
    The header is matched, not evaluated, and its shape is checked before anything is allocated.

    Source: NEP 1, "A simple file format for NumPy arrays".

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> np.save(file, np.zeros((5, 4, 3), np.uint8))
    >>> read_npy(file.getvalue()).shape
    (3, 5, 4)
    """
    found, array = _read(data, axes_of)
    sizes = (found.channels, found.rows, found.columns)
    array = array[0] if array.ndim == 4 else array
    planes = np.moveaxis(array, 2, 0) if found.channels_last else array.reshape(sizes)
    values = np.array(planes, dtype=np.float64, order="C")
    _check_values(values)
    return values + 0.0  # -0.0 becomes 0.0


def read_array(data: bytes, check: Callable[[tuple[int, ...]], None]) -> NDArray[np.float64]:
    """Read an array of another kind from a ``.npy`` file.

    Parameters
    ----------
    data : bytes
    check : function (shape)
        Raises `Refusal` for a shape that is not wanted, before anything is allocated.

    Returns
    -------
    float64 array of that shape

    Raises
    ------
    Refusal
        As `read_npy`; numbers are placed by the last two axes, planes counted through.
    """
    _, array = _read(data, check)
    values = np.array(array, dtype=np.float64, order="C")
    height, width = (1, 1, *values.shape)[-2:]
    _check_values(values.reshape(-1, height, width))
    return values + 0.0


def shape_in(data: bytes) -> tuple[int, ...]:
    """The shape that the header of a ``.npy`` file tells; raises `Refusal` as `read_npy`."""
    return _header(data)[2]


def _read(data: bytes, check: Callable[[tuple[int, ...]], _Found]) -> tuple[_Found, NDArray[Any]]:
    if data.startswith(b"PK"):
        raise Refusal("npz")
    if not data.startswith(_MAGIC):
        raise Refusal("not_npy")
    descr, fortran, shape, start = _header(data)
    if not _TYPES.fullmatch(descr):
        raise Refusal("npy_type")
    found = check(shape)
    dtype = np.dtype(descr)
    expected = dtype.itemsize * math.prod(shape)
    if len(data) - start != expected:
        raise Refusal("npy_length", found=len(data) - start, expected=expected)
    flat = np.frombuffer(data, dtype, offset=start)
    return found, flat.reshape(shape, order="F" if fortran else "C")


def _header(data: bytes) -> tuple[str, bool, tuple[int, ...], int]:
    wide = data[6:7] in (b"\2", b"\3")
    start = 12 if wide else 10
    length = int.from_bytes(data[8:start], "little")
    text = data[start : start + length]
    if data[6:7] not in (b"\1", b"\2", b"\3") or length > _HEADER_LIMIT or len(text) < length:
        raise Refusal("npy_header")
    match = _HEADER.fullmatch(text.decode("latin-1"))
    if match is None:
        # structured and object types are spelled as lists or carry a name; same advice as by type
        raise Refusal("npy_type" if b"'descr': [" in text else "npy_header")
    found = {name[:-1]: value for name, value in match.groupdict().items() if value is not None}
    if len(found) < 3:
        raise Refusal("npy_header")
    sizes = [size.strip() for size in found["shape"].split(",") if size.strip()]
    if any(len(size) > 18 or not size.isdigit() for size in sizes):
        raise Refusal("npy_header")
    shape = tuple(map(int, sizes))
    return found["descr"], found["fortran"] == "True", shape, start + length


def _check_values(values: NDArray[np.float64]) -> None:
    good = np.abs(values) <= VALUE_LIMIT  # NaN compares as false
    if good.all():
        return
    channel, row, column = (int(place) + 1 for place in np.argwhere(~good)[0])
    if not np.isfinite(values[channel - 1, row - 1, column - 1]):
        raise Refusal("npy_not_finite", channel=channel, row=row, column=column)
    raise Refusal(
        "channel_too_large", channel=channel, row=row, column=column, limit=int(VALUE_LIMIT)
    )
