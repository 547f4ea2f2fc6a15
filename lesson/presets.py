"""Filters by name, each for every size it makes sense at."""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import numpy as np
from numpy.typing import NDArray

Kernel = NDArray[np.float64]

# ゼロから作る Deep Learning, ch. 7
_BOOK = np.array([[2.0, 0.0, 1.0], [0.0, 1.0, 2.0], [1.0, 0.0, 2.0]])
_EMBOSS = np.array([[-2.0, -1.0, 0.0], [-1.0, 1.0, 1.0], [0.0, 1.0, 2.0]])


def _smooth(n: int) -> Kernel:
    """Binomial weights, the whole-number cousin of a Gaussian: 1 / 1 1 / 1 2 1 / 1 3 3 1."""
    return np.array([comb(n - 1, i) for i in range(n)], dtype=float)


def _slope(n: int) -> Kernel:
    """Right minus left, smoothed to `n` cells: -1 1 / -1 0 1 / -1 -1 1 1."""
    return np.convolve(_smooth(n - 1), [-1.0, 1.0])


def _curve(n: int) -> Kernel:
    """Second difference smoothed to `n` >= 3 cells: 1 -2 1 / 1 -1 -1 1."""
    return np.convolve(_smooth(n - 2), [1.0, -2.0, 1.0])


def _delta(FH: int, FW: int) -> Kernel:
    kernel = np.zeros((FH, FW))
    kernel[(FH - 1) // 2, (FW - 1) // 2] = 1
    return kernel


def _gaussian(FH: int, FW: int) -> Kernel:
    kernel: Kernel = np.outer(_smooth(FH), _smooth(FW))
    kernel /= kernel.sum()
    return kernel


def _laplacian(FH: int, FW: int) -> Kernel:
    if (FH, FW) == (3, 3):  # the four-neighbour form every textbook prints
        return np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
    return np.outer(_curve(FH), _smooth(FW)) + np.outer(_smooth(FH), _curve(FW))


def _sharpen(FH: int, FW: int) -> Kernel:
    if (FH, FW) == (3, 3):
        return np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
    return np.subtract(2 * _delta(FH, FW), 1 / (FH * FW))


_MAKERS: dict[str, tuple[Callable[[int, int], Kernel], Callable[[int, int], bool]]] = {
    # id: (maker, the sizes at which it is itself)
    "book": (lambda FH, FW: _BOOK, lambda FH, FW: (FH, FW) == (3, 3)),
    "identity": (_delta, lambda FH, FW: True),
    "box": (lambda FH, FW: np.full((FH, FW), 1 / (FH * FW)), lambda FH, FW: True),
    "gaussian": (_gaussian, lambda FH, FW: True),
    "sharpen": (_sharpen, lambda FH, FW: FH * FW > 1),
    "sobel_x": (lambda FH, FW: np.outer(_smooth(FH), _slope(FW)), lambda FH, FW: FW > 1),
    "sobel_y": (lambda FH, FW: np.outer(_slope(FH), _smooth(FW)), lambda FH, FW: FH > 1),
    "laplacian": (_laplacian, lambda FH, FW: FH > 2 and FW > 2),
    "emboss": (lambda FH, FW: _EMBOSS, lambda FH, FW: (FH, FW) == (3, 3)),
}

RANDOM = "random"
PRESETS = (*_MAKERS, RANDOM)
"""Preset ids in the order a menu shows them."""

NEXT_FILTERS = ("sobel_x", "sobel_y", "laplacian", "sharpen", "gaussian", "identity", "box", RANDOM)
"""What the first, second, ... eighth filter is when a learner asks for more filters."""


def available(preset: str, FH: int, FW: int) -> bool:
    """Whether `preset` is itself at this size (a Sobel x needs two columns)."""
    return preset == RANDOM or (preset in _MAKERS and _MAKERS[preset][1](FH, FW))


def preset_weights(preset: str, C: int, FH: int, FW: int, seed: int = 0) -> Kernel:
    """The weights of a named filter, the same kernel for each channel.

    Parameters
    ----------
    preset : str
        One of `PRESETS`; must be `available` at this size.
    C, FH, FW : int
        Input channels, height and width of the filter.
    seed : int
        Chooses the numbers of ``"random"``, which differ from channel to channel.

    Returns
    -------
    weights : float64 array (C, FH, FW)

    Raises
    ------
    KeyError
        If there is no such preset.

    Examples
    --------
    >>> preset_weights("sobel_x", 1, 3, 3)[0]
    array([[-1.,  0.,  1.],
           [-2.,  0.,  2.],
           [-1.,  0.,  1.]])
    """
    if preset == RANDOM:
        # two decimals: what is shown in a cell is then exactly what is computed with
        return np.random.default_rng(seed).normal(0, 0.6, (C, FH, FW)).round(2) + 0.0
    kernel = _MAKERS[preset][0](FH, FW)
    return np.repeat(kernel[None], C, axis=0)
