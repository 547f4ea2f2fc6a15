"""Films on the server: what is in the GIF, and that nothing is kept or made beyond its bounds."""

import base64
import json
import struct
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lesson.state import Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from ui.takeaway import answers
from ui.takeaway.answers import Asked, answer
from ui.takeaway.films import PATIENCE, Busy, Films
from ui.takeaway.gif import MOST_FRAMES, GifFilm

SIZE = (48, 30)
LINK = "https://lab.example/?size=8"


def frame(step: int) -> np.ndarray:
    """A coloured ground, and a window that is somewhere else at each step."""
    picture = np.full((SIZE[1], SIZE[0], 3), (253, 254, 255), np.uint8)
    picture[:6] = np.arange(SIZE[0], dtype=np.uint8)[:, None] * 5
    picture[10:18, 4 * step : 4 * step + 8] = (200, 30, 10 + step)
    return picture


def png(picture: np.ndarray) -> bytes:
    file = BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


def film(count: int = 9) -> GifFilm:
    made = GifFilm(*SIZE, [png(frame(0)), png(frame(8))], True, LINK)
    for step in range(count):
        made.add(png(frame(step)), 250)
    return made


def test_each_step_has_its_window_where_it_must_be():
    found: Any = Image.open(BytesIO(film().end()))
    assert (found.n_frames, found.size) == (9, SIZE)
    assert found.info["comment"] == LINK.encode()
    assert found.info["loop"] == 0
    for step in range(9):
        found.seek(step)
        assert found.info["duration"] == 250
        seen = np.asarray(found.convert("RGB")).astype(int)
        wanted = frame(step).astype(int)
        assert np.abs(seen - wanted).max() <= 40
        # colours that are there most are kept as they are
        assert tuple(seen[-1, -1]) == (253, 254, 255)
        red = (seen[..., 0] > 150) & (seen[..., 1] < 80) & (np.arange(SIZE[1]) >= 6)[:, None]
        rows, cols = np.nonzero(red)
        assert (rows.min(), rows.max(), cols.min(), cols.max()) == (10, 17, 4 * step, 4 * step + 7)


def test_what_is_no_frame_is_refused():
    made = film(0)
    for wrong in (b"", b"GIF89a", png(frame(0))[:80], png(frame(0)[:-1])):
        with pytest.raises(ValueError, match="frame"):
            made.add(wrong, 100)
    with pytest.raises(ValueError, match="at most 8"):
        GifFilm(1280, 720, [png(frame(0))] * 9, True, LINK)  # before any of them is looked at
    with pytest.raises(ValueError, match="1280x720"):
        GifFilm(1281, 720, [png(frame(0))], True, LINK)
    made.frames = MOST_FRAMES
    with pytest.raises(ValueError, match="600 frames"):
        made.add(png(frame(0)), 100)


def test_two_films_at_a_time_and_none_for_longer_than_a_minute():
    now = [0.0]
    films = Films(lambda: now[0])
    films.begin("a", film)
    films.begin("b", film)
    films.begin("a", film)  # one for each visitor
    with pytest.raises(Busy):
        films.begin("c", film)
    now[0] = PATIENCE - 1
    assert films.get("b") is not None
    now[0] = PATIENCE + 1
    assert films.get("a") is None
    films.begin("c", film)
    films.drop("b")
    films.begin("d", film)


# ---- what the browser asks for


def asked(lesson: Lesson | None = None, visitor: str = "v") -> Asked:
    return Asked(Worked(lesson or Lesson(size=8)), vocabulary("en"), "slide", LINK, visitor)


def told(message: bytes) -> tuple[dict, bytes]:
    (size,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + size])
    start = -(-(4 + size) // 8) * 8
    (count,) = header["arrays"][0][2] if header["arrays"] else (0,)
    return header, message[start : start + count]


def spelled(step: int) -> str:
    return base64.b64encode(png(frame(step))).decode()


def test_a_film_travels_in_pieces(monkeypatch):
    monkeypatch.setattr(answers, "FILMS", Films())
    begin = {"want": "film", "count": 3, "width": 48, "height": 30, "loop": False}
    begin |= {"samples": [spelled(0), spelled(2)]}
    frames = [{"png": spelled(step), "ms": 500} for step in range(3)]

    def answered(wish: dict) -> tuple[dict, bytes]:
        return told(answer({"id": 4, **wish}, asked()))

    assert "refused" not in answered(begin)[0]
    assert "refused" not in answered({"want": "frames", "frames": frames[:2]})[0]
    header, content = answered({"want": "film_end", "frames": frames[2:]})
    assert header["name"] == "film_cat_3x3_s1_p1.gif"
    made: Any = Image.open(BytesIO(content))
    assert made.n_frames == 3
    assert "waited" in answered({"want": "frames", "frames": frames})[0]["refused"]


@pytest.mark.parametrize(
    "wish",
    [
        None, 3, [], {}, {"want": "menu", "id": "x"}, {"want": "npy"}, {"want": "npy", "name": []},
        {"want": "text", "name": "x", "form": "rtf"}, {"want": "film"}, {"want": ["film"]},
        {"want": "film", "width": 10**9, "height": 2, "count": 2, "samples": []},
        {"want": "film", "width": 48, "height": 30, "count": 601, "samples": [spelled(0)]},
        {"want": "film", "width": 48, "height": 30, "count": 1, "samples": ["%%%"]},
        {"want": "frames", "frames": 7}, {"want": "film_end", "frames": [{"png": "", "ms": 1}]},
    ],
)  # fmt: skip
def test_a_wish_that_makes_no_sense_gets_nothing(wish, monkeypatch):
    films = Films()
    monkeypatch.setattr(answers, "FILMS", films)
    header, content = told(answer(wish, asked(visitor="nobody")))
    assert content == b""
    assert header["language"] == "en"
    assert films.get("nobody") is None
    want = wish.get("want") if isinstance(wish, dict) else None
    known = isinstance(want, str) and want != "menu"
    assert ("refused" in header) == known


def test_what_is_taken_says_which_lesson_it_is():
    lesson = Lesson(size=8, stride=(2, 2))
    for want, name in (
        ({"want": "csv", "name": "dW"}, "dW_cat_3x3_s2_p1.csv"),
        ({"want": "npz"}, "lesson_cat_3x3_s2_p1.npz"),
        ({"want": "ipynb"}, "lesson_cat_3x3_s2_p1.ipynb"),
        ({"want": "html"}, "lesson_slide_cat_3x3_s2_p1.html"),
    ):
        header, content = told(answer({"id": 1, **want}, asked(lesson)))
        assert header["name"] == name
        assert len(content) > 100
    menu = told(answer({"id": 1, "want": "menu"}, asked(lesson)))[0]["menu"]
    assert [one["name"] for one in menu["arrays"]][:3] == ["x", "W", "b"]
    assert menu["link"] == LINK


def test_what_is_asked_is_not_taken_away():
    given = replace(asked(), withheld=True)
    menu = told(answer({"id": 1, "want": "menu"}, given))[0]["menu"]
    assert [one["name"] for one in menu["arrays"]] == ["x", "W", "b", "padded"]
    for want in ({"want": "npy", "name": "dW"}, {"want": "csv", "name": "out"}, {"want": "npz"},
                 {"want": "text", "name": "col", "form": "numpy"}, {"want": "html"}):  # fmt: skip
        header, content = told(answer({"id": 1, **want}, given))
        assert "only what is given" in header["refused"]
        assert not content
    assert "refused" not in told(answer({"id": 1, "want": "npy", "name": "W"}, given))[0]


@pytest.mark.parametrize("page", ["code", "photo"])
def test_a_page_without_a_stage_gives_the_first_picture(page):
    given = asked()
    elsewhere = Asked(given.worked, given.words, page, LINK, "v")
    header, content = told(answer({"id": 2, "want": "html"}, elsewhere))
    assert header["name"] == "lesson_slide_cat_3x3_s1_p1.html"
    assert content.startswith(b"<!doctype html>")
