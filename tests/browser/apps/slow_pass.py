"""A pass over a photograph that takes minutes at stride 2, and a record of all passes."""

import time
from collections.abc import Generator

from lesson.photo import survey as photo_survey
from lesson.photo.regions import PhotoLayer
from lesson.photo.survey import Survey, View, survey
from ui.photo import work as photo_work

BEGUN: list[int] = []
ENDED: list[int] = []
SLOW = 2
PER_BAND = 0.1


def recorded(
    layer: PhotoLayer, pixels: int | None = None, before: View | None = None
) -> Generator[float, None, Survey]:
    """The pass, with a rest after each band where it is to be slow."""
    stride = layer.geometry.stride[0]
    BEGUN.append(stride)
    steps = survey(layer, pixels, before)
    while True:
        try:
            share = next(steps)
        except StopIteration as end:
            ENDED.append(stride)
            found: Survey = end.value
            return found
        if stride == SLOW:
            time.sleep(PER_BAND)
        yield share


photo_work.survey = recorded  # type: ignore[attr-defined]
photo_survey._BAND = 200  # hundreds of bands, even for a small photograph
