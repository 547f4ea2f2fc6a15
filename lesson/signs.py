"""When a map's colours need to tell signs apart, and when they would only hide the picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FEW = 0.06
"""The smaller sign's share of all magnitudes, below which a map is nearly all of one sign.

Sharpened and embossed photographs stay below 0.055, and look like photographs; an edge has a half.
"""


def sign_of_nearly_all(negative: float, positive: float) -> int:
    """The sign that a map nearly all consists of: it is drawn in greys, from zero.

    Parameters
    ----------
    negative, positive : float
        The magnitudes of its negative and of its positive numbers, added up.

    Returns
    -------
    int
        1 or -1; 0 where both signs matter, or where there is nothing but zeros.

    Examples
    --------
    >>> sign_of_nearly_all(0.0, 3.0), sign_of_nearly_all(60.0, 1.0), sign_of_nearly_all(1.0, 3.0)
    (1, -1, 0)
    """
    if min(negative, positive) >= FEW * (negative + positive):
        return 0
    return 1 if positive > negative else -1


def sign_of(numbers: NDArray[np.floating]) -> int:
    """`sign_of_nearly_all` of an array.

    Examples
    --------
    >>> sign_of(np.array([0.0, 2, 100, -1])), sign_of(np.array([2.0, -1])), sign_of(np.zeros(3))
    (1, 0, 0)
    """
    positive = float(np.maximum(numbers, 0).sum(dtype=np.float64))
    return sign_of_nearly_all(positive - float(numbers.sum(dtype=np.float64)), positive)
