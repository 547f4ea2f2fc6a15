"""Every reason that a reader can give has a sentence in both languages; none is left over."""

import ast
import string
import tomllib

import pytest

from lesson.files.pictures import read_picture
from lesson.files.refusal import Refusal
from tests.hostile.corpus import REFUSED

# reasons without facts that stand in the readers' table of formats, not in a call
FROM_THE_TABLE: dict[str, set[str]] = {"tiff": set(), "pdf": set(), "array_file": set()}


def raised(repo):
    """Reason -> names of its facts, read from the code of every reader."""
    reasons: dict[str, set[str]] = {}
    for path in (repo / "lesson").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "Refusal":
                continue
            facts = {word.arg for word in call.keywords if word.arg}
            for node in ast.walk(call.args[0]):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    reasons.setdefault(node.value, set()).update(facts)
    return reasons


def sentences(repo, language):
    return tomllib.loads((repo / f"lesson/words/refusal.{language}.toml").read_text("utf-8"))


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_reason_has_a_sentence_that_can_be_filled_in(repo, language):
    reasons = raised(repo) | FROM_THE_TABLE
    words = sentences(repo, language)
    assert set(words) == set(reasons)
    for reason, sentence in words.items():
        assert placeholders(sentence) <= reasons[reason], reason


def test_both_languages_tell_the_same_facts(repo):
    english, japanese = sentences(repo, "en"), sentences(repo, "ja")
    assert {reason: placeholders(text) for reason, text in english.items()} == {
        reason: placeholders(text) for reason, text in japanese.items()
    }


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_the_sentence_of_a_real_refusal(repo, case):
    with pytest.raises(Refusal) as refused:
        read_picture(case.data)
    for language in ("en", "ja"):
        sentence = sentences(repo, language)[refused.value.reason]
        assert "{" not in sentence.format(**refused.value.facts)


def test_numbers_of_a_refusal_are_true(repo):
    case = next(case for case in REFUSED if case.name == "png rgba 9400x9400")
    with pytest.raises(Refusal) as refused:
        read_picture(case.data)
    assert refused.value.facts == {
        "kind": "PNG",
        "width": 9400,
        "height": 9400,
        "megapixels": 88.4,
        "limit": 25.0,
    }
