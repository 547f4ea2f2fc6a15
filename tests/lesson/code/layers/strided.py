"""A layer by as_strided and one matrix product; dx as a convolution with the turned filter."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def patches(img, FH, FW, s):
    n, c, h, w = img.strides
    N, C, H, W = img.shape
    oh, ow = (H - FH) // s + 1, (W - FW) // s + 1
    view = as_strided(img, (N, oh, ow, C, FH, FW), (n, h * s, w * s, c, h, w))
    return view.reshape(N * oh * ow, C * FH * FW), oh, ow


class Convolution:
    def __init__(self, W, b, stride, pad):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        p = self.pad
        img = np.pad(np.asarray(x, float), [(0, 0), (0, 0), (p, p), (p, p)])
        self.shape = img.shape
        FN, C, FH, FW = self.W.shape
        rows, oh, ow = patches(img, FH, FW, self.stride)
        self.rows = rows
        flat = rows @ self.W.reshape(FN, -1).T + self.b
        return flat.reshape(len(x), oh, ow, FN).transpose(0, 3, 1, 2)

    def backward(self, dout):
        FN, C, FH, FW = self.W.shape
        N, _, oh, ow = dout.shape
        s, p = self.stride, self.pad
        flat = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
        self.db = flat.sum(0)
        self.dW = (flat.T @ self.rows).reshape(self.W.shape)
        # dout with s - 1 zeros between its cells, and FH - 1 around it
        _, _, H, W = self.shape
        spread = np.zeros((N, FN, H + FH - 1, W + FW - 1))
        spread[:, :, FH - 1 : FH - 1 + s * oh : s, FW - 1 : FW - 1 + s * ow : s] = dout
        kernel = self.W[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
        back, _, _ = patches(spread, FH, FW, 1)
        dimg = (back @ kernel.reshape(C, -1).T).reshape(N, H, W, C).transpose(0, 3, 1, 2)
        return dimg[:, :, p : H - p, p : W - p]
