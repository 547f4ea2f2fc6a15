"""The lesson at a photograph's own size: which photograph, and which filters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from conv_core import over_all_channels
from lesson.files.samples import SAMPLES
from lesson.presets import available, preset_weights
from lesson.state import OWN, UPLOAD, Colour, Lesson
from lesson.worked import filter_weights

Floats32 = NDArray[np.float32]
Pixels = NDArray[np.uint8]

MOST_PIXELS = 24_000_000
OTHERWISE = "cat"
"""The sample that stands in where the lesson's input is no photograph."""
CELLS = "cells"
"""What is there of an uploaded photograph whose file is not: the lesson's own cells of it."""

LESSON = "lesson"
SETS: dict[str, tuple[str, ...]] = {
    LESSON: (),
    "edges": ("sobel_x", "sobel_y", "laplacian"),
    "blur": ("gaussian",),
    "sharpen": ("sharpen",),
    "emboss": ("emboss",),
}
"""Filters to compare at once, by the id of their set: the lesson's own, or these presets."""

# one letter each, because the id of a view in a link is short
_LETTERS = dict(zip("oebsm", SETS, strict=True))
_VIEW = "photo"

# Rec. 601 luma in thousandths of R, G and B
_LUMA = (299, 587, 114)
_LUMA_ROWS = 1 << 20


@dataclass(frozen=True, eq=False)
class PhotoFilter:
    """A filter as the photo page runs it.

    Attributes
    ----------
    preset : str
        Id of a preset, or ``"own"``.
    lesson_index : int or None
        Which of the lesson's filters it is; None for one that is only compared.
    weights : float64 array (C, FH, FW)
    bias : float
    """

    preset: str
    lesson_index: int | None
    weights: NDArray[np.float64]
    bias: float


def photo_source(lesson: Lesson, uploaded: bool) -> str:
    """Which photograph the page shows: ``"upload"``, `CELLS` or the id of a sample.

    A lesson about a grid or about numbers of one's own still has filters to try on a photograph:
    the visitor's own one if there is one, else `OTHERWISE`.

    Parameters
    ----------
    uploaded : bool
        Whether there is a file: of a lesson about an upload, the one that its cells come from.
    """
    if lesson.source in SAMPLES:
        return lesson.source
    if uploaded:
        return UPLOAD
    return CELLS if lesson.source == UPLOAD else OTHERWISE


def cell_pixels(lesson: Lesson) -> Pixels:
    """The cells of an uploaded photograph as a small photograph, each cell a pixel.

    Returns
    -------
    uint8 array (h, w) if grey, else (h, w, 3)

    Examples
    --------
    >>> from lesson.numbers import Numbers
    >>> lesson = Lesson(UPLOAD, Numbers.of([[[0, 0.5], [1, 0.2]]]), look="unit")
    >>> cell_pixels(lesson).tolist()
    [[0, 128], [255, 51]]
    """
    assert lesson.numbers is not None
    planes = lesson.numbers.array * (255 if lesson.look == "unit" else 1)
    # half up, as everywhere; a link can hold any numbers
    pixels = np.floor(np.clip(planes, 0, 255) + 0.5).astype(np.uint8)
    if len(pixels) == 1:
        grey: Pixels = pixels[0]
        return grey
    # two planes are no picture that was ever reduced: as if the third were empty
    whole = np.zeros((3, *pixels.shape[1:]), np.uint8)
    whole[: len(pixels)] = pixels
    return np.ascontiguousarray(whole.transpose(1, 2, 0))


def in_colour(pixels: Pixels, colour: Colour) -> Pixels:
    """A photograph as the lesson's channels, one byte a value.

    Parameters
    ----------
    pixels : uint8 array (h, w) or (h, w, 3)
    colour : "grey" or "rgb"

    Returns
    -------
    uint8 array (1, C, h, w)
        A view where possible; Rec. 601 luma, rounded, where colours become grey.

    Examples
    --------
    >>> red = np.array([[[255, 0, 0]]], np.uint8)
    >>> in_colour(red, "grey").tolist(), in_colour(red, "rgb").shape
    ([[[[76]]]], (1, 3, 1, 1))
    """
    if colour == "grey":
        return (pixels if pixels.ndim == 2 else _luma(pixels))[None, None]
    if pixels.ndim == 2:
        return np.broadcast_to(pixels, (1, 3, *pixels.shape))
    return pixels.transpose(2, 0, 1)[None]


def _luma(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    grey = np.empty((height, width), np.uint8)
    rows = max(1, _LUMA_ROWS // width)
    weights = np.array(_LUMA, np.float32)
    for top in range(0, height, rows):
        band = slice(top, top + rows)
        # whole numbers below 2**24: exact in float32
        sums = pixels[band].astype(np.float32) @ weights
        grey[band] = (sums + 500) // 1000
    return grey


def chosen_sets(view: str) -> tuple[str, ...]:
    """The sets that a lesson's `view` names, in the order of `SETS`; at least one.

    Examples
    --------
    >>> chosen_sets("photooe"), chosen_sets("")
    (('lesson', 'edges'), ('lesson',))
    """
    letters = view.removeprefix(_VIEW) if view.startswith(_VIEW) else ""
    chosen = tuple(name for letter, name in _LETTERS.items() if letter in letters)
    return chosen or (LESSON,)


def spell_sets(chosen: tuple[str, ...]) -> str:
    """The `view` of a lesson that shows these sets; empty for the lesson's own filters alone."""
    known = [letter for letter, name in _LETTERS.items() if name in chosen]
    return _VIEW + "".join(known) if known not in ([], ["o"]) else ""


def possible_sets(lesson: Lesson) -> tuple[str, ...]:
    """The sets with at least one filter that exists at the lesson's filter size."""
    return tuple(
        name for name, presets in SETS.items()
        if name == LESSON or any(_size(preset, lesson) for preset in presets)
    )  # fmt: skip


def photo_filters(lesson: Lesson) -> tuple[PhotoFilter, ...]:
    """The filters to run: the lesson's own and the presets compared with them, each once.

    All have the lesson's filter size. A preset that exists at 3x3 only lies in the middle of a
    larger filter, with zeros around it: that is the same filter.
    """
    C = channels(lesson)
    groups = lesson.groups if C % lesson.groups == 0 else 1
    sets = [name for name in chosen_sets(lesson.view) if name in possible_sets(lesson)]
    filters = []
    if LESSON in sets or not sets:
        W = np.stack(
            [filter_weights(one, C // groups, lesson.FH, lesson.FW) for one in lesson.filters]
        )
        filters = [
            PhotoFilter(one.preset, k, weights, one.bias)
            for k, (one, weights) in enumerate(
                zip(lesson.filters, over_all_channels(W, groups), strict=True)
            )
        ]
    # in groups a filter reads a part of what the preset reads
    plain = {one.preset for one in filters if one.bias == 0 and one.preset != OWN and groups == 1}
    for name in sets:
        for preset in SETS[name]:
            if preset not in plain and _size(preset, lesson):
                filters.append(PhotoFilter(preset, None, _centred(preset, C, lesson), 0.0))
    return tuple(filters)


def _size(preset: str, lesson: Lesson) -> tuple[int, int] | None:
    for size in ((lesson.FH, lesson.FW), (3, 3)):
        if size[0] <= lesson.FH and size[1] <= lesson.FW and available(preset, *size):
            return size
    return None


def _centred(preset: str, C: int, lesson: Lesson) -> NDArray[np.float64]:
    size = _size(preset, lesson)
    assert size is not None
    weights = np.zeros((C, lesson.FH, lesson.FW))
    top, left = (lesson.FH - size[0]) // 2, (lesson.FW - size[1]) // 2
    weights[:, top : top + size[0], left : left + size[1]] = preset_weights(preset, C, *size)
    return weights


def channels(lesson: Lesson) -> int:
    """Planes of the photograph as the lesson wants it."""
    return 3 if lesson.colour == "rgb" else 1


def photo_weights(lesson: Lesson, filters: tuple[PhotoFilter, ...]) -> tuple[Floats32, Floats32]:
    """W (FN, C, FH, FW) and b (FN,) in float32, to be run on the photograph's bytes.

    With values 0..1 the results are to be divided by `white`, not the pixels:
    ``(sum(W * byte) + 255 * b) / 255`` is ``sum(W * byte / 255) + b``. So nothing the size of the
    photograph is divided, and filters of whole numbers meet whole numbers: their sums are exact
    until that one division, and what cancels is 0.
    """
    W = np.stack([one.weights for one in filters])
    b = np.array([one.bias for one in filters]) * white(lesson)
    return W.astype(np.float32), b.astype(np.float32)


def white(lesson: Lesson) -> int:
    """The byte that the lesson's scale calls 1."""
    return 255 if lesson.scale == "unit" else 1


def stage_cell(lesson: Lesson, height: int, width: int) -> float:
    """Photograph pixels along a side of one cell of the lesson's stage."""
    longest = min(height, width) if lesson.framing == "crop" else max(height, width)
    return longest / lesson.size
