"""A film as GIF, written by the page and read by Pillow: every frame is what was drawn."""

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.node import run_module

HARNESS = Path(__file__).with_name("gif.js")
SIZE = (48, 30)
LINK = "https://lab.example/?size=8"
MADE = "Conv Lab"
TOLD = {"loop": True, "about": f"{LINK} · {MADE}"}


def frame(step: int) -> np.ndarray:
    """A coloured ground, and a window that is somewhere else at each step."""
    picture = np.full((SIZE[1], SIZE[0], 3), (253, 254, 255), np.uint8)
    picture[:6] = np.arange(SIZE[0], dtype=np.uint8)[:, None] * 5
    picture[10:18, 4 * step : 4 * step + 8] = (200, 30, 10 + step)
    return picture


def film(frames: list[np.ndarray], samples: list[int], ms: float = 250, **told: Any) -> Any:
    """What Pillow reads of a film."""
    height, width, _ = frames[0].shape
    opaque = [np.dstack([one, np.full((height, width), 255, np.uint8)]) for one in frames]
    given = {
        "told": TOLD | {"width": width, "height": height} | told, "samples": samples, "ms": ms,
        "frames": [base64.b64encode(one.tobytes()).decode() for one in opaque],
    }  # fmt: skip
    return Image.open(BytesIO(base64.b64decode(run_module(HARNESS, given))))


def seen(read: Any, at: int) -> np.ndarray:
    read.seek(at)
    return np.asarray(read.convert("RGB")).astype(int)


def test_each_step_has_its_window_where_it_must_be():
    found = film([frame(step) for step in range(9)], [0, 8])
    assert (found.n_frames, found.size) == (9, SIZE)
    assert found.info["comment"].decode() == f"{LINK} · {MADE}"
    assert found.info["loop"] == 0
    for step in range(9):
        picture = seen(found, step)
        assert found.info["duration"] == 250
        assert np.abs(picture - frame(step)).max() <= 8  # not all reds were among the samples
        # colours that are there most are kept as they are
        assert tuple(picture[-1, -1]) == (253, 254, 255)
        red = (picture[..., 0] > 150) & (picture[..., 1] < 80) & (np.arange(SIZE[1]) >= 6)[:, None]
        rows, cols = np.nonzero(red)
        assert (rows.min(), rows.max(), cols.min(), cols.max()) == (10, 17, 4 * step, 4 * step + 7)


def test_a_frame_in_which_nothing_changes_has_its_time():
    found = film([frame(2), frame(2), frame(3)], [0], ms=70_000, loop=False)
    assert found.n_frames == 3
    assert "loop" not in found.info
    np.testing.assert_array_equal(seen(found, 1), frame(2))
    assert found.info["duration"] == 60_000


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (37, 41), (255, 1), (640, 90)])
def test_every_pixel_comes_back_where_there_are_colours_enough(size):
    # noise is packed in codes of every width, and fills their table more than once
    width, height = size
    rng = np.random.default_rng(width)
    colours = rng.integers(0, 256, (255, 3), np.uint8)
    frames = [colours[rng.integers(0, 255, (height, width))] for _ in range(3)]
    found = film(frames, [0, 1, 2])
    for at, one in enumerate(frames):
        np.testing.assert_array_equal(seen(found, at), one)


def test_a_photograph_stays_near_its_colours():
    rows, cols = np.mgrid[:90, :120]
    photo = np.dstack([rows * 2.8, cols * 2.1, (rows + cols) * 1.2]).astype(np.uint8)
    picture = seen(film([photo], [0]), 0)
    assert np.sqrt(((picture - photo.astype(int)) ** 2).mean()) < 8


def test_what_a_file_says_of_itself_may_be_long():
    about = "https://lab.example/?own=" + "1_2_" * 400
    found = film([frame(0)], [0], about=about)
    assert found.info["comment"].decode() == about
