"""Filters from files, and what is no filter."""

import io
import zipfile

import numpy as np
import pytest

from lesson.files.filter_arrays import are_filters, read_filters
from lesson.files.refusal import Refusal
from lesson.state import Lesson
from lesson.takeaway.arrays import npz
from lesson.worked import Worked

W = np.arange(2 * 3 * 4 * 5.0).reshape(2, 3, 4, 5) / 7 - 3


def saved(**arrays) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def npy(array) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def test_filters_come_back_to_the_bit():
    np.testing.assert_array_equal(read_filters(npy(W)).W, W)
    np.testing.assert_array_equal(read_filters(npy(np.asfortranarray(W))).W, W)
    found = read_filters(saved(W=W.astype(np.float32), b=np.array([1, -2])))
    np.testing.assert_array_equal(found.W, W.astype(np.float32))
    np.testing.assert_array_equal(found.b, [1, -2])
    assert read_filters(saved(weight=W)).b is None


def test_our_own_archive_is_read():
    worked = Worked(Lesson(size=8))
    found = read_filters(npz(worked, "here"))
    np.testing.assert_array_equal(found.W, worked.W)
    np.testing.assert_array_equal(found.b, worked.b)


def test_an_input_stays_an_input():
    image = npy(np.zeros((1, 3, 8, 8)))
    assert not are_filters(image, "x.npy")
    assert not are_filters(npy(np.zeros((3, 8, 8))), "W.npy")
    assert are_filters(npy(W), "x.npy")
    assert are_filters(npy(W[:1]), "W_cat_3x3_s1_p1.npy")


def lying() -> bytes:
    """An archive that says less of an entry than unpacks from it."""
    data = bytearray(saved(W=W))
    end = data.rindex(b"PK\1\2")
    data[end + 24 : end + 28] = (40).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (npy(np.zeros((9, 3, 3, 3))), "filters_shape"),
        (npy(np.zeros((2, 4, 3, 3))), "filters_shape"),
        (npy(np.zeros((2, 3, 3, 8))), "filters_shape"),
        (npy(np.zeros((2, 0, 3, 3))), "filters_shape"),
        (npy(np.full((2, 1, 3, 3), np.nan)), "npy_not_finite"),
        (npy(W)[:-8], "npy_length"),
        (saved(W=W, b=np.zeros(3)), "filters_shape"),
        (saved(x=W), "npz"),
        (b"PK\3\4 and nothing", "npz"),
        (saved(W=W)[:300], "npz"),
    ],
)
def test_what_is_no_filter_is_refused(data, reason):
    with pytest.raises(Refusal) as refused:
        read_filters(data)
    assert refused.value.reason == reason


def test_an_archive_that_grows_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("W.npy", npy(np.zeros((8, 3, 700, 700))))
    with pytest.raises(Refusal) as refused:
        read_filters(file.getvalue())
    assert refused.value.reason == "filters_shape"


def test_an_archive_that_lies_is_refused():
    with pytest.raises(Refusal):
        read_filters(lying())
