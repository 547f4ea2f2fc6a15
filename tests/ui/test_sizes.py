"""Every picture at every size: nothing cut, nothing overlapping, nothing too small, no room wasted.

All pictures of a few lessons are laid out and drawn in Node on a canvas that only listens
(`sizes.js`), with the messages that the app sends, at the sizes that pictures have on screens from
a small phone to a projector.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from lesson.state import Filter, Lesson, More
from tests.ui.pictures import payloads, run_pictures

HARNESS = Path(__file__).with_name("sizes.js")
STEPS = (0.37, 1)

SIZES = {
    # the room of a picture of the matrix page, above a formula of one line, and the window around
    # it, in CSS pixels
    "1280x720 at 400 %": ((294, 300), (320, 180), False),
    "1280x720 at 200 %": ((614, 300), (640, 360), False),
    "small phone": ((320, 560), (320, 700), False),
    "phone": ((364, 560), (390, 844), False),
    "1024x768 with the side bar": ((660, 398), (1024, 768), False),
    "1280x720 with the side bar": ((916, 350), (1280, 720), False),
    "1024x768": ((960, 470), (1024, 768), False),
    "1280x720": ((1230, 470), (1280, 720), False),
    "1920x1080": ((1560, 780), (1920, 1080), False),
    "2560x1440": ((2100, 1100), (2560, 1440), False),
    "presenter, 1280x720": ((1232, 485), (1280, 720), True),
    "presenter, 1920x1080": ((1872, 770), (1920, 1080), True),
}

RGB = Lesson(colour="rgb", filters=(Filter("sobel_x"), Filter("random", 0.1, 2), Filter("box")))
LESSONS = {
    "photo": Lesson(),
    "book": Lesson(source="book", pad=(0,) * 4, filters=(Filter("book"),)),
    "RGB": RGB,
    "64x64 RGB, 8 filters": replace(
        RGB, size=64, filters=tuple(Filter("random", 0.1, seed) for seed in range(8))
    ),
    "stride 3, unread pixels": Lesson(stride=(3, 3), pad=(0,) * 4),
    "batch of 3": Lesson(more=(More("camera"), More("brick"))),
}


TIGHT = [
    "1280x720 at 400 %", "1280x720 at 200 %", "small phone", "phone", "1024x768 with the side bar",
    "1024x768", "presenter, 1280x720",
]  # fmt: skip
"""Sizes at which words have little room: those at which another language may not fit."""


def faults_of(lesson: str, language: str) -> dict[tuple[str, str, str], list[str]]:
    """What is wrong with each picture at each size: (picture, size, lesson) -> faults."""
    made = payloads(replace(LESSONS[lesson], language=language))
    chosen = SIZES if language == "en" else {name: SIZES[name] for name in TIGHT}
    sizes = [
        {"picture": picture, "window": window, "presenting": presenting}
        for picture, window, presenting in chosen.values()
    ]
    seen = run_pictures(HARNESS, made, language, sizes=sizes, steps=STEPS)
    return {
        (view, size, lesson): found
        for view, by_size in seen.items()
        for size, found in zip(chosen, by_size, strict=True)
        if found
    }


@pytest.mark.parametrize(
    ("lesson", "language"),
    [*((name, "en") for name in LESSONS), ("photo", "ja"), ("RGB", "ja")],
)
def test_every_picture_at_every_size(lesson, language):
    faults = faults_of(lesson, language)
    assert not faults, "\n".join(f"{where}: {found[:6]}" for where, found in faults.items())
