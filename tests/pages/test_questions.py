"""The strip of questions: each of a page is asked, and "Show me" puts its answer on screen."""

import pytest

from lesson.questions import QUESTIONS, questions_of
from lesson.vocabulary import vocabulary
from tests.pages.visits import Visit

PAGES = list(dict.fromkeys(question.page for question in QUESTIONS))


@pytest.mark.parametrize("page", PAGES)
def test_each_answer_is_one_click_away(page):
    words = vocabulary("en")
    visit = Visit(f"pages/{page}.py", stride="3", f="box")
    own = visit.lesson
    for question in questions_of(page):
        name = f"try_{page}.{question.name}"
        asked, told = words(f"{name}.ask"), words(f"{name}.tell").split("{")[0]
        assert f"**{asked}**" in visit.texts()
        assert f"**{asked}** {told}" not in visit.texts()
        before = visit.lesson
        visit.press("Show me")
        assert visit.lesson == question.answer("en")
        assert not visit.app.warning
        assert f"**{asked}** {told}" in visit.texts()
        assert "{" not in visit.texts().split(asked)[1].split("\n")[0]
        visit.press("Next question")
        assert visit.lesson == question.answer("en") != before
    first = words(f"try_{page}.{questions_of(page)[0].name}.ask")
    assert f"**{first}**" in visit.texts()  # after the last comes the first
    assert visit.lesson != own
    visit.press("Previous question")
    assert f"**{asked}**" in visit.texts()


def test_an_answer_leaves_the_language():
    visit = Visit(lang="ja", stride="2")
    visit.press("見てみる")
    assert visit.lesson == questions_of("slide")[0].answer("ja")
    assert visit.address["lang"] == "ja"
