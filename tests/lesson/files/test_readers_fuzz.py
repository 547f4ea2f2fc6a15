"""Whatever the bytes are: a value that keeps its promises, or a Refusal, and nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson.files.npy import read_npy
from lesson.files.pictures import read_full, read_picture
from lesson.files.refusal import Refusal
from lesson.files.tables import read_csv, read_table
from tests.hostile.arrays import described, npy, raw
from tests.hostile.cases import exif, flag, photo, save
from tests.hostile.corpus import ACCEPTED, ARRAYS, REFUSED

SEEDS = [
    save(flag(), "PNG"),
    save(flag().quantize(4), "PNG", transparency=b"\x80\xff"),
    save(flag(), "JPEG", exif=b"Exif\0\0" + exif(6)),
    save(photo(60, 40), "JPEG", progressive=True),
    save(flag(), "GIF"),
    save(flag(), "WEBP", lossless=True),
    save(photo(60, 40), "WEBP", exif=exif(8)),
    save(flag(), "BMP"),
    *[case.data for case in ACCEPTED if case.name in ("bmp run lengths", "png interlaced")],
    *[npy(np.arange(12.0).reshape(3, 4))],
]
MAGIC = sorted({case.data[:24] for case in [*ACCEPTED, *REFUSED]})


@st.composite
def damaged_files(draw):
    """A real file with bytes changed, moved out, doubled or cut off."""
    file = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        # headers are where decoders decide
        place = draw(st.one_of(st.integers(0, 63), st.integers(0, len(file))))
        how = draw(st.sampled_from(("flip", "insert", "delete", "cut", "size")))
        if how == "flip":
            file[place : place + 1] = draw(st.binary(min_size=1, max_size=1))
        elif how == "size":
            file[place : place + 4] = draw(
                st.sampled_from((b"\xff" * 4, bytes(4), b"\0\0\x2e\xe0"))
            )
        elif how == "insert":
            file[place:place] = draw(st.binary(max_size=40))
        elif how == "delete":
            del file[place : place + draw(st.integers(1, 40))]
        else:
            del file[place:]
    return bytes(file)


FILES = st.one_of(
    damaged_files(),
    st.binary(max_size=300),
    st.builds(bytes.__add__, st.sampled_from(MAGIC), st.binary(max_size=300)),
)


def outcome(read, data):
    try:
        return read(data)
    except Refusal:
        return None


@settings(max_examples=160)
@given(FILES)
def test_pictures(data):
    picture = outcome(read_picture, data)
    if picture is None:
        return
    pixels = picture.pixels
    height, width = pixels.shape[:2]
    assert pixels.dtype == np.uint8
    assert pixels.ndim == (2 if picture.grey else 3)
    assert pixels.ndim == 2 or pixels.shape[2] == 3
    assert min(height, width) >= 1
    assert max(height, width) == min(512, max(picture.original_size))
    assert not pixels.flags.writeable

    full = outcome(read_full, data)
    assert full is None or full.shape[:2] == picture.original_size[::-1]


@settings(max_examples=120)
@given(FILES)
def test_bytes_of_numbers(data):
    check_numbers(outcome(read_npy, data))
    check_table(outcome(read_csv, data))


@settings(max_examples=120)
@given(
    st.sampled_from(ARRAYS),
    st.lists(st.tuples(st.integers(0, 140), st.integers(0, 255)), max_size=4),
)
def test_changed_npy_files(file, changes):
    data = bytearray(file.data[:100_000])
    for place, value in changes:
        data[place : place + 1] = bytes((value,))
    check_numbers(outcome(read_npy, bytes(data)))


@given(
    st.lists(st.integers(-(2**65), 2**65), max_size=6).map(tuple),
    st.sampled_from(["'<f8'", "'|O'", "'|u1'", "[('a', '<f8')]", "'<c16'", "'>i2'"]),
)
def test_any_shape_that_a_header_may_claim(shape, descr):
    check_numbers(outcome(read_npy, raw(described(repr(shape), descr), bytes(800))))


CELLS = st.one_of(
    st.floats().map(repr),
    st.integers().map(str),
    st.text(alphabet='0123456789.,-+eE_/²①[] １２．，−ー"\tnaif', max_size=8),
    st.text(max_size=6),
)
TEXTS = st.one_of(
    st.text(max_size=400),
    st.builds(
        lambda rows, mark: "\n".join(mark.join(row) for row in rows),
        st.lists(st.lists(CELLS, max_size=6), max_size=6),
        st.sampled_from(("\t", ";", ",", " ", "、", "],[", "\n")),
    ),
)


@settings(max_examples=200)
@given(TEXTS)
def test_text(text):
    table = outcome(read_table, text)
    if table is not None:
        good = table.planes[~np.isnan(table.planes)]
        assert (np.abs(good) <= 1e6).all()
        assert table.trouble is not None or table.missing == 0
        assert table.missing == table.planes.size - good.size
        check_table(outcome(lambda _: table.whole(), text))


@given(
    st.lists(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(("\t", ";", ",", " ")),
)
def test_numbers_written_by_python_come_back(rows, mark):
    text = "\n".join(mark.join(map(repr, row)) for row in rows)
    np.testing.assert_array_equal(read_table(text).whole().planes[0], rows)


def check_table(table):
    if table is not None:
        check_numbers(table.planes)


def check_numbers(values):
    if values is None:
        return
    assert values.dtype == np.float64
    assert values.ndim == 3
    assert all(1 <= size <= 64 for size in values.shape[-2:])
    assert 1 <= values.shape[0] <= 3
    assert np.isfinite(values).all()
    assert np.abs(values).max() <= 1e6


@pytest.mark.parametrize("data", SEEDS[:-1], ids=lambda data: repr(data[:4]))
def test_a_file_cut_anywhere(data):
    whole = outcome(read_picture, data)
    assert whole is not None
    for length in range(0, len(data) - 4, max(1, len(data) // 150)):
        cut = outcome(read_picture, data[:length])
        # nothing of the picture may be missing without a word
        assert cut is None or np.array_equal(cut.pixels, whole.pixels), length
