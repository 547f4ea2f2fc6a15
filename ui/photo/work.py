"""The photograph that a visitor looks at, kept in the session; and the pass over it."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from conv_core import Geometry
from lesson.files.pictures import read_full
from lesson.files.samples import sample_bytes
from lesson.photo.filters import (
    CELLS,
    MOST_PIXELS,
    PhotoFilter,
    Pixels,
    cell_pixels,
    in_colour,
    photo_filters,
    photo_source,
    photo_weights,
    white,
)
from lesson.photo.memory import KeptPhoto
from lesson.photo.regions import PhotoLayer
from lesson.photo.survey import Survey, finished, survey
from lesson.state import UPLOAD, Colour, Lesson
from lesson.vocabulary import Words
from lesson.worked import geometry_of
from ui.side_bar.uploads import file_for

_PHOTO = "photo.kept"
_WORK = "photo.work"
SCREEN = "photo.screen"
"""Where the session keeps how many pixels of the visitor's screen a whole picture has."""

PATIENCE = 0.5
"""Seconds of work after which progress is shown."""

_HEED = 0.05
"""Seconds of work after which a newer wish of the visitor is heeded."""


class Heed:
    """Between two bands of work: heeds a newer wish of the visitor, and shows progress.

    Whenever something is drawn, Streamlit leaves a run that a newer change has overtaken. So this
    draws now and then, nothing at first and progress when it takes longer than `PATIENCE`.

    Parameters
    ----------
    place : an ``st.empty``
    """

    def __init__(self, place: Any) -> None:
        self._place = place
        self._began = self._heeded = time.monotonic()

    def __call__(self, share: float = 0.0, text: str = "") -> None:
        """Heed and show; `share` of the work is done, and `text` says which work."""
        now = time.monotonic()
        if now - self._heeded < _HEED:
            return
        self._heeded = now
        if text and now - self._began > PATIENCE:
            self._place.progress(share, text)
        else:
            self._place.empty()


@dataclass(frozen=True, eq=False)
class Work:
    """One pass of the filters over a photograph, and what is needed to look closer.

    Attributes
    ----------
    number : int
        Counts a session's passes; what the browser asks about an older one is void.
    photo : KeptPhoto
    photo_number : int
        Counts a session's photographs.
    colour : "grey" or "rgb"
    filters : tuple of PhotoFilter
    W, b : float32 arrays
    geometry : Geometry
    white : int
        See `PhotoLayer`.
    survey : Survey
    """

    number: int
    photo: KeptPhoto
    photo_number: int
    colour: Colour
    filters: tuple[PhotoFilter, ...]
    W: NDArray[np.float32]
    b: NDArray[np.float32]
    geometry: Geometry
    white: int
    survey: Survey

    def layer(self) -> PhotoLayer:
        """The layer on the photograph; not to be kept, for the photograph's memory's sake."""
        return PhotoLayer(
            in_colour(self.photo.pixels(), self.colour),
            self.W, self.b, self.geometry, self.white,
        )  # fmt: skip


def current_work() -> Work | None:
    """The pass that is on screen, if there is one."""
    work: Work | None = st.session_state.get(_WORK)
    return work


def work_for(lesson: Lesson, words: Words, place: Any) -> Work:
    """The pass that shows a lesson: the one on screen, or a new one.

    Parameters
    ----------
    place : an ``st.empty``
        Where progress is shown, if it takes longer than `PATIENCE`.

    Raises
    ------
    Refusal
        If the photograph cannot be read at its own size.
    GeometryError
        If the filters do not fit into it.

    Notes
    -----
    A change of the lesson ends a pass that is under way, see `Heed`; nothing of it is kept.
    """
    photo, photo_number = _kept_photo(lesson)
    if not photo.kept_bytes and lesson.source == UPLOAD:
        place.progress(0.0, words("photo.reading"))
    height, width = photo.pixels().shape[:2]
    filters = photo_filters(lesson)
    W, b = photo_weights(lesson, filters)
    geometry = geometry_of(lesson, height, width)
    layer = PhotoLayer(
        in_colour(photo.pixels(), lesson.colour), W, b, geometry, white(lesson)
    )  # fmt: skip
    old = current_work()
    if old is not None and old.photo is photo and _same(old, layer, filters):
        place.empty()
        return old
    before = old.survey.view if old is not None and old.photo is photo else None
    steps = survey(layer, st.session_state.get(SCREEN), before)
    found = with_progress(steps, place, words("photo.passing"))
    number = old.number + 1 if old is not None else 1
    work = Work(
        number, photo, photo_number, lesson.colour, filters, W, b, geometry, layer.white, found
    )
    st.session_state[_WORK] = work
    return work


def with_progress(steps: Generator[float, None, Survey], place: Any, text: str) -> Survey:
    """Run a pass to its end, or until the visitor wants something else."""
    heed = Heed(place)
    found = finished(steps, lambda share: heed(share, text))
    place.empty()
    return found


def _same(old: Work, layer: PhotoLayer, filters: tuple[PhotoFilter, ...]) -> bool:
    def names(some: tuple[PhotoFilter, ...]) -> list[tuple[str, int | None]]:
        return [(one.preset, one.lesson_index) for one in some]

    return (
        (old.geometry, old.white) == (layer.geometry, layer.white)
        and np.array_equal(old.W, layer.W)
        and np.array_equal(old.b, layer.b)
        and names(old.filters) == names(filters)
    )


def _kept_photo(lesson: Lesson) -> tuple[KeptPhoto, int]:
    """The session's photograph; another upload, sample or colour makes it another one."""
    upload = file_for(lesson)
    source = photo_source(lesson, upload is not None)
    of = {UPLOAD: upload, CELLS: lesson.numbers}.get(source)
    origin = (source, of, lesson.colour)
    kept = st.session_state.get(_PHOTO)
    if kept is None or kept[0] != origin:
        number = kept[2] + 1 if kept is not None else 1
        read = partial(_read, source, lesson, upload.data if upload else None)
        kept = (origin, KeptPhoto(read), number)
        st.session_state[_PHOTO] = kept
    return kept[1], kept[2]


def _read(source: str, lesson: Lesson, data: bytes | None) -> Pixels:
    if source == CELLS:
        pixels = cell_pixels(lesson)
    else:
        file = data if source == UPLOAD and data is not None else sample_bytes(source)
        pixels = read_full(file, MOST_PIXELS)
    if pixels.ndim == 2:
        return pixels
    if lesson.colour == "grey":  # a third of the memory
        grey: Pixels = in_colour(pixels, "grey")[0, 0]
        return grey
    # it lies plane by plane, as the layer reads it: every pass takes a quarter less
    planes: Pixels = np.ascontiguousarray(pixels.transpose(2, 0, 1))
    return planes.transpose(1, 2, 0)
