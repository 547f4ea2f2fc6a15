"""Arrays that are added up window by window: what they are after some of the windows."""

import numpy as np
import pytest

from lesson.asking.answer import reply_to
from lesson.asking.question import Question, exists, is_whole, read_question, right_value
from lesson.asking.way import way_of
from lesson.state import Dout, Filter, Lesson, More
from lesson.worked import Worked

# 2 images, 3 channels, 2 filters, 3x4 windows of 2x3 cells
WORKED = Worked(
    Lesson(
        source="rocket", size=7, colour="rgb", FH=2, FW=3, stride=(2, 1), pad=(0, 1, 0, 1),
        dilation=(2, 2), more=(More("cat"),), dout=Dout("random"),
        filters=(Filter("random", 0.5), Filter("random", -1.0, seed=3)),
    )
)  # fmt: skip


def added_up(after):
    """The gradients after so many windows, one number of dout at a time."""
    x, W, dout = WORKED.x, WORKED.W, WORKED.dout
    padded = np.pad(x, [(0, 0), (0, 0), (0, 1), (0, 1)])
    db, dW, room = np.zeros(2), np.zeros_like(W), np.zeros_like(padded)
    count = np.zeros(padded.shape[2:])
    N, FN, out_h, out_w = dout.shape
    for n, i, j in list(np.ndindex(N, out_h, out_w))[:after]:
        rows, cols = slice(2 * i, 2 * i + 3, 2), slice(j, j + 5, 2)
        if n == 0:
            count[rows, cols] += 1
        for k in range(FN):
            db[k] += dout[n, k, i, j]
            dW[k] += dout[n, k, i, j] * padded[n, :, rows, cols]
            room[n, :, rows, cols] += dout[n, k, i, j] * W[k]
    return {"db": db, "dW": dW, "dx": room[:, :, :-1, :-1], "count": count[:-1, :-1]}


@pytest.mark.parametrize("after", [1, 4, 7, 12])
def test_what_has_been_added_so_far(after):
    for name, array in added_up(after).items():
        for cell in list(np.ndindex(*array.shape))[:: 1 + array.size // 9]:
            asked = Question(name, cell, after=after)
            assert right_value(asked, WORKED) == pytest.approx(array[cell], abs=1e-9), asked.text
            way = way_of(asked, WORKED)
            if name != "count":
                assert way
                assert way.total == pytest.approx(array[cell], abs=1e-9)


def test_all_windows_make_the_array_itself():
    whole = WORKED.step_count
    for name, cell in (("db", (1,)), ("dW", (1, 2, 0, 1)), ("dx", (1, 2, 3, 4))):
        asked = Question(name, cell)
        assert right_value(Question(name, cell, after=whole), WORKED) == pytest.approx(
            right_value(asked, WORKED)
        )


def test_it_is_spelled_and_read():
    assert read_question("dW[0,0,1,2]@5") == Question("dW", (0, 0, 1, 2), after=5)
    for text in ("out[0,0,1,2]@5", "db[0]@0", "db[0]@", "out_h@3", "col.shape@2", "db[0]@1234567"):
        with pytest.raises(ValueError, match=r"is no cell|does not grow"):
            read_question(text)


def test_only_windows_that_are_there_exist():
    assert exists(Question("db", (0,), after=WORKED.step_count), WORKED)
    assert not exists(Question("db", (0,), after=WORKED.step_count + 1), WORKED)
    assert exists(Question("count", (0, 0), after=WORKED.step_count // 2), WORKED)
    assert not exists(Question("count", (0, 0), after=WORKED.step_count // 2 + 1), WORKED)


def test_a_pixel_is_whole_when_its_last_window_has_been():
    # the corner of the second image is read by that image's first window alone
    first = WORKED.step_count // 2
    cell = (1, 0, 0, 0)
    assert [is_whole(Question("dx", cell, after=at), WORKED) for at in (first, first + 1)] == [
        False,
        True,
    ]


def test_slips_are_told_of_what_is_whole_only():
    mean = WORKED.dout[:, 0].mean()
    last = Question("db", (0,), after=WORKED.step_count)
    assert "mean" in reply_to(f"{mean:.6f}", last, WORKED).slips
    early = Question("db", (0,), after=WORKED.step_count - 1)
    assert reply_to(f"{mean:.6f}", early, WORKED).kind == "wrong"
    so_far = added_up(WORKED.step_count - 1)["db"][0]
    assert reply_to(f"{so_far:.6f}", early, WORKED).kind == "right"
