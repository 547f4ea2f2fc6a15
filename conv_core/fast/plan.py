"""Which way an input takes through the layer: whole matrices or tiles."""

from conv_core.arrays import DType
from conv_core.fast.tiled import Tiled
from conv_core.fast.whole import Whole
from conv_core.geometry import Geometry

LARGE = 2**18
"""Numbers in an image's matrix of im2col, or in the image, above which it is taken in tiles."""


Plan = Whole | Tiled
"""What does the arithmetic for inputs of one shape and dtype."""


def plan(
    x_shape: tuple[int, ...],
    FN: int,
    geometry: Geometry,
    groups: int,
    dtype: DType,
) -> Plan:
    """Choose between whole matrices, for as many images as fit, and tiles."""
    g, (N, C) = geometry, x_shape[:2]
    out_shape = N, FN, g.out_h, g.out_w
    size = C * max(g.FH * g.FW * g.out_h * g.out_w, g.padded_h * g.padded_w)
    if size > LARGE:
        return Tiled(out_shape, geometry, groups, dtype)
    return Whole(x_shape, out_shape, geometry, groups, dtype, images=max(LARGE // size, 1))
