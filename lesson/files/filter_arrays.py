"""Filters from a ``.npy`` or ``.npz`` file, as NumPy, PyTorch and we ourselves write them."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from lesson.files.npy import read_array, shape_in
from lesson.files.refusal import Refusal

MOST_FILTERS, MOST_CHANNELS, LONGEST_SIDE = 8, 3, 7
_NAMES = ("W", "weight", "conv1.weight", "arr_0")
_BIASES = ("b", "bias", "conv1.bias")
_MOST_BYTES = 1_200 + 8 * MOST_FILTERS * MOST_CHANNELS * LONGEST_SIDE**2


@dataclass(frozen=True, eq=False)
class Filters:
    """What was in the file.

    Attributes
    ----------
    W : float64 array (FN, C, FH, FW)
    b : float64 array (FN,) or None
        The biases, where the file has them.
    """

    W: NDArray[np.float64]
    b: NDArray[np.float64] | None = None


def are_filters(data: bytes, name: str) -> bool:
    """Whether a file of numbers is one of filters and not of an input.

    An archive is; an array with four axes is where its first one is no single image, or where the
    file is called so.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> np.save(file, np.zeros((1, 1, 3, 3)))
    >>> are_filters(file.getvalue(), "x.npy"), are_filters(file.getvalue(), "W_cat_3x3.npy")
    (False, True)
    """
    if data.startswith(b"PK"):
        return True
    shape = shape_in(data)
    called_so = name.startswith(("W", "weight"))
    return len(shape) == 4 and (shape[0] != 1 or called_so)


def read_filters(data: bytes) -> Filters:
    """Read the filters of a file.

    Parameters
    ----------
    data : bytes
        A ``.npy`` of shape (FN, C, FH, FW), or an ``.npz`` with one called ``W`` or ``weight``,
        and perhaps ``b`` or ``bias``: at most 8 filters of 3 channels and 7x7.

    Raises
    ------
    Refusal
        ``npz`` where an archive holds no filters, ``filters_shape``, or as `read_npy`.
    """
    if not data.startswith(b"PK"):
        return Filters(read_array(data, _check_filters))
    entries = _entries(data)
    found = [name for name in _NAMES if name in entries]
    if not found:
        raise Refusal("npz")
    W = read_array(entries[found[0]], _check_filters)

    def check_biases(shape: tuple[int, ...]) -> None:
        if shape != (len(W),):
            raise _wrong_shape(shape)

    biases = next((entries[name] for name in _BIASES if name in entries), None)
    return Filters(W, None if biases is None else read_array(biases, check_biases))


def _check_filters(shape: tuple[int, ...]) -> None:
    most = (MOST_FILTERS, MOST_CHANNELS, LONGEST_SIDE, LONGEST_SIDE)
    if len(shape) != 4 or not all(
        1 <= size <= limit for size, limit in zip(shape, most, strict=True)
    ):
        raise _wrong_shape(shape)


def _wrong_shape(shape: tuple[int, ...]) -> Refusal:
    return Refusal(
        "filters_shape", shape="x".join(map(str, shape[:6])) or "?",
        filters=MOST_FILTERS, channels=MOST_CHANNELS, side=LONGEST_SIDE,
    )  # fmt: skip


def _entries(data: bytes) -> dict[str, bytes]:
    """Arrays of an archive that may be what is looked for; nothing large is unpacked."""
    wanted = {f"{name}.npy": name for name in (*_NAMES, *_BIASES)}
    found = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.filename in wanted and entry.file_size <= _MOST_BYTES:
                    with archive.open(entry) as packed:
                        found[wanted[entry.filename]] = packed.read(_MOST_BYTES + 1)
                elif entry.filename in wanted:
                    raise _wrong_shape(())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError,
            ValueError) as error:  # fmt: skip
        if isinstance(error, Refusal):
            raise
        raise Refusal("npz") from error
    return found
