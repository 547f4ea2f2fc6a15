"""From a variable to the picture that draws it, and from a picture to the line that makes it."""

import pytest

from lesson.code.listing import listing_of, operands
from lesson.code.pictures import line_of, picture_of, step_of
from lesson.code.trace import trace
from lesson.link.codec import read_link
from lesson.worked import Worked
from ui.lessons import PAGES

LINKS: tuple[dict[str, str], ...] = (
    {"in": "edge", "f": "box~sobel_x"},
    {"in": "edge", "pad": "1x0x0x1", "stride": "1x2"},
)
VIEWS = [(page, view) for page, one in PAGES.items() for view in one.views]
# what the line of each picture begins with
MADE = {
    "slide": "out =", "unroll": "col = im2col(", "product": "out2 =", "image": "out =",
    "bare": "out =", "slices": "col[", "steps": "dout2 =", "allsteps": "dout2 =",
    "db": "self.db =", "dW": "dW2 =", "dcol": "dcol =", "col2im": "img[", "overwrite": "img[",
    "count": "img[", "pixel": "dx = col2im(", "rotated": "dx = col2im(", "check": "self.dW =",
    "learn": "self.dW =",
}  # fmt: skip


@pytest.mark.parametrize("link", LINKS, ids=["book", "sides"])
@pytest.mark.parametrize(("page", "view"), VIEWS)
def test_every_picture_leads_to_the_line_that_makes_it(page, view, link):
    worked = Worked(read_link(link).lesson)
    text = listing_of(worked)
    line = line_of(text, view)
    assert text.lines[line - 1].strip().startswith(MADE[view])
    run = trace(text, operands(worked))
    done = step_of(worked, view)
    step = run.steps[done - 1]
    # after a loop's last turn, and the first time that any other line has run
    assert step.kind == "line"
    if text.loop_of(line):
        assert (step.loop, step.ends_loop) == (text.loop_of(line), True)
    else:
        assert step.line == line
        assert line not in [one.line for one in run.steps[: done - 1] if one.kind == "line"]


@pytest.mark.parametrize("link", LINKS, ids=["book", "sides"])
def test_a_picture_that_a_variable_leads_to_is_one_of_its_page(link):
    worked = Worked(read_link(link).lesson)
    run = trace(listing_of(worked), operands(worked))
    led = set()
    for step in run.steps:
        for name, place in step.changes:
            drawn = picture_of(step.function, name, len(run.values[place].shape))
            if drawn:
                led.add((name, drawn.view))
                assert drawn.view in PAGES[drawn.page].views
    assert {
        ("col", "unroll"), ("col", "slices"), ("out2", "product"), ("out", "image"),
        ("dout2", "db"), ("self.db", "db"), ("dW2", "dW"), ("dcol", "dcol"), ("img", "col2im"),
        ("dx", "pixel"), ("self.dW", "dW"), ("col_W", "product"),
    } <= led  # fmt: skip


def test_what_is_no_picture_has_no_line():
    worked = Worked(read_link({"in": "book"}).lesson)
    assert line_of(listing_of(worked), "photoe") == 0
    assert step_of(worked, "photoe") == 0
