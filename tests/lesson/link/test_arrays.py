"""Arrays as text: every number comes back, and text that lies builds nothing."""

import re
import tracemalloc
import zlib
from base64 import urlsafe_b64encode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson.link.arrays import MAX_ELEMENTS, decode_array, encode_array

SHAPES = st.lists(st.integers(1, 6), min_size=1, max_size=4).map(tuple)


def filled(kind, shape, seed):
    rng = np.random.default_rng(seed)
    return {
        "bytes": lambda: rng.integers(0, 256, shape).astype(float),
        "hundredths": lambda: rng.integers(0, 256, shape) / 100,
        "signed": lambda: rng.integers(-9, 9, shape).astype(float),
        "long": lambda: rng.normal(0, 1000, shape),
        "tiny": lambda: rng.normal(0, 1e-200, shape),
    }[kind]()


@given(
    st.sampled_from(["bytes", "hundredths", "signed", "long", "tiny"]), SHAPES, st.integers(0, 99)
)
def test_numbers_come_back(kind, shape, seed):
    values = filled(kind, shape, seed)
    text = encode_array(values)
    back = decode_array(text)
    assert back.dtype == np.float64
    assert back.shape == shape
    np.testing.assert_array_equal(back, values)
    # no character that an address bar would spell as %xx
    assert re.fullmatch(r"[\w.-]*", text, re.ASCII) or kind in ("long", "tiny")


@pytest.mark.parametrize("value", [1e6, -1e6, 0.1 + 0.2, 5e-324, 1e-7, 123456.789, 2.55, 255, 256])
def test_numbers_at_the_edge_come_back(value):
    values = np.array([[value, 0.0]])
    np.testing.assert_array_equal(decode_array(encode_array(values)), values)


def test_pictures_are_short():
    ramp = np.add.outer(np.arange(28), np.arange(28))[None] / 100
    assert len(encode_array(ramp)) < 28 * 28


def packed(kind, shape, raw):
    return f"{kind}{shape}_{urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip('=')}"


LIES = [
    "", "_", "t", "t2", "t2_", "t2_1", "t2_1_2_3", "t2x2_1_2_3", "t0_", "t-2_1_2", "t2x-2_1_2_3_4",
    "t2_nan_1", "t2_inf_1", "t2_-inf_1", "t2_1e7_1", "t2_1e999_1", "t2_a_1", "t1x1x1x1x1_1",
    "t99999_" + "_".join(["1"] * 99999), f"t{MAX_ELEMENTS + 1}_1", "z2_1_2", "2_1_2", "b2_",
    "b2_@@@@", "b2_AAAA", "b3_é", packed("b", "3", b"12"), packed("b", "3", b"1234"),
    packed("b", "2x2", bytes(10**7)), packed("c", "64x64x3", bytes(10**7)),
    packed("b", "99999x99999", b"1"), packed("b", "3", b"123")[:-9], "b3_" + "A" * 10**6,
    "t" + "9" * 10**6 + "_1", "t1_" + "9" * 10**6, "t2x2_" + "_" * 10**6,
]  # fmt: skip


@pytest.mark.parametrize("text", LIES, ids=lambda text: text[:20])
def test_a_lie_is_refused_and_builds_nothing(text):
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=r"\w"):
            decode_array(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 300_000 + 4 * len(text)


@given(st.text(max_size=60))
def test_any_text_is_numbers_or_a_value_error(text):
    try:
        values = decode_array(text)
    except ValueError:
        return
    assert np.isfinite(values).all()
    assert values.size <= MAX_ELEMENTS
