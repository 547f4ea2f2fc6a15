"""From a lesson to its arrays: the input, the filters, the geometry, the layer."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution, Geometry
from lesson.files.pictures import Picture, read_picture
from lesson.files.samples import SAMPLES, sample_bytes
from lesson.files.stage_picture import to_stage
from lesson.grids import GRIDS
from lesson.presets import preset_weights
from lesson.state import OWN, UPLOAD, Colour, Filter, Framing, Lesson, More, Scale

Floats = NDArray[np.float64]
SMALLEST_STAGE = 4


@lru_cache(maxsize=len(SAMPLES))
def sample_picture(sample: str) -> Picture:
    """A shipped photograph, decoded once (never a visitor's: those are not cached)."""
    return read_picture(sample_bytes(sample))


@lru_cache(maxsize=64)
def _sample_input(sample: str, size: int, colour: Colour, framing: Framing, scale: Scale) -> Floats:
    planes = to_stage(sample_picture(sample), size, colour, framing, scale)
    planes.flags.writeable = False
    return planes


def input_planes(lesson: Lesson) -> Floats:
    """The lesson's input as numbers.

    Returns
    -------
    planes : float64 array (C, in_h, in_w), read-only or a copy
    """
    if lesson.source in SAMPLES:
        return _sample_input(
            lesson.source, lesson.size, lesson.colour, lesson.framing, lesson.scale
        )
    if lesson.source in (UPLOAD, OWN) and lesson.numbers is not None:
        return lesson.numbers.array
    return GRIDS[lesson.source][None]


def input_batch(lesson: Lesson) -> Floats:
    """The input as the layer takes it: float64 array (N, C, in_h, in_w).

    The first input decides the shape; what of `Lesson.more` cannot have it is left out.
    """
    first = input_planes(lesson)
    others = (_more_planes(lesson, one, first) for one in lesson.more)
    return np.stack([first, *(planes for planes in others if planes is not None)])


def batch_shape_fits(lesson: Lesson) -> bool:
    """Whether pictures can be added to the batch: the input is square, of 1 or 3 planes."""
    C, height, width = input_planes(lesson).shape
    return height == width >= SMALLEST_STAGE and C in (1, 3)


def _more_planes(lesson: Lesson, one: More, first: Floats) -> Floats | None:
    if one.source in SAMPLES:
        if not batch_shape_fits(lesson):
            return None
        colour: Colour = "rgb" if len(first) == 3 else "grey"
        scale: Scale = "byte" if scale_of(lesson) == "byte" else "unit"
        return _sample_input(one.source, first.shape[1], colour, "crop", scale)
    if one.numbers is None or one.numbers.shape != first.shape:
        return None
    return one.numbers.array


def filter_weights(one: Filter, C: int, FH: int, FW: int) -> Floats:
    """The weights of one filter for C channels: float64 array (C, FH, FW).

    Weights of one's own follow a change of channels: the last plane is repeated, or planes beyond
    C are left out.
    """
    if one.weights is None:
        return preset_weights(one.preset, C, FH, FW, one.seed)
    own = one.weights.array
    return own[np.minimum(np.arange(C), len(own) - 1)]


def weights(lesson: Lesson) -> Floats:
    """All filters: float64 array (FN, C, FH, FW)."""
    C = len(input_planes(lesson))
    return np.stack([filter_weights(one, C, lesson.FH, lesson.FW) for one in lesson.filters])


def biases(lesson: Lesson) -> Floats:
    """One bias for each filter: float64 array (FN,)."""
    return np.array([one.bias for one in lesson.filters])


def geometry(lesson: Lesson) -> Geometry:
    """Where the windows of this lesson lie.

    Raises
    ------
    GeometryError
        If the filter does not fit; `lesson.bounds` keeps lessons from getting there.
    """
    in_h, in_w = input_planes(lesson).shape[1:]
    return Geometry.of(in_h, in_w, lesson.FH, lesson.FW, lesson.stride, lesson.pad, lesson.dilation)


def layer(lesson: Lesson) -> Convolution:
    """The convolution layer with the lesson's numbers, not yet run."""
    return Convolution(weights(lesson), biases(lesson), lesson.stride, lesson.pad, lesson.dilation)


def step_count(lesson: Lesson) -> int:
    """How many windows the film has: N * out_h * out_w."""
    g = geometry(lesson)
    return len(input_batch(lesson)) * g.out_h * g.out_w


def scale_of(lesson: Lesson) -> str:
    """What black and white stand for: ``"unit"`` (0..1), ``"byte"`` (0..255), or ``"numbers"``."""
    if lesson.source in SAMPLES:
        return lesson.scale
    return lesson.look if lesson.source in (UPLOAD, OWN) else "numbers"
