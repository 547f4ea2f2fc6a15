"""A step as SVG: one drawing code with the screen, texts that are texts, numbers of `conv_core`."""

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from conv_core import Convolution
from lesson.state import OWN, Filter, Lesson
from lesson.worked import Worked
from tests.ui.pictures import payloads, run_pictures
from tests.ui.test_drawn_numbers import own, weights

HARNESS = Path(__file__).with_name("svg.js")
SVG = "{http://www.w3.org/2000/svg}"
MINUS = "\N{MINUS SIGN}"

X = np.arange(30.0).reshape(5, 6) * 3 % 17 - 4
W = np.array([[2.0, -1, 0], [1, 3, -2]])
LESSON = Lesson(
    source=OWN, numbers=own(X), FH=2, FW=3, stride=(2, 1), pad=(0,) * 4, filters=(weights(W),)
)


def drawn(lesson: Lesson, step: int = 2, progress: float = 1) -> dict[str, str]:
    """View -> its SVG."""
    made = payloads(lesson)
    return run_pictures(HARNESS, made, lesson.language, step=step, progress=progress)


def texts(svg: str) -> list[tuple[float, float, str]]:
    root = ElementTree.fromstring(svg)
    return [
        (float(one.get("x", "nan")), float(one.get("y", "nan")), one.text or "")
        for one in root.iter(f"{SVG}text")
    ]


def numbers(svg: str) -> list[tuple[float, float, float]]:
    """Where a number stands, and which."""
    found = []
    for x, y, text in texts(svg):
        bare = text.strip("()").replace(MINUS, "-")
        if re.fullmatch(r"-?\d+(\.\d+)?", bare):
            found.append((x, y, float(bare)))
    return found


def has_grid(svg: str, array: np.ndarray) -> bool:
    """Whether somewhere an array stands whole, row by row, at even distances."""
    rows, cols = array.shape
    at = {(round(x, 1), round(y, 1)): value for x, y, value in numbers(svg)}
    places = list(at)

    def holds(x: float, y: float, right: float, down: float) -> bool:
        for r in range(rows):
            for c in range(cols):
                near = [
                    value
                    for (px, py), value in at.items()
                    if abs(px - x - c * right) < 0.4 and abs(py - y - r * down) < 0.4
                ]
                if not any(abs(value - array[r, c]) < 1e-9 for value in near):
                    return False
        return True

    for x, y in places:
        rights = {px - x for px, py in places if py == y and px > x} if cols > 1 else {0.0}
        downs = {py - y for px, py in places if px == x and py > y} if rows > 1 else {0.0}
        if any(
            holds(x, y, right, down) for right in sorted(rights)[:3] for down in sorted(downs)[:3]
        ):
            return True
    return False


@pytest.fixture(scope="module")
def svgs():
    return drawn(LESSON, step=99)


def test_every_picture_is_well_formed_and_says_what_it_is(svgs):
    assert len(svgs) > 10
    for view, svg in svgs.items():
        root = ElementTree.fromstring(svg)
        assert root.findtext(f"{SVG}title") == "a < b & c", view
        assert root.findtext(f"{SVG}desc") == "here"
        assert len(texts(svg)) > 5, view
        for x, y, text in texts(svg):
            assert np.isfinite([x, y]).all(), (view, text)
        assert "NaN" not in svg, view
        assert "undefined" not in svg, view


def test_a_text_keeps_its_room_where_letters_are_others(svgs):
    for svg in svgs.values():
        for one in ElementTree.fromstring(svg).iter(f"{SVG}text"):
            told = len(one.text or "") > 1
            assert (float(one.get("textLength", "0")) > 0) == told, one.text


def test_the_numbers_of_the_picture_are_the_layers(svgs):
    layer = Convolution(W[None, None], np.array([0.25]), (2, 1), (0, 0, 0, 0))
    out = layer.forward(X[None, None])
    assert has_grid(svgs["slide"], X)
    assert has_grid(svgs["slide"], out[0, 0])
    assert not has_grid(svgs["slide"], out[0, 0] + 1)
    assert has_grid(svgs["unroll"], layer.col)


def test_the_formula_adds_up_to_the_cell(svgs):
    told = "".join(text for _, _, text in texts(svgs["slide"]))
    ((way, total),) = re.findall(rf"out\[0,0,1,3\] = (.*) = ({MINUS}?[\d.]+)", told)
    *products, bias = way.replace(MINUS, "-").split(" + ")
    added = sum(np.prod([float(f.strip("()")) for f in one.split("·")]) for one in products)
    assert added + float(bias.removeprefix("b ")) == float(total.replace(MINUS, "-"))
    layer = Convolution(W[None, None], np.array([0.25]), (2, 1), (0, 0, 0, 0))
    assert float(total.replace(MINUS, "-")) == layer.forward(X[None, None])[0, 0, 1, 3]


def test_a_large_lesson_stays_small_enough_to_mail():
    made = drawn(Lesson(size=64, colour="rgb", filters=(Filter("random", 0.1, 2),)))
    assert max(map(len, made.values())) < 2_500_000
    assert len(drawn(Lesson())["slide"]) < 400_000
    assert Worked(Lesson()).x.shape == (1, 1, 28, 28)
