"""The backward page: the gradients as charts, and films of their own on the way to other pages."""

import json

import numpy as np
import pytest

from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.pages.visits import Visit
from ui.backward.payload import gradient_arrays

EN = vocabulary("en")
BOOK = {"in": "book", "f": "book~sobel_x", "b": "0_0", "pad": "0", "dout": "ones"}
PAGE = "pages/backward.py"


def test_charts_are_drawn_when_asked_for_and_are_the_gradient_that_is_chosen():
    visit = Visit(PAGE, **BOOK)
    assert not visit.app.get("plotly_chart")
    visit.set(EN("backward.charts"), True)
    arrays = gradient_arrays(Worked(visit.lesson))
    for name in ("dx", "dW", "dout"):
        visit.set(EN("backward.chart_of"), name)
        (chart,) = visit.app.get("plotly_chart")
        shown = [trace["z"] for trace in json.loads(chart.proto.spec)["data"]]
        np.testing.assert_array_equal(np.array(shown), arrays[name].reshape(np.shape(shown)))
    visit.set(EN("backward.charts"), False)
    assert not visit.app.get("plotly_chart")


@pytest.mark.parametrize(("page", "view"), [("backward", "check"), ("matmul", "slices")])
def test_a_film_of_its_own_comes_back_from_other_pages_at_its_step(page, view):
    visit = Visit(f"pages/{page}.py", **BOOK, view=view, film="8")
    for other in ("slide", page):
        visit.app.switch_page(f"pages/{other}.py")
        visit.run()
    assert visit.lesson.film == 8
    assert visit.address["film"] == "8"
