"""Filters as matrices for the rows of a tile, in the form that this machine's BLAS likes best.

OpenBLAS has kernels for AVX-512 that multiply small matrices as they lie. All others first copy
both into strips, four rows of the left one at a time, and that copy is most of a photo's product.

Measured with OpenBLAS 0.3.31 on an Intel Xeon with AVX-512 and an AMD EPYC (Zen 3) without, for the
whole forward pass over photographs: a row of zeros beside three filters of 3x3x3 makes it 0.87 and
1.2 to 1.6 times as fast, two output rows at a time for one filter 1.15 and 0.65 times. An EPYC with
AVX-512 (Zen 4) goes the Xeon's way: 0.82 to 0.9, and 1.03.
"""

import numpy as np

from conv_core.arrays import Array, DType


def _has_small_kernels() -> bool:
    """Whether NumPy finds AVX-512 on this processor."""
    found = np.show_config(mode="dicts") or {}
    extensions = found.get("SIMD Extensions", {})
    names = [*extensions.get("baseline", []), *extensions.get("found", [])]
    return any(name == "X86_V4" or name.startswith("AVX512") for name in names)


SMALL_KERNELS = _has_small_kernels()
"""Whether BLAS multiplies small matrices as they lie."""

SHORT = 48
"""Numbers of a filter, up to which such a BLAS computes three rows about as fast as four."""


def by_rows(W: Array, groups: int) -> Array:
    """The filters as matrices (groups, 1, FN/groups or more, FH*channels*FW), by filter row first.

    Three filters, from colours to colours, may get a fourth of zeros; their products then have a
    row more than the output.
    """
    FN, channels, FH, FW = W.shape
    share, K = FN // groups, channels * FH * FW
    fourth = share == 3 and (K > SHORT or not SMALL_KERNELS)
    matrices = np.zeros((groups, 1, share + fourth, K), W.dtype)
    in_rows = W.reshape(groups, share, channels, FH, FW).swapaxes(2, 3)
    matrices[:, 0, :share] = in_rows.reshape(groups, share, K)
    return matrices


def takes_two_rows(FN: int, groups: int, pixels: DType) -> bool:
    """Whether `two_rows` is possible, and faster.

    The zeros in it would turn one infinite pixel into NaN in the output row that does not read it,
    so it is for whole numbers only.
    """
    return SMALL_KERNELS and groups == FN and pixels.kind in "bui"


def two_rows(filters: Array, lower: int) -> Array:
    """One filter for each group twice, (groups, 1, 2, K + lower), for two output rows at a time.

    The second filter stands lower by a row step, with zeros where a row does not read.
    """
    groups, _, _, K = filters.shape
    both = np.zeros((groups, 1, 2, K + lower), filters.dtype)
    both[:, :, 0, :K] = both[:, :, 1, lower:] = filters[:, :, 0]
    return both
