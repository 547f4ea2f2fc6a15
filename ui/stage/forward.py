"""What every picture of the forward pass needs, and those of the way back as well."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from conv_core import padded
from lesson.worked import Worked
from ui.stage.about import about
from ui.stage.payload import spell_geometry, without_dust

_TINTS = {1: ["grey"], 3: ["red", "green", "blue"]}


def forward_header(worked: Worked, page: str, kind: str, seek: dict[str, Any]) -> dict[str, Any]:
    """What every picture of the forward pass needs besides its numbers."""
    C = len(worked.planes)
    return {
        "kind": kind,
        "about": about(worked, page),
        "groups": worked.lesson.groups,
        "geometry": spell_geometry(worked.geometry),
        "scale": worked.scale,
        "tints": input_tints(C),
        "channels": channel_names(C, worked.scale),
        "seek": seek,
        "predict": worked.lesson.predict,
        "language": worked.lesson.language,
    }


def forward_arrays(worked: Worked) -> dict[str, NDArray[Any]]:
    """The numbers of the forward pass: x with its padding, W over all channels, b and out."""
    return {
        "x": padded(worked.x, worked.geometry),
        "W": worked.full_W,
        "b": worked.b,
        "out": without_dust(worked.out, worked.terms),
    }


def input_tints(C: int) -> list[str]:
    """The tint in which each input plane is drawn when it is a picture."""
    return _TINTS.get(C, ["grey"] * C)


def channel_names(C: int, scale: str) -> list[str]:
    """What the input planes are called: R, G and B for a colour picture, else by number."""
    if C == 3 and scale != "numbers":
        return ["R", "G", "B"]
    return [f"c={c}" for c in range(C)]
