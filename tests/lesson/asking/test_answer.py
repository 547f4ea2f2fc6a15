"""Answers as people type them: right, known mistakes, rounding, nonsense."""

import numpy as np
import pytest

from lesson.asking.answer import plain_answer, read_answer, reply_to
from lesson.asking.question import CELLS, Question, shape_of
from lesson.state import Dout, Filter, Lesson, More
from lesson.worked import Worked

BOOK = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
PHOTO = Worked(Lesson(source="cat", size=9, stride=(2, 2), filters=(Filter("random", 0.5),)))
RGB = Worked(
    Lesson(
        source="rocket", size=8, colour="rgb", FH=3, FW=3, stride=(2, 2), pad=(1, 1, 1, 1),
        more=(More("cat"),), dout=Dout("random"),
        filters=(Filter("random", 0.5), Filter("random", -1.0, seed=3)),
    )
)  # fmt: skip
FIRST = Question("out", (0, 0, 0, 0))
ASKED = {
    "out": (1, 1, 2, 1),
    "dW": (1, 2, 0, 1),
    "db": (1,),
    "dx": (0, 1, 1, 1),
    "dcol": (3, 7),
    "out2": (5, 1),
}


def padded(worked):
    return np.pad(worked.x, [(0, 0), (0, 0), (1, 1), (1, 1)])


@pytest.mark.parametrize("text", ["16", " 16 ", "１６", "16.0", "16,0", "+16", "32/2", "1.6e1"])
def test_the_right_number_is_right_however_it_is_typed(text):
    assert reply_to(text, FIRST, BOOK).kind == "right"


@pytest.mark.parametrize(
    ("text", "value"), [("½", 0.5), ("1½", 1.5), ("－２¾", -2.75), ("３⅓", 10 / 3), ("12 ½", None)]
)
def test_fractions_are_read_as_people_write_them(text, value):
    assert read_answer(text) == value


@pytest.mark.parametrize("text", ["16", " －０，５0 ", "1½", "+3", "1 / 8", "6.0e0", "　3．25　"])
def test_an_answer_in_plain_letters_is_the_same_answer(text):
    plain = plain_answer(text)
    assert plain.isascii()
    assert not set(plain) & set(" ,+_")
    assert read_answer(plain) == read_answer(text) is not None
    assert plain_answer(plain) == plain


@pytest.mark.parametrize("text", ["", "abc", "1e999", "nan", "--1", "1.2.3", "9" * 500, "1;2"])
def test_nonsense_is_no_answer(text):
    reply = reply_to(text, FIRST, BOOK)
    assert (reply.kind, reply.given) == ("unread", None)


@pytest.mark.parametrize("text", ["−16", "-16", "15.9", "16.1", "17"])
def test_whole_numbers_are_not_forgiven_anything(text):
    assert reply_to(text, FIRST, BOOK).kind != "right"


def test_the_wrong_sign_is_told_as_such():
    reply = reply_to("-16", FIRST, BOOK)
    assert reply.kind == "wrong"
    assert reply.sign


def test_rounding_is_forgiven_where_numbers_are_shown_rounded():
    value = PHOTO.out[0, 0, 1, 2]
    asked = Question("out", (0, 0, 1, 2))
    for text in (f"{value:.2f}", f"{value:.3f}", f"{value:.6f}"):
        assert reply_to(text, asked, PHOTO).kind == "right"
    assert reply_to(f"{-value:.2f}", asked, PHOTO).kind != "right"
    assert reply_to(f"{value + 1:.2f}", asked, PHOTO).kind != "right"


def test_somebody_who_computes_with_the_shown_numbers_is_right():
    shown = padded(PHOTO).round(2)[0, 0, 2:5, 4:7]
    answer = (shown * PHOTO.W[0, 0].round(2)).sum() + 0.5
    assert reply_to(f"{answer:.2f}", Question("out", (0, 0, 1, 2)), PHOTO).kind == "right"


def mistaken(worked):
    """Numbers of people who make one mistake each, by hand and not by the catalogue."""
    x, W, b, dout = padded(worked), worked.W, worked.b, worked.dout
    n, k, i, j = ASKED["out"]
    window = x[n, :, 2 * i : 2 * i + 3, 2 * j : 2 * j + 3]
    right = (window * W[k]).sum()
    yield "bias", "out", right
    yield "bias-each", "out", right + 27 * b[k]
    yield "flip", "out", (window * W[k][:, ::-1, ::-1]).sum() + b[k]
    yield "swap", "out", (window.transpose(0, 2, 1) * W[k]).sum() + b[k]
    yield "stride", "out", (x[n, :, i : i + 3, j : j + 3] * W[k]).sum() + b[k]
    yield "channel", "out", (window[0] * W[k, 0]).sum() + b[k]
    yield "channel-mean", "out", right / 3 + b[k]
    yield "mean", "db", dout[:, 1].mean()
    yield "mean-images", "db", dout[:, 1].sum() / 2
    k, c, u, v = ASKED["dW"]
    met = (x[:, c, u : u + 8 : 2, v : v + 8 : 2][:, :4, :4] * dout[:, k]).sum()
    yield "mean-dW", "dW", met / (2 * 4 * 4)
    yield "mean-dW-images", "dW", met / 2
    c = ASKED["dx"][1]
    # the last filter cell that col2im writes there is the only one whose gradient is left
    yield "overwrite", "dx", (dout[0, :, 0, 0] * W[:, c, 2, 2]).sum()
    row, column = ASKED["dcol"]
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, 2)
    yield "rot", "dcol", rows[row] @ W[:, :, ::-1, ::-1].reshape(2, -1)[:, column]


@pytest.mark.parametrize(
    ("slip", "name", "value"), list(mistaken(RGB)), ids=lambda one: str(one)[:14]
)
def test_a_known_mistake_is_named(slip, name, value):
    reply = reply_to(f"{value:.6f}", Question(name, ASKED[name]), RGB)
    assert reply.kind == "mistake", reply
    assert slip in reply.slips


def test_sizes_and_shapes_are_asked_too():
    worked = Worked(Lesson(source="cat", size=10, stride=(2, 2), pad=(0, 0, 0, 0)))
    asked = Question("out_h")
    assert reply_to("4", asked, worked).kind == "right"
    assert reply_to("5", asked, worked).slips == ("floor",)
    assert reply_to("3", asked, worked).slips == ("plus-one",)
    shape = Question("col", is_shape=True)
    assert reply_to("(16, 9)", shape, worked).kind == "right"
    assert reply_to("16x9", shape, worked).kind == "right"
    assert reply_to("9 16", shape, worked).kind == "wrong"
    assert reply_to("many", shape, worked).kind == "unread"


def test_a_mistake_that_gives_the_right_number_is_none():
    worked = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 0.0),)))
    assert reply_to("15", FIRST, worked).kind == "right"


@pytest.mark.parametrize("name", CELLS)
def test_a_wrong_number_for_any_array_is_judged(name):
    reply = reply_to("77777", Question(name, (0,) * len(shape_of(name, RGB))), RGB)
    assert reply.kind == "wrong"
