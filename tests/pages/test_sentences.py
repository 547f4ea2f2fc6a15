"""What the pages say about a lesson is true of it."""

import pytest

from tests.pages.visits import Visit

BOOK = {"in": "book", "f": "book", "pad": "0"}


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        ("95", "Below η = 0.0225 the loss falls in the end"),
        ("100", "At exactly η = 0.0225 one direction keeps going too far and back again"),
        ("105", "Beyond η = 0.0225 each update overshoots"),
    ],
)
def test_what_a_learning_rate_does(rate, sentence):
    visit = Visit("pages/backward.py", **BOOK, view="learn", learn=f"{rate}.sgd")
    said = [text for text in ("Below η", "At exactly η", "Beyond η") if text in visit.texts()]
    assert sentence in visit.texts()
    assert len(said) == 1


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"in": "edge", "stride": "2", "pad": "0"}, "= 36: **just as many** (144 B in float32)"),
        ({"in": "edge", "pad": "0"}, "= 144: **4 times** as many (576 B instead of 144 B"),
    ],
)
def test_what_im2col_costs(link, sentence):
    assert sentence in Visit("pages/matmul.py", **link).texts()


@pytest.mark.parametrize(
    ("link", "has_one"),
    [
        ({"pad": "2"}, True),
        ({"pad": "same"}, True),
        ({"in": "edge", "fh": "1", "fw": "5", "pad": "same"}, False),
        ({"pad": "0x1x2x3"}, False),
        ({"pad": "1", "stride": "1x2"}, False),
    ],
)
def test_one_slider_for_the_padding_where_one_number_is_true(link, has_one):
    visit = Visit(**link)
    assert ("Padding" in visit.labels()) == has_one
    if has_one:
        assert visit.control("Padding").value == visit.lesson.FH // 2 or link["pad"] == "2"
