"""What every picture of the forward pass needs, and those of the way back as well."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution, padded
from lesson.compute import geometry, input_batch, input_planes, layer, scale_of
from lesson.state import Lesson
from ui.stage.payload import spell_geometry, without_dust

_TINTS = {1: ["grey"], 3: ["red", "green", "blue"]}


def forward_header(lesson: Lesson, kind: str, seek: dict[str, Any]) -> dict[str, Any]:
    """What every picture of the forward pass needs besides its numbers."""
    C = len(input_planes(lesson))
    return {
        "kind": kind,
        "geometry": spell_geometry(geometry(lesson)),
        "scale": scale_of(lesson),
        "tints": input_tints(C),
        "channels": channel_names(C, lesson),
        "seek": seek,
        "language": lesson.language,
    }


def forward_arrays(lesson: Lesson) -> dict[str, NDArray[Any]]:
    """The numbers of the forward pass: x with its padding, W, b and out."""
    x, convolution = input_batch(lesson), layer(lesson)
    return {
        "x": padded(x, geometry(lesson)),
        "W": convolution.W,
        "b": convolution.b,
        "out": without_dust(convolution.forward(x), terms(convolution, x)),
    }


def terms(convolution: Convolution, x: NDArray[Any]) -> NDArray[Any]:
    """The sum of the sizes of all terms of each output: array like the output."""
    sizes = Convolution(
        np.abs(convolution.W), np.abs(convolution.b),
        convolution.stride, convolution.pad, convolution.dilation,
    )  # fmt: skip
    return sizes.forward(np.abs(x))


def input_tints(C: int) -> list[str]:
    """The tint in which each input plane is drawn when it is a picture."""
    return _TINTS.get(C, ["grey"] * C)


def channel_names(C: int, lesson: Lesson) -> list[str]:
    """What the input planes are called: R, G and B for a colour picture, else by number."""
    if C == 3 and scale_of(lesson) != "numbers":
        return ["R", "G", "B"]
    return [f"c={c}" for c in range(C)]
