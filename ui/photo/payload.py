"""What the viewer gets: numbers of a photograph and its feature maps as bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.photo.regions import PhotoLayer
from lesson.photo.survey import View

_MOST_INT16 = 32767
_FINEST = 12
"""Binary digits after the point that a filter's numbers may have to be counted in whole steps."""


def spell_view(view: View, layer: PhotoLayer) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The maps of a view as header and arrays for the browser.

    Map `k` is ``mean{k}``, and where a block is more than one cell ``positive{k}`` too. A number is
    ``entry * steps[k] / over`` in the header's words. Where a block is one cell, that is the map's
    own number to the last digit: 16 bits where the filter's numbers are whole or halves, quarters
    and so on, else the float32 itself. Means of larger blocks are for the eye: they travel as 16
    bits, in steps that are fine enough.
    """
    place = {
        "block": view.block,
        "outBlock": view.out_block,
        "rows": view.rows,
        "cols": view.cols,
        "outRows": view.out_rows,
        "outCols": view.out_cols,
        "exact": view.exact,
    }
    steps: list[float] = []
    arrays: dict[str, NDArray[Any]] = {}
    for k, (mean, positive) in enumerate(zip(view.mean, view.positive, strict=True)):
        if view.exact:
            step, arrays[f"mean{k}"] = _whole_steps(mean, layer, k)
        else:
            largest = max(float(np.abs(mean).max()), float(positive.max()))
            step = largest / _MOST_INT16 if largest > 0 else 1.0
            arrays[f"mean{k}"] = np.rint(mean / step).astype(np.int16)
            arrays[f"positive{k}"] = np.rint(positive / step).astype(np.int16)
        steps.append(step)
    # the numbers that are sent as they are have been divided already
    place["over"] = [
        layer.white if view.exact and arrays[f"mean{k}"].dtype == np.int16 else 1
        for k in range(len(steps))
    ]
    place["steps"] = steps
    return place, arrays


def _whole_steps(
    numbers: NDArray[np.float32], layer: PhotoLayer, k: int
) -> tuple[float, NDArray[np.int16] | NDArray[np.float32]]:
    """Numbers of map `k` as whole steps, if that leaves every one of them as it is."""
    weights = np.append(layer.W[k].ravel(), layer.b[k]).astype(np.float64)
    for digits in range(_FINEST + 1):
        if np.array_equal(weights * 2**digits, np.rint(weights * 2**digits)):
            break
    else:
        return 1.0, numbers
    step = 2.0**-digits
    counts = np.rint(numbers * np.float64(layer.white / step))
    if np.abs(counts).max() > _MOST_INT16:
        return 1.0, numbers
    small = counts.astype(np.int16)
    again = small.astype(np.float32) * np.float32(step) / np.float32(layer.white)
    return (step, small) if np.array_equal(again, numbers) else (1.0, numbers)
