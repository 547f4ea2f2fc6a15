"""One axis of a convolution: the output-size formula, "same" padding, and whether a filter fits."""

from bisect import bisect_right
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from conv_core.errors import GeometryError
from conv_core.settings import Padding, is_same, pair, whole


def output_size(
    size: SupportsIndex,
    window: SupportsIndex,
    stride: SupportsIndex = 1,
    pad: Padding = 0,
    dilation: SupportsIndex = 1,
) -> int:
    """Count the windows that fit along one axis.

    ``floor((size + 2*pad - extent) / stride) + 1`` with ``extent = dilation*(window - 1) + 1``.
    The + 1 is the first window, which needs no step.

    Parameters
    ----------
    size, window : int
        Input and filter along this axis, in pixels.
    stride, dilation : int
        Pixels from window to window, and from filter cell to filter cell.
    pad : int, (before, after), or "same"
        Zeros on both sides; "same" adds as many as make the result ``ceil(size / stride)``.

    Returns
    -------
    int
        At least 1.

    Raises
    ------
    GeometryError
        If a number is out of range, or not even one window fits.
    TypeError
        If a number is not whole (2.0 and True are not).

    Examples
    --------
    >>> output_size(7, 3, stride=2, pad=1)
    4
    >>> output_size(7, 3, stride=2, pad="same"), output_size(7, 3, dilation=3)
    (4, 1)
    """
    size, window = whole(size, "size", 1), whole(window, "window", 1)
    stride, dilation = whole(stride, "stride", 1), whole(dilation, "dilation", 1)
    if is_same(pad):
        before, after = same_padding(size, window, stride, dilation)
    else:
        before, after = pair(pad, "pad", 0, "(before, after)")
    check_fit("size", size, window, (before, after), dilation, evenly=before == after)
    return count(size + before + after, window, stride, dilation)


def count(padded: int, window: int, stride: int, dilation: int) -> int:
    """The output-size formula itself, for a window that is known to fit."""
    return (padded - extent(window, dilation)) // stride + 1


def extent(window: int, dilation: int) -> int:
    """Pixels from the first to the last that a window reads."""
    return dilation * (window - 1) + 1


def same_padding(size: int, window: int, stride: int, dilation: int) -> tuple[int, int]:
    """Zeros before and after the axis that make ``ceil(size / stride)`` windows fit.

    An odd zero goes after, as in ONNX's SAME_UPPER and in TensorFlow.
    """
    out = -(-size // stride)
    lacking = max((out - 1) * stride + extent(window, dilation) - size, 0)
    return lacking // 2, lacking - lacking // 2


def reads(padded: int, starts: tuple[int, ...], offsets: tuple[int, ...]) -> NDArray[np.int_]:
    """Count, for each padded position, the windows that read it."""
    read = np.add.outer(starts, offsets)  # (windows, filter cells)
    return np.bincount(read.ravel(), minlength=padded)


def why_unread(padded: int, starts: tuple[int, ...], offsets: tuple[int, ...]) -> tuple[str, ...]:
    """What steps over each padded position that no window reads, in their order.

    ``"left"``: it lies past the last window, for the stride does not divide. ``"stride"``: between
    two windows. ``"dilation"``: between the cells of a window. ``"both"``: there, too, but with
    stride 1 another window would read it.
    """
    unread = np.flatnonzero(reads(padded, starts, offsets) == 0).tolist()
    return tuple(_why(place, starts, offsets) for place in unread)


def _why(place: int, starts: tuple[int, ...], offsets: tuple[int, ...]) -> str:
    last, reach = starts[-1], offsets[-1]
    if place > last + reach:
        return "left"
    if place > starts[bisect_right(starts, place) - 1] + reach:
        return "stride"
    return "both" if any(0 <= place - offset <= last for offset in offsets) else "dilation"


def check_fit(
    axis: str, size: int, window: int, pad: tuple[int, int], dilation: int, *, evenly: bool
) -> None:
    """Refuse a filter that reaches beyond the padded input.

    `evenly` says that one number pads every side, so that the advice can be one number too.
    """
    padded = size + sum(pad)
    reach = extent(window, dilation)
    if reach <= padded:
        return
    largest = (padded - 1) // dilation + 1
    stretched = f" (dilation {dilation} stretches it to {reach})" if dilation > 1 else ""
    if evenly:
        enough = -(-(reach - size) // 2)
        zeros, wider = f"2*{pad[0]}", f"pad >= {enough}"
    else:
        enough = reach - size
        zeros = f"{pad[0]} + {pad[1]}"
        wider = f"paddings along the {axis} that add up to >= {enough}"
    raise GeometryError(
        f"The filter does not fit: its {axis} is {window}{stretched}, but the padded input's "
        f"{axis} is {size} + {zeros} = {padded}. Use a filter of {axis} <= {largest}, or {wider}.",
        axis=axis,
        size=size,
        window=window,
        extent=reach,
        pad=pad,
        padded=padded,
        largest=largest,
        enough=enough,
    )
