"""A shared lesson: where others start, what stays as it is, and short addresses."""

import zlib
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson.link.codec import (
    START,
    read_link,
    shared,
    shared_briefly,
    start_of,
    travels,
    write_link,
)
from lesson.link.start import LONGEST, NotKept, page_of, unpack
from lesson.locks import LOCKS
from lesson.numbers import Numbers
from lesson.state import OWN, Filter, Lesson, More
from lesson.worked import Worked
from store import kept_texts
from tests.lesson.lessons import lessons
from tests.lesson.link.test_codec import OTHER_VALUES

LOCKED = shared(Lesson(stride=(2, 2), filters=(Filter("box"),)), locks=("layer", "picture"))


@pytest.fixture(autouse=True)
def _own_store(tmp_path, monkeypatch):
    monkeypatch.setenv(kept_texts.PLACE, str(tmp_path / "store.sqlite3"))
    kept_texts.kept_lessons.cache_clear()
    yield
    kept_texts.kept_lessons.cache_clear()


def browsed(link):
    return dict(parse_qsl(urlencode(link), keep_blank_values=True))


@given(lessons())
@settings(max_examples=30)
def test_a_shared_lesson_is_the_lesson_in_everybodys_own_language(lesson):
    link = browsed(write_link(shared(lesson)))
    assert list(link) == [START]
    read = read_link(link).lesson
    assert replace(read, start="") == read_link(write_link(replace(lesson, language="en"))).lesson


@pytest.mark.parametrize("name", OTHER_VALUES)
def test_what_is_changed_afterwards_travels_both_ways(name):
    before, change = OTHER_VALUES[name]
    assert isinstance(before, Lesson)
    assert isinstance(change, dict)
    after = replace(before, **change)
    for start, now in ((before, after), (after, before)):
        changed = replace(now, start=shared(start).start)
        assert replace(read_link(browsed(write_link(changed))).lesson, start="") == now


def test_a_locked_control_that_a_link_changes_is_set_back_and_told():
    link = write_link(LOCKED)
    reading = read_link({**link, "stride": "3", "view": "order", "f": "sobel_x"})
    assert reading.lesson.stride == (2, 2)
    assert reading.lesson.view == ""
    assert reading.lesson.filters == (Filter("sobel_x"),)
    assert reading.set_back == ("layer", "picture")
    assert reading.lesson.locks == ("layer", "picture")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_lock_names_fields_of_the_lesson(lock):
    assert all(hasattr(Lesson(), name) for name in LOCKS[lock])


def test_a_lock_beside_the_shared_lesson_is_nothing():
    reading = read_link({"lock": "layer", "stride": "3"})
    assert (reading.lesson.locks, reading.lesson.stride) == ((), (3, 3))
    assert reading.ignored == ("lock",)


def test_the_way_back_leads_to_the_shared_lesson():
    now = replace(LOCKED, filters=(Filter("sobel_y"),), step=5)
    assert start_of(now) == LOCKED


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "eJx", "é", "A" * (LONGEST + 1), shared(Lesson()).start[:-3],
        urlsafe_b64encode(zlib.compress(b"a=" + b"b" * 10**7)).decode(),
        urlsafe_b64encode(zlib.compress(b"\xff\xfe")).decode(),
    ],
)  # fmt: skip
def test_nonsense_is_ignored_and_costs_nothing(text):
    reading = read_link({START: text, "stride": "2"})
    assert reading.lesson == Lesson(stride=(2, 2))
    assert (START in reading.ignored) == bool(text)


@given(st.text(max_size=300))
def test_whatever_stands_there_raises_nothing_else(text):
    with suppress(ValueError):
        unpack(text)


def test_what_is_too_long_for_a_link_has_a_short_address():
    numbers = Numbers.of(np.random.default_rng(1).normal(size=(3, 30, 17)).round(3))
    large = Lesson(source=OWN, numbers=numbers, stride=(2, 1))
    assert not travels(large)
    start = shared_briefly(large, ("layer",), page="matmul")
    link = write_link(start)
    assert list(link) == ["s"]
    reading = read_link(link)
    assert replace(reading.lesson, start="", locks=()) == large
    assert reading.lesson.locks == ("layer",)
    assert page_of(link["s"]) == "matmul"
    # it goes on travelling by the code, with what was changed
    changed = replace(reading.lesson, step=7)
    assert write_link(changed) == {**link, "step": "7"}
    assert travels(changed)


def large(seed):
    return Numbers.of(np.random.default_rng(seed).normal(size=(3, 30, 17)).round(3))


def test_numbers_that_are_others_than_those_shared_are_missed_and_not_swapped():
    start = shared_briefly(Lesson(source=OWN, numbers=large(1)))
    changed = replace(start, numbers=large(2))
    reading = read_link(browsed(write_link(changed)))
    assert reading.picture_missing
    assert not travels(changed)
    batch = Lesson(source=OWN, numbers=large(1), more=(More("upload", large(3)),))
    other = replace(shared_briefly(batch), more=(More("upload", large(4)),))
    reading = read_link(browsed(write_link(other)))
    assert (reading.inputs_missing, reading.lesson.more) == (1, ())
    assert not travels(other)


def test_a_store_that_fails_keeps_nothing_and_breaks_no_link(monkeypatch, tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database" * 400)
    monkeypatch.setenv(kept_texts.PLACE, str(broken))
    kept_texts.kept_lessons.cache_clear()
    assert read_link({"s": "AAAAA"}).expired
    assert page_of("AAAAA") == ""
    with pytest.raises(NotKept):
        shared_briefly(Lesson(stride=(2, 2)))


@pytest.mark.parametrize("lock", LOCKS)
def test_what_one_lock_holds_goes_with_whatever_else_is_changed(lock):
    own = Numbers.of([[[1.0, 2.0, 3.0]] * 3])
    start = shared(Lesson(size=12, pad=(0,) * 4, filters=(Filter(OWN, weights=own),)), (lock,))
    for change in ({"FH": 5, "FW": 5}, {"size": 6}, {"stride": (2, 3)}, {"source": "ramp"}):
        lesson = read_link(write_link(replace(start, **change))).lesson
        worked = Worked(lesson)
        assert worked.W.shape[2:] == (lesson.FH, lesson.FW)
        assert worked.out.shape[2:] == (worked.geometry.out_h, worked.geometry.out_w)


def test_a_layer_that_shrinks_with_the_input_is_not_called_locked():
    start = shared(Lesson(size=12, FH=7, FW=7, pad=(0,) * 4, filters=(Filter("box"),)), ("layer",))
    reading = read_link({**write_link(start), "size": "5"})
    assert reading.lesson.FH == 5
    assert reading.set_back == ()


def test_a_code_that_is_not_kept_is_told():
    reading = read_link({"s": "AAAAA", "stride": "2"})
    assert reading.expired
    assert reading.lesson == Lesson(stride=(2, 2))
    assert page_of("AAAAA") == ""
