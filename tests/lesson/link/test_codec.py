"""The link: what it carries, and what it makes of nonsense."""

import tracemalloc
import zlib
from base64 import urlsafe_b64encode
from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson.bounds import fits
from lesson.link.codec import Reading, read_link, travels, write_link
from lesson.link.fields import MAX_NUMBERS
from lesson.numbers import Numbers
from lesson.photo.look import PhotoLook, look_of, on_cells, read_look, spell_look
from lesson.state import OWN, UPLOAD, Dout, Filter, Learn, Lesson, More
from lesson.worked import Worked
from tests.lesson.lessons import lessons, looks

NAMES = (
    "in", "size", "colour", "frame", "scale", "fh", "fw", "f", "b", "stride", "pad", "dilation",
    "groups", "more", "learn", "view", "filter", "step", "photo", "tour", "slip", "line",
    "loops", "lang", "look", "x",
)  # fmt: skip
TINY = Numbers.of([[[1.0, 2.5], [-3.0, 0.1]]])
# field -> (a lesson, the same lesson with another value there)
OTHER_VALUES = {
    "source": (Lesson(), {"source": "rocket"}),
    "numbers": (Lesson(source=OWN, numbers=TINY), {"numbers": Numbers.of([[[1.0, 2.5]]])}),
    "look": (Lesson(source=OWN, numbers=TINY), {"look": "byte"}),
    "size": (Lesson(), {"size": 29}),
    "colour": (Lesson(), {"colour": "rgb"}),
    "framing": (Lesson(), {"framing": "fit"}),
    "scale": (Lesson(), {"scale": "byte"}),
    "FH": (Lesson(), {"FH": 5}),
    "FW": (Lesson(), {"FW": 2}),
    "filters": (Lesson(), {"filters": (Filter("box", 0.5), Filter("random", seed=7))}),
    "stride": (Lesson(), {"stride": (1, 2)}),
    "pad": (Lesson(), {"pad": (0, 1, 2, 3)}),
    "dilation": (Lesson(), {"dilation": (2, 1)}),
    "groups": (Lesson(colour="rgb", filters=(Filter(),) * 3), {"groups": 3}),
    "more": (Lesson(), {"more": (More("rocket"), More(UPLOAD, TINY))}),
    "dout": (Lesson(), {"dout": Dout("random", seed=3)}),
    "learn": (Lesson(), {"learn": Learn(120, "momentum")}),
    "view": (Lesson(), {"view": "order"}),
    "language": (Lesson(), {"language": "ja"}),
    "step": (Lesson(), {"step": 783}),
    "film": (Lesson(), {"film": 13}),
    "filter": (Lesson(filters=(Filter(), Filter())), {"filter": 1}),
    "predict": (Lesson(), {"predict": True}),
    "photo": (Lesson(), {"photo": PhotoLook((3, 4), relu=True)}),
    "tour": (Lesson(), {"tour": "matmul.2"}),
    "slip": (Lesson(), {"slip": "?41"}),
    "line": (Lesson(), {"line": 125}),
    "loops": (Lesson(), {"loops": True}),
}


def through_a_browser(link):
    """A browser spells the parameters its own way and hands them back."""
    return dict(parse_qsl(urlencode(link), keep_blank_values=True))


@given(lessons())
def test_a_lesson_comes_back_whole(lesson):
    assert read_link(through_a_browser(write_link(lesson))) == Reading(lesson)


def test_minus_zero_is_zero():
    weights = Numbers.of([[[-0.0]]])
    assert weights == Numbers.of([[[0.0]]])
    lesson = Lesson(FH=1, FW=1, filters=(Filter(OWN, -0.0, weights=weights),))
    assert read_link(write_link(lesson)) == Reading(lesson)


def test_no_field_is_forgotten():
    # what was shared, and answers shown over it, travel as a whole, see test_start.py
    assert {*OTHER_VALUES, "locks", "start", "shows"} == {field.name for field in fields(Lesson)}


@pytest.mark.parametrize("name", OTHER_VALUES)
def test_each_field_travels(name):
    before, change = OTHER_VALUES[name]
    assert isinstance(before, Lesson)
    assert isinstance(change, dict)
    after = replace(before, **change)
    assert write_link(after) != write_link(before)
    assert read_link(write_link(after)).lesson == after


def test_a_plain_lesson_is_a_plain_link():
    assert write_link(Lesson()) == {}
    assert read_link({}) == Reading(Lesson())


def test_links_that_stand_in_other_documents_keep_their_meaning():
    reading = read_link(
        {
            "in": "book", "f": "book~own.t1x3x3_1_0_-1_2_0_-2_1_0_-1~random.7", "b": "0_0.5_-1",
            "pad": "0x1x2x3", "stride": "2x1", "dilation": "1", "lang": "ja", "filter": "2",
        }
    )  # fmt: skip
    own = Numbers.of([[[1, 0, -1], [2, 0, -2], [1, 0, -1]]])
    assert reading == Reading(
        Lesson(
            source="book",
            filters=(
                Filter("book"),
                Filter(OWN, 0.5, weights=own),
                Filter("random", -1.0, seed=7),
            ),
            pad=(0, 1, 2, 3),
            stride=(2, 1),
            language="ja",
            filter=2,
        )
    )


@pytest.mark.parametrize("source", [UPLOAD, OWN])
def test_an_input_too_large_to_travel_is_missed_and_nothing_else(source):
    noise = Numbers.of(np.random.default_rng(0).normal(size=(3, 64, 64)))
    lesson = Lesson(source=source, numbers=noise, stride=(3, 2), filters=(Filter("box"),))
    link = write_link(lesson)
    assert sum(map(len, link.values())) < 8000
    reading = read_link(link)
    assert reading.picture_missing
    assert reading.ignored == ()
    assert (reading.lesson.stride, reading.lesson.filters) == ((3, 2), (Filter("box"),))
    assert reading.lesson.source == Lesson().source


def test_an_input_of_the_batch_too_large_to_travel_is_counted_and_the_others_stay():
    noise = Numbers.of(np.random.default_rng(0).normal(size=(1, 32, 32)))
    small = Numbers.of(np.ones((1, 32, 32)))
    others = (More("brick"), More(UPLOAD, small))
    lesson = Lesson(source="cat", size=32, more=(More(UPLOAD, noise), *others))
    assert not travels(lesson)
    assert travels(replace(lesson, more=others))
    reading = read_link(write_link(lesson))
    assert reading == Reading(replace(lesson, more=others), inputs_missing=1)


def test_a_photograph_of_28_cells_travels():
    grey = Numbers.of(np.random.default_rng(1).integers(0, 101, (1, 28, 28)) / 100)
    lesson = Lesson(source=UPLOAD, numbers=grey, look="unit")
    assert len(write_link(lesson)["x"]) <= MAX_NUMBERS
    assert read_link(write_link(lesson)) == Reading(lesson)


def bomb(kind, shape, size):
    packed = urlsafe_b64encode(zlib.compress(bytes(size), 9)).decode().rstrip("=")
    return f"{kind}{shape}_{packed}"


NONSENSE = {
    "in": ["", "own", "upload", "../../etc/passwd", "CAT", "cat ", "書"],
    "size": ["3", "65", "-28", "28.0", "1e9", "²", "٢٨", "9" * 5000, ""],
    "colour": ["blue", "", "RGB"],
    "frame": ["0", "zoom"],
    "scale": ["unit ", "2"],
    "fh": ["0", "8", "-1", "nan", "0x3", "3 "],
    "fw": ["0", "8", "inf", "None"],
    "f": [
        "", "~", "sobel", "own", "own.", "own.t2x2_1_2_3_4", "own.t1x3x3_1_2", "random.99999",
        "random.-1", "own.t1x3x3_" + "_".join(["nan"] * 9), "own.t4x3x3_" + "_".join("1" * 36),
        "own.t1x3x3_" + "_".join(["1e999"] * 9), "~".join(["box"] * 9), "box.1.2",
        "own." + bomb("b", "1x3x3", 10_000_000),
    ],
    "b": ["", "nan", "inf", "1e7", "0_0", "x", "1__2"],
    "stride": ["0", "9", "1x2x3", "x", "-1x2", "2,2"],
    "pad": ["13", "-1", "1x2", "1x2x3", "1x2x3x4x5", "SAME", "valid"],
    "dilation": ["0", "5", "1x", "x1"],
    "groups": ["0", "4", "-1", "3x3", ""],
    "more": [
        "", "cat~", "dog", "upload.", "upload~dog", "upload~upload~upload~upload",
        "cat~cat~cat~cat", "~" * 4000, "cat.5",
    ],
    "learn": ["", "50", "51.sgd", "50.adam", "-5.sgd", "50.sgd.x"],
    "view": ["", "a b", "x" * 13, "../x", "\u00e9"],
    "filter": ["8", "-1", "a"],
    "step": ["-1", "1e3", "1000000", "9" * 400],
    "photo": [
        "", "spot", "spot.1", "spot.1.2.3", "spot.-1.2", "spot.12001.0", "of.1",
        "spot.1.2_of.0.5", "spot.1.2_spot.1.2",
        "zoom", "zoom.0.1.1", "zoom.5", "zoom.1000000.1.1", "zoom.1.5.2.2", "relu.1", "plain.0",
        "wipe", "wipe.101.0", "wipe.50", "wipe.50.32", "spot.1.2_", "Relu", "_" * 4000, "spot.٣.٤",
        "." * 4000, "spot.1e3.2",
    ],
    "tour": ["slide", "slide.0", "slide.08", "room.1", "all.25", "." * 4000],
    "slip": ["flap", "?", "?1000", "?-1", "??3", "FLIP", "flip ", "?" * 4000],
    "line": ["-1", "1e3", "1000000", "9" * 400],
    "loops": ["2", "yes", ""],
    "lang": ["de", "EN", "<script>"],
    "look": ["hex", ""],
    "x": [
        "", "t", "t_", "tx_", "t0x3x3_", "t1x1x65_" + "_".join("1" * 65), "t4x1x1_1_2_3_4",
        "t1x3_1_2_3", "t-1x-1x9_" + "_".join("1" * 9), "t999999999x999999999_1", "q1x1x1_1",
        "b1x2x2_!!!!", "b1x2x2_AAAA", "b1x64x64_" + "A" * 4_000_000, "t1x2x2_1_2_3_nan",
        "t1x2x2_1_2_3_1e300", "c1x2x2_é", bomb("b", "1x64x64", 10_000_000),
        bomb("c", "1x2x2", 3), bomb("b", "1x2x2", 5), "t" + "1x" * 3000 + "1_1",
        "t1x1x1_" + "1" * 4_000_000,
    ],
}  # fmt: skip
ONE_BY_ONE = [(name, text) for name, texts in NONSENSE.items() for text in texts]


def test_nonsense_for_every_part():
    assert set(NONSENSE) == set(NAMES)


@pytest.mark.parametrize(("name", "text"), ONE_BY_ONE, ids=lambda text: text[:24])
def test_nonsense_is_named_and_left_at_its_default(name, text):
    reading = read_link({name: text, "stride" if name != "stride" else "fw": "2"})
    kept = {"FW": 2} if name == "stride" else {"stride": (2, 2)}
    expected = Lesson(**kept)
    if (name, text) in (("in", "own"), ("in", "upload")):
        assert reading == Reading(expected, picture_missing=True)
    else:
        assert reading == Reading(expected, ignored=(name,))


@pytest.mark.parametrize(("name", "text"), ONE_BY_ONE, ids=lambda text: text[:24])
def test_nonsense_costs_no_memory(name, text):
    read_link({"in": "cat"})  # the sample photograph is decoded once and kept
    query = {name: text}
    tracemalloc.start()
    try:
        read_link(query)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # what the visitor sent may be copied a few times; what it stands for may not be built
    assert peak < 500_000 + 4 * len(text)


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_any_text_gives_a_lesson_that_can_be_drawn(query):
    assert fits(read_link(query).lesson)


@settings(max_examples=60)
@given(lessons(), st.data())
def test_a_damaged_link_gives_a_lesson_that_can_be_drawn(lesson, data):
    link = write_link(lesson)
    for name in data.draw(st.sets(st.sampled_from(sorted(link)), min_size=1)) if link else ():
        text = link[name]
        place = data.draw(st.integers(0, len(text)))
        damage = data.draw(st.sampled_from(["", "_", "x", "~", ".", "-", "9", "A", "%", "e9"]))
        link[name] = text[:place] + damage + text[place + 1 :]
    drawn = read_link(link).lesson
    x = Worked(drawn).x
    out_h, out_w = (Worked(drawn).geometry.out_h, Worked(drawn).geometry.out_w)
    assert Worked(drawn).layer.W.shape == (
        len(drawn.filters), x.shape[1] // drawn.groups, drawn.FH, drawn.FW,
    )  # fmt: skip
    assert 0 <= drawn.step < len(x) * out_h * out_w
    assert 0 <= drawn.filter < len(drawn.filters)


@pytest.mark.parametrize(
    ("query", "ignored", "layer"),
    [
        ({"in": "book", "dilation": "4"}, ("dilation",), (3, 3, (1, 1))),
        ({"in": "book", "fh": "7", "pad": "0"}, ("fh",), (4, 3, (1, 1))),
        (
            {"in": "book", "fh": "6", "fw": "7", "pad": "0", "dilation": "2x1"},
            ("dilation", "fh", "fw"),
            (4, 4, (1, 1)),
        ),
        ({"in": "book", "step": "16"}, ("step",), (3, 3, (1, 1))),
        ({"filter": "1"}, ("filter",), (3, 3, (1, 1))),
        ({"groups": "3"}, ("groups",), (3, 3, (1, 1))),
        ({"colour": "rgb", "f": "box~box", "groups": "3"}, ("groups",), (3, 3, (1, 1))),
    ],
)
def test_what_does_not_go_together_is_named(query, ignored, layer):
    reading = read_link(query)
    assert reading.ignored == ignored
    assert (reading.lesson.FH, reading.lesson.FW, reading.lesson.dilation) == layer


BOOK = {"in": "book", "f": "book", "pad": "0"}


@pytest.mark.parametrize(
    "address",
    [
        "/?in=book&amp;f=book&amp;pad=0",
        "/?in=book&amp;amp;f=book&AMP;PAD=0",
        "/?IN=book&F=book&Pad=0",
        "/?in=book&%20f=book&pad%20=0",
        "/?in=book&f=book&pad=0&embed=true&embed_options=dark_theme&utm_source=mail&fbclid=x",
        "/?F=box&f=book&in=book&pad=0&fbclid=1",
    ],
)
def test_a_name_with_a_plain_meaning_is_read(address):
    reading = read_link(dict(parse_qsl(urlsplit(address).query)))
    assert reading.lesson == read_link(BOOK).lesson
    assert reading.ignored == (("F",) if "F=box" in address else ())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fiter", "fiter"), ("stride2", "stride2"), ("amp;", "amp;"), ("", "·"),
        ("<b>[x](y)</b>", "·b··x··y···b·"), ("www.a.jp", "www·a·jp"), ("n" * 90, "n" * 20 + "…"),
        ("フィルター", "フィルター"),
    ],
)  # fmt: skip
def test_a_name_that_means_nothing_is_named(name, told):
    reading = read_link({**BOOK, name: "1"})
    assert reading == Reading(read_link(BOOK).lesson, ignored=(told,))


def test_of_many_strange_names_a_handful_is_named():
    reading = read_link({f"n{k}": "1" for k in range(50_000)})
    assert reading.ignored == ("n0", "n1", "n2", "n3", "n4", "…")


WISHES: list[Any] = [
    None, 5, [], {"spot": [1]}, {"spot": [1, -1]}, {"spot": [1, 2.5]}, {"spot": [True, 1]},
    {"zoom": 1.5}, {"zoom": -3, "middle": [1, 1]}, {"zoom": 5, "middle": None}, {"relu": 1},
    {"signed": None}, {"wipe": 101}, {"wipe": 50, "map": "0"}, {"wipe": float("nan")},
]  # fmt: skip


@pytest.mark.parametrize("wish", WISHES, ids=repr)
def test_what_a_browser_says_of_its_look_is_a_wish(wish):
    assert look_of(wish) is None


def test_a_usual_look_is_not_spelled():
    assert look_of({}) == PhotoLook()
    assert look_of({"zoom": 0, "middle": [9, 9], "map": 3}) == PhotoLook()
    assert look_of({"of": [3, 4], "map": 3}) == PhotoLook()
    assert spell_look(PhotoLook()) == ""


@given(looks(), st.integers(1, 64), st.integers(1, 64), st.booleans())
def test_a_place_on_a_photograph_is_one_among_its_cells(look, rows, cols, cropped):
    here = on_cells(look, (rows, cols), cropped=cropped)
    assert (here.relu, here.signed, here.wipe, here.map) == (
        look.relu, look.signed, look.wipe, look.map,
    )  # fmt: skip
    if look.of not in (None, (rows, cols)):
        assert here.of is None
        assert (here.spot is None) == (look.spot is None)
        for row, col in filter(None, (here.spot, here.middle)):
            assert 0 <= row < rows
            assert 0 <= col < cols
        assert read_look(spell_look(here)) == here if spell_look(here) else here == PhotoLook()


def test_of_the_whole_photograph_a_place_keeps_its_share():
    look = PhotoLook((150, 380), of=(300, 400))
    assert on_cells(look, (21, 28), cropped=False).spot == (10, 26)
    assert on_cells(look, (28, 28), cropped=True).spot == (14, 27)
