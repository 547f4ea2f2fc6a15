"""While one predicts, the page around the picture does not tell either."""

import pytest

from lesson.vocabulary import vocabulary
from tests.pages.visits import Visit

EN = vocabulary("en")


@pytest.mark.parametrize(
    ("page", "told"),
    [(None, "size.heading"), ("pages/matmul.py", "price.title"), ("pages/backward.py", None)],
)
def test_sizes_below_the_picture_are_not_told(page, told):
    open_page, asked = Visit(page), Visit(page, predict="1")
    if told:
        assert EN(told) in open_page.texts()
        assert EN(told) not in asked.texts()
    else:
        assert EN("backward.charts") in open_page.labels()
        assert EN("backward.charts") not in asked.labels()
        assert EN("predict.charts") in asked.texts()


def test_the_link_keeps_it():
    visit = Visit(predict="1", stride="2")
    assert visit.lesson.predict
    visit.set(EN("controls.stride"), 1)
    assert visit.lesson.predict
    assert visit.address == {"predict": "1"}
