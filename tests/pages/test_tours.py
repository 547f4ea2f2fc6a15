"""Tours: each is walked to its end, and leaves the learner's own lesson as it was."""

import pytest

from lesson.tours.scripts import ALL, PAGE_TOURS, TOURS, Place
from lesson.tours.told import lesson_at, told
from tests.pages.visits import Visit


def follow(visit, page):
    """AppTest stays on its page where the app goes to another one; browser tests see it go."""
    if visit.app.session_state["page"] != page:
        visit.app.switch_page(f"pages/{page}.py")
        visit.run()


def starts(tour, page):
    return "All pages · 45 minutes" if tour == ALL else f"This page · {len(TOURS[page])} stops"


@pytest.mark.parametrize(
    ("tour", "page"), [*zip(PAGE_TOURS, PAGE_TOURS, strict=True), (ALL, "matmul")]
)
def test_a_tour_is_walked_to_its_end(tour, page):
    visit = Visit(f"pages/{page}.py", stride="3", f="box", lang="en")
    own = visit.lesson
    visit.press(starts(tour, page))
    for number in range(1, len(TOURS[tour]) + 1):
        place = Place(tour, number)
        follow(visit, place.stop.page)
        assert visit.lesson == lesson_at(place, "en")
        assert not visit.app.warning
        say, ask, tell = (told(place.text, "en", part) for part in ("say", "ask", "tell"))
        assert f"{say} **{ask}**" in visit.texts()
        assert f"{number}&thinsp;/&thinsp;{len(TOURS[tour])}" in visit.texts()
        assert tell not in visit.texts()
        if number % 3 == 1:
            visit.press("Show answer")
            assert f"**{ask}** {tell}" in visit.texts()
        if number < len(TOURS[tour]):
            visit.press("Next stop")
    assert visit.control("Next stop").disabled
    visit.press("Previous stop")
    assert visit.lesson == lesson_at(Place(tour, number - 1), "en")
    visit.press("End tour")
    follow(visit, page)
    assert visit.lesson == own
    assert "tour" not in visit.address


def test_who_comes_by_a_link_keeps_the_lesson_of_the_stop():
    visit = Visit(tour="slide.3", lang="ja")
    assert visit.lesson == lesson_at(Place("slide", 3), "ja")
    visit.press("ツアーを終える")
    assert visit.lesson.tour == ""
    assert visit.lesson.stride == (2, 2)


def test_a_change_of_the_learners_leaves_the_tour_where_it_is():
    visit = Visit(tour="slide.3", lang="en")
    visit.set("Stride", 1)
    assert visit.lesson.stride == (1, 1)
    visit.run()
    assert told("slide.3", "en", "say") in visit.texts()
    visit.press("Next stop")
    assert visit.lesson == lesson_at(Place("slide", 4), "en")
