"""`/s/CODE` leads to the lesson that is kept, and a stranger's code to the first page."""

import pytest

from benchmarks.plain_http import Http
from lesson.link.codec import shared_briefly
from lesson.link.start import KEPT
from lesson.state import Lesson
from tests.server.conftest import play


def test_a_code_leads_to_its_page(server):
    code = shared_briefly(Lesson(stride=(2, 2)), page="matmul").start.removeprefix(KEPT)
    answer = play(Http(server.url).get(f"/s/{code.lower()}"))
    assert answer.status == 307
    assert answer.headers["location"] == f"/matmul?s={code}"


@pytest.mark.parametrize("code", ["ZZZZZ", "..%2f..%2fetc", "%22onload", "x" * 300])
def test_a_strangers_code_leads_to_the_first_page(server, code):
    answer = play(Http(server.url).get(f"/s/{code}"))
    assert answer.status in (307, 400, 404)
    if answer.status == 307:
        path, _, query = answer.headers["location"].partition("?s=")
        assert path == "/"
        assert query == "" or query.isalnum()
