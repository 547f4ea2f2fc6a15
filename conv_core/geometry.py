"""Where the windows of a convolution lie: the one place that knows the output-size formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from conv_core.errors import GeometryError
from conv_core.settings import Padding, Pair, pair, several, whole

if TYPE_CHECKING:
    from typing import SupportsIndex

    from numpy.typing import NDArray


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
    if isinstance(pad, str):
        before, after = _same(_checked_same(pad), size, window, stride, dilation)
    else:
        before, after = pair(pad, "pad", 0)
    _check_fit("size", size, window, (before, after), dilation, evenly=before == after)
    return _count(size + before + after, window, stride, dilation)


@dataclass(frozen=True)
class Geometry:
    """Where every window of a convolution lies, in numbers that are checked once.

    Make one with `Geometry.of`, which checks and resolves; the bare constructor does not.

    Parameters
    ----------
    in_h, in_w : int
        Input size without padding.
    FH, FW : int
        Filter size.
    stride, dilation : (int, int)
        Height first.
    pad : (int, int, int, int)
        Zeros at the top, bottom, left and right.
    out_h, out_w : int
        How many windows fit.

    Examples
    --------
    >>> g = Geometry.of(5, 6, 3, 3, stride=2, pad=(0, 1))
    >>> (g.out_h, g.out_w), g.pad, g.row_starts, g.col_starts
    ((2, 3), (0, 0, 1, 1), (0, 2), (0, 2, 4))
    >>> g.remainder, g.unread_cols
    ((0, 1), (7,))
    """

    in_h: int
    in_w: int
    FH: int
    FW: int
    stride: tuple[int, int]
    pad: tuple[int, int, int, int]
    dilation: tuple[int, int]
    out_h: int
    out_w: int

    @classmethod
    def of(
        cls,
        in_h: SupportsIndex,
        in_w: SupportsIndex,
        FH: SupportsIndex,
        FW: SupportsIndex,
        stride: Pair = 1,
        pad: Padding = 0,
        dilation: Pair = 1,
    ) -> Geometry:
        """Check the settings and work out the rest.

        Parameters
        ----------
        in_h, in_w, FH, FW : int
            Input and filter size, in pixels.
        stride, dilation : int or (h, w)
            Both at least 1.
        pad : int, (h, w), (top, bottom, left, right), or "same"
            "same" makes the output ``ceil(in / stride)``; an odd pixel goes to the bottom and the
            right, as ONNX's SAME_UPPER and TensorFlow do.

        Raises
        ------
        GeometryError
            If a number is out of range, or the filter does not fit into the padded input.
        TypeError
            If a number is not whole.

        Examples
        --------
        >>> Geometry.of(4, 4, 2, 2, pad="same").pad
        (0, 1, 0, 1)
        """
        in_h, in_w = whole(in_h, "in_h", 1), whole(in_w, "in_w", 1)
        FH, FW = whole(FH, "FH", 1), whole(FW, "FW", 1)
        strides, dilations = pair(stride, "stride", 1), pair(dilation, "dilation", 1)
        if isinstance(pad, str):
            same = _checked_same(pad)
            top, bottom = _same(same, in_h, FH, strides[0], dilations[0])
            left, right = _same(same, in_w, FW, strides[1], dilations[1])
        else:
            top, bottom, left, right = _four_sides(pad)
        evenly = top == bottom == left == right
        axes = [
            ("height", in_h, FH, (top, bottom), dilations[0]),
            ("width", in_w, FW, (left, right), dilations[1]),
        ]
        # the axis that lacks most comes first, so that its advice mends the other one too
        axes.sort(key=lambda axis: axis[1] - _extent(axis[2], axis[4]))
        for axis in axes:
            _check_fit(*axis, evenly=evenly)
        out_h = _count(in_h + top + bottom, FH, strides[0], dilations[0])
        out_w = _count(in_w + left + right, FW, strides[1], dilations[1])
        pads = (top, bottom, left, right)
        return cls(in_h, in_w, FH, FW, strides, pads, dilations, out_h, out_w)

    @property
    def padded_h(self) -> int:
        """Input height with the zeros above and below."""
        return self.in_h + self.pad[0] + self.pad[1]

    @property
    def padded_w(self) -> int:
        """Input width with the zeros left and right."""
        return self.in_w + self.pad[2] + self.pad[3]

    @property
    def row_starts(self) -> tuple[int, ...]:
        """First padded row of the windows of each output row; length `out_h`."""
        return tuple(range(0, self.out_h * self.stride[0], self.stride[0]))

    @property
    def col_starts(self) -> tuple[int, ...]:
        """First padded column of the windows of each output column; length `out_w`."""
        return tuple(range(0, self.out_w * self.stride[1], self.stride[1]))

    @property
    def row_offsets(self) -> tuple[int, ...]:
        """Rows from a window's first row to each filter row; length `FH`."""
        return tuple(range(0, self.FH * self.dilation[0], self.dilation[0]))

    @property
    def col_offsets(self) -> tuple[int, ...]:
        """Columns from a window's first column to each filter column; length `FW`."""
        return tuple(range(0, self.FW * self.dilation[1], self.dilation[1]))

    @property
    def remainder(self) -> tuple[int, int]:
        """Padded rows and columns past the last window, which the floor in the formula drops."""
        rows = self.padded_h - self.row_starts[-1] - self.row_offsets[-1] - 1
        cols = self.padded_w - self.col_starts[-1] - self.col_offsets[-1] - 1
        return rows, cols

    @property
    def unread_rows(self) -> tuple[int, ...]:
        """Padded rows that no window reads: gaps of stride and dilation, and the remainder."""
        return tuple(np.flatnonzero(self._row_reads() == 0).tolist())

    @property
    def unread_cols(self) -> tuple[int, ...]:
        """Padded columns that no window reads."""
        return tuple(np.flatnonzero(self._col_reads() == 0).tolist())

    def reads(self) -> NDArray[np.int_]:
        """Count the windows that read each padded pixel.

        Returns
        -------
        array (padded_h, padded_w) of int

        Examples
        --------
        >>> Geometry.of(3, 4, 2, 2).reads()
        array([[1, 2, 2, 1],
               [2, 4, 4, 2],
               [1, 2, 2, 1]])
        """
        return np.outer(self._row_reads(), self._col_reads())

    def _row_reads(self) -> NDArray[np.int_]:
        return _axis_reads(self.padded_h, self.row_starts, self.row_offsets)

    def _col_reads(self) -> NDArray[np.int_]:
        return _axis_reads(self.padded_w, self.col_starts, self.col_offsets)


def _axis_reads(
    padded: int, starts: tuple[int, ...], offsets: tuple[int, ...]
) -> NDArray[np.int_]:
    """Count the windows that read each position of one padded axis."""
    read = np.add.outer(starts, offsets)  # (windows, filter cells)
    return np.bincount(read.ravel(), minlength=padded)


def _extent(window: int, dilation: int) -> int:
    """Pixels from the first to the last that a window reads."""
    return dilation * (window - 1) + 1


def _count(padded: int, window: int, stride: int, dilation: int) -> int:
    """The output-size formula, for a window that is known to fit."""
    return (padded - _extent(window, dilation)) // stride + 1


def _checked_same(pad: str) -> Literal["same"]:
    if pad != "same":
        raise GeometryError(
            f'pad is {pad!r}. Use an int, (h, w), (top, bottom, left, right), or "same".', pad=pad
        )
    return "same"


def _same(
    _: Literal["same"], size: int, window: int, stride: int, dilation: int
) -> tuple[int, int]:
    """Zeros before and after one axis that make ``ceil(size / stride)`` windows fit."""
    out = -(-size // stride)
    lacking = max((out - 1) * stride + _extent(window, dilation) - size, 0)
    return lacking // 2, lacking - lacking // 2


def _four_sides(pad: object) -> tuple[int, int, int, int]:
    """Spell a padding out as (top, bottom, left, right)."""
    match several(pad, "pad", 0):
        case (both,):
            return both, both, both, both
        case (rows, cols):
            return rows, rows, cols, cols
        case (top, bottom, left, right):
            return top, bottom, left, right
        case numbers:
            raise GeometryError(
                f"pad has {len(numbers)} numbers {numbers}. Use one int, (h, w), "
                '(top, bottom, left, right), or "same".',
                count=len(numbers),
            )


def _check_fit(
    axis: str, size: int, window: int, pad: tuple[int, int], dilation: int, *, evenly: bool
) -> None:
    """Refuse a filter that reaches beyond the padded input."""
    padded = size + sum(pad)
    extent = _extent(window, dilation)
    if extent <= padded:
        return
    largest = (padded - 1) // dilation + 1
    spread = f" (dilation {dilation} stretches it to {extent})" if dilation > 1 else ""
    if evenly:
        enough = -(-(extent - size) // 2)
        shown, more = f"2*{pad[0]}", f"pad >= {enough}"
    else:
        enough = extent - size
        shown, more = f"{pad[0]} + {pad[1]}", f"paddings along the {axis} that add up to >= {enough}"
    raise GeometryError(
        f"The filter does not fit: its {axis} is {window}{spread}, but the padded input's {axis} "
        f"is {size} + {shown} = {padded}. Use a filter of {axis} <= {largest}, or {more}.",
        axis=axis, size=size, window=window, extent=extent, pad=pad, padded=padded,
        largest=largest, enough=enough,
    )
