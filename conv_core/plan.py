"""Which way an input takes through the layer: whole matrices or tiles."""

from types import ModuleType

from conv_core import tiled, whole
from conv_core.geometry import Geometry

LARGE = 2**18
"""Numbers in an image's matrix of im2col, or in the image, above which it is taken in tiles."""

Plan = tuple[Geometry, ModuleType, list[slice]]
"""Where the windows lie, the arithmetic, and the images that it is applied to at a time."""


def plan(x_shape: tuple[int, ...], geometry: Geometry) -> Plan:
    """Choose between whole matrices, for as many images as fit, and tiles."""
    g, (N, C) = geometry, x_shape[:2]
    size = C * max(g.FH * g.FW * g.out_h * g.out_w, g.padded_h * g.padded_w)
    if size > LARGE:
        return g, tiled, [slice(0, N)]
    images = max(LARGE // size, 1)
    return g, whole, [slice(first, first + images) for first in range(0, max(N, 1), images)]
