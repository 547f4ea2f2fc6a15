"""Answers and tours on a shared lesson: they set what is locked, and leave locks and way back."""

from dataclasses import replace

from lesson.link.codec import anchor_of, read_link, shared, write_link
from lesson.state import Filter, Lesson
from lesson.tours.scripts import Place
from lesson.tours.told import lesson_at
from lesson.vocabulary import vocabulary
from tests.pages.visits import Visit

EN = vocabulary("en")
SHARED = shared(Lesson(source="ramp", stride=(3, 3), filters=(Filter("box"),)), ("layer",))
LOCKED = write_link(SHARED)
WAS = replace(SHARED, source="dot")
"""What somebody has made of it: the input is free."""


def test_show_me_keeps_locks_and_the_way_back():
    visit = Visit(**LOCKED)
    visit.set("Input", "dot")
    visit.press("Next question")
    visit.press("Show me")  # in=ramp, stride 2, on a lesson whose stride is locked at 3
    assert (visit.lesson.stride, visit.lesson.shows) == ((2, 2), "slide.size")
    assert (visit.lesson.start, visit.lesson.locks) == (SHARED.start, ("layer",))
    assert visit.control("Stride").disabled
    assert not visit.app.warning
    # what is free may be changed, and what is locked stays as the answer has it
    visit.set("Input", "edge")
    assert (visit.lesson.source, visit.lesson.stride) == ("edge", (2, 2))
    assert not visit.app.warning
    visit.press("Next question")
    visit.press("Show me")
    assert visit.lesson.shows == "slide.unread"
    visit.press("Back to my lesson")
    assert visit.lesson == WAS
    assert "Show me" in visit.labels()
    assert "Back to my lesson" not in visit.labels()


def test_reset_returns_from_an_answer_to_what_was_shared():
    visit = Visit(**LOCKED)
    visit.press("Show me")
    visit.press(EN("share.reset_now"))
    assert visit.lesson == SHARED


def test_who_opens_the_link_of_an_answer_finds_it_and_the_way_back():
    first = Visit(**LOCKED)
    first.press("Show me")
    visit = Visit(**first.address)
    assert visit.lesson == first.lesson
    assert not visit.app.warning
    visit.press("Back to my lesson")
    assert visit.lesson == SHARED


def test_a_link_cannot_use_an_answer_to_change_what_is_locked():
    first = Visit(**LOCKED)
    first.press("Show me")
    reading = read_link({**first.address, "stride": "5"})
    assert reading.set_back == ("layer",)
    assert reading.lesson.stride == first.lesson.stride != (5, 5)
    # and an answer of nothing shared is no answer
    assert read_link({"show": "slide.size"}).lesson == Lesson()
    assert read_link({"show": "slide.nonsense"}).ignored == ("show",)


def test_a_tour_keeps_locks_and_the_way_back():
    visit = Visit(**LOCKED)
    visit.set("Input", "dot")
    visit.press("This page · 7 stops")
    visit.press("Next stop")
    stop = lesson_at(Place("slide", 2), "en")
    assert visit.lesson == replace(stop, start=SHARED.start, locks=("layer",))
    assert visit.control("Stride").disabled
    visit.set("Input", "edge")
    assert (visit.lesson.source, visit.lesson.stride) == ("edge", stop.stride)
    assert not visit.app.warning
    again = Visit(**visit.address)
    assert again.lesson == visit.lesson
    visit.press("End tour")
    assert visit.lesson == WAS
    # somebody whose session began on the tour has the shared lesson behind it
    again.press("End tour")
    assert again.lesson == SHARED


def test_a_stop_that_was_shared_with_other_settings_is_that_stop():
    stop = replace(lesson_at(Place("slide", 2), "en"), stride=(4, 4), step=3)
    handed = shared(stop, ("layer",))
    visit = Visit(**write_link(handed))
    assert (visit.lesson.tour, visit.lesson.stride) == ("slide.2", (4, 4))
    assert anchor_of(visit.lesson) == handed
    visit.press("Next stop")
    assert visit.lesson.locks == ("layer",)
    visit.press("Previous stop")
    assert visit.lesson.stride == (4, 4)
    visit.press("End tour")
    assert visit.lesson == replace(handed, tour="")


def test_a_tour_gone_back_to_ends_at_the_lesson_that_was_left(monkeypatch):
    """It has changed since the strip of questions was drawn, and the tour is entered by Back."""
    visit = Visit(stride="3", lang="en")
    visit.press("This page · 7 stops")
    stop = visit.address
    visit.press("End tour")
    visit.set("Padding", 4)
    for name in list(visit.app.query_params):
        del visit.app.query_params[name]
    for name, text in stop.items():
        visit.app.query_params[name] = text
    monkeypatch.setattr("ui.visit.address.was_gone_back_to", lambda: True)
    visit.app.run()
    monkeypatch.undo()
    assert visit.lesson.tour == "slide.1"
    visit.press("End tour")
    assert (visit.lesson.stride, visit.lesson.pad) == ((3, 3), (4, 4, 4, 4))
