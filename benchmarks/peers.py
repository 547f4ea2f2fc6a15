"""The layer and its peers, each as one function that runs a pass on a workload.

A peer is made once, with the workload's arrays in its own format, and then called many times.
Making a peer that is not installed raises ImportError.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.book import BookConvolution
from benchmarks.workloads import Workload
from conv_core import Convolution

Pass = Callable[[], Any]


def ours(workload: Workload, backward: bool) -> Pass:
    """Conv Lab's own layer."""
    x, W, b = workload.arrays()
    return _layer_pass(Convolution(W, b, pad=workload.pad), x, backward)


def the_book(workload: Workload, backward: bool) -> Pass:
    """The algorithm of "Deep Learning from Scratch", written afresh."""
    x, W, b = workload.arrays()
    return _layer_pass(BookConvolution(W, b, pad=workload.pad), x, backward)


def _layer_pass(layer: Any, x: NDArray[Any], backward: bool) -> Pass:
    if not backward:
        return lambda: layer.forward(x)
    dout = np.ones(layer.forward(x[:1]).shape, np.float32).repeat(len(x), axis=0)
    return lambda: (layer.forward(x), layer.backward(dout))


def pytorch(workload: Workload, backward: bool) -> Pass:
    """``torch.nn.functional.conv2d``, with autograd for the backward pass."""
    torch = import_module("torch")
    torch.set_num_threads(1)
    x, W, b = (torch.tensor(array) for array in workload.arrays())
    conv = torch.nn.functional.conv2d
    if not backward:

        def forward() -> Any:
            with torch.inference_mode():
                return conv(x, W, b, padding=workload.pad)

        return forward
    leaves = [array.requires_grad_() for array in (x, W, b)]
    dout = torch.ones_like(conv(x, W, b, padding=workload.pad))

    def both() -> Any:
        for leaf in leaves:
            leaf.grad = None
        out = conv(x, W, b, padding=workload.pad)
        out.backward(dout)
        return out.detach(), x.grad

    return both


def scipy(workload: Workload, backward: bool) -> Pass:
    """``scipy.ndimage.correlate`` for each filter and channel, added up."""
    correlate = import_module("scipy.ndimage").correlate
    return _by_channels(workload, lambda channel, cells: correlate(channel, cells, mode="constant"))


def opencv(workload: Workload, backward: bool) -> Pass:
    """``cv2.filter2D`` for each filter and channel, added up."""
    cv2 = import_module("cv2")
    cv2.setNumThreads(1)
    return _by_channels(workload, lambda channel, cells: cv2.filter2D(channel, cv2.CV_32F, cells))


def _by_channels(workload: Workload, correlate: Callable[[Any, Any], Any]) -> Pass:
    """A convolution made of correlations of one channel with one filter; they compute the border
    too, which a pass without padding would leave out."""
    x, W, b = workload.arrays()

    def forward() -> Any:
        results = []
        for cells, bias in zip(W, b, strict=True):
            first, *others = (correlate(*pair) for pair in zip(x[0], cells, strict=True))
            for other in others:
                first += other
            first += bias
            results.append(first)
        return results

    return forward


def nested_loops(workload: Workload, backward: bool) -> Pass:
    """The definition, number by number, in Python."""
    x, W, b = workload.arrays()
    N, C, in_h, in_w = x.shape
    FN, side = workload.FN, workload.side

    def forward() -> Any:
        out = np.zeros((N, FN, in_h - side + 1, in_w - side + 1), np.float32)
        for n, k, i, j in np.ndindex(out.shape):
            total = b[k]
            for c in range(C):
                for u in range(side):
                    for v in range(side):
                        total += x[n, c, i + u, j + v] * W[k, c, u, v]
            out[n, k, i, j] = total
        return out

    return forward


PEERS: dict[str, Callable[[Workload, bool], Pass]] = {
    "Conv Lab": ours,
    "PyTorch": pytorch,
    "the book": the_book,
    "SciPy": scipy,
    "OpenCV": opencv,
    "nested loops": nested_loops,
}

BACKWARD = ("Conv Lab", "PyTorch", "the book")
"""Those that have a backward pass."""
