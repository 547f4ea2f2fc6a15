"""Where the windows of a convolution lie, along both axes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from conv_core import axis
from conv_core.settings import Padding, Pair, four_sides, is_same, pair, whole


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
    >>> g.remainder, g.unread_cols, g.why_cols
    ((0, 1), (7,), ('left',))
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
        if is_same(pad):
            top, bottom = axis.same_padding(in_h, FH, strides[0], dilations[0])
            left, right = axis.same_padding(in_w, FW, strides[1], dilations[1])
        else:
            top, bottom, left, right = four_sides(pad)
        evenly = top == bottom == left == right
        axes = [
            ("height", in_h, FH, (top, bottom), dilations[0]),
            ("width", in_w, FW, (left, right), dilations[1]),
        ]
        # the axis that lacks most comes first, so that its advice mends the other one too
        axes.sort(key=lambda one: one[1] - axis.extent(one[2], one[4]))
        for one in axes:
            axis.check_fit(*one, evenly=evenly)
        out_h = axis.count(in_h + top + bottom, FH, strides[0], dilations[0])
        out_w = axis.count(in_w + left + right, FW, strides[1], dilations[1])
        pads = (top, bottom, left, right)
        return cls(in_h, in_w, FH, FW, strides, pads, dilations, out_h, out_w)

    @cached_property
    def padded_h(self) -> int:
        """Input height with the zeros above and below."""
        return self.in_h + self.pad[0] + self.pad[1]

    @cached_property
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

    @property
    def why_rows(self) -> tuple[str, ...]:
        """For each of `unread_rows`: "left", "stride", "dilation" or "both"; see `axis`."""
        return axis.why_unread(self.padded_h, self.row_starts, self.row_offsets)

    @property
    def why_cols(self) -> tuple[str, ...]:
        """For each of `unread_cols`, likewise."""
        return axis.why_unread(self.padded_w, self.col_starts, self.col_offsets)

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
        return axis.reads(self.padded_h, self.row_starts, self.row_offsets)

    def _col_reads(self) -> NDArray[np.int_]:
        return axis.reads(self.padded_w, self.col_starts, self.col_offsets)
