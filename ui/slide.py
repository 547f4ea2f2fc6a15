"""What the stage gets for the sliding filter."""

from __future__ import annotations

from typing import Any

from conv_core import padded
from lesson.compute import biases, geometry, input_batch, layer, scale_of, weights
from lesson.state import Lesson
from lesson.vocabulary import vocabulary
from ui.payload import pack, spell_geometry

_TINTS = {1: ["grey"], 3: ["red", "green", "blue"]}


def slide_payload(lesson: Lesson, seek: dict[str, Any]) -> bytes:
    """The forward pass of a lesson, packed for the stage: x with its padding, W, b and out."""
    x = input_batch(lesson)
    places = geometry(lesson)
    header = {
        "kind": "slide",
        "geometry": spell_geometry(places),
        "scale": scale_of(lesson),
        "tints": input_tints(x.shape[1]),
        "channels": channel_names(x.shape[1], lesson),
        "seek": seek,
        "words": vocabulary(lesson.language).section("stage"),
    }
    arrays = {
        "x": padded(x, places),
        "W": weights(lesson),
        "b": biases(lesson),
        "out": layer(lesson).forward(x),
    }
    return pack(header, arrays)


def input_tints(C: int) -> list[str]:
    """The tint in which each input plane is drawn when it is a picture."""
    return _TINTS.get(C, ["grey"] * C)


def channel_names(C: int, lesson: Lesson) -> list[str]:
    """What the input planes are called: R, G and B for a colour picture, else by number."""
    if C == 3 and scale_of(lesson) != "numbers":
        return ["R", "G", "B"]
    return [f"c={c}" for c in range(C)]
