"""Where the gradient at the output comes from: the learner's choice, and its array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution
from lesson.link.arrays import decode_array
from lesson.numbers import Numbers
from lesson.presets import PRESETS, available, preset_weights
from lesson.state import DOUTS, TARGET_FILTERS, Dout, Filter

Floats = NDArray[np.float64]

ONES, ONE, TARGET, TYPED_TARGET, RANDOM, OWN = DOUTS
TYPED = (TYPED_TARGET, OWN)
MOST_SEED = 9999
MOST_CELL = 99_999


def dout_array(dout: Dout, out: Floats, target: Floats | None) -> Floats:
    """The gradient at the output.

    Parameters
    ----------
    dout : Dout
        The choice.
    out : float64 array (N, FN, out_h, out_w)
    target : float64 array like `out`, or None
        From `target_array`.

    Returns
    -------
    dout : float64 array like `out`
    """
    if target is not None:
        return out - target
    if dout.kind == RANDOM:
        return np.random.default_rng(dout.seed).normal(0, 1, out.shape).round(2) + 0.0
    if dout.kind == OWN:
        return _typed(dout.numbers, out.shape)
    if dout.kind == ONE:
        single = np.zeros(out.shape)
        single[cell_of_one(dout, out.shape)] = 1
        return single
    return np.ones_like(out)


def cell_of_one(dout: Dout, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Where the single 1 stands in an output of this shape: (n, k, i, j)."""
    N, FN, out_h, out_w = shape
    step = min(max(dout.step, 0), N * out_h * out_w - 1)
    n, cell = divmod(step, out_h * out_w)
    return n, min(max(dout.filter, 0), FN - 1), cell // out_w, cell % out_w


def target_array(
    dout: Dout, layer: Convolution, x: Floats, shape: tuple[int, ...], filters: tuple[Filter, ...]
) -> Floats | None:
    """What the output shall become.

    Parameters
    ----------
    dout : Dout
        The choice.
    layer : Convolution
    x : float64 array (N, C, in_h, in_w)
    shape : (N, FN, out_h, out_w)
    filters : tuple of Filter
        Those of the lesson.

    Returns
    -------
    target : float64 array of `shape`, or None
        In every channel the output of the target filter, or the typed numbers. None for the kinds
        of dout that know no target.
    """
    if dout.kind == TYPED_TARGET:
        return _typed(dout.numbers, shape)
    if dout.kind != TARGET:
        return None
    FN, C, FH, FW = layer.W.shape
    kernel = preset_weights(target_preset(dout, filters, FH, FW), C, FH, FW, dout.seed)
    # as many filters as the layer has: the same sums in the same order leave no rounding behind
    return layer.like(np.repeat(kernel[None], FN, axis=0), 0).forward(x)


def target_preset(dout: Dout, filters: tuple[Filter, ...], FH: int, FW: int) -> str:
    """The preset of the target; another one where it does not exist at this size.

    Where none was chosen, it is one that no filter of the lesson is: out - target would be 0.

    Examples
    --------
    >>> target_preset(Dout(), (Filter("sobel_x"),), 3, 3)
    'sobel_y'
    >>> target_preset(Dout(), (Filter("sobel_x"), Filter("sobel_y")), 3, 3)
    'laplacian'
    """
    if dout.preset in PRESETS and available(dout.preset, FH, FW):
        return dout.preset
    proposed = [name for name in TARGET_FILTERS if available(name, FH, FW)]
    had = {one.preset for one in filters}
    return next((name for name in proposed if name not in had), proposed[0])


def _typed(numbers: Numbers | None, shape: tuple[int, ...]) -> Floats:
    """Typed numbers for an output of this shape."""
    room = np.zeros(shape)
    if numbers is not None:
        both = tuple(slice(min(pair)) for pair in zip(shape, numbers.shape, strict=True))
        room[both] = numbers.array[both]
    return room


def spell_dout(dout: Dout, most: int) -> str:
    """Write a dout for a link; typed numbers of more than `most` characters are left out.

    Examples
    --------
    >>> spell_dout(Dout("one", step=5, filter=1), most=6000)
    'one.5.1'
    """
    if dout.kind in TYPED and dout.numbers is not None:
        text = dout.numbers.text
        return f"{dout.kind}.{text}" if len(text) <= most else dout.kind
    rest = {
        ONE: f".{dout.step}.{dout.filter}",
        TARGET: f".{dout.preset}" if dout.preset else "",
        RANDOM: f".{dout.seed}",
    }
    return dout.kind + rest.get(dout.kind, "")


def read_dout(text: str) -> Dout:
    """Read a dout from a link.

    Raises
    ------
    ValueError
        For anything that `spell_dout` would not have written, and for typed numbers that were left
        out.

    Examples
    --------
    >>> read_dout("target.sobel_y")
    Dout(kind='target', step=0, filter=0, preset='sobel_y', seed=0, numbers=None)
    """
    kind, _, rest = text.partition(".")
    if kind not in DOUTS:
        raise ValueError(f"{kind[:20]!r} is not one of {DOUTS}")
    if text in (ONES, TARGET):
        return Dout(text)
    if kind == ONE:
        step, _, k = rest.partition(".")
        return Dout(kind, step=_whole(step, MOST_CELL), filter=_whole(k, MOST_CELL))
    if kind == TARGET and rest in PRESETS:
        return Dout(kind, preset=rest)
    if kind == RANDOM:
        return Dout(kind, seed=_whole(rest, MOST_SEED))
    if kind in TYPED:
        numbers = decode_array(rest)
        if numbers.ndim == 4:
            return Dout(kind, numbers=Numbers.of(numbers))
    raise ValueError(f"{text[:20]!r} is not a gradient at the output")


def _whole(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= most):
        raise ValueError(f"{text[:20]!r} is not a whole number up to {most}")
    return int(text)
