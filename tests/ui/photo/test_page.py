"""The photo page in both languages, with samples, uploads and refusals."""

from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from conv_core import Geometry
from lesson.files.pictures import read_picture
from lesson.files.samples import sample_bytes
from lesson.link.codec import write_link
from lesson.numbers import Numbers
from lesson.state import Lesson
from lesson.vocabulary import vocabulary
from tests.ui.component.messages import unpack
from ui.photo.cost import cost_line
from ui.visit.upload import Upload


def only_the_photo():
    from lesson.worked import Worked
    from ui.photo.page import photo_page
    from ui.visit import session

    for _ in photo_page(Worked(session.current()), session.words()):
        pass


def open_photo(**query):
    test = AppTest.from_function(only_the_photo, default_timeout=30)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def sent(test, name):
    (one,) = [
        element.proto
        for element in test.get("bidi_component")
        if element.proto.component_name.endswith(name)
    ]
    return one.bytes


def viewer_of(test):
    """The viewer's message, with the photograph that it is about."""
    header, arrays = unpack(sent(test, "conv_lab_viewer"))
    about, photograph = unpack(sent(test, "conv_lab_viewer_photograph"))
    assert about["look"] == header["look"]
    return header, arrays | photograph


def upload(test, data):
    """What the side bar's uploader does."""
    from lesson.files.stage_picture import to_stage

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


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_cost_speaks_of_pieces_where_there_are_some(language):
    part = {"en": "at a time", "ja": "ずつ計算"}[language]
    work: Any = SimpleNamespace(
        geometry=Geometry.of(9, 9, 3, 3), W=np.ones((1, 1, 3, 3)), survey=SimpleNamespace()
    )
    for most, told in ((49, False), (7, True)):
        work.survey.spent = SimpleNamespace(cpu=0.1, wall=0.1, numbers=49, most=most)
        assert (part in cost_line(work, Lesson(), vocabulary(language))) is told


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
@pytest.mark.parametrize("colour", ["grey", "rgb"])
def test_of_an_upload_that_came_by_link_its_cells_are_the_photograph(language, colour):
    test = open_photo(**{"in": "cat", "colour": colour, "lang": language})
    pixels = np.random.default_rng(2).integers(0, 256, (211, 211, 3), dtype=np.uint8)
    upload(test, png(pixels))
    lesson = test.session_state["lesson"]
    other = open_photo(**write_link(lesson))
    header, arrays = viewer_of(other)
    assert other.session_state["lesson"].source == "upload"
    assert header["size"] == [28, 28]
    assert header["stageWindow"] == [3, 3]
    bytes_ = np.floor(lesson.numbers.array * 255 + 0.5)
    assert np.array_equal(arrays["x"], bytes_)
    assert "28×28" in captions(other)
    words = vocabulary(language)
    assert words("photo.only_cells", h=28, w=28) in captions(other)
    # with the file itself, and with another file
    upload(other, png(pixels))
    assert viewer_of(other)[0]["size"] == [211, 211]
    assert words("photo.only_cells", h=28, w=28) not in captions(other)
    other.session_state["picture"] = Upload(read_picture(png(255 - pixels)), png(255 - pixels))
    other.run()
    assert viewer_of(other)[0]["size"] == [28, 28]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_photograph_of_too_many_pixels_is_refused_in_a_sentence(language, monkeypatch):
    monkeypatch.setattr("ui.photo.work.MOST_PIXELS", 10_000)
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


def test_a_change_of_the_lesson_leaves_the_photographs_message_as_it_is():
    test = open_photo(**{"in": "camera"})
    name = "conv_lab_viewer_photograph"
    before, work = sent(test, name), viewer_of(test)[0]["work"]
    test.session_state["lesson"] = replace(test.session_state["lesson"], pad=3, scale="byte")
    test.run()
    assert viewer_of(test)[0]["work"] > work
    assert sent(test, name) == before
    test.session_state["lesson"] = replace(test.session_state["lesson"], source="cat")
    test.run()
    assert sent(test, name) != before


def test_a_pass_is_no_finer_than_the_screen_that_is_known():
    test = open_photo(**{"in": "camera"})
    assert viewer_of(test)[0]["view"]["block"] == [1, 1]
    test.session_state["photo.screen"] = 128 * 128
    test.run()  # the pass on screen stays
    assert viewer_of(test)[0]["view"]["block"] == [1, 1]
    test.session_state["lesson"] = replace(test.session_state["lesson"], pad=2)
    test.run()
    header, arrays = viewer_of(test)
    assert header["view"]["block"] == [4, 4]
    assert arrays["x"].shape == (1, 128, 128)


def test_the_same_lesson_is_not_computed_again():
    test = open_photo(**{"in": "camera"})
    first = viewer_of(test)[0]["work"]
    test.run()
    assert viewer_of(test)[0]["work"] == first


def test_a_colour_photograph_lies_plane_by_plane():
    test = open_photo(**{"in": "rocket", "colour": "rgb"})
    layer = test.session_state["photo.work"].layer()
    assert layer.x.shape == (1, 3, 427, 640)
    assert layer.x.flags.c_contiguous
    pixels = np.asarray(Image.open(BytesIO(sample_bytes("rocket"))).convert("RGB"))
    assert np.array_equal(layer.x[0], pixels.transpose(2, 0, 1))
