"""A layer as nested loops."""

import numpy as np


class Convolution:
    def __init__(self, W, b, stride, pad):
        self.W, self.b, self.s, self.p = W, b, stride, pad

    def forward(self, x):
        N, C, H, W_ = x.shape
        FN, C, FH, FW = self.W.shape
        p, s = self.p, self.s
        self.x_shape = x.shape
        xp = np.zeros((N, C, H + 2 * p, W_ + 2 * p))
        xp[:, :, p : p + H, p : p + W_] = x
        oh = 1 + (H + 2 * p - FH) // s
        ow = 1 + (W_ + 2 * p - FW) // s
        y = np.zeros((N, FN, oh, ow))
        for n in range(N):
            for k in range(FN):
                for i in range(oh):
                    for j in range(ow):
                        patch = xp[n, :, i * s : i * s + FH, j * s : j * s + FW]
                        y[n, k, i, j] = np.sum(patch * self.W[k]) + self.b[k]
        self.xp = xp
        return y

    def backward(self, g):
        N, FN, oh, ow = g.shape
        FH, FW = self.W.shape[2:]
        s, p = self.s, self.p
        self.db = np.zeros_like(self.b)
        self.dW = np.zeros_like(self.W)
        dxp = np.zeros_like(self.xp)
        for n in range(N):
            for k in range(FN):
                self.db[k] += g[n, k].sum()
                for i in range(oh):
                    for j in range(ow):
                        at = (n, slice(None), slice(i * s, i * s + FH), slice(j * s, j * s + FW))
                        self.dW[k] += g[n, k, i, j] * self.xp[at]
                        dxp[at] += g[n, k, i, j] * self.W[k]
        H, W_ = self.x_shape[2:]
        return dxp[:, :, p : p + H, p : p + W_]
