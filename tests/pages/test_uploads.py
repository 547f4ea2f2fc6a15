"""Files that are taken, and files that are not: what is said, and what the uploader shows."""

import io

import numpy as np
import pytest

from lesson.inputs import input_planes
from lesson.worked import Worked
from tests.pages.visits import Visit

UPLOADER = "Upload an image"


def hand_in(visit: Visit, name: str, data: bytes) -> None:
    visit.set(UPLOADER, (name, data, "application/octet-stream"))
    visit.run()


def errors(visit: Visit) -> list[str]:
    return [one.value for one in visit.app.error]


def toasts(visit: Visit) -> list[str]:
    return [one.value for one in visit.app.toast]


def test_a_refused_file_does_not_look_accepted_and_is_forgotten_by_the_next() -> None:
    visit = Visit()
    before = visit.lesson
    hand_in(visit, "my_table.csv", b"1,2\n3,abc\n")
    assert errors(visit) == [
        "`my_table.csv`: Row 2, column 2: “abc” is no number. Write it like 12, -0.5, 1/9 or 1e-3."
    ]
    assert visit.control(UPLOADER).value is None
    assert visit.lesson == before
    hand_in(visit, "my_table.csv", b"1,2\n3,4\n")
    assert errors(visit) == []
    assert visit.control(UPLOADER).value is not None
    assert input_planes(visit.lesson).tolist() == [[[1, 2], [3, 4]]]


def test_a_refusal_goes_when_the_lesson_or_the_page_changes() -> None:
    visit = Visit()
    hand_in(visit, "no.png", b"no picture")
    assert len(errors(visit)) == 1
    visit.set("Stride", 2)
    assert errors(visit) == []
    hand_in(visit, "no.png", b"no picture")
    assert len(errors(visit)) == 1
    visit.app.switch_page("pages/matmul.py")
    visit.run()
    assert errors(visit) == []


@pytest.mark.parametrize(
    ("name", "data", "planes"),
    [
        ("torch.txt", b"tensor([[ 1.,  0.],\n        [ 2.,  0.]])", [[[1, 0], [2, 0]]]),
        ("rows.json", b"[[[1, 2]], [[3, 4]]]", [[[1, 2]], [[3, 4]]]),
        ("excel.csv", b"sep=;\r\n1;2\r\n3;4\r\n", [[[1, 2], [3, 4]]]),
        ("ninths.csv", b"1/9,1/9\n1/9,1/9\n", [[[1 / 9, 1 / 9], [1 / 9, 1 / 9]]]),
    ],
)
def test_numbers_of_a_file_become_the_input(name: str, data: bytes, planes: object) -> None:
    visit = Visit()
    hand_in(visit, name, data)
    assert errors(visit) == []
    assert input_planes(visit.lesson).tolist() == planes


def test_an_index_of_pandas_is_left_out_and_said() -> None:
    visit = Visit()
    visit.set(UPLOADER, ("p.csv", b",0,1,2\n0,1,2,3\n1,4,5,6\n", "text/csv"))
    assert input_planes(visit.lesson).tolist() == [[[1, 2, 3], [4, 5, 6]]]
    assert "Row 1 and column 1 hold names, as pandas writes them; they were left out." in toasts(
        visit
    )


def test_filters_from_a_file_are_the_layers_filters_or_refused_with_numbers() -> None:
    visit = Visit()
    W = np.arange(2 * 1 * 2 * 4.0).reshape(2, 1, 2, 4) - 3
    file = io.BytesIO()
    np.savez(file, W=W, b=np.array([0.5, -1]))
    hand_in(visit, "mine.npz", file.getvalue())
    assert errors(visit) == []
    assert (visit.lesson.FH, visit.lesson.FW) == (2, 4)
    np.testing.assert_array_equal(Worked(visit.lesson).W, W)
    assert [one.bias for one in visit.lesson.filters] == [0.5, -1]
    before = visit.lesson
    file = io.BytesIO()
    np.save(file, np.ones((2, 3, 3, 3)))
    hand_in(visit, "rgb.npy", file.getvalue())
    assert errors(visit) == [
        "`rgb.npy`: The filters have the shape 2x3x3x3: each reads 3 channels, but here a filter "
        "reads 1. Choose an input with 3 channels (RGB has 3), or other filters."
    ]
    assert visit.lesson == before
