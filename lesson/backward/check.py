"""Is the gradient right? Central differences, cell by cell, in float64."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution

Floats = NDArray[np.float64]
_Loss = Callable[[NDArray[np.float64]], float]

H = 1e-3
"""How far a cell is moved; every loss here is at most quadratic, so no cell is too far."""
MOST_CELLS = 800
"""Cells of one gradient that are checked at most; of a larger one, a random sample."""
WORK = 1.5e8
"""Products spent on one gradient."""
FEWEST = 16
SMALL = 1e-3
"""A cell whose gradient almost cancels is held against this share of the largest one."""


@dataclass(frozen=True)
class Part:
    """The check of one gradient.

    Attributes
    ----------
    cells : int array (m,)
        Which cells were moved, as places in the flat gradient, in rising order.
    total : int
        How many cells the gradient has; all were moved when ``m == total``.
    here : float
        The loss with no cell moved.
    plus, minus : float64 array (m,)
        The loss with the cell moved by +h and by -h.
    curvature : float64 array (m,)
        How fast the slope changes, ``(plus - 2 here + minus) / h**2``: the loss is
        ``here + numeric*d + curvature*d**2 / 2`` wherever the cell is moved by d. 0 for a loss that
        is linear.
    numeric, analytic : float64 array (m,)
        ``(plus - minus) / (2 h)``, and what `backward` says.
    error : float64 array (m,)
        ``|numeric - analytic|`` over the larger of both, or over `SMALL` of the largest gradient.
    """

    cells: NDArray[np.int_]
    total: int
    here: float
    plus: Floats
    minus: Floats
    curvature: Floats
    numeric: Floats
    analytic: Floats
    error: Floats


def gradient_check(
    x: Floats,
    layer: Convolution,
    dout: Floats,
    target: Floats | None = None,
) -> dict[str, Part]:
    """Check db, dW and dx against the change of the loss.

    Parameters
    ----------
    x : float64 array (N, C, in_h, in_w)
    layer : Convolution
        Its `W` and `b` are moved in copies.
    dout : float64 array (N, FN, out_h, out_w)
        The loss is ``(out * dout).sum()``.
    target : float64 array of the shape of `dout`, optional
        With a target the loss is ``((out - target) ** 2).sum() / 2`` instead, and `dout` is
        ``out - target``.

    Returns
    -------
    parts : dict of Part
        By ``"db"``, ``"dW"`` and ``"dx"``.

    Notes
    -----
    Each cell costs two forward passes; the number of cells follows from `WORK`.

    Examples
    --------
    >>> layer = Convolution(np.ones((1, 1, 2, 2)), np.zeros(1))
    >>> parts = gradient_check(np.eye(3)[None, None], layer, np.ones((1, 1, 2, 2)))
    >>> parts["dW"].analytic, bool(parts["dW"].error.max() < 1e-9)
    (array([2., 1., 1., 2.]), True)
    """
    W, b = layer.W.astype(np.float64), layer.b.astype(np.float64)

    def loss(x: Floats, W: Floats, b: Floats) -> float:
        return loss_of(layer.like(W, b).forward(x))

    def loss_of(out: Floats) -> float:
        if target is None:
            return float((out * dout).sum())
        return float(((out - target) ** 2).sum()) / 2

    checked = layer.like(W, b)
    here = loss_of(checked.forward(x))
    dx = checked.backward(dout)
    products = dout.size * W[0].size
    most = int(np.clip(WORK / (2 * products), FEWEST, MOST_CELLS))
    rest = here, target is None, most
    return {
        "db": _part(checked.db, b, lambda moved: loss(x, W, moved), *rest),
        "dW": _part(checked.dW, W, lambda moved: loss(x, moved, b), *rest),
        "dx": _part(dx, x, lambda moved: loss(moved, W, b), *rest),
    }


def _part(
    gradient: Floats, values: Floats, loss: _Loss, here: float, linear: bool, most: int
) -> Part:
    """Move cell after cell of a copy of `values`."""
    cells = _chosen(gradient.size, most)
    moved = values.astype(np.float64, copy=True)
    flat = moved.reshape(-1)
    plus, minus = np.empty(len(cells)), np.empty(len(cells))
    for at, cell in enumerate(cells):
        before = flat[cell]
        flat[cell] = before + H
        plus[at] = loss(moved)
        flat[cell] = before - H
        minus[at] = loss(moved)
        flat[cell] = before
    numeric = (plus - minus) / (2 * H)
    analytic = gradient.reshape(-1)[cells].astype(np.float64)
    curvature = np.zeros_like(plus) if linear else (plus - 2 * here + minus) / H**2
    error = _error(numeric, analytic, gradient)
    return Part(cells, gradient.size, here, plus, minus, curvature, numeric, analytic, error)


def _chosen(size: int, most: int) -> NDArray[np.int_]:
    """All cells, or a random sample of them that is always the same."""
    if size <= most:
        return np.arange(size)
    return np.sort(np.random.default_rng(0).choice(size, most, replace=False))


def _error(numeric: Floats, analytic: Floats, gradient: Floats) -> Floats:
    against = np.maximum(np.abs(numeric), np.abs(analytic))
    against = np.maximum(against, SMALL * np.abs(gradient).max())
    apart: Floats = np.abs(numeric - analytic)
    error = np.zeros_like(apart)
    # where nothing moves anything, both are exactly 0
    np.divide(apart, against, out=error, where=against > 0)
    return error
