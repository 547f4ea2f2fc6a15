"""The book's layer, written afresh from its algorithm, as a peer to be compared with.

ゼロから作る Deep Learning, chapter 7: pad with `np.pad`, gather the windows filter cell by filter
cell into a float64 array, transpose it to (N, out_h, out_w, C, FH, FW), and multiply once.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class BookConvolution:
    """Stride 1, as the workloads need it; as in the book, `forward` keeps x and col."""

    def __init__(self, W: Array, b: Array, pad: int = 0) -> None:
        self.W, self.b, self.pad = W, b, pad

    def forward(self, x: Array) -> Array:
        """The output (N, FN, out_h, out_w), as the view that the book's transpose leaves."""
        FN, C, FH, FW = self.W.shape
        N, _, in_h, in_w = x.shape
        out_h, out_w = in_h + 2 * self.pad - FH + 1, in_w + 2 * self.pad - FW + 1
        sides = (self.pad, self.pad)
        room = np.pad(x, [(0, 0), (0, 0), sides, sides], "constant")
        cells = np.zeros((N, C, FH, FW, out_h, out_w))
        for u in range(FH):
            for v in range(FW):
                cells[:, :, u, v] = room[:, :, u : u + out_h, v : v + out_w]
        col = cells.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
        col_W = self.W.reshape(FN, -1).T
        out = np.dot(col, col_W) + self.b
        self.x, self.col, self.col_W = x, col, col_W
        by_image: Array = out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)
        return by_image

    def backward(self, dout: Array) -> Array:
        """The gradient with respect to x; dW and db are kept."""
        FN, C, FH, FW = self.W.shape
        N, _, in_h, in_w = self.x.shape
        out_h, out_w = dout.shape[2:]
        dout2 = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
        self.db = np.sum(dout2, axis=0)
        self.dW = np.dot(self.col.T, dout2).transpose(1, 0).reshape(FN, C, FH, FW)
        dcol = np.dot(dout2, self.col_W.T)
        cells = dcol.reshape(N, out_h, out_w, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)
        room = np.zeros((N, C, in_h + 2 * self.pad, in_w + 2 * self.pad))
        for u in range(FH):
            for v in range(FW):
                room[:, :, u : u + out_h, v : v + out_w] += cells[:, :, u, v]
        return room[:, :, self.pad : in_h + self.pad, self.pad : in_w + self.pad]
