"""Where the panels of the sliding filter stand. Node runs the module."""

import json
from pathlib import Path

from tests.node import run_module

ROOMS = [(724, 420, 1.0), (980, 420, 1.0), (1240, 390, 1.5), (1580, 700, 1.0), (1880, 650, 2.0)]
"""Width and height of the canvas, and how large letters are: laptops, a page, presenter view."""


def layer(size: int, kernel: int, stride: int, letters: int = 5) -> dict[str, int]:
    out = (size - kernel) // stride + 1
    return {
        "C": 1, "FN": 1, "Hp": size, "Wp": size, "FH": kernel, "FW": kernel,
        "oh": out, "ow": out, "letters": letters,
    }  # fmt: skip


def test_products_have_their_numbers_whatever_the_stride():
    layers = [
        layer(size, kernel, stride)
        for size in (8, 16, 20, 24, 28, 30, 40, 64)
        for kernel in (2, 3)
        for stride in (1, 2, 3, 4)
    ]
    given = {"rooms": ROOMS, "layers": layers}
    without = json.loads(run_module(Path(__file__).with_name("layout.js"), given))
    assert not without, f"{len(without)}: {without[:4]}"
