"""What the stage gets for im2col and the matrix product."""

from __future__ import annotations

from typing import Any

import numpy as np

from lesson.worked import Worked
from ui.stage.forward import forward_arrays, forward_header
from ui.stage.payload import pack_numbers

VIEWS = ("unroll", "product", "image", "slices")
"""The page's pictures, in the order of the menu; `BARE` is the third without its transpose."""
BARE = "bare"


def matmul_payload(worked: Worked, view: str, seek: dict[str, Any]) -> bytes:
    """The forward pass of a lesson for one of `VIEWS`, or for `BARE`.

    ``BARE`` brings the numbers of ``out2.reshape(N, FN, out_h, out_w)`` as well: what a program
    shows that forgets the transpose.
    """
    arrays = forward_arrays(worked)
    if view == BARE:
        arrays["bare"] = _bare_reshape(arrays["out"])
    return pack_numbers(forward_header(worked, "matmul", kind_of(view), seek), arrays)


def kind_of(view: str) -> str:
    """The picture that shows a view: `BARE` is the third with other numbers."""
    return "image" if view == BARE else view


def _bare_reshape(out: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    out2 = out.transpose(0, 2, 3, 1).reshape(-1, out.shape[1])  # (N*out_h*out_w, FN)
    return out2.reshape(out.shape)
