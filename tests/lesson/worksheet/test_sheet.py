"""Blanks of a worksheet: of the chosen kinds, the same everywhere, others on each variant."""

import pytest

from lesson.asking.question import exists, right_value
from lesson.state import Dout, Filter, Lesson, More
from lesson.worked import Worked
from lesson.worksheet.sheet import KINDS, VARIANTS, fits_on_paper, sheet

RGB = Worked(
    Lesson(
        source="cat", size=8, colour="rgb", stride=(2, 1), dout=Dout("random"),
        filters=(Filter("sobel_x", 1.0), Filter("random")),
    )
)  # fmt: skip


@pytest.mark.parametrize("variant", VARIANTS)
def test_blanks_are_cells_of_the_lesson_in_their_order(variant):
    made = sheet(RGB, reversed(KINDS), variant)
    assert made.kinds == KINDS
    assert all(exists(blank, RGB) for blank in made.blanks)
    names = [blank.name for blank in made.blanks]
    assert names == sorted(names, key=("out_h", "out_w", *KINDS).index)
    assert [made.number(blank) for blank in made.blanks] == [*range(1, len(names) + 1)]
    assert len(set(made.blanks)) == len(made.blanks)


def test_what_can_be_guessed_is_asked_last():
    worked = Worked(Lesson(source="dot", filters=(Filter("book"),)))
    assert all(right_value(blank, worked) for blank in sheet(worked, ["out"], "A").blanks)


def test_variants_leave_other_cells_blank_and_each_always_the_same():
    drawn = {variant: sheet(RGB, KINDS, variant).blanks for variant in VARIANTS}
    assert len(set(drawn.values())) == len(VARIANTS)
    # written down: the same on every machine
    assert [blank.text for blank in drawn["A"][2:6]] == RECORDED


RECORDED = ["out[0,0,0,0]", "out[0,0,2,5]", "out[0,0,3,6]", "out[0,1,1,2]"]


@pytest.mark.parametrize(
    ("lesson", "fits"),
    [
        (Lesson(source="book"), True),
        (Lesson(size=28), False),
        (Lesson(size=8, more=(More("rocket"),)), False),
        (Lesson(source="book", filters=(Filter(),) * 5), False),
        (Lesson(source="book", pad=(9, 9, 9, 9)), False),
    ],
)
def test_what_is_too_large_for_paper_is_known(lesson, fits):
    assert fits_on_paper(Worked(lesson)) is fits
