"""What the README says is true."""

import doctest
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from lesson.link.codec import read_link
from lesson.worked import Worked
from tests.conftest import REPO

README = (REPO / "README.md").read_text(encoding="utf-8")


def test_its_example_runs():
    test = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    result = doctest.DocTestRunner().run(test)
    assert result.attempted >= 3
    assert result.failed == 0


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!http)([^)]+)\)", README))))
def test_its_links_lead_somewhere(target):
    assert (REPO / target).exists()


def test_its_picture_is_small():
    assert (REPO / "docs" / "sliding-filter.png").stat().st_size < 200_000


def test_its_commands_and_folders_exist():
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake (\w+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for folder in re.findall(r"^    (\w+)/ ", README, re.MULTILINE):
        assert (REPO / folder).is_dir()
    for path in re.findall(r"`(tests/[\w/.]+)`", README):
        assert (REPO / path).exists()


def test_it_names_every_key_of_the_stage():
    code = (REPO / "ui" / "stage" / "transport.js").read_text(encoding="utf-8")
    keys = re.findall(r'shown: "([^"]+)"', code)
    table = README[README.index("| key | does |") : README.index("- **Point**")]
    assert len(keys) >= 12
    assert {key for key in keys if key not in table} == set()


def test_its_link_is_the_books_example():
    (link,) = re.findall(r"\((http://localhost:8501/\?[^)]*)\)", README)
    reading = read_link(dict(parse_qsl(urlsplit(link).query)))
    assert reading.ignored == ()
    out = Worked(reading.lesson).layer.forward(Worked(reading.lesson).x)
    assert out.ravel().tolist() == [15, 16, 6, 15]
