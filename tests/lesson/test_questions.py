"""The questions of the pages: each has its words and a lesson that answers it."""

import pytest

from lesson.link.codec import read_link, write_link
from lesson.questions import QUESTIONS, questions_of
from lesson.state import LANGUAGES
from lesson.vocabulary import vocabulary

MOST_LETTERS = {"en": 225, "ja": 125}
"""Two lines of the strip, on a laptop."""


def name_of(question):
    return f"try_{question.page}.{question.name}"


@pytest.mark.parametrize("question", QUESTIONS, ids=name_of)
def test_an_answers_link_is_read_whole(question):
    reading = read_link(question.link)
    assert reading.ignored == ()
    assert not reading.picture_missing
    assert reading.inputs_missing == 0
    assert question.link.items() <= write_link(reading.lesson).items()
    assert question.answer("ja") == read_link(question.link | {"lang": "ja"}).lesson


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_and_its_answer_are_two_lines(language):
    words = vocabulary(language)
    long = {}
    for question in QUESTIONS:
        told = f"{words(name_of(question) + '.ask')} {words(name_of(question) + '.tell')}"
        if len(told) > MOST_LETTERS[language]:
            long[name_of(question)] = len(told)
    assert long == {}


def test_a_page_asks_each_question_once_and_all_that_have_words():
    for page in ("slide", "matmul", "backward", "code", "photo"):
        asked = [question.name for question in questions_of(page)]
        worded = [name.split(".")[0] for name in vocabulary("en").section(f"try_{page}")]
        assert asked == list(dict.fromkeys(worded))
