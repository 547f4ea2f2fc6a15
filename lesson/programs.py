"""The lesson as a program: what is on screen, in NumPy and in PyTorch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lesson.backward.dout import ONE, ONES, cell_of_one
from lesson.vocabulary import vocabulary
from lesson.worked import Worked

SHOWN = 400
"""Arrays up to this many numbers are spelled out; the place of a photograph is a file."""


def numpy_code(worked: Worked, backward: bool = False) -> str:
    """The book's layer on the lesson's numbers, in NumPy and nothing else, ready to run.

    Parameters
    ----------
    worked : Worked
        The lesson.
    backward : bool
        Whether the gradient goes back through it, too.
    """
    g, array = worked.geometry, ("np.array(", ")")
    top, bottom, left, right = g.pad
    (stride_h, stride_w), (dilation_h, dilation_w) = g.stride, g.dilation
    words = vocabulary(worked.lesson.language)
    N, FN, out_h, out_w = worked.out.shape
    back = ""
    # in groups W has fewer channels than the input
    window = f"{len(worked.planes)}, *W.shape[2:]" if worked.lesson.groups > 1 else "*W.shape[1:]"
    sizes = f"{N}, {out_h}, {out_w}, {window}"
    if backward:
        back = f"""
{_dout(worked, "np", array)}
dout2 = dout.transpose(0, 2, 3, 1).reshape(-1, {FN})
db = dout2.sum(axis=0)
{_backward_products(worked)}
dwindows = dcol.reshape({sizes}).transpose(0, 3, 1, 2, 4, 5)
dpadded = np.zeros_like(padded)
np.add.at(dpadded, windows, dwindows)  # {words("code.adds")}
dx = dpadded[:, :, {top}:{top + g.in_h}, {left}:{left + g.in_w}]
print(db, dW, dx, sep="\\n")
"""
    return f"""import numpy as np

{_operands(worked, array)}

padded = np.pad(x, [(0, 0), (0, 0), ({top}, {bottom}), ({left}, {right})])
# {words("code.reads")}
rows = {stride_h} * np.arange({out_h})[:, None] + {dilation_h} * np.arange({g.FH})
cols = {stride_w} * np.arange({out_w})[:, None] + {dilation_w} * np.arange({g.FW})
windows = np.s_[:, :, rows[:, None, :, None], cols[:, None, :]]
col = padded[windows].transpose(0, 2, 3, 1, 4, 5).reshape({N * out_h * out_w}, -1)  # im2col
{_product(worked)}
out = out2.reshape({N}, {out_h}, {out_w}, {FN}).transpose(0, 3, 1, 2)
print(out)
{back}"""


def torch_code(worked: Worked, backward: bool = False) -> str:
    """The same in PyTorch, to hold the two against each other."""
    g, array = worked.geometry, ("torch.tensor(", ", dtype=torch.float64)")
    top, bottom, left, right = g.pad
    words = vocabulary(worked.lesson.language)
    settings = f"stride={g.stride}, dilation={g.dilation}"
    if worked.lesson.groups > 1:
        settings += f", groups={worked.lesson.groups}"
    followed = back = ""
    if backward:
        followed = """
for tensor in (x, W, b):
    tensor.requires_grad_()
"""
        back = f"""
{_dout(worked, "torch", array)}
out.backward(dout)
print(b.grad, W.grad, x.grad, sep="\\n")
"""
    program = f"""import torch
import torch.nn.functional as F

{_operands(worked, array)}
{followed}
padded = F.pad(x, ({left}, {right}, {top}, {bottom}))  # {words("code.sides")}
out = F.conv2d(padded, W, b, {settings})  # {worked.out.shape}
print(out)
{back}"""
    return f"import numpy as np\n{program}" if "np." in program else program


def files(worked: Worked, backward: bool = False) -> dict[str, NDArray[np.float64]]:
    """The arrays that the programs load, by the names of their files."""
    found = {"x.npy": worked.x}
    if backward and worked.lesson.dout.kind not in (ONES, ONE):
        found["dout.npy"] = worked.dout
    return {name: values for name, values in found.items() if values.size > SHOWN}


def _product(worked: Worked) -> str:
    """The matrix product of the forward pass; in groups, one for each, all of them at once."""
    FN, groups = len(worked.W), worked.lesson.groups
    if groups == 1:
        return f"out2 = col @ W.reshape({FN}, -1).T + b"
    told = vocabulary(worked.lesson.language)("code.groups", groups=groups)
    return f"""col = col.reshape(len(col), {groups}, -1)  # {told}
W2 = W.reshape({groups}, {FN // groups}, -1)
out2 = np.einsum("tgq,gkq->tgk", col, W2).reshape(-1, {FN}) + b"""


def _backward_products(worked: Worked) -> str:
    """The matrix products of the way back, likewise."""
    FN, groups = len(worked.W), worked.lesson.groups
    if groups == 1:
        return f"""dW = (dout2.T @ col).reshape(W.shape)
dcol = dout2 @ W.reshape({FN}, -1)"""
    return f"""dout3 = dout2.reshape(-1, {groups}, {FN // groups})
dW = np.einsum("tgk,tgq->gkq", dout3, col).reshape(W.shape)
dcol = np.einsum("tgk,gkq->tgq", dout3, W2)"""


def _operands(worked: Worked, array: tuple[str, str]) -> str:
    arrays = {"x": worked.x, "W": worked.W, "b": worked.b}
    return "\n".join(
        _spelled(name, values, array, worked.lesson.language) for name, values in arrays.items()
    )


def _dout(worked: Worked, library: str, array: tuple[str, str]) -> str:
    dout = worked.lesson.dout
    if dout.kind == ONES:
        return f"dout = {library}.ones_like(out)"
    if dout.kind == ONE:
        cell = ", ".join(map(str, cell_of_one(dout, worked.out.shape)))
        return f"dout = {library}.zeros_like(out)\ndout[{cell}] = 1"
    return _spelled("dout", worked.dout, array, worked.lesson.language)


def _spelled(name: str, values: NDArray[np.float64], array: tuple[str, str], language: str) -> str:
    """A line that makes the array, from its numbers or from a file."""
    before, after = array
    if values.size > SHOWN and name in ("x", "dout"):
        told = vocabulary(language)("code.file", shape=values.shape)
        return f'{name} = {before}np.load("{name}.npy"){after}  # {told}'
    numbers = np.array2string(
        values, separator=", ", threshold=10**6, floatmode="unique", prefix="    "
    )
    return f"{name} = {before}{numbers}{after}"
