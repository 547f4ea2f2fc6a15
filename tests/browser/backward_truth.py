"""What the pictures of lesson 3 must say, by nested loops over the lesson's numbers."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import numpy as np

from lesson.link.codec import write_link
from lesson.numbers import Numbers
from lesson.state import OWN, Dout, Filter, Lesson
from lesson.worked import Worked
from tests.browser.stage_page import number

Cells = dict[str, float]
ROUNDING = 3e-6  # float32 inputs, as a share of the largest term

# strided, padded on one side each, two channels, two filters; the floor leaves row 6 over, and the
# stride a gap at the padded columns 2 and 5
LESSON = Lesson(
    source=OWN,
    numbers=Numbers.of((np.random.default_rng(4).permutation(84) - 40).reshape(2, 6, 7) / 10),
    FH=3,
    FW=2,
    stride=(3, 3),
    pad=(1, 0, 1, 0),
    filters=(Filter("random", seed=1), Filter("random", 0.5, seed=2)),
    dout=Dout("random", seed=5),
)


@dataclass
class Truth:
    """Gradients of a lesson, and how they fill, one addition at a time."""

    lesson: Lesson
    x: Any = field(init=False)
    W: Any = field(init=False)
    dout: Any = field(init=False)

    def __post_init__(self):
        self.x, self.W = Worked(self.lesson).x, Worked(self.lesson).W
        self.dout = Worked(self.lesson).dout
        self.b = Worked(self.lesson).b
        self.N, self.FN, self.out_h, self.out_w = self.dout.shape
        self.pad = Worked(self.lesson).geometry.pad

    @property
    def steps(self):
        return self.N * self.out_h * self.out_w

    def place(self, t):
        n, cell = divmod(t, self.out_h * self.out_w)
        return n, cell // self.out_w, cell % self.out_w

    def reads(self, t):
        """Each pixel that window t reads, with the filter's cell: (c, u, v, y, z), y and z without
        padding and perhaps outside."""
        _, i, j = self.place(t)
        (sh, sw), (dh, dw) = self.lesson.stride, self.lesson.dilation
        for c, u, v in np.ndindex(self.W.shape[1:]):
            yield c, u, v, i * sh + u * dh - self.pad[0], j * sw + v * dw - self.pad[2]

    def inside(self, y, z):
        return 0 <= y < self.x.shape[2] and 0 <= z < self.x.shape[3]

    def pixel(self, n, c, y, z):
        return float(self.x[n, c, y, z]) if self.inside(y, z) else 0.0

    def gradients(self, steps, filters):
        """db, dW and dx by name, after these windows of these filters."""
        cells: Cells = {}
        for t in steps:
            n, i, j = self.place(t)
            for k in filters:
                d = float(self.dout[n, k, i, j])
                cells[f"db[{k}]"] = cells.get(f"db[{k}]", 0.0) + d
                for c, u, v, y, z in self.reads(t):
                    name = f"dW[{k},{c},{u},{v}]"
                    cells[name] = cells.get(name, 0.0) + d * self.pixel(n, c, y, z)
                    if self.inside(y, z):
                        name = f"dx[{n},{c},{y},{z}]"
                        cells[name] = cells.get(name, 0.0) + d * float(self.W[k, c, u, v])
        return cells

    def all(self):
        return self.gradients(range(self.steps), range(self.FN))

    def count(self, n, y, z):
        """How many windows read a pixel."""
        windows = range(self.steps)
        return sum(
            self.place(t)[0] == n and any((y, z) == at[3:] and at[0] == 0 for at in self.reads(t))
            for t in windows
        )


def link(page, lesson, **other):
    return f"{page}?{urlencode(write_link(lesson) | other)}"


def told(sentence):
    """Cells by name, as the live region says them: the text after the last ``=`` of each part."""
    cells = {}
    for part in sentence.partition(":")[2].split(";"):
        match = re.search(r"(\w+(?:\(col\))?\[[\d,]+\]) = (?:.*[=≈] )?(\S+)$", part.strip())
        if match:
            cells[match[1]] = match[2]
    return cells


def assert_told(cells, truth, most=10.0):
    """Every cell that is told is what the loops say, to the decimals shown, two at least."""
    for name, text in cells.items():
        value = truth.get(name, 0.0)
        decimals = len(text.strip("()").partition(".")[2])
        room = (0.5 * 10.0**-decimals if decimals > 1 else 0) + ROUNDING * most
        assert abs(number(text) - value) <= room, f"{name} is shown as {text}, but is {value}"
