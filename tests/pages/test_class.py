"""The room of a class stands in the address of every page, beside the lesson."""

import pytest

from tests.pages.visits import Visit
from ui.lessons import PAGES


@pytest.mark.parametrize("page", [name for name in PAGES if name != "slide"])
def test_a_room_stays_in_the_address_from_page_to_page(page):
    visit = Visit(room="k7q2x", stride="2", lang="en")
    assert visit.address["room"] == "K7Q2X"
    assert visit.control("Start a class").disabled
    visit.app.switch_page(PAGES[page].script)
    visit.run()
    assert visit.address["room"] == "K7Q2X"
    assert visit.address["stride"] == "2"


def test_without_a_class_nothing_of_it_is_in_the_address():
    visit = Visit(lang="ja")
    assert "room" not in visit.address
    assert not visit.control("授業を始める").disabled
    visit.press("授業を始める")
    assert visit.app.session_state["class"].teaches
    assert visit.app.session_state["class"].starts == 1
    assert "room" not in visit.address, "the server has not named it yet"
