"""A filter learns: gradient descent on a lesson's own layer, update by update."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution, im2col
from lesson.state import RULES, Learn

Floats = NDArray[np.float64]

SGD, MOMENTUM = RULES
RATES = range(5, 126, 5)
"""Learning rates, in percent of the largest one at which the rule still converges."""
KEEP = 0.9
"""The share of its speed that momentum keeps from update to update."""

MOST_UPDATES, FEWEST_UPDATES = 60, 20
_AFFORDABLE = 120_000_000
"""Multiplications of all forward passes together; larger layers get fewer updates."""
_BURST = 1e6
"""A film ends where the loss has grown by this factor: there is nothing left to see."""
_LARGEST = 1e36
"""And before a loss that float32, in which it travels, would call infinite."""


@dataclass(frozen=True)
class Training:
    """What gradient descent did; index t is the state after t updates, 0 the lesson itself.

    Attributes
    ----------
    W, dW : float64 array (T+1, FN, C, FH, FW)
        The filters, and the gradient there.
    b, db : float64 array (T+1, FN)
    loss : float64 array (T+1,)
        ``((out - target)**2).sum() / 2``
    rate, largest : float
        The learning rate, and the largest at which the rule converges.
    """

    W: Floats
    dW: Floats
    b: Floats
    db: Floats
    loss: Floats
    rate: float
    largest: float


def train(layer: Convolution, x: Floats, target: Floats, learn: Learn, updates: int) -> Training:
    """Change filters and biases against their gradient, again and again.

    With ``"sgd"`` each update is ``W -= rate*dW``; with ``"momentum"`` it is
    ``v = 0.9*v - rate*dW`` and ``W += v``, from ``v = 0``; the same for b.

    Parameters
    ----------
    layer : Convolution
        Where to start; not changed.
    x : float64 array (N, C, in_h, in_w)
    target : float64 array (N, FN, out_h, out_w)
        What the output shall become.
    learn : Learn
    updates : int
        At most so many; fewer where the numbers grow without bound.

    Examples
    --------
    >>> one = Convolution(np.zeros((1, 1, 1, 1)), 0.0)
    >>> x = np.array([[[[1.0, -1.0]]]])
    >>> training = train(one, x, target=3 * x, learn=Learn(25, SGD), updates=2)
    >>> training.W.ravel(), training.loss
    (array([0.  , 1.5 , 2.25]), array([9.    , 2.25  , 0.5625]))
    """
    W, b = layer.W.astype(np.float64), layer.b.astype(np.float64)
    moving = layer.like(W, b)
    largest = largest_rate(layer, x, learn.rule)
    # three digits, which the page shows: who calculates along gets its numbers; the edge is exact
    rate = largest if learn.rate == 100 else float(f"{learn.rate / 100 * largest:.3g}")
    keep = KEEP if learn.rule == MOMENTUM else 0.0
    speed_W, speed_b = np.zeros_like(W), np.zeros_like(b)
    states: list[tuple[Floats, Floats, Floats, Floats, float]] = []
    for _ in range(updates + 1):
        dout = moving.forward(x) - target
        moving.backward(dout)
        loss = float((dout**2).sum() / 2)
        if states and not loss <= min(_BURST * max(states[0][-1], 1.0), _LARGEST):
            break
        states.append((W, moving.dW, b, moving.db, loss))
        speed_W = keep * speed_W - rate * moving.dW
        speed_b = keep * speed_b - rate * moving.db
        W, b = W + speed_W, b + speed_b
        moving.W, moving.b = W, b
    Ws, dWs, bs, dbs, losses = (np.array(part) for part in zip(*states, strict=True))
    return Training(Ws, dWs, bs, dbs, losses, rate, largest)


def largest_rate(layer: Convolution, x: Floats, rule: str) -> float:
    """The learning rate above which the loss grows instead of falling.

    The loss is a quadratic of weights and bias. Its steepest curvature is the largest eigenvalue
    of ``A.T @ A``, where A is im2col of `x` with a column of ones for the bias; of
    several groups, each with its own columns, the steepest counts. Plain descent
    converges below 2 / curvature, momentum below ``2 * (1 + KEEP)`` / curvature.

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964).
    """
    FH, FW = layer.W.shape[2:]
    col = im2col(x, FH, FW, layer.stride, layer.pad, layer.dilation)
    groups = np.split(col, layer.groups, axis=1)
    As = [np.column_stack([group, np.ones(len(col))]) for group in groups]
    curvature = max(float(np.linalg.eigvalsh(A.T @ A)[-1]) for A in As)
    return 2 * (1 + KEEP if rule == MOMENTUM else 1) / curvature


def affordable_updates(out_shape: tuple[int, ...], W_shape: tuple[int, ...]) -> int:
    """How many updates a layer gets, so that nobody waits for a film.

    Examples
    --------
    >>> affordable_updates((1, 1, 28, 28), (1, 1, 3, 3))
    60
    """
    N, _, out_h, out_w = out_shape
    multiplications = int(np.prod(W_shape)) * N * out_h * out_w
    return min(max(_AFFORDABLE // multiplications, FEWEST_UPDATES), MOST_UPDATES)


def spell_learn(learn: Learn) -> str:
    """Write it for a link.

    Examples
    --------
    >>> spell_learn(Learn(rate=120, rule="momentum"))
    '120.momentum'
    """
    return f"{learn.rate}.{learn.rule}"


def read_learn(text: str) -> Learn:
    """Read it from a link.

    Raises
    ------
    ValueError
        For anything that `spell_learn` would not have written.
    """
    rate, _, rule = text.partition(".")
    if rule not in RULES or rate not in map(str, RATES):
        raise ValueError(f"{text[:20]!r} is not a way to learn")
    return Learn(int(rate), rule)
