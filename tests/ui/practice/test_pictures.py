"""The picture of a question shows its array, with its lesson, at the asked cell."""

from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from lesson.link.codec import read_link
from lesson.practice.questions import question_at
from lesson.practice.recipes import LEVELS
from lesson.worked import Worked
from ui.lessons import PAGES
from ui.practice.pictures import picture_of, relative_link, whole_link

ASKED = {
    asked.kind: asked
    for seed in (2, 5)
    for level in range(1, len(LEVELS) + 1)
    for number in (1, 2, 3)
    for asked in [question_at(seed, number, level)]
}
ARRAYS = ("x", "W", "b", "dout")


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_link_opens_the_numbers_of_the_question(asked):
    page, lesson = picture_of(asked, "ja")
    link = whole_link(asked, "ja", "https://host:8443/lab/practice")
    parts = urlsplit(link)
    reading = read_link(dict(parse_qsl(parts.query)))
    assert (reading.lesson, reading.ignored) == (lesson, ())
    assert lesson.language == "ja"
    assert parts.netloc == "host:8443"
    assert parts.path == f"/lab/{PAGES[page].address}"
    assert relative_link(asked, "ja").partition("?")[2] == parts.query
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(Worked(lesson), name), getattr(asked.worked, name))


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_the_page_has_that_picture_and_draws_it(asked):
    page, lesson = picture_of(asked, "en")
    view = lesson.view or PAGES[page].views[0]
    assert view in PAGES[page].views
    seek = {"id": 1, "step": lesson.step, "filter": lesson.filter, "film": 0, "play": False}
    payload = PAGES[page].payload
    assert payload is not None
    assert payload(Worked(lesson), view, seek)


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_it_stands_where_the_cell_is_made_and_has_been_made(asked):
    _, lesson = picture_of(asked, "en")
    question, out = asked.question, asked.worked.out
    if question.name == "dx":
        assert np.unravel_index(lesson.film - 1, asked.worked.x.shape) == question.cell
        return
    windows = list(np.ndindex(len(out), *out.shape[2:]))
    assert 0 < lesson.step < len(windows)
    if not question.cell or question.name in ("db", "dW", "count"):
        assert lesson.step == len(windows) - 1
    elif question.name == "out":
        n, k, i, j = question.cell
        assert lesson.step == max(windows.index((n, i, j)), 1)
        assert lesson.filter == k
    else:
        assert lesson.step == max(question.cell[0], 1)
    if question.name in ("db", "dW"):
        assert lesson.filter == question.cell[0]
    if question.name == "out2" and question.cell:
        assert lesson.filter == question.cell[1]
