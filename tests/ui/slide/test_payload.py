"""The message to the stage: what it says is what `conv_core` computed, to the bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from conv_core import Convolution
from lesson.numbers import Numbers
from lesson.state import OWN, Filter, Lesson
from lesson.worked import Worked
from tests.conv_core.loops import Case, loop_forward, positions
from tests.lesson.lessons import lessons
from tests.ui.component.messages import unpack
from ui.slide.payload import VIEW, slide_payload
from ui.stage.forward import forward_arrays
from ui.stage.payload import pack_numbers, without_dust

SEEK = {"id": 3, "step": 5, "filter": 1, "play": False}
LARGEST = Lesson(
    source="cat", size=64, colour="rgb", filters=tuple(Filter("random", seed=k) for k in range(8))
)


def expected_arrays(lesson):
    x, W, b = Worked(lesson).x, Worked(lesson).W, Worked(lesson).b
    top, bottom, left, right = Worked(lesson).geometry.pad
    padded = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    settings = (lesson.stride, lesson.pad, lesson.dilation, lesson.groups)
    out = Convolution(W, b, *settings).forward(x)
    full = np.zeros((len(W), x.shape[1], *W.shape[2:]))
    for k in range(len(W)):  # over all channels, with zeros where a filter does not read
        first = k // (len(W) // lesson.groups) * W.shape[1]
        full[k, first : first + W.shape[1]] = W[k]
    return {"x": padded, "W": full, "b": b, "out": out}


@settings(max_examples=40)
@given(lessons())
def test_every_number_is_the_layers(lesson):
    _, arrays = unpack(slide_payload(Worked(lesson), VIEW, SEEK))
    expected = expected_arrays(lesson)
    assert list(arrays) == list(expected)
    for name, values in expected.items():
        assert_shown(arrays[name], values)


def assert_shown(shown, values):
    """To the bit, but what terms that cancel leave behind is shown as 0."""
    dust = (shown == 0) & (np.abs(values) < 1e-10)
    np.testing.assert_array_equal(shown, np.where(dust, 0, values).astype(np.float32))


def test_the_output_by_nested_loops():
    planes = np.random.default_rng(3).normal(size=(3, 6, 5))
    lesson = Lesson(
        source=OWN, numbers=Numbers.of(planes), FH=3, FW=2, stride=(2, 1), pad=(1, 0, 2, 1),
        dilation=(1, 2), filters=(Filter("random", 0.5, seed=1), Filter("random", -2.0, seed=2)),
    )  # fmt: skip
    _, arrays = unpack(slide_payload(Worked(lesson), VIEW, SEEK))
    case = Case(1, 3, 6, 5, 2, 3, 2, (2, 1), (1, 0, 2, 1), (1, 2))
    expected = loop_forward(planes[None], arrays["W"], arrays["b"], case)
    np.testing.assert_allclose(arrays["out"], expected, rtol=1e-5)


@settings(max_examples=40)
@given(lessons())
def test_the_places_of_the_windows(lesson):
    places = unpack(slide_payload(Worked(lesson), VIEW, SEEK))[0]["geometry"]
    in_h, in_w = Worked(lesson).x.shape[2:]
    top, bottom, left, right = places["pad"]
    rows = positions(in_h, lesson.FH, lesson.stride[0], top, bottom, lesson.dilation[0])
    cols = positions(in_w, lesson.FW, lesson.stride[1], left, right, lesson.dilation[1])
    assert (places["rowStarts"], places["colStarts"]) == (rows, cols)
    assert places["rowOffsets"] == [u * lesson.dilation[0] for u in range(lesson.FH)]
    assert places["colOffsets"] == [v * lesson.dilation[1] for v in range(lesson.FW)]
    assert places["size"] == [in_h, in_w]
    read = {row + offset for row in rows for offset in places["rowOffsets"]}
    assert places["unreadRows"] == [r for r in range(top + in_h + bottom) if r not in read]
    assert len(places["whyRows"]) == len(places["unreadRows"])
    assert len(places["whyCols"]) == len(places["unreadCols"])
    read = {col + offset for col in cols for offset in places["colOffsets"]}
    assert places["unreadCols"] == [c for c in range(left + in_w + right) if c not in read]


@pytest.mark.parametrize(
    "change", [{"step": 40}, {"filter": 1}, {"step": 3, "filter": 1}, {"step": 0}]
)
def test_where_the_learner_is_does_not_disturb_the_film(change):
    lesson = Lesson(step=12, filters=(Filter(), Filter("box")))
    changed = Worked(replace(lesson, **change))
    assert slide_payload(changed, VIEW, SEEK) == slide_payload(Worked(lesson), VIEW, SEEK)


@pytest.mark.parametrize(
    "change",
    [
        {"stride": (2, 2)}, {"language": "ja"}, {"source": "brick"}, {"scale": "byte"},
        {"filters": (Filter("box"), Filter())}, {"pad": (0,) * 4}, {"filters": (Filter(bias=1.0),)},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_on_screen_does(change):
    lesson = Lesson()
    changed = Worked(replace(lesson, **change))
    assert slide_payload(changed, VIEW, SEEK) != slide_payload(Worked(lesson), VIEW, SEEK)


def test_the_header_speaks_the_learners_language():
    header, _ = unpack(slide_payload(Worked(Lesson(language="ja")), VIEW, SEEK))
    assert header["language"] == "ja"
    assert header["seek"] == SEEK
    assert header["kind"] == "slide"


@pytest.mark.parametrize(
    ("lesson", "tints", "channels", "scale"),
    [
        (Lesson(), ["grey"], ["c=0"], "unit"),
        (Lesson(colour="rgb", scale="byte"), ["red", "green", "blue"], ["R", "G", "B"], "byte"),
        (Lesson(source="book", colour="rgb", scale="byte"), ["grey"], ["c=0"], "numbers"),
        (
            Lesson(source=OWN, numbers=Numbers.of(np.ones((3, 3, 3)))),
            ["red", "green", "blue"],
            ["c=0", "c=1", "c=2"],
            "numbers",
        ),
        (
            Lesson(source=OWN, numbers=Numbers.of(np.ones((2, 3, 3))), look="unit"),
            ["grey", "grey"],
            ["c=0", "c=1"],
            "unit",
        ),
    ],
)
def test_how_planes_are_drawn_and_called(lesson, tints, channels, scale):
    header, _ = unpack(slide_payload(Worked(lesson), VIEW, SEEK))
    assert (header["tints"], header["channels"], header["scale"]) == (tints, channels, scale)


def test_the_largest_stage_is_a_small_message():
    # 3 * 66 * 66 + 8 * 27 + 8 + 8 * 64 * 64 numbers of 4 bytes, and the header
    assert len(slide_payload(Worked(LARGEST), VIEW, SEEK)) < 4 * (13068 + 216 + 8 + 32768) + 1200


def test_numbers_are_found_whatever_the_header():
    for words in ("", "a", "ab", "abc", "窓", "窓ab"):
        header, arrays = unpack(
            pack_numbers({"words": words}, {"b": np.array([np.nan, np.inf, -0.0])})
        )
        assert header["words"] == words
        np.testing.assert_array_equal(arrays["b"], [np.nan, np.inf, 0.0])


def test_numbers_that_are_all_the_same_are_sent_once():
    arrays = {
        "ones": np.ones((2, 3, 5)), "one": np.ones(1), "none": np.ones((0, 3)),
        "unknown": np.full((2, 2), np.nan), "zeros": np.array([0.0, -0.0]), "pair": np.arange(2.0),
    }  # fmt: skip
    message = pack_numbers({}, arrays)
    header, read = unpack(message)
    assert [name for name, _, _, alike in header["arrays"] if alike] == ["ones", "unknown"]
    for name, values in arrays.items():
        np.testing.assert_array_equal(read[name], values.astype("<f4"))
        assert list(np.signbit(read[name]).flat) == list(np.signbit(values).flat)


def test_dust_is_nothing_and_small_numbers_are_kept():
    np.testing.assert_array_equal(without_dust(np.array([1.0, 1e-14, -1e-9])), [1.0, 0.0, -1e-9])
    np.testing.assert_array_equal(without_dust(np.zeros(2)), [0.0, 0.0])
    np.testing.assert_array_equal(
        without_dust(np.array([5e-17, 1e-9]), scale=np.full(2, 2.0)), [0.0, 1e-9]
    )


def test_terms_that_cancel_make_an_output_of_nothing():
    """The usual photograph under the usual filter: at step 38 the window's two sides are equal."""
    out = forward_arrays(Worked(Lesson()))["out"]
    assert Worked(Lesson()).layer.forward(Worked(Lesson()).x)[0, 0, 1, 9] != 0
    assert out[0, 0, 1, 9] == 0


def test_a_huge_pixel_hides_no_small_output_elsewhere():
    planes = np.full((1, 3, 9), 1e-9)
    planes[0, 1, 0] = 1e6
    lesson = Lesson(source=OWN, numbers=Numbers.of(planes), filters=(Filter("box"),), pad=(0,) * 4)
    out = forward_arrays(Worked(lesson))["out"][0, 0, 0]
    np.testing.assert_allclose(out[[0, -1]], [1e6 / 9, 1e-9], rtol=1e-6)
