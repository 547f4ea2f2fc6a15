"""Numbers of the learner's own: where they start, and how they change their size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lesson.inputs import input_planes
from lesson.numbers import Numbers
from lesson.state import Lesson

READABLE = 16
"""Inputs up to this size are taken over; from a photograph one starts with an empty grid."""
EMPTY = (1, 6, 6)


def own_start(lesson: Lesson) -> NDArray[np.float64]:
    """What "my numbers" begin with: the input on screen, or zeros in place of a large one.

    Returns
    -------
    planes : float64 array (C, in_h, in_w)
    """
    planes = input_planes(lesson)
    return planes if max(planes.shape[1:]) <= READABLE else np.zeros(EMPTY)


def with_input_size(lesson: Lesson, height: int, width: int) -> Lesson:
    """The lesson with its own numbers cut, or continued with zeros, at the bottom and the right."""
    old = input_planes(lesson)
    new = np.zeros((len(old), height, width))
    rows, cols = min(height, old.shape[1]), min(width, old.shape[2])
    new[:, :rows, :cols] = old[:, :rows, :cols]
    return replace(lesson, numbers=Numbers.of(new))
