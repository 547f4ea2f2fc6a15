"""What is taken away as numbers: which they are, and that every form is read back to the bit."""

import json
from io import BytesIO

import numpy as np
import pytest

from lesson.arrays import array_of
from lesson.files.npy import read_npy
from lesson.files.refusal import Refusal
from lesson.files.tables import read_csv, read_table
from lesson.state import OWN, Filter, Lesson
from lesson.takeaway.arrays import NAMES, npy, npz, shapes
from lesson.takeaway.names import stem
from lesson.takeaway.spelled import FORMS, csv, spelled
from lesson.worked import Worked
from tests.conv_core.loops import Case, loop_forward
from tests.ui.test_drawn_numbers import own

LINK = "http://lab.example/?in=book&f=book&w=1%2C-0.5 · NumPy 2.4"
AWKWARD = np.array([[[0.1, -1 / 3, 2.0], [1e-7, -123456.789, 0.0]], [[5, 6, 7], [8, 9, 1e6]]])
GROUPS = Lesson(
    source=OWN, numbers=own(*np.arange(60.0).reshape(2, 5, 6) % 7), FH=2, FW=3, stride=(2, 1),
    pad=(1, 0, 0, 2), groups=2, filters=(Filter("random", 0.5, 1), Filter("random", -1, 2)),
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


def test_every_array_has_the_shape_that_was_told_and_is_the_layers():
    for lesson in (Lesson(), GROUPS):
        worked = Worked(lesson)
        told = shapes(worked)
        assert tuple(told) == NAMES
        arrays = {name: array_of(name, worked) for name in NAMES}
        assert {name: one.shape for name, one in arrays.items()} == told
        in_h, in_w = worked.x.shape[2:]
        case = Case(
            N=1, C=len(worked.planes), in_h=in_h, in_w=in_w, FN=len(worked.W), FH=lesson.FH,
            FW=lesson.FW, stride=lesson.stride, pad=worked.geometry.pad, groups=lesson.groups,
        )  # fmt: skip
        out = loop_forward(worked.x, worked.W, worked.b, case)
        np.testing.assert_allclose(arrays["out"], out, atol=1e-9)
        FN = len(worked.b)
        rows = arrays["col"] @ arrays["col_W"] + arrays["b"]
        np.testing.assert_allclose(rows, out.transpose(0, 2, 3, 1).reshape(-1, FN), atol=1e-9)
        # a constant image comes back from col as often as it was read
        ones = np.zeros(worked.x.shape[2:])
        g = worked.geometry
        for i in g.row_starts:
            for j in g.col_starts:
                for r in g.row_offsets:
                    for c in g.col_offsets:
                        y, x = i + r - g.pad[0], j + c - g.pad[2]
                        if 0 <= y < g.in_h and 0 <= x < g.in_w:
                            ones[y, x] += 1
        np.testing.assert_array_equal(arrays["count"], ones)
        rows_back = arrays["out2"].shape[0] * arrays["col_W"].shape[0]
        assert arrays["dcol"].size == rows_back


def test_files_hold_the_arrays_and_say_whose_they_are():
    worked = Worked(GROUPS)
    found = np.load(BytesIO(npz(worked, LINK)), allow_pickle=False)
    assert set(found) == {"about", *NAMES}
    assert str(found["about"]) == LINK
    np.testing.assert_array_equal(found["dx"], worked.gradients["dx"])
    np.testing.assert_array_equal(read_npy(npy(worked.x)), worked.x[0])
    assert stem(worked) == "own_2x3_s2x1_p1-0-0-2_g2"
