"""The lesson as a program: what is on screen, in NumPy and in PyTorch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lesson.compute import biases, geometry, input_batch, layer, weights
from lesson.dout import ONE, ONES, cell_of_one, dout_array
from lesson.state import Lesson

SHOWN = 400
"""Arrays up to this many numbers are spelled out; the place of a photograph is a file."""


def numpy_code(lesson: Lesson, backward: bool = False) -> str:
    """The layer on the lesson's numbers with `conv_core`, ready to run.

    Parameters
    ----------
    lesson : Lesson
    backward : bool
        Whether the gradient goes back through it, too.
    """
    g, array = geometry(lesson), ("np.array(", ")")
    back = f"""
{_dout(lesson, "np", array)}
dx = layer.backward(dout)       # {input_batch(lesson).shape}
print(layer.db, layer.dW, dx, sep="\\n")
"""
    return f"""import numpy as np
from conv_core import Convolution

{_operands(lesson, array)}
# pad: top, bottom, left, right
layer = Convolution(W, b, stride={g.stride}, pad={g.pad}, dilation={g.dilation})
out = layer.forward(x)          # {_out_shape(lesson)}
print(out)
{back if backward else ""}"""


def torch_code(lesson: Lesson, backward: bool = False) -> str:
    """The same with PyTorch, to hold the two against each other."""
    g, array = geometry(lesson), ("torch.tensor(", ", dtype=torch.float64)")
    top, bottom, left, right = g.pad
    followed = """
for tensor in (x, W, b):
    tensor.requires_grad_()
"""
    back = f"""
{_dout(lesson, "torch", array)}
out.backward(dout)
print(b.grad, W.grad, x.grad, sep="\\n")
"""
    program = f"""import torch
import torch.nn.functional as F

{_operands(lesson, array)}
{followed if backward else ""}
padded = F.pad(x, ({left}, {right}, {top}, {bottom}))  # left, right, top, bottom
out = F.conv2d(padded, W, b, stride={g.stride}, dilation={g.dilation})  # {_out_shape(lesson)}
print(out)
{back if backward else ""}"""
    return f"import numpy as np\n{program}" if "np." in program else program


def files(lesson: Lesson, backward: bool = False) -> dict[str, NDArray[np.float64]]:
    """The arrays that the programs load, by the names of their files."""
    found = {"x.npy": input_batch(lesson)}
    if backward and lesson.dout.kind not in (ONES, ONE):
        found["dout.npy"] = _dout_array(lesson)
    return {name: values for name, values in found.items() if values.size > SHOWN}


def _out_shape(lesson: Lesson) -> tuple[int, int, int, int]:
    g = geometry(lesson)
    return len(input_batch(lesson)), len(lesson.filters), g.out_h, g.out_w


def _operands(lesson: Lesson, array: tuple[str, str]) -> str:
    arrays = {"x": input_batch(lesson), "W": weights(lesson), "b": biases(lesson)}
    return "\n".join(_spelled(name, values, array) for name, values in arrays.items())


def _dout(lesson: Lesson, library: str, array: tuple[str, str]) -> str:
    kind = lesson.dout.kind
    if kind == ONES:
        return f"dout = {library}.ones_like(out)"
    if kind == ONE:
        cell = ", ".join(map(str, cell_of_one(lesson.dout, _out_shape(lesson))))
        return f"dout = {library}.zeros_like(out)\ndout[{cell}] = 1"
    return _spelled("dout", _dout_array(lesson), array)


def _dout_array(lesson: Lesson) -> NDArray[np.float64]:
    return dout_array(lesson, input_batch(lesson), layer(lesson))


def _spelled(name: str, values: NDArray[np.float64], array: tuple[str, str]) -> str:
    """A line that makes the array, from its numbers or from a file."""
    before, after = array
    if values.size > SHOWN and name in ("x", "dout"):
        return f'{name} = {before}np.load("{name}.npy"){after}  # {values.shape}: download it above'
    numbers = np.array2string(
        values, separator=", ", threshold=10**6, floatmode="unique", prefix="    "
    )
    return f"{name} = {before}{numbers}{after}"
