"""Memory for intermediate results, used again and again."""

from math import prod

import numpy as np

from conv_core.arrays import Array, DType


class Scratch:
    """One piece of memory that is lent out in any shape, one shape at a time.

    Memory that the system has just handed out costs more at first touch than the arithmetic on it.

    Examples
    --------
    >>> scratch = Scratch(np.dtype(np.float32))
    >>> scratch.shaped(2, 3).shape, scratch.shaped(4).shape
    ((2, 3), (4,))
    """

    def __init__(self, dtype: DType) -> None:
        self._memory: Array = np.empty(0, dtype)

    def shaped(self, *shape: int) -> Array:
        """Lend an array with unknown content; the one lent before is no longer to be used."""
        size = prod(shape)
        if self._memory.size < size:
            self._memory = np.empty(size, self._memory.dtype)
        return self._memory[:size].reshape(shape)
