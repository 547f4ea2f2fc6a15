"""What is taken away as numbers: which they are, and that every form is read back to the bit."""

import json
from io import BytesIO

import numpy as np
import pytest

from lesson.arrays import array_of
from lesson.files.npy import read_npy
from lesson.files.refusal import Refusal
from lesson.files.tables import read_csv, read_table
from lesson.state import OWN, Dout, Filter, Lesson
from lesson.takeaway.arrays import NAMES, npy, npz, shapes
from lesson.takeaway.names import stem
from lesson.takeaway.spelled import FORMS, csv, spelled
from lesson.worked import Worked
from tests.conv_core.loops import (
    Case,
    cell_backward,
    loop_forward,
    loop_im2col,
    pixel,
    starts,
)
from tests.ui.test_drawn_numbers import own

LINK = "http://lab.example/?in=book&f=book&w=1%2C-0.5 · NumPy 2.4"
AWKWARD = np.array([[[0.1, -1 / 3, 2.0], [1e-7, -123456.789, 0.0]], [[5, 6, 7], [8, 9, 1e6]]])
GROUPS = Lesson(
    source=OWN, numbers=own(*np.arange(60.0).reshape(2, 5, 6) % 7), FH=2, FW=3, stride=(2, 1),
    pad=(1, 0, 0, 2), groups=2, dout=Dout("random", seed=3),
    filters=tuple(Filter("random", bias, seed) for seed, bias in enumerate((0.5, -1, 0, 2))),
)  # fmt: skip
DILATED = Lesson(
    source=OWN, numbers=own(*np.arange(126.0).reshape(2, 9, 7) % 11), FH=3, FW=2, stride=(1, 2),
    pad=(2, 1, 0, 3), dilation=(3, 2), dout=Dout("random", seed=4),
    filters=tuple(Filter("random", bias, seed) for seed, bias in enumerate((0.5, -1, 0))),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("about", ["", LINK])
def test_what_we_print_we_read(form, about):
    for array in (AWKWARD, AWKWARD[0], AWKWARD[None], AWKWARD[:, :1], AWKWARD[:1, :, :1]):
        planes = read_table(spelled(form, "dW", array, about)).whole().planes
        np.testing.assert_array_equal(planes.reshape(array.shape), array)


def test_csv_comes_back_from_its_bytes():
    np.testing.assert_array_equal(read_csv(csv("x", AWKWARD, LINK).encode()).planes, AWKWARD)


def test_a_row_alone_and_a_single_number_come_back():
    for form in FORMS:
        for array in (np.array([0.25, -3]), np.array([[7.5]])):
            got = read_table(spelled(form, "b", array, LINK)).whole().planes
            np.testing.assert_array_equal(got.reshape(array.shape), array)


def test_json_is_read_too():
    text = json.dumps(AWKWARD.tolist())
    np.testing.assert_array_equal(read_table(text).whole().planes, AWKWARD)


@pytest.mark.parametrize(
    ("text", "reason", "facts"),
    [
        ("# x\n1,2\n3,abc\n", "not_a_number", {"row": 2, "column": 2, "cell": "abc"}),
        ("\\begin{pmatrix}1 & 2\\\\ 3 & a\\end{pmatrix}", "not_a_number", {"row": 2, "column": 2}),
        ("x(:,:,1) = [1 2; 3 4];\nx(:,:,2) = [1 2; q 4];", "channel_not_a_number",
         {"channel": 2, "row": 2, "column": 1}),
        ("# a\n1,2\n# b\n1,2\n3,4\n", "uneven_planes", {"channel": 2, "rows": 2, "columns": 2}),
        ("# only words", "not_a_number", {"row": 1, "column": 1}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_place(text, reason, facts):
    with pytest.raises(Refusal) as refused:
        read_table(text).whole()
    assert refused.value.reason == reason
    assert refused.value.facts.items() >= facts.items()


def by_loops(worked):
    """Every array of a lesson, from its input, its weights and its dout, number by number."""
    x, W, b, dout = worked.x, worked.W, worked.b, worked.dout
    g = worked.geometry
    (N, C, in_h, in_w), (FN, _, FH, FW) = x.shape, W.shape
    case = Case(
        N, C, in_h, in_w, FN, FH, FW, g.stride, g.pad, g.dilation, groups=worked.lesson.groups
    )
    rows, cols = starts(case)
    top, bottom, left, right = case.pad
    padded = np.zeros((case.N, case.C, top + case.in_h + bottom, left + case.in_w + right))
    for n, c, y, z in np.ndindex(padded.shape):
        padded[n, c, y, z] = pixel(x, case, n, c, y, z)
    # weights of a filter stand below one another, zeros where it reads no channel
    col_W = np.zeros((case.C * case.FH * case.FW, case.FN))
    share, channels = case.FN // case.groups, case.C // case.groups
    for k, c, u, v in np.ndindex(W.shape):
        channel = k // share * channels + c
        col_W[(channel * case.FH + u) * case.FW + v, k] = W[k, c, u, v]
    out = loop_forward(x, W, b, case)
    out2 = np.zeros((case.N * len(rows) * len(cols), case.FN))
    dcol = np.zeros((len(out2), len(col_W)))
    for n, k, i, j in np.ndindex(out.shape):
        t = (n * len(rows) + i) * len(cols) + j
        out2[t, k] = out[n, k, i, j]
        for q in range(len(col_W)):
            dcol[t, q] += dout[n, k, i, j] * col_W[q, k]
    dx, dW, db = cell_backward(x, W, dout, case)
    count = np.zeros((case.in_h, case.in_w))
    for i, j, u, v in np.ndindex(len(rows), len(cols), case.FH, case.FW):
        y = rows[i] + u * case.dilation[0] - top
        z = cols[j] + v * case.dilation[1] - left
        if 0 <= y < case.in_h and 0 <= z < case.in_w:
            count[y, z] += 1
    return {
        "x": x, "W": W, "b": b, "padded": padded, "col": loop_im2col(x, case), "col_W": col_W,
        "out2": out2, "out": out, "dout": dout, "db": db, "dW": dW, "dcol": dcol, "dx": dx,
        "count": count,
    }  # fmt: skip


@pytest.mark.parametrize("lesson", [GROUPS, DILATED])
def test_every_array_has_the_shape_that_was_told_and_is_the_layers(lesson):
    worked = Worked(lesson)
    told, right = shapes(worked), by_loops(worked)
    assert tuple(told) == NAMES
    assert set(right) == set(NAMES)
    for name in NAMES:
        array = array_of(name, worked)
        assert array.shape == told[name] == right[name].shape, name
        np.testing.assert_allclose(array, right[name], atol=1e-9, err_msg=name)


def test_files_hold_the_arrays_and_say_whose_they_are():
    worked = Worked(GROUPS)
    found = np.load(BytesIO(npz(worked, LINK)), allow_pickle=False)
    assert set(found) == {"about", *NAMES}
    assert str(found["about"]) == LINK
    np.testing.assert_array_equal(found["dx"], worked.gradients["dx"])
    np.testing.assert_array_equal(read_npy(npy(worked.x)), worked.x[0])
    assert stem(worked) == "own_2x3_s2x1_p1-0-0-2_g2"
