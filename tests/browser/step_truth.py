"""What a step of the film must say, by nested loops over the lesson's numbers."""

from dataclasses import dataclass
from typing import Any

from tests.browser.stage_page import Told, agrees
from tests.conv_core.loops import Case, pixel, starts


@dataclass
class Truth:
    """A layer and its input; `holds` compares a step on screen with it, number by number."""

    x: Any  # (N, C, in_h, in_w)
    W: Any  # (FN, C, FH, FW)
    b: Any
    case: Case
    conv_core_out: Any

    @classmethod
    def of(cls, x: Any, W: Any, b: Any, out: Any, stride: int, pad: int) -> "Truth":
        N, C, in_h, in_w = x.shape
        FN, _, FH, FW = W.shape
        case = Case(N, C, in_h, in_w, FN, FH, FW, (stride, stride), (pad,) * 4)
        return cls(x, W, b, case, out)

    def holds(self, told: Told) -> None:
        """Every displayed number of this step is the layer's; none is missing."""
        n, k, i, j = told.cell
        rows, cols = starts(self.case)
        factors = [
            (pixel(self.x, self.case, n, c, rows[i] + u, cols[j] + v), float(self.W[k, c, u, v]))
            for c in range(self.case.C)
            for u in range(self.case.FH)
            for v in range(self.case.FW)
        ]
        assert len(told.factors) == len(factors)
        for (x_text, w_text), (x, w) in zip(told.factors, factors, strict=True):
            assert agrees(x_text, x), (told.cell, x_text, x)
            assert agrees(w_text, w), (told.cell, w_text, w)
        products = [x * w for x, w in factors]
        window = self.case.FH * self.case.FW
        sums = [sum(products[c * window : (c + 1) * window]) for c in range(self.case.C)]
        if told.sums:
            assert len(told.sums) == len(sums)
            for text, channel_sum in zip(told.sums, sums, strict=True):
                # a sum of float32 products near zero keeps their absolute error
                error = 1e-6 * sum(map(abs, products))
                assert agrees(text, channel_sum) or abs(channel_sum) < error, (text, channel_sum)
        assert agrees(told.bias, float(self.b[k]))
        total = sum(products) + float(self.b[k])
        assert abs(total - self.conv_core_out[n, k, i, j]) < 1e-9
        assert agrees(told.result, total) or abs(total) < 1e-6, (told.cell, told.result, total)
