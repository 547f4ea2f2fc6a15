"""Wrong ways to one array are those that all wrong arrays together hold, and none is left out."""

import numpy as np
import pytest

from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.wrong import NAMES, wrong_arrays, wrong_ways
from lesson.state import Dout, Filter, Lesson, More
from lesson.worked import Worked

LESSONS = {
    "book": Lesson(source="book", pad=(1, 1, 1, 1), filters=(Filter("book", 1.0),)),
    "sides": Lesson(
        source="edge", FH=2, FW=3, stride=(2, 1), pad=(0, 1, 2, 1), dout=Dout("random"),
        filters=(Filter("random", 0.5), Filter("random", -1.0, seed=3)),
    ),
    "batch": Lesson(
        source="rocket", size=7, colour="rgb", stride=(2, 2), more=(More("cat"),),
        dout=Dout("random"), filters=(Filter("random", 0.5), Filter("sobel_x", 2.0)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_the_ways_to_one_array_are_all_there_are(lesson):
    worked = Worked(lesson)
    everything = {slip.id: wrong_arrays(slip, worked) for slip in SLIPS.values()}
    for name in NAMES:
        found = {slip.id: array for slip, array in wrong_ways(name, worked)}
        due = {one: arrays[name] for one, arrays in everything.items() if name in arrays}
        assert list(found) == list(due), name
        for one, array in found.items():
            np.testing.assert_array_equal(array, due[one])
    assert sum(bool(arrays) for arrays in everything.values()) > 12


def test_of_a_lesson_too_large_for_all_the_cheap_slips_are_still_told(monkeypatch):
    """The largest lesson's col has 4 million numbers; here a small one is too large."""
    worked = Worked(LESSONS["batch"])
    everything = {name: [slip.id for slip, _ in wrong_ways(name, worked)] for name in NAMES}
    col = len(worked.x) * worked.geometry.out_h * worked.geometry.out_w * worked.W[0].size
    monkeypatch.setattr("lesson.mistakes.wrong.MOST_MADE", 2 * col)
    for name in ("out", "dW", "dx"):
        found = [slip.id for slip, _ in wrong_ways(name, worked)]
        dear = {
            one
            for one in everything[name]
            if name == "dx" or SLIPS[one].edits["book"].function == "im2col"
        }
        assert len(dear) > 2, name
        assert len(dear.intersection(found)) == 2, name
        assert [one for one in everything[name] if one in found or one not in dear] == found, name
