"""The photo page: what the viewer gets, what it may ask, the files, and the page itself."""

import json
import re
import struct
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image
from streamlit.testing.v1 import AppTest

from conv_core import Convolution, Geometry
from lesson.numbers import Numbers
from lesson.photo_regions import PhotoLayer, block_means
from lesson.photo_survey import finished, look, survey
from lesson.pictures import read_picture
from lesson.samples import sample_bytes
from tests.conftest import REPO
from ui import photo_answers
from ui.photo_answers import answer, cell_offset, exact_numbers, read_ask, rectangle
from ui.photo_files import SIGNED_STOPS, map_npy, map_png, palette
from ui.photo_payload import pack_typed, spell_view
from ui.photo_work import Heed
from ui.session import Upload

TYPES = {"uint8": "u1", "int16": "<i2", "float32": "<f4"}


def unpack(message):
    """The reading of `message.js`, in Python."""
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length])
    at = 4 + length + -(4 + length) % 4
    arrays = {}
    for name, kind, shape in header["arrays"]:
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(message, TYPES[kind], count, at).reshape(shape)
        at += arrays[name].nbytes + -arrays[name].nbytes % 4
    assert at == len(message)
    return header, arrays


def a_layer(height=13, width=17, C=3, FN=2, white=255, **settings):
    rng = np.random.default_rng(9)
    x = rng.integers(0, 256, (height, width, C), dtype=np.uint8).transpose(2, 0, 1)[None]
    W = rng.integers(-5, 6, (FN, C, 3, 2)).astype(np.float32)
    b = rng.integers(-9, 9, FN).astype(np.float32)
    return PhotoLayer(x, W, b, Geometry.of(height, width, 3, 2, **settings), white)


def a_work(layer, number=4):
    found = finished(survey(layer))
    return SimpleNamespace(number=number, layer=lambda: layer, survey=found)


def whole(layer):
    g = layer.geometry
    out = Convolution(layer.W, layer.b, g.stride, g.pad, g.dilation).forward(layer.x)[0]
    return out / np.float32(layer.white)


# ---- messages


def test_arrays_of_every_type_come_back_whatever_their_length():
    arrays = {
        "a": np.arange(5, dtype=np.uint8),
        "b": np.array([[-32768], [32767]], np.int16),
        "c": np.array([1.5, np.nan], np.float32),
        "d": np.arange(3, dtype=np.int16)[::-1],
    }
    header, found = unpack(pack_typed({"name": "窓"}, arrays))
    assert header["name"] == "窓"
    for name, array in arrays.items():
        assert np.array_equal(found[name], array, equal_nan=array.dtype.kind == "f")


def test_numbers_of_single_cells_travel_as_they_are():
    layer = a_layer(pad=1)
    view = finished(look(layer, (0, 13), (0, 17), (0, 13), (0, 18), 1))
    place, arrays = spell_view(view)
    assert place["exact"] is True
    assert arrays["mean"].dtype == np.float32
    assert np.array_equal(arrays["mean"], whole(layer))
    assert "positive" not in arrays


def test_means_travel_in_sixteen_bits_no_farther_off_than_half_a_step():
    layer = a_layer(pad=1)
    view = finished(look(layer, (0, 13), (0, 17), (0, 13), (0, 18), 4))
    place, arrays = spell_view(view)
    out = whole(layer)
    steps = np.array(place["steps"])[:, None, None]
    for name, numbers in (("mean", out), ("positive", np.maximum(out, 0))):
        assert arrays[name].dtype == np.int16
        off = np.abs(arrays[name] * steps - block_means(numbers, (4, 4)))
        assert (off <= steps * 0.501).all()
    assert np.abs(arrays["mean"]).max() > 8000


def test_maps_of_nothing_travel_too():
    layer = a_layer()
    blank = PhotoLayer(layer.x, layer.W * 0, layer.b * 0, layer.geometry, 1)
    view = finished(look(blank, (0, 13), (0, 17), (0, 11), (0, 16), 3))
    place, arrays = spell_view(view)
    assert place["steps"] == [1, 1]
    assert not arrays["mean"].any()


# ---- questions and answers

NONSENSE = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=4),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(["id", "work", "block", "rows", "cols", "pixel"]), inner
        )
    ),
    max_leaves=12,
)


@given(NONSENSE)
def test_nonsense_is_no_question_or_a_harmless_one(wish):
    ask = read_ask(wish)
    if ask is not None:
        layer = a_layer(height=5, width=6)
        answer(ask, SimpleNamespace(number=1, layer=lambda: layer), lambda: None)


@pytest.mark.parametrize(
    "wish",
    [
        None,
        {"id": True, "work": 1},
        {"id": 1, "work": 1.0},
        {"id": 1, "work": 1, "block": 0},
        {"id": 1, "work": 1, "block": 10**9},
        {"id": 10**30, "work": 1},
    ],
)
def test_what_makes_no_sense_is_not_asked(wish):
    assert read_ask(wish) is None


@pytest.mark.parametrize("settings", [{}, {"pad": 2, "stride": (2, 3)}, {"pad": (0, 3, 1, 0)}])
@pytest.mark.parametrize("block", [1, 2, 5])
def test_a_rectangle_holds_every_cell_that_lies_in_it(settings, block):
    layer = a_layer(**settings)
    g = layer.geometry
    ask = read_ask({"id": 1, "work": 1, "block": block, "rows": [-3, 8], "cols": [6, 99]})
    rows, cols, out_rows, out_cols = rectangle(layer, ask)
    assert rows[0] == 0
    assert rows[1] >= 8
    assert cols[0] <= 6
    assert cols[1] == 17
    top, left = cell_offset(g)
    for i in range(g.out_h):
        if top + i * g.stride[0] < 8 and top + (i + 1) * g.stride[0] > 0:
            assert out_rows[0] <= i < out_rows[1]
    for j in range(g.out_w):
        if left + (j + 1) * g.stride[1] > 6:
            assert out_cols[0] <= j < out_cols[1]


def test_a_cell_lies_around_the_middle_of_its_window():
    g = Geometry.of(40, 40, 3, 4, stride=(2, 5), pad=(1, 1, 6, 0), dilation=(2, 1))
    top, left = cell_offset(g)
    for i in range(3):
        rows = [i * 2 - 1 + offset for offset in (0, 2, 4)]
        assert top + (i + 0.5) * 2 == pytest.approx((rows[0] + rows[-1] + 1) / 2)
    assert left + 0.5 * 5 == pytest.approx((-6 + -6 + 4) / 2)


def test_an_answer_brings_the_numbers_of_the_rectangle_and_of_the_spot():
    layer = a_layer(pad=1)
    ask = {"id": 7, "work": 4, "block": 1, "rows": [2, 9], "cols": [3, 11]}
    ask |= {"pixel": [5, 6], "cell": [4, 17]}
    heeds = []
    header, arrays = unpack(answer(read_ask(ask), a_work(layer), lambda: heeds.append(1)))
    assert (header["id"], header["work"]) == (7, 4)
    place = header["view"]
    at = slice(*place["outRows"]), slice(*place["outCols"])
    assert np.array_equal(arrays["mean"], whole(layer)[:, *at])
    assert np.array_equal(arrays["x"], layer.x[0, :, 2:9, 3:11])
    assert header["at"]["x"] == layer.x[0, :, 5, 6].tolist()
    assert header["at"]["out"] == whole(layer)[:, 4, 17].astype(float).tolist()
    assert heeds


def test_an_answer_that_would_be_too_large_or_too_slow_is_left_out(monkeypatch):
    layer = a_layer(pad=1)
    ask = read_ask({"id": 1, "work": 4, "block": 1, "rows": [0, 13], "cols": [0, 17]})
    assert unpack(answer(ask, a_work(layer), lambda: None))[0]["view"]
    for limit in ("MOST_BYTES", "MOST_PRODUCTS"):
        with monkeypatch.context() as patch:
            patch.setattr(photo_answers, limit, 999)
            assert unpack(answer(ask, a_work(layer), lambda: None))[0]["view"] is None


def test_there_are_no_numbers_beyond_the_edge():
    found = exact_numbers(a_layer(), (13, 0), (0, -1))
    assert found == {"pixel": None, "cell": None}


def test_a_newer_change_ends_an_answer_between_two_bands(monkeypatch):
    monkeypatch.setattr("lesson.photo_survey._BAND", 40)

    class Overtaken(Exception):
        pass

    def overtaken():
        raise Overtaken

    ask = read_ask({"id": 1, "work": 4, "block": 1, "rows": [0, 13], "cols": [0, 17]})
    with pytest.raises(Overtaken):
        answer(ask, a_work(a_layer()), overtaken)


def test_progress_is_shown_after_half_a_second_and_not_before(monkeypatch):
    now = [10.0]
    monkeypatch.setattr("ui.photo_work.time.monotonic", lambda: now[0])
    drawn = []
    place = SimpleNamespace(
        progress=lambda share, text: drawn.append((share, text)), empty=lambda: drawn.append(None)
    )
    heed = Heed(place)
    for seconds, share in ((0.01, 0.1), (0.2, 0.2), (0.21, 0.3), (0.6, 0.4)):
        now[0] = 10.0 + seconds
        heed(share, "passing")
    assert drawn == [None, (0.4, "passing")]


# ---- files


def test_an_npy_file_holds_the_whole_map(monkeypatch):
    monkeypatch.setattr("ui.photo_files._BAND", 50)
    layer = a_layer(pad=1, stride=(1, 2))
    file = map_npy(a_work(layer), 1)
    found = np.load(BytesIO(file.getvalue()), allow_pickle=False)
    assert found.dtype == np.float32
    assert np.array_equal(found, whole(layer)[1])


@pytest.mark.parametrize("relu", [False, True])
@pytest.mark.parametrize("signed", [False, True])
def test_a_png_shows_the_map_in_the_colours_of_the_viewer(relu, signed, monkeypatch):
    monkeypatch.setattr("ui.photo_files._BAND", 50)
    layer = a_layer(pad=1)
    work = a_work(layer)
    image = Image.open(map_png(work, 0, {"relu": relu, "signed": signed}))
    assert image.size == (18, 13)
    colours = np.asarray(image.convert("RGB")).astype(int)
    numbers = whole(layer)[0]
    if relu:
        numbers = np.maximum(numbers, 0)
    share = np.clip(numbers / work.survey.most[0], -1, 1)
    if not signed:
        assert np.abs(colours - 255 * np.abs(share)[..., None]).max() <= 1.5
        return
    stops = np.array(SIGNED_STOPS, float)
    place = 0.5 + 0.5 * np.sign(share) * np.abs(share) ** 0.7
    for c in range(3):
        wanted = np.interp(place, np.linspace(0, 1, 5), stops[:, c])
        far = np.abs(share) > 0.02  # the curve is steep at zero, and a palette has steps
        assert np.abs(colours[..., c] - wanted)[far].max() <= 6


def test_the_palette_has_the_stages_colours():
    theme = (REPO / "ui/stage/theme.js").read_text()
    light = re.search(r"light: \{\s+data: (\[\[.+?\]\])", theme)
    assert light is not None
    assert json.loads(light[1]) == [list(stop) for stop in SIGNED_STOPS]
    assert palette(True)[127].tolist() == list(SIGNED_STOPS[2])


# ---- the page


def only_the_photo():
    from ui import session
    from ui.photo import photo_page

    photo_page(session.current(), session.words())


def open_photo(**query):
    test = AppTest.from_function(only_the_photo, default_timeout=30)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def viewer_of(test):
    (one,) = [
        element.proto
        for element in test.get("bidi_component")
        if element.proto.component_name.endswith("conv_lab_viewer")
    ]
    return unpack(one.bytes)


def upload(test, data):
    """What the side bar's uploader does."""
    from lesson.stage_picture import to_stage

    picture = read_picture(data)
    lesson = test.session_state["lesson"]
    planes = to_stage(picture, lesson.size, lesson.colour, lesson.framing, lesson.scale)
    numbers = Numbers.of(planes)
    test.session_state["lesson"] = replace(lesson, source="upload", numbers=numbers, look="unit")
    test.session_state["picture"] = Upload(picture, data)
    test.run()
    assert not test.exception


def png(pixels):
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def captions(test):
    return " ".join(element.value for element in test.caption)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_sample_is_shown_at_its_own_size(language):
    test = open_photo(**{"in": "rocket", "colour": "rgb", "lang": language, "view": "photoob"})
    header, arrays = viewer_of(test)
    pixels = read_picture(sample_bytes("rocket")).original_size
    assert header["size"] == [pixels[1], pixels[0]]
    assert [one["most"] > 0 for one in header["maps"]] == [True, True]
    assert arrays["x"].shape[0] == 3
    assert f"{427 * 640:,}" in captions(test)


def test_a_lesson_about_numbers_says_which_photograph_stands_in():
    test = open_photo(**{"in": "book", "lang": "en"})
    assert "cat" in captions(test)
    assert viewer_of(test)[0]["size"] == [300, 451]


def test_an_upload_is_shown_at_its_own_size_and_not_at_the_stages():
    test = open_photo(**{"in": "cat", "colour": "rgb"})
    rng = np.random.default_rng(2)
    pixels = rng.integers(0, 256, (211, 640, 3), dtype=np.uint8)
    before = viewer_of(test)[0]
    upload(test, png(pixels))
    header, arrays = viewer_of(test)
    assert header["size"] == [211, 640]
    assert header["photo"] != before["photo"]
    assert header["work"] > before["work"]
    assert np.array_equal(arrays["x"], pixels.transpose(2, 0, 1))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_photograph_of_too_many_pixels_is_refused_in_a_sentence(language, monkeypatch):
    monkeypatch.setattr("ui.photo_work.MOST_PIXELS", 10_000)
    test = open_photo(**{"in": "book", "lang": language})
    (sentence,) = [element.value for element in test.error]
    assert "451" in sentence
    assert not test.get("bidi_component")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_filter_larger_than_the_photograph_is_a_sentence(language):
    test = open_photo(**{"in": "cat", "lang": language, "fh": "7", "fw": "7", "pad": "0"})
    upload(test, png(np.zeros((5, 9), np.uint8)))
    (sentence,) = [element.value for element in test.warning]
    assert "7×7" in sentence


def test_the_same_lesson_is_not_computed_again():
    test = open_photo(**{"in": "camera"})
    first = viewer_of(test)[0]["work"]
    test.run()
    assert viewer_of(test)[0]["work"] == first
