"""The lesson as a program: what is on screen, in NumPy and in PyTorch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lesson.compute import biases, geometry, input_batch, weights
from lesson.state import Lesson

SHOWN = 400
"""Inputs up to this many numbers are spelled out; a photograph's place is a comment."""


def numpy_code(lesson: Lesson) -> str:
    """The layer on the lesson's numbers with `conv_core`, ready to run."""
    g = geometry(lesson)
    return f"""import numpy as np
from conv_core import Convolution

{_arrays(lesson, "np.array(", ")")}
# pad: top, bottom, left, right
layer = Convolution(W, b, stride={g.stride}, pad={g.pad}, dilation={g.dilation})
out = layer.forward(x)          # {_shape(lesson)}
print(out)
"""


def torch_code(lesson: Lesson) -> str:
    """The same with PyTorch, to hold the two against each other."""
    g = geometry(lesson)
    top, bottom, left, right = g.pad
    return f"""import torch
import torch.nn.functional as F

{_arrays(lesson, "torch.tensor(", ", dtype=torch.float64)")}
padded = F.pad(x, ({left}, {right}, {top}, {bottom}))  # left, right, top, bottom
out = F.conv2d(padded, W, b, stride={g.stride}, dilation={g.dilation})  # {_shape(lesson)}
print(out)
"""


def _shape(lesson: Lesson) -> str:
    g = geometry(lesson)
    return f"({len(input_batch(lesson))}, {len(lesson.filters)}, {g.out_h}, {g.out_w})"


def _arrays(lesson: Lesson, before: str, after: str) -> str:
    x = input_batch(lesson)
    if x.size <= SHOWN:
        spelled_x = f"x = {before}{_spelled(x)}{after}"
    else:
        spelled_x = f'x = {before}np.load("x.npy"){after}  # {x.shape}: download it above'
        spelled_x = spelled_x if before.startswith("np") else f"import numpy as np\n{spelled_x}"
    return "\n".join(
        [
            spelled_x,
            f"W = {before}{_spelled(weights(lesson))}{after}",
            f"b = {before}{_spelled(biases(lesson))}{after}",
        ]
    )


def _spelled(values: NDArray[np.float64]) -> str:
    return np.array2string(
        values, separator=", ", threshold=10**6, floatmode="unique", prefix="    "
    )
