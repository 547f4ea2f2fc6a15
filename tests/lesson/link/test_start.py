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
from lesson.link.start import LONGEST, page_of, unpack
from lesson.locks import LOCKS
from lesson.numbers import Numbers
from lesson.state import OWN, Filter, Lesson
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


def test_a_code_that_is_not_kept_is_told():
    reading = read_link({"s": "AAAAA", "stride": "2"})
    assert reading.expired
    assert reading.lesson == Lesson(stride=(2, 2))
    assert page_of("AAAAA") == ""
