"""From a lesson to the numbers that its layer reads: pictures, grids, typed numbers."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lesson.files.pictures import Picture, read_picture
from lesson.files.samples import SAMPLES, sample_bytes
from lesson.files.stage_picture import to_stage
from lesson.grids import GRIDS
from lesson.state import OWN, UPLOAD, Colour, Framing, Lesson, More, Scale

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


def input_batch(lesson: Lesson, first: Floats) -> Floats:
    """The input as the layer takes it.

    Parameters
    ----------
    lesson : Lesson
    first : float64 array (C, in_h, in_w)
        Its `input_planes`. They decide the shape; what of `Lesson.more` cannot have it is left out.

    Returns
    -------
    x : float64 array (N, C, in_h, in_w)
    """
    others = (_more_planes(lesson, one, first) for one in lesson.more)
    return np.stack([first, *(planes for planes in others if planes is not None)])


def batch_shape_fits(first: Floats) -> bool:
    """Whether pictures can join an input (C, in_h, in_w): it is square, of 1 or 3 planes."""
    C, height, width = first.shape
    return height == width >= SMALLEST_STAGE and C in (1, 3)


def _more_planes(lesson: Lesson, one: More, first: Floats) -> Floats | None:
    if one.source in SAMPLES:
        if not batch_shape_fits(first):
            return None
        colour: Colour = "rgb" if len(first) == 3 else "grey"
        scale: Scale = "byte" if scale_of(lesson) == "byte" else "unit"
        return _sample_input(one.source, first.shape[1], colour, "crop", scale)
    if one.numbers is None or one.numbers.shape != first.shape:
        return None
    return one.numbers.array


def scale_of(lesson: Lesson) -> str:
    """What black and white stand for: ``"unit"`` (0..1), ``"byte"`` (0..255), or ``"numbers"``."""
    if lesson.source in SAMPLES:
        return lesson.scale
    return lesson.look if lesson.source in (UPLOAD, OWN) else "numbers"
