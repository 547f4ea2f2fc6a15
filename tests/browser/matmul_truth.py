"""What the pictures of lesson 2 must say, by nested loops over the lesson's numbers."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import numpy as np

from conv_core import Convolution
from lesson.link.codec import write_link
from lesson.numbers import Numbers
from lesson.state import OWN, UPLOAD, Filter, Lesson, More
from lesson.worked import Worked
from tests.browser.stage_page import StagePage, agrees, next_frame, number
from tests.conv_core.loops import Case, loop_forward, loop_im2col

Term = tuple[str, str]
COPIES_NAMED = 4
LONGEST_FORMULA = 16
FIRST_SHOWN = 5


def typed(C: int, h: int, w: int, seed: int) -> Numbers:
    """Numbers as a learner types them: no two alike, one digit behind the point."""
    values = np.random.default_rng(seed).permutation(C * h * w) - 60
    return Numbers.of(values.reshape(C, h, w) / 10)


MANY = Lesson(
    source=OWN, numbers=typed(3, 7, 9, 1), FH=2, FW=3, stride=(2, 1), pad=(1, 0, 2, 1),
    dilation=(1, 2), step=4,
    filters=(Filter("random", 0.5, 1), Filter("random", -1.25, 2), Filter("sobel_x")),
)  # fmt: skip
THREE = Lesson(
    source=OWN, numbers=typed(2, 6, 5, 2), FH=3, FW=2, stride=(1, 2), pad=(0, 1, 1, 0),
    dilation=(2, 1), step=4, filters=(Filter("random", 0.25, 3), Filter("random", -2.0, 4)),
    more=(More(UPLOAD, typed(2, 6, 5, 3)), More(UPLOAD, typed(2, 6, 5, 4))),
)  # fmt: skip


def link(lesson: Lesson, page: str = "matmul", **more: str) -> str:
    """The lesson's address, from the server's root on."""
    return f"{page}?{urlencode({**write_link(lesson), **more})}"


@dataclass
class MatmulTruth:
    """`col`, `col_W` and `out2` of a lesson; the methods hold what is on screen against them."""

    case: Case
    x: Any
    W: Any
    b: Any
    col: Any
    pixels: Any  # like col: the padded pixel (n, c, y, z) that each cell was copied from
    out2: Any
    out: Any

    @classmethod
    def of(cls, lesson: Lesson) -> "MatmulTruth":
        x, W, b = Worked(lesson).x, Worked(lesson).W, Worked(lesson).b
        g = Worked(lesson).geometry
        N, C, in_h, in_w = x.shape
        case = Case(N, C, in_h, in_w, *(len(W), g.FH, g.FW), g.stride, g.pad, g.dilation)
        top, bottom, left, right = g.pad
        Hp, Wp = top + in_h + bottom, left + in_w + right
        bare = Case(N, C, Hp, Wp, *(len(W), g.FH, g.FW), g.stride, (0,) * 4, g.dilation)
        ids = np.arange(N * C * Hp * Wp, dtype=float).reshape(N, C, Hp, Wp)
        names = loop_im2col(ids, bare).astype(int)
        pixels = np.stack(np.unravel_index(names, ids.shape), axis=-1)

        layer = Convolution(W, b, lesson.stride, lesson.pad, lesson.dilation)
        out = layer.forward(x)
        col = loop_im2col(x, case)
        np.testing.assert_array_equal(layer.col, col)
        np.testing.assert_allclose(out, loop_forward(x, W, b, case), atol=1e-9)
        return cls(case, x, W, b, col, pixels, layer.col @ layer.col_W + b, out)

    @property
    def steps(self) -> int:
        return len(self.col)

    @property
    def window(self) -> int:
        """Rows of `col` for each image."""
        return len(self.col) // len(self.x)

    def place(self, t: int) -> tuple[int, int, int]:
        """Image, output row and output column of a row of `col`."""
        out_w = self.out.shape[3]
        n, cell = divmod(t, self.window)
        return n, cell // out_w, cell % out_w

    def col_W(self, q: int, k: int) -> float:
        return float(self.W[k].ravel()[q])

    def copies(self, t: int, q: int) -> list[tuple[int, int]]:
        """All cells of `col` that come from the same pixel, by comparing every one."""
        same = (self.pixels == self.pixels[t, q]).all(axis=-1)
        return [(int(row), int(column)) for row, column in np.argwhere(same)]

    def copies_of_pixel(self, n: int, c: int, y: int, z: int) -> list[tuple[int, int]]:
        """The cells of `col` that come from ``x[n, c, y, z]``."""
        wanted = (n, c, y + self.case.pad[0], z + self.case.pad[2])
        return [
            (int(row), int(column))
            for row, column in np.argwhere((self.pixels == wanted).all(axis=-1))
        ]

    # ---- sentences

    def row_told(self, text: str, t: int) -> None:
        """``col[t] = [...]``: every number of the row, in order."""
        match = re.search(r"col\[(\d+)\] = (?:col6\[([\d:, ]+)\] = )?\[(.*)\]$", text)
        assert match, text
        assert int(match[1]) == t
        if match[2]:
            n, i, j = self.place(t)
            assert match[2] == f"{n}, :, :, :, {i}, {j}"
        numbers = match[3].split(", ")
        assert len(numbers) == self.col.shape[1]
        for shown, value in zip(numbers, self.col[t], strict=True):
            assert agrees(shown, value), (t, shown, value)

    def product_told(self, text: str, t: int, k: int) -> None:
        """``out2[t,k] = ... + b (...) = ...``: every factor, the bias and the cell."""
        match = re.search(r"out2\[(\d+),(\d+)\] = (.*) \+ b \(([^)]*)\) [=≈] (\S+)$", text)
        assert match, text
        assert (int(match[1]), int(match[2])) == (t, k), text
        pairs = [product.split("·") for product in match[3].split(" + ")]
        assert len(pairs) == self.col.shape[1]
        for q, (x, w) in enumerate(pairs):
            assert agrees(x, self.col[t, q]), (t, q, x)
            assert agrees(w, self.col_W(q, k)), (q, k, w)
        assert agrees(match[4], self.b[k])
        self.cell_told(match[5], t, k)

    def cell_told(self, shown: str, t: int, k: int) -> None:
        n, i, j = self.place(t)
        assert abs(self.out2[t, k] - self.out[n, k, i, j]) < 1e-9
        assert agrees(shown, self.out2[t, k]) or abs(self.out2[t, k]) < 1e-6, (t, k, shown)

    def landing_told(self, text: str, t: int, k: int) -> None:
        """``out[n,k,i,j] = out2[t,k] = ...``."""
        match = re.search(r"out\[([\d,]+)\] = out2\[(\d+),(\d+)\] = (\S+)$", text)
        assert match, text
        n, i, j = self.place(t)
        assert match.groups()[:3] == (f"{n},{k},{i},{j}", str(t), str(k))
        self.cell_told(match[4], t, k)

    # ---- the visible formula

    def row_seen(self, terms: list[Term], t: int) -> None:
        assert terms[0] == ("name", f"col[{t}] = [")
        numbers = [text for kind, text in terms if kind == "x"]
        assert len(numbers) == self.col.shape[1]
        for shown, value in zip(numbers, self.col[t], strict=True):
            assert agrees(shown, value), (t, shown, value)

    def product_seen(self, terms: list[Term], t: int, k: int) -> None:
        """All factors of a short row; of a long one the first five and the last."""
        assert terms[0] == ("name", f"out2[{t},{k}] = ")
        K = self.col.shape[1]
        shown = range(K) if K <= LONGEST_FORMULA else [*range(FIRST_SHOWN), K - 1]
        assert (" + … " in [text for _, text in terms]) is (K > LONGEST_FORMULA)
        for kind, truth in (
            ("x", [self.col[t, q] for q in shown]),
            ("w", [self.col_W(q, k) for q in shown]),
            ("bias", [self.b[k]]),
        ):
            texts = [text for what, text in terms if what == kind]
            assert len(texts) == len(truth)
            assert all(map(agrees, texts, truth)), (kind, texts, truth)
        (result,) = [text for kind, text in terms if kind == "out"]
        self.cell_told(result, t, k)

    def one_product_seen(self, line: str, k: int) -> tuple[int, int]:
        """``col[t,q]·col_W[q,k] = x·w = p``; returns t and q."""
        match = re.match(
            r"col\[(\d+),(\d+)\]·col_W\[(\d+),(\d+)\] = (\S+)·(\S+) [=≈] (\S+)"
            r"   col_W\[(\d+),(\d+)\] = W\[([\d,]+)\]$",
            line,
        )
        assert match, line
        t, q, again, filter_ = map(int, match.groups()[:4])
        assert (again, int(match[8]), filter_, int(match[9])) == (q, q, k, k)
        _, _, FH, FW = self.W.shape
        assert match[10] == f"{k},{q // (FH * FW)},{q // FW % FH},{q % FW}"
        x, w = self.col[t, q], self.col_W(q, k)
        assert agrees(match[5], x)
        assert agrees(match[6], w)
        assert agrees(match[7], x * w), (line, x * w)
        return t, q

    def copies_seen(self, line: str, unread: str) -> tuple[str, int]:
        """A pixel and its copies, pointed at in x or in `col`; returns its name and their number.

        The name is empty for padding pointed at in x: the line does not say which cell it is.
        """
        match = re.match(r"(?:col\[(\d+),(\d+)\] = )?(padding|x\[([\d,]+)\]) = (\S+)   (.*)$", line)
        assert match, line
        row, column, name, place, value, told = match.groups()
        if row is not None:
            t, q = int(row), int(column)
            n, c, y, z = (int(at) for at in self.pixels[t, q])
            y, z = y - self.case.pad[0], z - self.case.pad[2]
            inside = 0 <= y < self.case.in_h and 0 <= z < self.case.in_w
            assert name == (f"x[{n},{c},{y},{z}]" if inside else "padding")
            assert agrees(value, self.col[t, q])
            copies = self.copies(t, q)
        elif place is None:
            assert number(value) == 0
            return "", 0
        else:
            n, c, y, z = map(int, place.split(","))
            assert agrees(value, self.x[n, c, y, z])
            copies = self.copies_of_pixel(n, c, y, z)
        if not copies:
            assert told == unread
        else:
            named = ", ".join(f"col[{t},{q}]" for t, q in copies[:COPIES_NAMED])
            named += ", …" if len(copies) > COPIES_NAMED else ""
            times = "once" if len(copies) == 1 else f"{len(copies)} times"
            assert told == f"copied {times}: {named}"
        return name, len(copies)


def pointed(stage: StagePage, x: float, y: float) -> str:
    """What the formula says while the pointer is at a point of the page."""
    stage.page.mouse.move(x, y)
    next_frame(stage.page)
    return stage.formula()
