"""Images surrounded by the zeros that the filter reads."""

import numpy as np

from conv_core.arrays import Array
from conv_core.geometry import Geometry


def padded(x: Array, geometry: Geometry) -> Array:
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

    Examples
    --------
    >>> padded(np.ones((1, 1, 1, 2), int), Geometry.of(1, 2, 1, 1, pad=1))[0, 0]
    array([[0, 0, 0, 0],
           [0, 1, 1, 0],
           [0, 0, 0, 0]])
    """
    # np.pad takes 30 times as long for a small image
    top, _, left, _ = geometry.pad
    room = np.zeros((*x.shape[:2], geometry.padded_h, geometry.padded_w), x.dtype)
    room[:, :, top : top + geometry.in_h, left : left + geometry.in_w] = x
    return room
