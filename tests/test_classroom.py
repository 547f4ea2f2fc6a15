"""The plan for the classroom: each link opens the lesson that is meant, and the minutes add up."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from lesson.link.codec import read_link
from lesson.mistakes.catalogue import SLIPS
from lesson.practice.run import NAMES
from lesson.tours.scripts import ALL, TOURS, Place, read_place
from lesson.tours.told import filled, lesson_at, told
from tests.conftest import REPO
from ui.lessons import PAGES

PLAN = (REPO / "docs" / "classroom.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\((http://localhost:8501/[^)]*)\)", PLAN)
ROWS = re.findall(
    r"^\| (\d+) \| \[(\d+)\. (.*?)\]\((\S+)\) \| (.*) \| (.*) \|$", PLAN, re.MULTILINE
)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_opens_the_lesson_meant(link):
    url = urlsplit(link)
    query = dict(parse_qsl(url.query))
    reading = read_link(query, NAMES)
    assert reading.ignored == ()
    (page,) = [name for name, one in PAGES.items() if one.address == url.path.removeprefix("/")]
    if page == "practice":
        return
    place = read_place(query["tour"])
    assert place.stop.page == page
    assert filled(reading.lesson, query) == lesson_at(place, "en")


def test_each_stop_stands_at_its_minute_with_its_question():
    assert len(ROWS) == len(TOURS[ALL])
    begins = 0
    for number, (minute, counted, asked, link, _, _) in enumerate(ROWS, start=1):
        place = Place(ALL, number)
        assert (int(minute), int(counted)) == (begins, number)
        assert asked == told(place.text, "en", "ask")
        assert f"tour=all.{number}" in link
        begins += place.stop.minutes
    for minutes in re.findall(r"^### .* \((\d+) minutes\)$", PLAN, re.MULTILINE):
        begins -= int(minutes)
    assert begins == 0


def test_the_mistakes_it_names_are_those_of_the_catalogue():
    named = {one for row in ROWS for one in re.findall(r"`([a-z_A-Z-]+)`", row[5])}
    assert len(named & set(SLIPS)) >= 12
    assert named <= set(SLIPS)


def test_what_is_left_out_saves_what_it_says():
    minutes = [stop.minutes for stop in TOURS[ALL]]
    assert sum(minutes[number - 1] for number in (7, 11, 17)) + sum(minutes[-3:]) == 9
