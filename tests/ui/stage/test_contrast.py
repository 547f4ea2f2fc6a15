"""Numbers can be read on every colour (4.5 to 1, as WCAG counts it); what colours tell apart."""

import itertools
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.node import run_script
from ui.component.joiner import joined

HARNESS = Path(__file__).with_name("contrast.js")
LEGIBLE = 4.5


def rgb(colour: str) -> list[float]:
    if colour.startswith("#"):
        return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]


def luminance(colour: list[float]) -> float:
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (part / 255 for part in colour)
    ]
    return sum(share * v for share, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(layers: list[tuple[str, float]]) -> list[float]:
    """The colour of layers that lie upon each other."""
    below = [255.0] * 3
    for colour, share in layers:
        below = [low + (high - low) * share for low, high in zip(below, rgb(colour), strict=True)]
    return below


@pytest.fixture(scope="module")
def cells():
    script = f"globalThis.matchMedia = () => ({{}});\n{joined(HARNESS)}"
    return json.loads(run_script(script))


def test_numbers_are_legible_on_every_colour_of_every_scale(cells):
    worst: dict[tuple[str, ...], tuple[float, float]] = defaultdict(lambda: (99.0, 0.0))
    for cell in cells:
        assert cell["ink"], cell
        found = contrast(rgb(cell["ink"]), seen(cell["ground"]))
        key = (cell["page"], cell["scale"], cell["kind"])
        worst[key] = min(worst[key], (found, cell["at"]))
    assert len(worst) == 2 * 7 * 6
    assert {key: at for key, at in worst.items() if at[0] < LEGIBLE} == {}


def colours(cells, page, scale):
    """Value -> colour, values from -1 to 1."""
    return {
        2 * cell["at"] - 1: rgb(cell["ground"][0][0])
        for cell in cells
        if (cell["page"], cell["scale"], cell["kind"]) == (page, scale, "plain")
    }


def grey(colour):
    """What is left of a colour in a print without colours, 0 to 255 (Rec. 601)."""
    return sum(share * v for share, v in zip((0.299, 0.587, 0.114), colour, strict=True))


@pytest.mark.parametrize("page", ["light", "dark"])
@pytest.mark.parametrize("scale", ["data", "weight"])
def test_signs_survive_a_print_in_grey(cells, page, scale):
    """Of two numbers as large as each other the negative one is darker."""
    of = colours(cells, page, scale)
    for value in (value for value in of if value >= 0.1):
        apart = grey(of[value]) - grey(of[-value])
        assert apart >= 8 + 30 * value, (value, apart)


@pytest.mark.parametrize("page", ["light", "dark"])
@pytest.mark.parametrize("scale", ["data", "weight"])
def test_a_larger_number_is_farther_from_zero(cells, page, scale):
    of = colours(cells, page, scale)
    contrasts = [contrast(of[value], of[0]) for value in sorted(of)]
    half = len(contrasts) // 2
    negative, positive = contrasts[: half + 1][::-1], contrasts[half:]
    for arm in (negative, positive):
        # a step of a colour is a whole number
        assert all(b > a - 0.08 for a, b in itertools.pairwise(arm))
        assert arm[0] == 1
        assert arm[-1] > 3


@pytest.mark.parametrize("page", ["light", "dark"])
def test_a_small_weight_is_not_drawn_as_zero(cells, page):
    of = colours(cells, page, "weight")
    for value in (1 / 64, -1 / 64):
        assert max(abs(a - b) for a, b in zip(of[value], of[0], strict=True)) >= 16
