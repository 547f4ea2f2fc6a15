"""What the menu asks for: which file it gets, and what it does not get."""

import json
import struct
from dataclasses import replace

import pytest

from lesson.arrays import GIVEN
from lesson.state import Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from ui.takeaway.answers import Asked, answer

LINK = "https://lab.example/?size=8"


def asked(lesson: Lesson | None = None) -> Asked:
    return Asked(Worked(lesson or Lesson(size=8)), vocabulary("en"), "slide", LINK)


def told(message: bytes) -> tuple[dict, bytes]:
    (size,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + size])
    start = -(-(4 + size) // 8) * 8
    (count,) = header["arrays"][0][2] if header["arrays"] else (0,)
    return header, message[start : start + count]


@pytest.mark.parametrize(
    "wish",
    [
        None, 3, [], {}, {"want": "menu", "id": "x"}, {"want": "npy"}, {"want": "npy", "name": []},
        {"want": "text", "name": "x", "form": "rtf"}, {"want": ["csv"]}, {"want": "csv"},
    ],
)  # fmt: skip
def test_a_wish_that_makes_no_sense_gets_nothing(wish):
    header, content = told(answer(wish, asked()))
    assert content == b""
    assert header["language"] == "en"
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
    given = replace(asked(), given=GIVEN, why="only what is given", later=("npz", "html"))
    menu = told(answer({"id": 1, "want": "menu"}, given))[0]["menu"]
    assert [one["name"] for one in menu["arrays"]] == ["x", "W", "b", "padded"]
    for want in ({"want": "npy", "name": "dW"}, {"want": "csv", "name": "out"}, {"want": "npz"},
                 {"want": "text", "name": "col", "form": "numpy"}, {"want": "html"}):  # fmt: skip
        header, content = told(answer({"id": 1, **want}, given))
        assert "only what is given" in header["refused"]
        assert not content
    assert "refused" not in told(answer({"id": 1, "want": "npy", "name": "W"}, given))[0]


@pytest.mark.parametrize("want", ["listing", "trace"])
def test_a_run_with_every_number_is_the_code_pages_alone(want):
    given = asked()
    for page in ("slide", "practice", "photo"):
        header, content = told(answer({"id": 3, "want": want}, replace(given, page=page)))
        assert header["refused"]
        assert not content
    header, content = told(answer({"id": 3, "want": want}, replace(given, page="code")))
    assert "refused" not in header
    assert content


@pytest.mark.parametrize("page", ["code", "photo"])
def test_a_page_without_a_stage_gives_the_first_picture(page):
    given = asked()
    elsewhere = Asked(given.worked, given.words, page, LINK)
    header, content = told(answer({"id": 2, "want": "html"}, elsewhere))
    assert header["name"] == "lesson_slide_cat_3x3_s1_p1.html"
    assert content.startswith(b"<!doctype html>")
