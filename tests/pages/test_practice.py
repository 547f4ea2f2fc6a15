"""The practice page: ten questions, judged, counted and carried in the address."""

import json
import re
from html import unescape
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lesson.asking.question import right_value
from lesson.link.codec import read_link
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.wrong import wrong_arrays
from lesson.practice.report import spelled
from lesson.practice.run import NAMES, Course, Run, read_run
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.pages.visits import REPO, Visit

OWN = {"stride": "2", "f": "box"}


class Practice(Visit):
    """A visitor who has opened the page by its link."""

    def __init__(self, **link: str) -> None:
        self.app = AppTest.from_file(str(REPO / "app.py"), default_timeout=60)
        self.app.switch_page("pages/practice.py")
        for name, text in link.items():
            self.app.query_params[name] = text
        self.words = vocabulary(link.get("lang", "en"))
        self.run()

    @property
    def course(self) -> Course:
        """The run of the address; the page is asked for nothing else."""
        course, ignored = read_run(self.run_in_address)
        assert ignored == ()
        return course

    @property
    def run_in_address(self) -> dict[str, str]:
        return {name: text for name, text in self.address.items() if name in NAMES}

    def answer(self, text: str) -> None:
        self.app.text_input(key="w.practice_answer").input(text)
        self.press(self.words("practice.check"))

    def go_on(self) -> None:
        over = len(self.course.turns) == 10
        self.press(self.words("practice.finish" if over else "practice.next"))

    @property
    def reply(self) -> dict[str, Any]:
        (told,) = [
            json.loads(one.proto.bytes)
            for one in self.app.get("bidi_component")
            if b'"lines"' in one.proto.bytes
        ]
        return dict(told)

    def shown(self) -> str:
        """What stands on the page as text, without its style."""
        return unescape(re.sub(r"<[^>]+>", " ", " ".join(self.sections())))

    def sections(self) -> list[str]:
        """The parts of the page that are HTML of its own."""
        found: list[Any] = [*self.app.get("html")]
        return [one.value for one in found if "<section" in one.value]


def right(visit: Practice) -> str:
    asked = visit.course.asked
    return spelled(right_value(asked.question, asked.worked))


def assert_nothing_given_away(visit: Practice) -> None:
    told = right(visit).replace("-", "−").replace("x", ", ")
    assert f"{visit.course.asked.question.text} = {told}" not in visit.shown()
    assert "<details" not in "".join(visit.sections())
    assert not visit.app.get("link_button")
    assert visit.reply["lines"] == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_run_from_the_first_question_to_the_table(language):
    visit = Practice(seed="7", lang=language, **OWN)
    own = visit.lesson
    for number in range(1, 11):
        asked = visit.course.asked
        words = visit.words
        assert words("practice.head", number=number, of=10) in visit.shown()
        assert asked.question.text in visit.shown()
        assert_nothing_given_away(visit)
        if number % 5 == 4:
            visit.press(words("practice.reveal"))
            assert visit.reply["kind"] == ""
            assert len(visit.reply["lines"]) == 1
        else:
            visit.answer(right(visit))
            assert visit.reply["kind"] == "right"
        assert len(visit.course.turns) == number
        assert "{" not in visit.shown()
        visit.go_on()
    assert words("practice.end") in visit.shown()
    assert visit.course.score == 8
    downloads: list[Any] = [*visit.app.get("download_button")]
    assert [one.label for one in downloads] == [words("practice.csv")]
    assert visit.lesson == own
    visit.press(words("practice.new"))
    assert visit.run_in_address == {"seed": "8"}
    assert words("practice.head", number=1, of=10) in visit.shown()
    assert visit.lesson == own


def test_a_known_mistake_is_named_and_listed():
    visit = Practice(seed="7")
    while not (mistake := bias_forgotten(visit.course)):
        visit.answer(right(visit))
        visit.go_on()
    asked = visit.course.asked
    visit.answer(mistake)
    assert visit.reply["kind"] == "wrong"
    named = visit.words("mistakes.bias.name")
    assert any(named in line for line in visit.reply["lines"])
    value = right_value(asked.question, asked.worked)
    assert spelled(value).replace("-", "−") in visit.reply["lines"][0]
    assert named in visit.shown().split(visit.words("practice.mistakes"))[1]


def bias_forgotten(course: Course) -> str | None:
    asked = course.asked
    if asked.question.name != "out":
        return None
    out = wrong_arrays(SLIPS["bias"], asked.worked).get("out")
    return None if out is None else spelled(float(out[asked.question.cell]))


@pytest.mark.parametrize("text", ["abc", "1e999", "", "1;2", "９" * 70, "<b>1</b>"])
def test_nonsense_gets_one_sentence_and_costs_nothing(text):
    visit = Practice(seed="7")
    visit.answer(text)
    assert visit.reply["lines"] == [visit.words("practice.unread")]
    assert visit.run_in_address == {"seed": "7"}
    visit.answer(text)
    assert len(visit.reply["lines"]) == 1
    visit.answer(right(visit))
    assert visit.reply["kind"] == "right"
    assert visit.course.score == 1


@pytest.mark.parametrize("text", ["３．５", "½", "1,5"])
def test_numbers_as_people_write_them_are_judged(text):
    visit = Practice(seed="7")
    visit.answer(text)
    assert visit.reply["kind"] == "wrong"
    assert len(visit.course.turns) == 1


def test_a_shape_is_asked_for_as_a_shape():
    visit = Practice(seed="1", answers=answers_until("shape", 1))
    assert visit.course.asked.kind == "shape"
    visit.answer("many")
    assert visit.reply["lines"] == [visit.words("practice.unread_shape")]
    visit.answer(right(visit).replace("x", ", "))
    assert visit.reply["kind"] == "right"


def answers_until(kind: str, seed: int) -> str:
    """Right answers, and at the top level on, until a kind is asked."""
    answers: list[str] = []
    course = Course.of(Run(seed))
    while course.asked.kind != kind:
        asked = course.asked
        low = asked.level < 5 or len(answers) % 2 == 0
        answers.append(spelled(right_value(asked.question, asked.worked)) if low else "r")
        course = Course.of(Run(seed, tuple(answers)))
    return "_".join(answers)


def test_a_reload_goes_on_where_the_run_was():
    visit = Practice(seed="31", **OWN)
    visit.answer(right(visit))
    visit.go_on()
    visit.press("Reveal")
    again = Practice(**visit.address)
    assert again.course == visit.course
    assert again.lesson == visit.lesson
    assert again.words("practice.head", number=3, of=10) in again.shown()


def test_a_link_that_makes_no_sense_is_named_and_begins():
    visit = Practice(seed="<b>", answers="what_now")
    assert [one.value for one in visit.app.warning] == [
        visit.words("notes.link_ignored", names="seed, answers")
    ]
    assert visit.run_in_address == {"seed": "1"}


def test_other_pages_do_not_carry_the_run_and_it_waits():
    visit = Practice(seed="7", **OWN)
    visit.answer(right(visit))
    visit.app.switch_page("pages/matmul.py")
    visit.run()
    assert visit.run_in_address == {}
    visit.set("Stride", 1)
    visit.app.switch_page("pages/practice.py")
    visit.run()
    assert visit.run_in_address["seed"] == "7"
    assert visit.course.score == 1
    assert visit.lesson.stride == (1, 1)


def test_only_the_language_and_a_class_stand_in_the_side_bar():
    visit = Practice(seed="7")
    kinds = [one.type for one in visit.app.sidebar]
    assert [kind for kind in kinds if kind not in ("sidebar", "bidi_component")] == [
        "radio",
        "button",
    ]
    visit.app.sidebar.radio[0].set_value("ja")
    visit.run()
    words = vocabulary("ja")
    assert words("practice.head", number=1, of=10) in visit.shown()
    assert {words("practice.check"), words("practice.reveal")} <= visit.labels()


def test_the_picture_has_the_lesson_at_the_asked_cell():
    seen = set()
    for seed in range(1, 6):
        visit = Practice(seed=str(seed), answers=climbing(seed, seed + 1))
        asked = visit.course.asked
        visit.press("Reveal")
        (link,) = [one.proto.url for one in visit.app.get("link_button")]
        page, _, query = link.partition("?")
        lesson = read_link(dict(part.split("=") for part in query.split("&"))).lesson
        seen.add(page)
        for name in ("x", "W", "b"):
            np.testing.assert_array_equal(
                getattr(Worked(lesson), name), getattr(asked.worked, name)
            )
    assert seen == {"./", "matmul", "backward"}


def climbing(seed: int, count: int) -> str:
    course = Course.of(Run(seed))
    for _ in range(count):
        asked = course.asked
        course, _ = course.answered(spelled(right_value(asked.question, asked.worked)))
    return "_".join(course.run.answers)
