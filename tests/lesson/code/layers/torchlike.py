"""A layer with the names of PyTorch, in NumPy."""

import numpy as np


class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.weight = np.zeros((out_channels, in_channels, *kernel_size))
        self.bias = np.zeros(out_channels)
        self.stride = stride
        self.padding = padding

    def __call__(self, input):
        k = self.padding
        self.input = np.pad(input, ((0, 0), (0, 0), (k, k), (k, k)))
        KH, KW = self.weight.shape[2:]
        H = (self.input.shape[2] - KH) // self.stride + 1
        W = (self.input.shape[3] - KW) // self.stride + 1
        output = np.zeros((len(input), len(self.weight), H, W))
        for h in range(H):
            for w in range(W):
                window = self.window(h, w)
                output[:, :, h, w] = np.tensordot(window, self.weight, axes=([1, 2, 3], [1, 2, 3]))
        return output + self.bias.reshape(1, -1, 1, 1)

    def window(self, h, w):
        KH, KW = self.weight.shape[2:]
        top, left = h * self.stride, w * self.stride
        return self.input[:, :, top : top + KH, left : left + KW]

    def backward(self, grad_output):
        KH, KW = self.weight.shape[2:]
        self.bias_grad = grad_output.sum(axis=(0, 2, 3))
        self.weight_grad = np.zeros_like(self.weight)
        grad_input = np.zeros(self.input.shape)
        for h in range(grad_output.shape[2]):
            for w in range(grad_output.shape[3]):
                here = grad_output[:, :, h, w]
                self.weight_grad += np.tensordot(here, self.window(h, w), axes=(0, 0))
                top, left = h * self.stride, w * self.stride
                part = np.tensordot(here, self.weight, axes=(1, 0))
                grad_input[:, :, top : top + KH, left : left + KW] += part
        k = self.padding
        end_h, end_w = grad_input.shape[2] - k, grad_input.shape[3] - k
        return grad_input[:, :, k:end_h, k:end_w]
