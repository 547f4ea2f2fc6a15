"""Whether input, filters, bias and gradient have shapes that go together."""

import numpy as np
from numpy.typing import ArrayLike

from conv_core.arrays import Array, real_array
from conv_core.errors import GeometryError

IMAGES = ("N", "C", "in_h", "in_w")
FILTERS = ("FN", "C/groups", "FH", "FW")


def bias(b: ArrayLike, FN: int) -> Array:
    """Read the bias: one number for each filter, or one for all."""
    if b is None:
        raise TypeError("b is None, but each filter has a bias. Use 0 for none.")
    if np.ndim(b) == 0:
        b = np.full(FN, b)
    b = real_array(b, "b", ("FN",))
    if b.shape != (FN,):
        raise GeometryError(
            f"b has shape {b.shape}, but W has {FN} filters. Use one number for each, shape "
            f"({FN},), or one number for all.",
            shape=b.shape,
            needed=(FN,),
        )
    return b


def check_filters(shape: tuple[int, ...], groups: int) -> None:
    """Refuse filters that cannot be split into `groups`, and filters without a cell."""
    if 0 in shape:
        raise GeometryError(
            f"W has shape {shape} (FN, C/groups, FH, FW). Use at least 1 along each axis.",
            shape=shape,
        )
    if shape[0] % groups:
        raise GeometryError(
            f"{shape[0]} filters cannot be split into {groups} groups. Use a number of filters "
            f"that {groups} divides, for example {groups * (shape[0] // groups + 1)}.",
            FN=shape[0],
            groups=groups,
        )


def check_layer(x: tuple[int, ...], W: tuple[int, ...], groups: int) -> None:
    """Refuse an input whose channels are not those that the filters read."""
    if x[1] != W[1] * groups:
        in_groups = f" in {groups} groups" if groups > 1 else ""
        raise GeometryError(
            f"x has {x[1]} channels, but W of shape {W} reads {W[1] * groups}{in_groups}. "
            f"Use x of shape (N, {W[1] * groups}, in_h, in_w).",
            channels=x[1],
            needed=W[1] * groups,
        )


def cotangent(dout: ArrayLike, needed: tuple[int, int, int, int]) -> Array:
    """Read `dout`, which has the shape of the output."""
    dout = real_array(dout, "dout", ("N", "FN", "out_h", "out_w"))
    if dout.shape != needed:
        raise GeometryError(
            f"dout has shape {dout.shape}, but the output has {needed}. Use the gradient with "
            "respect to that output.",
            shape=dout.shape,
            needed=needed,
        )
    return dout
