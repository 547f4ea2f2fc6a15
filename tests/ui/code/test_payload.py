"""What the listing gets: small whatever the lesson, and its numbers are the layer's."""

from dataclasses import replace

import numpy as np
import pytest

from lesson.link.codec import read_link
from lesson.worked import Worked
from tests.conv_core.loops import Case, loop_forward
from tests.ui.component.messages import unpack
from ui.code.answers import Ask, answer
from ui.code.payload import code_payload, code_run

SEEK = {"id": 1, "line": 0, "loops": False}
LARGEST = {"size": "64", "colour": "rgb", "more": "rocket~brick~cat", "pad": "3"}
TYPED = {"in": "own", "x": "t2x3x4_" + "_".join(str(n) for n in range(1, 25)), "pad": "1"}
TYPED |= {"f": "own.t2x2x3_1_2_3_4_5_6_7_8_9_10_11_12~box", "fh": "2", "fw": "3"}


def payload(link, **more):
    worked = Worked(replace(read_link(link).lesson, **more))
    made = code_run(worked)
    return worked, made, code_payload(worked, made, 1, SEEK)


@pytest.mark.parametrize("window", ["3", "7"])
@pytest.mark.parametrize("slip", ["", "overwrite", "?3"])
def test_it_is_small_at_the_largest_lesson(window, slip):
    filters = "~".join(["random.1"] * 8)
    *_, message = payload(LARGEST | {"fh": window, "fw": window, "f": filters}, slip=slip)
    assert len(message) < 200_000


def value(header, arrays, name, line):
    """The value that a line gives a variable, as it was sent."""
    for at, (kind, of, *_) in enumerate(arrays["steps"]):
        span = slice(*arrays["changes"][at : at + 2])
        for n, place in zip(arrays["names"][span], arrays["places"][span], strict=True):
            if kind == 0 and of == line and header["names"][n] == name:
                _, shape, dtype, nbytes, whole, *_, start = header["values"][place]
                count = int(np.prod(shape))
                assert (whole, dtype, nbytes) == (True, "float64", 8 * count)
                return arrays["numbers"][start : start + count].reshape(shape)
    raise LookupError(name)


def test_out_is_that_of_nested_loops():
    worked, made, message = payload(TYPED)
    header, arrays = unpack(message)
    case = Case(N=1, C=2, in_h=3, in_w=4, FN=2, FH=2, FW=3, pad=(1, 1, 1, 1))
    x = np.arange(1.0, 25).reshape(1, 2, 3, 4)
    W = np.stack([np.arange(1.0, 13).reshape(2, 2, 3), np.full((2, 2, 3), worked.W[1, 0, 0, 0])])
    line = made.text.line_of("forward", header["text"][23].strip())
    out = value(header, arrays, "out", line)
    assert np.allclose(out, loop_forward(x, W, np.zeros(2), case), rtol=1e-6)


def test_a_hidden_slip_is_not_given_away():
    for seed in range(12):
        *_, message = payload(TYPED, slip=f"?{seed}")
        header, arrays = unpack(message)
        assert set(header["slip"]) == {"hidden", "guessed", "traceback"}
        assert "wrong" not in arrays


def test_wrong_cells_are_marked_and_the_first_one_is_told():
    *_, message = payload({"in": "edge", "pad": "0"}, slip="overwrite")
    header, arrays = unpack(message)
    assert header["slip"]["variable"] == "img"
    assert (
        "img[0, 0, 0, 1] is 0 instead of 40; 20 of 36 cells are wrong." in header["slip"]["said"][1]
    )
    step = header["slip"]["at"] - 1
    assert arrays["steps"][step][1] == header["slip"]["line"] - 4  # the loop around it
    assert arrays["wrong"].any()


@pytest.mark.parametrize(("name", "plane", "shape"), [("img", (0, 0), (6, 6)), ("H", (), None)])
def test_a_value_is_told_when_asked_for_beside_the_right_one(name, plane, shape):
    worked, made, message = payload({"in": "edge", "pad": "0"}, slip="overwrite")
    at = unpack(message)[0]["slip"]["at"] - 1
    header, arrays = unpack(answer(Ask(5, 1, at, name, plane, 0), worked, made))
    assert header["id"] == 5
    if shape is None:
        assert arrays == {}
        return
    assert arrays["numbers"].shape == arrays["right"].shape == shape
    assert np.array_equal(arrays["wrong"], arrays["numbers"] != arrays["right"])
    assert arrays["wrong"].sum() == 20


def test_a_row_or_a_plane_that_is_not_there_is_no_answer():
    worked, made, _ = payload({"in": "edge"})
    for ask in (Ask(1, 1, 65, "col", (7,), 0), Ask(1, 1, 10**9, "col", (), 0)):
        assert unpack(answer(ask, worked, made))[1] == {}
    beyond = unpack(answer(Ask(1, 1, 64, "col", (), 10**6), worked, made))[1]
    assert beyond["numbers"].size == 0
