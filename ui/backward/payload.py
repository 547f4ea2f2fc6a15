"""What the stage gets for the backward pass."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution, col2im, im2col
from conv_core.dx_forms import fold_overwriting, spread, turned
from lesson.worked import Worked
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


def backward_payload(worked: Worked, view: str, seek: dict[str, Any]) -> bytes:
    """The backward pass of a lesson for one of the pictures of the page.

    Parameters
    ----------
    worked : Worked
        The lesson.
    view : str
        One of the names above.
    seek : mapping
        From `ui.visit.session.seek`.
    """
    header = forward_header(worked, "backward", view, seek) | {"all": view == ALL_STEPS}
    if view == LEARN:
        header["learn"], learned = learn_parts(worked)
        return pack_numbers(header, forward_arrays(worked) | learned)
    arrays = forward_arrays(worked) | gradient_arrays(worked)
    if view == STEPS and len(worked.W) > 1:
        arrays["share"] = filter_shares(worked)
    if view in (FOLD, OVERWRITE, COUNT):
        arrays |= fold_arrays(worked, view)
    if view == ROTATED:
        arrays["spread"] = spread(arrays["dout"], worked.geometry)
        arrays["turned"] = turned(worked.full_W)
    if view == CHECK:
        header["check"] = check_header(worked)
    return pack_numbers(header, arrays)


def gradient_arrays(worked: Worked) -> Arrays:
    """The layer's own answer: dout, db, dW over all channels, and dx."""
    arrays = {"dout": worked.dout, **worked.gradients}
    arrays["dW"] = worked.over_all_channels(arrays["dW"])
    return {name: without_dust(array) for name, array in arrays.items()}


def filter_shares(worked: Worked) -> NDArray[np.float64]:
    """What each filter contributes to dx: array (FN, N, C, in_h, in_w); the sum is dx."""
    dout, W, g = without_dust(worked.dout), worked.full_W, worked.geometry
    shares = []
    for k in range(len(W)):
        one = slice(k, k + 1)
        alone = Convolution(W[one], worked.b[one], g.stride, g.pad, g.dilation)
        alone.forward(worked.x)
        shares.append(alone.backward(dout[:, one]))
    return np.stack(shares)


def fold_arrays(worked: Worked, view: str) -> Arrays:
    """How often each pixel is read, and what the way back of `view` ends with."""
    g, x, W = worked.geometry, worked.x, worked.full_W
    arrays: Arrays = {"reads": g.reads()}
    if view == OVERWRITE:
        dout = without_dust(worked.dout)
        dout2 = dout.transpose(0, 2, 3, 1).reshape(-1, len(W))  # (N*out_h*out_w, FN)
        room = fold_overwriting(dout2 @ W.reshape(len(W), -1), g, *x.shape[:2])
        arrays["wrong"] = room
    if view == COUNT:
        settings = (g.FH, g.FW, g.stride, g.pad, g.dilation)
        arrays["back"] = col2im(im2col(x, *settings), x.shape, *settings)
    return arrays
