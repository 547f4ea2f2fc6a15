"""A step in words of code: its sizes are this lesson's, and its shapes go into one another."""

import re
from math import prod

import pytest

from lesson.code.listing import listing_of, operands
from lesson.code.told import told
from lesson.code.trace import trace
from lesson.link.codec import read_link
from lesson.worked import Worked

LINKS = {
    "book": {"size": "9", "colour": "rgb", "f": "box~sobel_x", "stride": "2", "more": "rocket"},
    "sides": {
        "in": "edge", "f": "own.t1x3x2_1_2_3_4_5_6", "fh": "3", "fw": "2",
        "stride": "2x1", "pad": "1x0x2x1", "dilation": "1x2",
    },
}  # fmt: skip
SIZE = re.compile(r"^\w+ = ([\d ()+*/-]+) = (-?\d+)$")
SHAPE = re.compile(r"\(([\d, ]*)\)")


def sentences(name):
    worked = Worked(read_link(LINKS[name]).lesson)
    run = trace(listing_of(worked), operands(worked))
    assert run.listing.name == name
    return run, list(told(run))


@pytest.mark.parametrize("name", LINKS)
def test_a_size_is_what_its_sum_says(name):
    run, all_told = sentences(name)
    sums = [match for one in all_told if (match := SIZE.match(one.numbers))]
    assert len(sums) > 12
    for match in sums:
        # nothing but digits and signs, so Python may work it out
        assert eval(match[1], {}) == int(match[2])
    assert len(all_told) == len(run.steps)


@pytest.mark.parametrize("name", LINKS)
def test_what_is_only_laid_out_anew_keeps_its_count(name):
    run, all_told = sentences(name)
    seen = 0
    for step, one in zip(run.steps, all_told, strict=True):
        line = run.listing.lines[step.line - 1]
        if "reshape" not in line or step.kind != "line":
            continue
        shapes = [
            prod(int(size) for size in text.split(",") if size.strip())
            for text in SHAPE.findall(one.shapes)
        ]
        assert len(shapes) == 3, one
        assert len(set(shapes)) == 1, one
        seen += 1
    assert seen == 6


def test_a_product_names_what_it_is_made_of():
    _, all_told = sentences("book")
    # 9x9 in steps of 2 with a padding of 1: 5x5 windows of 3 channels, of two images
    assert "col (50, 27), col_W (27, 2), self.b (2,) → out2 (50, 2)" in {
        one.shapes for one in all_told
    }
    assert "dout2 = dout.transpose(0, 2, 3, 1).reshape(-1, 2)" in {o.numbers for o in all_told}


def test_a_loop_that_is_over_tells_what_it_has_written():
    run, all_told = sentences("book")
    over = [one for step, one in zip(run.steps, all_told, strict=True) if step.ends_loop]
    assert [one.numbers for one in over] == ["for i in range(3):"] * 2
    assert [one.shapes.split(" → ")[1] for one in over] == [
        "col (2, 3, 3, 3, 5, 5)", "img (2, 3, 11, 11)",
    ]  # fmt: skip
