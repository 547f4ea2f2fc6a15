"""A small array as a value: frozen, comparable, hashable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lesson.link.arrays import encode_array


@dataclass(frozen=True)
class Numbers:
    """Float64 numbers with a shape, kept as bytes so that two equal lessons compare equal.

    Examples
    --------
    >>> Numbers.of([[1, 2], [3, 4]]) == Numbers.of(np.array([[1.0, 2.0], [3.0, 4.0]]))
    True
    >>> Numbers.of([[1, 2], [3, 4]]).array
    array([[1., 2.],
           [3., 4.]])
    """

    shape: tuple[int, ...]
    data: bytes

    @classmethod
    def of(cls, values: ArrayLike) -> Numbers:
        """Copy `values` into a frozen value."""
        # + 0.0: minus zero looks like zero and travels as zero, but its bytes are others
        array = np.ascontiguousarray(values, dtype=np.float64) + 0.0
        return cls(array.shape, array.tobytes())

    @cached_property
    def array(self) -> NDArray[np.float64]:
        """The numbers as a read-only float64 array of `shape`."""
        return np.frombuffer(self.data, dtype=np.float64).reshape(self.shape)

    @cached_property
    def text(self) -> str:
        """The numbers as `encode_array` spells them for the address bar."""
        return encode_array(self.array)
