"""Images surrounded by the zeros that the filter reads."""

import numpy as np
from numpy.typing import ArrayLike

from conv_core.arrays import Array, real_array
from conv_core.checks import IMAGES
from conv_core.errors import GeometryError
from conv_core.geometry import Geometry


def padded(x: ArrayLike, geometry: Geometry) -> Array:
    """Surround the images with the zeros that the filter reads.

    Parameters
    ----------
    x : array (N, C, in_h, in_w)
        Not modified.
    geometry : Geometry
        Says how many zeros go where.

    Returns
    -------
    array (N, C, padded_h, padded_w), dtype of `x`
        Always a copy.

    Raises
    ------
    GeometryError
        If the images do not have the size that the geometry is of.
    TypeError
        If `x` is not of real numbers.

    Examples
    --------
    >>> padded(np.ones((1, 1, 1, 2), int), Geometry.of(1, 2, 1, 1, pad=1))[0, 0]
    array([[0, 0, 0, 0],
           [0, 1, 1, 0],
           [0, 0, 0, 0]])
    """
    x, size = real_array(x, "x", IMAGES), (geometry.in_h, geometry.in_w)
    if x.shape[2:] != size:
        raise GeometryError(
            f"The geometry is of (in_h, in_w) = {size}, but x has {x.shape[2:]}. "
            f"Use Geometry.of(*{x.shape[2:]}, ...).",
            known=size,
            sizes=x.shape[2:],
        )
    # np.pad takes 30 times as long for a small image
    top, _, left, _ = geometry.pad
    room = np.zeros((*x.shape[:2], geometry.padded_h, geometry.padded_w), x.dtype)
    room[:, :, top : top + geometry.in_h, left : left + geometry.in_w] = x
    return room
