"""A layer of two images, channels and filters as plain Python, and the link to its listing."""

from typing import Any

import numpy as np

N, C, H, W_, FN, FH, FW, S, P = 2, 3, 5, 5, 2, 2, 4, 2, 1
OUT_H, OUT_W = 3, 2
RNG = np.random.default_rng(5)
X = RNG.integers(-3, 9, (N, C, H, W_)).astype(float)
FILTERS = RNG.integers(-2, 4, (FN, C, FH, FW)).astype(float)
B = np.array([1.0, -2.0])
DOUT = RNG.integers(-4, 5, (N, FN, OUT_H, OUT_W)).astype(float)


def spelled(array: Any) -> str:
    return f"t{'x'.join(map(str, array.shape))}_" + "_".join(f"{v:g}" for v in array.ravel())


LINK = "&".join(
    [
        f"in=own&x={spelled(X[0])}&more=upload.{spelled(X[1])}",
        f"fh={FH}&fw={FW}&f={'~'.join('own.' + spelled(one) for one in FILTERS)}",
        f"b=1_-2&stride={S}&pad={P}&dout=own.{spelled(DOUT)}",
    ]
)


class Layer:
    """Every array of the listing, cell by cell."""

    def __init__(self) -> None:
        self.padded = np.zeros((N, C, H + 2 * P, W_ + 2 * P))
        self.padded[:, :, P : P + H, P : P + W_] = X
        self.col = np.zeros((N * OUT_H * OUT_W, C * FH * FW))
        self.out2 = np.zeros((len(self.col), FN))
        self.out = np.zeros((N, FN, OUT_H, OUT_W))
        self.dout2 = np.zeros_like(self.out2)
        self.col_W = np.zeros((C * FH * FW, FN))
        self.db, self.dW = np.zeros(FN), np.zeros_like(FILTERS)
        self.dcol, self.dimg = np.zeros_like(self.col), np.zeros_like(self.padded)
        for t, (n, y, z) in enumerate(np.ndindex(N, OUT_H, OUT_W)):
            for r, (c, i, j) in enumerate(np.ndindex(C, FH, FW)):
                self.col[t, r] = self.padded[n, c, S * y + i, S * z + j]
                for k in range(FN):
                    self.col_W[r, k] = FILTERS[k, c, i, j]
                    self.out2[t, k] += self.col[t, r] * FILTERS[k, c, i, j]
                    self.dW[k, c, i, j] += self.col[t, r] * DOUT[n, k, y, z]
                    self.dcol[t, r] += FILTERS[k, c, i, j] * DOUT[n, k, y, z]
                self.dimg[n, c, S * y + i, S * z + j] += self.dcol[t, r]
            for k in range(FN):
                self.out2[t, k] += B[k]
                self.out[n, k, y, z] = self.out2[t, k]
                self.dout2[t, k] = DOUT[n, k, y, z]
                self.db[k] += DOUT[n, k, y, z]
        self.dW2 = np.array([[self.dW[k][at] for k in range(FN)] for at in np.ndindex(C, FH, FW)])
        self.dx = self.dimg[:, :, P : P + H, P : P + W_]

    def six(self, rows: Any, cells: int) -> Any:
        """The matrix by image, channel and filter cell; only so many filter cells are there."""
        laid = np.zeros((N, C, FH, FW, OUT_H, OUT_W))
        for t, (n, y, z) in enumerate(np.ndindex(N, OUT_H, OUT_W)):
            for r, (c, i, j) in enumerate(np.ndindex(C, FH, FW)):
                if i * FW + j < cells:
                    laid[n, c, i, j, y, z] = rows[t, r]
        return laid

    def folded(self, cells: int) -> Any:
        """What has come back when so many filter cells have been added."""
        six, image = self.six(self.dcol, cells), np.zeros_like(self.padded)
        for n, c, i, j, y, z in np.ndindex(*six.shape):
            image[n, c, S * y + i, S * z + j] += six[n, c, i, j, y, z]
        return image

    def value(self, function: str, name: str, axes: int, cells: int) -> Any:
        """What a variable should be, after so many turns of the function's inner loop."""
        if function == "im2col":
            six = self.six(self.col, cells)
            return {"x": X, "img": self.padded, "return": self.col}.get(
                name, six if axes == 6 else self.col
            )
        if function == "col2im":
            six = self.six(self.dcol, FH * FW)
            return {"img": self.folded(cells), "return": self.dx}.get(
                name, six if axes == 6 else self.dcol
            )
        plain = {
            "x": X, "W": FILTERS, "b": B, "dout": DOUT, "col": self.col, "col_W": self.col_W,
            "out2": self.out2, "out": self.out, "dout2": self.dout2, "db": self.db,
            "dW2": self.dW2, "dW": self.dW, "dcol": self.dcol, "dx": self.dx,
            "return": self.out if function == "forward" else self.dx,
        }  # fmt: skip
        return plain[name.split(".")[-1]]


SIZES = {
    "N": N, "C": C, "H": H, "W": W_, "FN": FN, "FH": FH, "FW": FW, "stride": S, "pad": P,
    "out_h": OUT_H, "out_w": OUT_W,
}  # fmt: skip
