"""What the stage gets for the backward pass."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution, col2im, im2col
from conv_core.dx_forms import fold_overwriting, spread, turned
from lesson.backward.dout import dout_array
from lesson.compute import biases, geometry, input_batch, layer, weights
from lesson.state import Lesson
from ui.backward.check import check_header
from ui.backward.learn import learn_parts
from ui.stage.forward import forward_arrays, forward_header
from ui.stage.payload import pack_numbers, without_dust

Arrays = dict[str, NDArray[Any]]

STEPS, ALL_STEPS = "steps", "allsteps"
"""The three accumulations, over one filter or over all of them."""
MATRICES = ("db", "dW", "dcol")
"""The gradients as products of matrices."""
FOLD, OVERWRITE, COUNT = "col2im", "overwrite", "count"
"""col2im: what overlaps is added, is wrongly overwritten, or gives count · x."""
PIXEL, ROTATED = "pixel", "rotated"
"""dx from a pixel's side: the cells that read it, or the turned filter over the spread dout."""

CHECK = "check"
"""The gradient check."""
LEARN = "learn"
"""A filter that learns."""


def backward_payload(lesson: Lesson, view: str, seek: dict[str, Any]) -> bytes:
    """The backward pass of a lesson for one of the pictures of the page.

    Parameters
    ----------
    lesson : Lesson
    view : str
        One of the names above.
    seek : mapping
        From `ui.visit.session.seek`.
    """
    header = forward_header(lesson, view, seek) | {"all": view == ALL_STEPS}
    if view == LEARN:
        header["learn"], learned = learn_parts(lesson)
        return pack_numbers(header, forward_arrays(lesson) | learned)
    arrays = forward_arrays(lesson) | gradient_arrays(lesson)
    if view == STEPS and len(lesson.filters) > 1:
        arrays["share"] = filter_shares(lesson, arrays["dout"])
    if view in (FOLD, OVERWRITE, COUNT):
        arrays |= fold_arrays(lesson, view, arrays["dout"])
    if view == ROTATED:
        arrays["spread"] = spread(arrays["dout"], geometry(lesson))
        arrays["turned"] = turned(weights(lesson))
    if view == CHECK:
        header["check"] = check_header(lesson)
    return pack_numbers(header, arrays)


def gradient_arrays(lesson: Lesson) -> Arrays:
    """The layer's own answer: dout, db, dW and dx."""
    x = input_batch(lesson)
    convolution = layer(lesson)
    dout = dout_array(lesson, x, convolution)
    dx = convolution.backward(dout)
    arrays = {"dout": dout, "db": convolution.db, "dW": convolution.dW, "dx": dx}
    return {name: without_dust(array) for name, array in arrays.items()}


def filter_shares(lesson: Lesson, dout: NDArray[Any]) -> NDArray[np.float64]:
    """What each filter contributes to dx: array (FN, N, C, in_h, in_w); the sum is dx."""
    x, W, b = input_batch(lesson), weights(lesson), biases(lesson)
    shares = []
    for k in range(len(W)):
        one = slice(k, k + 1)
        alone = Convolution(W[one], b[one], lesson.stride, lesson.pad, lesson.dilation)
        alone.forward(x)
        shares.append(alone.backward(dout[:, one]))
    return np.stack(shares)


def fold_arrays(lesson: Lesson, view: str, dout: NDArray[Any]) -> Arrays:
    """How often each pixel is read, and what the way back of `view` ends with."""
    g, x, W = geometry(lesson), input_batch(lesson), weights(lesson)
    arrays: Arrays = {"reads": g.reads()}
    if view == OVERWRITE:
        dout2 = dout.transpose(0, 2, 3, 1).reshape(-1, len(W))  # (N*out_h*out_w, FN)
        room = fold_overwriting(dout2 @ W.reshape(len(W), -1), g, *x.shape[:2])
        arrays["wrong"] = room
    if view == COUNT:
        col = im2col(x, lesson.FH, lesson.FW, lesson.stride, lesson.pad, lesson.dilation)
        arrays["back"] = col2im(
            col, x.shape, lesson.FH, lesson.FW, lesson.stride, lesson.pad, lesson.dilation
        )
    return arrays
