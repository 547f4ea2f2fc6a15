"""Memory for intermediate results, used again and again."""

from math import prod

import numpy as np

from conv_core.arrays import Array, DType

LINE = 64
"""Bytes that a cache fetches together, and that the widest vector registers hold."""


class Scratch:
    """One piece of memory that is lent out in any shape, one shape at a time.

    Memory that the system has just handed out costs more at first touch than the arithmetic on it.
    It begins at the start of a cache line: BLAS reads rows that do too up to a quarter faster.

    Examples
    --------
    >>> scratch = Scratch(np.dtype(np.float32))
    >>> scratch.shaped(2, 3).shape, scratch.shaped(4).shape
    ((2, 3), (4,))
    >>> scratch.pitch(54)
    64
    """

    def __init__(self, dtype: DType) -> None:
        self._memory: Array = np.empty(0, dtype)

    def shaped(self, *shape: int) -> Array:
        """Lend an array with unknown content; the one lent before is no longer to be used."""
        size = prod(shape)
        if self._memory.size < size:
            more = LINE // self._memory.itemsize
            memory = np.empty(size + more, self._memory.dtype)
            first = -memory.ctypes.data % LINE // memory.itemsize
            self._memory = memory[first : first + size]
        return self._memory[:size].reshape(shape)

    def pitch(self, length: int) -> int:
        """The numbers from one row to the next, if rows of `length` shall all start a line."""
        whole = LINE // self._memory.itemsize
        return -(-length // whole) * whole
