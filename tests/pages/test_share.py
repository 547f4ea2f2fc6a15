"""Handing a lesson out: links, locks, QR, short addresses, and the way back."""

import io
import re

import numpy as np
import pytest

from lesson.link.codec import _started, read_link, shared, shared_briefly, write_link
from lesson.state import Filter, Lesson
from lesson.vocabulary import vocabulary
from store import kept_texts
from tests.pages.test_uploads import UPLOADER, hand_in, toasts
from tests.pages.visits import Visit

EN = vocabulary("en")
LOCKED = write_link(
    shared(Lesson(source="book", pad=(0,) * 4, filters=(Filter("book"),)), ("layer",))
)


def handed_out(visit):
    """The query of the link that stands in the dialog."""
    link = visit.app.code[-1].value
    return dict(re.findall(r"[?&](\w+)=([^&]*)", link)), link


def test_what_is_locked_cannot_be_moved_and_reset_returns():
    visit = Visit(**LOCKED)
    assert visit.control("Stride").disabled
    assert visit.control("Padding").disabled
    assert not visit.control("Input").disabled
    assert EN("share.locked", locks=EN("locks.layer")) in visit.texts()
    visit.set("Input", "ramp")
    assert visit.lesson.source == "ramp"
    assert visit.address == {**LOCKED, "in": "ramp"}
    visit.press(EN("share.reset_now"))
    assert visit.lesson.source == "book"
    assert visit.lesson.locks == ("layer",)


def test_a_locked_input_takes_filters_only():
    visit = Visit(**write_link(shared(Lesson(source="book"), ("input",))))
    assert visit.control("Input").disabled
    assert not visit.control("Stride").disabled
    hand_in(visit, "x.npy", npy(np.zeros((5, 5))))
    assert EN("notes.locked_input") in visit.texts()
    assert visit.lesson.source == "book"
    hand_in(visit, "W.npy", npy(np.ones((2, 1, 2, 3))))
    assert (len(visit.lesson.filters), visit.lesson.FH, visit.lesson.FW) == (2, 2, 3)
    # both stay: nothing is left that a file could bring
    both = Visit(**write_link(shared(Lesson(source="book"), ("input", "filters"))))
    assert both.control(UPLOADER).disabled


def test_locked_filters_and_layers_take_none():
    for locks, shape in ((("filters",), (2, 1, 3, 3)), (("layer",), (2, 1, 2, 3))):
        visit = Visit(**write_link(shared(Lesson(source="book"), locks)))
        visit.set(UPLOADER, ("W.npy", npy(np.ones(shape)), ""))
        assert toasts(visit) == []  # they are not said to be read
        assert EN(f"notes.locked_{locks[0]}") in visit.texts()
        assert len(visit.lesson.filters) == 1
    # of the layer's own size they fit into what stays
    hand_in(visit, "W.npy", npy(np.ones((2, 1, 3, 3))))
    assert len(visit.lesson.filters) == 2


def npy(values):
    file = io.BytesIO()
    np.save(file, values)
    return file.getvalue()


def test_a_lock_that_a_link_would_change_is_told():
    visit = Visit(**LOCKED, stride="2")
    assert visit.lesson.stride == (1, 1)
    assert EN("notes.locked_layer") in visit.texts()


def test_locks_make_a_link_with_a_start():
    visit = Visit(stride="2")
    visit.press(EN("share.open"))
    query, _ = handed_out(visit)
    assert query == {"stride": "2"}
    visit.set(EN("share.locks"), ["layer"])
    query, _ = handed_out(visit)
    assert list(query) == ["start"]
    reading = read_link(query)
    assert (reading.lesson.stride, reading.lesson.locks) == ((2, 2), ("layer",))
    # one's own lesson stays free
    assert visit.lesson.locks == ()


def test_who_opens_it_can_be_asked_first():
    visit = Visit(stride="2")
    visit.press(EN("share.open"))
    visit.set(EN("share.predict"), True)
    query, _ = handed_out(visit)
    assert query == {"stride": "2", "predict": "1"}
    assert not visit.lesson.predict


def test_a_short_address_opens_the_same_lesson():
    visit = Visit(**{"in": "own", "x": "t1x2x2_1_2_3_4", "fh": "2", "fw": "2"})
    visit.press(EN("share.open"))
    visit.press(EN("share.brief"))
    _, link = handed_out(visit)
    code = link.rpartition("/s/")[2]
    other = Visit(s=code)
    assert other.lesson.numbers == visit.lesson.numbers
    # a change asks for another address
    visit.set("Padding", 0)
    assert "/s/" not in handed_out(visit)[1]


def test_a_short_address_that_is_forgotten_meanwhile_changes_nothing():
    code = shared_briefly(Lesson(source="ramp", stride=(3, 3)), ("layer",)).start.removeprefix("~")
    visit = Visit(s=code)
    kept_texts.place_of_the_store().unlink()
    _started.cache_clear()
    visit.control("Input").set_value("edge")
    visit.app.run()
    assert visit.lesson.source == "edge"
    assert visit.lesson.stride == (3, 3)


def test_a_short_address_that_is_gone_says_so_and_opens_the_plain_page():
    gone = Visit(s="ZZZZZ")
    assert EN("notes.short_expired") in gone.texts()
    assert gone.lesson == Lesson()


@pytest.mark.parametrize("page", ["matmul", "backward"])
def test_a_lock_of_the_picture_holds_the_menu(page):
    link = write_link(shared(Lesson(), ("picture",)))
    visit = Visit(f"pages/{page}.py", **link)
    (menu,) = [one for one in visit.app.button_group if str(one.key).endswith("view")]
    assert menu.disabled
