"""Reading of what a caller passes as an array, and the dtype that the work is done in."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from conv_core.errors import GeometryError

Array = NDArray[Any]
DType = np.dtype[Any]

FLOAT32, FLOAT64 = np.dtype(np.float32), np.dtype(np.float64)


def real_array(value: ArrayLike, name: str, axes: tuple[str, ...]) -> Array:
    """Read `value` as real numbers with the named axes; an array is not copied."""
    array = value if type(value) is np.ndarray else _unmasked(value, name)
    if array.dtype.kind not in "fiub" or array.dtype.itemsize > 8:
        raise TypeError(
            f"{name} has dtype {array.dtype}, but the layer computes with real numbers of at most "
            f"64 bits. Use {_real(name, array.dtype)}."
        )
    if array.ndim != len(axes):
        way_out = "with 1 for an axis that is missing"
        if array.ndim > len(axes):
            way_out = "to join axes, or one part of it"
        raise GeometryError(
            f"{name} has shape {array.shape}, which is {array.ndim} axes, but needs {len(axes)}: "
            f"({', '.join(axes)}). Use {name}.reshape(...) {way_out}.",
            shape=array.shape,
            axes=axes,
        )
    return array


def _real(name: str, dtype: DType) -> str:
    """How to make real numbers of at most 64 bits of it."""
    if dtype.kind == "c":
        return f"{name}.real and {name}.imag one after the other"
    return f"np.asarray({name}, np.float64)"


def _unmasked(value: ArrayLike, name: str) -> Array:
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(
            f"{name} is a masked array, whose mask a convolution would ignore. "
            f"Use {name}.filled(0), or another value for what is missing."
        )
    return np.asarray(value)


def floating(x: DType, W: DType) -> DType:
    """The dtype of the result: that of a floating `x`, else that of a floating `W`, else float64.

    Half precision is computed in single precision: NumPy has no fast product for it, and sums in
    it lose most of their digits.
    """
    for dtype in (x, W):
        if dtype.kind == "f":
            return FLOAT64 if dtype.itemsize == 8 else FLOAT32
    return FLOAT64
