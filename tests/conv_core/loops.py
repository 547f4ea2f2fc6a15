"""The layer's definition as nested loops: the oracle, which shares no code with `conv_core`."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Case:
    """A layer's settings, all axes of a different size unless a test says otherwise."""

    N: int = 2
    C: int = 3
    in_h: int = 8
    in_w: int = 7
    FN: int = 5
    FH: int = 4
    FW: int = 2
    stride: tuple = (1, 1)
    pad: tuple = (0, 0, 0, 0)
    dilation: tuple = (1, 1)
    groups: int = 1
    seed: int = 0
    dtype: type = np.float64

    def __post_init__(self):
        rng = np.random.default_rng(self.seed)
        self.x: Any = rng.standard_normal((self.N, self.C, self.in_h, self.in_w)).astype(self.dtype)
        shape = (self.FN, self.C // self.groups, self.FH, self.FW)
        self.W: Any = rng.standard_normal(shape).astype(self.dtype)
        self.b: Any = rng.standard_normal(self.FN).astype(self.dtype)
        self.rng = rng

    @property
    def settings(self):
        return {"stride": self.stride, "pad": self.pad, "dilation": self.dilation}

    def like(self, array):
        """Random numbers of the same shape."""
        return self.rng.standard_normal(np.shape(array))


def positions(size, window, stride, before, after, dilation):
    """First position of each window along an axis, by trying every position in turn."""
    reach = (window - 1) * dilation
    return [p for p in range(0, before + size + after, stride) if p + reach < before + size + after]


def starts(case):
    """First padded rows and columns of the windows."""
    top, bottom, left, right = case.pad
    rows = positions(case.in_h, case.FH, case.stride[0], top, bottom, case.dilation[0])
    cols = positions(case.in_w, case.FW, case.stride[1], left, right, case.dilation[1])
    return rows, cols


def pixel(x, case, n, c, y, z):
    """The padded pixel (y, z), which is 0 outside the image."""
    y, z = y - case.pad[0], z - case.pad[2]
    inside = 0 <= y < case.in_h and 0 <= z < case.in_w
    return float(x[n, c, y, z]) if inside else 0.0


def loop_forward(x, W, b, case):
    """out[n, k, i, j] = b[k] + sum of x * W over the window, one multiplication at a time."""
    rows, cols = starts(case)
    out = np.zeros((len(x), len(W), len(rows), len(cols)))
    share = len(W) // case.groups
    for n, k, i, j in np.ndindex(out.shape):
        total = float(b[k])
        for c, u, v in np.ndindex(W.shape[1:]):
            channel = (k // share) * W.shape[1] + c
            y, z = rows[i] + u * case.dilation[0], cols[j] + v * case.dilation[1]
            total += pixel(x, case, n, channel, y, z) * float(W[k, c, u, v])
        out[n, k, i, j] = total
    return out


def cell_pairs(case):
    """For each weight (k, c, u, v): the channel, and the padded rows and columns that it meets."""
    rows, cols = starts(case)
    share, channels = case.FN // case.groups, case.C // case.groups
    for k, c, u, v in np.ndindex(case.FN, channels, case.FH, case.FW):
        first_y, first_z = u * case.dilation[0], v * case.dilation[1]
        y = slice(rows[0] + first_y, rows[-1] + first_y + 1, case.stride[0])
        z = slice(cols[0] + first_z, cols[-1] + first_z + 1, case.stride[1])
        yield (k, c, u, v), (k // share) * channels + c, y, z


def room(case, image=0.0):
    """The padded images in float64, zeros around them, and where the images stand in it."""
    top, bottom, left, right = case.pad
    padded = np.zeros((case.N, case.C, top + case.in_h + bottom, left + case.in_w + right))
    inside = padded[:, :, top : top + case.in_h, left : left + case.in_w]
    inside[...] = image
    return padded, inside


def cell_forward(x, W, b, case):
    """The loops over the weights only, each times all pixels that it meets, for large images."""
    rows, cols = starts(case)
    out = np.zeros((case.N, case.FN, len(rows), len(cols)))
    padded, _ = room(case, x)
    for weight, c, y, z in cell_pairs(case):
        out[:, weight[0]] += float(W[weight]) * padded[:, c, y, z]
    return out + np.asarray(b, float)[:, None, None]


def cell_backward(x, W, dout, case):
    """dx, dW and db, one weight at a time: what it does not meet is not multiplied by it."""
    padded, _ = room(case, x)
    slopes, inside = room(case)
    dW = np.zeros(W.shape)
    dout = np.asarray(dout, float)
    for weight, c, y, z in cell_pairs(case):
        slopes[:, c, y, z] += float(W[weight]) * dout[:, weight[0]]
        dW[weight] = (padded[:, c, y, z] * dout[:, weight[0]]).sum()
    return inside, dW, dout.sum(axis=(0, 2, 3))


def loop_im2col(x, case):
    """The rows of the book's matrix, window by window."""
    rows, cols = starts(case)
    return np.array(
        [
            [
                pixel(x, case, n, c, row + u * case.dilation[0], col + v * case.dilation[1])
                for c in range(case.C)
                for u in range(case.FH)
                for v in range(case.FW)
            ]
            for n in range(len(x))
            for row in rows
            for col in cols
        ]
    ).reshape(len(x) * len(rows) * len(cols), case.C * case.FH * case.FW)


CASES = {
    "plain": Case(),
    "stride": Case(stride=(2, 3)),
    "stride leaves gaps": Case(in_h=11, in_w=10, FH=2, FW=1, stride=(4, 3)),
    "floor drops pixels": Case(in_h=9, in_w=10, FH=4, FW=3, stride=(3, 4)),
    "pad": Case(pad=(2, 2, 1, 1)),
    "pad differs on each side": Case(pad=(0, 1, 2, 3)),
    "windows wholly in the padding": Case(FH=2, FW=1, pad=(3, 4, 2, 5)),
    "dilation": Case(in_h=10, dilation=(2, 3)),
    "dilation and stride share a factor": Case(in_h=23, dilation=(4, 3), stride=(6, 2)),
    "dilation and stride": Case(in_h=17, pad=(1, 2, 3, 0), dilation=(3, 2), stride=(2, 3)),
    "groups": Case(C=6, FN=4, in_h=9, groups=2),
    "depthwise": Case(C=3, FN=6, FH=2, FW=4, pad=(1, 0, 2, 1), stride=(2, 1), groups=3),
    "all": Case(4, 6, 13, 11, 9, 3, 2, (2, 3), (1, 0, 3, 2), (3, 2), 3),
    "one pixel": Case(1, 1, 1, 1, 1, 1, 1),
    "filter as large as the input": Case(in_h=4, in_w=6, FH=4, FW=6),
}
