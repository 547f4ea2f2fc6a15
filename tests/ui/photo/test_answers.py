"""What the viewer may ask, what it gets, and when the work is given up."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from conv_core import Geometry
from tests.ui.component.messages import unpack
from tests.ui.photo.photos import a_layer, a_work, maps_of, whole
from ui.photo import answers as photo_answers
from ui.photo.answers import (
    Ask,
    answer,
    cell_offset,
    exact_numbers,
    read_ask,
    read_screen,
    rectangle,
)
from ui.photo.work import Heed

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


def asked(message) -> Ask:
    """A question that the server understands."""
    ask = read_ask(message)
    assert ask is not None
    return ask


@given(NONSENSE)
def test_nonsense_is_no_question_or_a_harmless_one(wish):
    ask = read_ask(wish)
    if ask is not None:
        layer = a_layer(height=5, width=6)
        answer(ask, a_work(layer), lambda: None)


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
    ask = asked({"id": 1, "work": 1, "block": block, "rows": [-3, 8], "cols": [6, 99]})
    found = rectangle(layer, ask)
    assert found is not None
    rows, cols, out_rows, out_cols = found
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
    header, arrays = unpack(answer(asked(ask), a_work(layer), lambda: heeds.append(1)))
    assert (header["id"], header["work"]) == (7, 4)
    place = header["view"]
    at = slice(*place["outRows"]), slice(*place["outCols"])
    assert np.array_equal(maps_of(place, arrays), whole(layer)[:, *at])
    assert np.array_equal(arrays["x"], layer.x[0, :, 2:9, 3:11])
    assert header["at"]["x"] == layer.x[0, :, 5, 6].tolist()
    assert header["at"]["out"] == whole(layer)[:, 4, 17].astype(float).tolist()
    assert heeds


@pytest.mark.parametrize(
    "wish", [None, [], {}, {"screen": True}, {"screen": -1}, {"screen": 0}, {"screen": 1e9}]
)
def test_an_unlikely_screen_is_not_believed(wish):
    assert read_screen(wish) is None


def test_an_answer_that_would_be_too_large_or_too_slow_is_left_out(monkeypatch):
    layer = a_layer(pad=1)
    ask = asked({"id": 1, "work": 4, "block": 1, "rows": [0, 13], "cols": [0, 17]})
    assert unpack(answer(ask, a_work(layer), lambda: None))[0]["view"]
    for limit in ("MOST_BYTES", "MOST_PRODUCTS"):
        with monkeypatch.context() as patch:
            patch.setattr(photo_answers, limit, 999)
            assert unpack(answer(ask, a_work(layer), lambda: None))[0]["view"] is None


def test_there_are_no_numbers_beyond_the_edge():
    for pixel, cell in (
        ((13, 0), (0, -1)),
        ((-1, 3), (-1, 0)),
        ((0, 17), (11, 0)),
        ((0, -1), (0, 16)),
    ):
        assert exact_numbers(a_layer(), pixel, cell) == {"pixel": None, "cell": None}


def test_a_newer_change_ends_an_answer_between_two_bands(monkeypatch):
    monkeypatch.setattr("lesson.photo.survey._BAND", 40)

    class Overtaken(Exception):
        pass

    def overtaken():
        raise Overtaken

    ask = asked({"id": 1, "work": 4, "block": 1, "rows": [0, 13], "cols": [0, 17]})
    with pytest.raises(Overtaken):
        answer(ask, a_work(a_layer()), overtaken)


def test_progress_is_shown_after_half_a_second_and_not_before(monkeypatch):
    now = [10.0]
    monkeypatch.setattr("ui.photo.work.time.monotonic", lambda: now[0])
    drawn: list[object] = []
    place = SimpleNamespace(
        progress=lambda share, text: drawn.append((share, text)), empty=lambda: drawn.append(None)
    )
    heed = Heed(place)
    for seconds, share in ((0.01, 0.1), (0.2, 0.2), (0.21, 0.3), (0.6, 0.4)):
        now[0] = 10.0 + seconds
        heed(share, "passing")
    assert drawn == [None, (0.4, "passing")]
