"""The words: both languages say the same things, and nobody asks for words that are not there."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from lesson.grids import GRIDS
from lesson.presets import PRESETS
from lesson.samples import SAMPLES
from lesson.state import COLOURS, FRAMINGS, LANGUAGES, OWN, SCALES, UPLOAD
from lesson.vocabulary import vocabulary

REPO = Path(__file__).resolve().parents[2]
EN, JA = vocabulary("en"), vocabulary("ja")
SECTIONS = {name.split(".")[0] for name in EN.names}
MARKS = ("**", "`", "[", "](")


def placeholders(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_both_languages_have_the_same_sentences():
    assert set(LANGUAGES) == {"en", "ja"}
    assert EN.names == JA.names


@pytest.mark.parametrize("name", sorted(EN.names))
def test_both_languages_name_the_same_facts(name):
    english, japanese = EN(name), JA(name)
    assert placeholders(english) == placeholders(japanese)
    assert all(re.fullmatch(r"[A-Za-z_]\w*", fact) for fact in placeholders(english))
    assert english.strip()
    assert japanese.strip()
    # a bold that is opened is closed, in both languages alike
    assert [english.count(mark) for mark in MARKS] == [japanese.count(mark) for mark in MARKS]


JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# signs and names of the field that are the same in every language
SAME_IN_BOTH = {"scales.unit", "scales.byte", "colours.rgb"}


@pytest.mark.parametrize("name", sorted(EN.names))
def test_every_sentence_is_in_its_language(name):
    assert not JAPANESE.search(EN(name))
    assert JAPANESE.search(JA(name)) or name in SAME_IN_BOTH


FILE_ENDINGS = (".py", ".js", ".css", ".html")


def spelled_in(path):
    """Ids that a module spells out, and patterns for those it puts together."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    joined = [node.values for node in nodes if isinstance(node, ast.JoinedStr)]
    pieces = {id(part) for parts in joined for part in parts}
    texts = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces
    }
    ids = {
        text
        for text in texts
        if re.fullmatch(r"[a-z]+\.\w+", text)
        and text.split(".")[0] in SECTIONS
        and not text.endswith(FILE_ENDINGS)
    }
    patterns = {
        "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in parts)
        for parts in joined
    }
    return ids, {pattern for pattern in patterns if r"\." in pattern}


MODULES = [*(REPO / "ui").glob("*.py"), *(REPO / "pages").glob("*.py"), REPO / "app.py"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_sentence_asked_for_exists(path):
    ids, _ = spelled_in(path)
    assert ids <= EN.names


@pytest.mark.parametrize(
    ("section", "ids"),
    [
        ("inputs", {*GRIDS, *SAMPLES, UPLOAD, OWN}),
        ("presets", {*PRESETS, OWN}),
        ("colours", set(COLOURS)),
        ("framings", set(FRAMINGS)),
        ("scales", set(SCALES)),
    ],
)
def test_everything_that_can_be_chosen_has_a_name_of_its_own(section, ids):
    for words in (EN, JA):
        assert set(words.section(section)) == ids
        assert len(set(words.section(section).values())) == len(ids)


def test_every_word_of_the_stage_exists():
    stage = REPO / "ui" / "stage"
    code = "\n".join(path.read_text(encoding="utf-8") for path in stage.glob("*.js"))
    asked = set(re.findall(r"\bwords\.(\w+)", code))
    asked |= set(re.findall(r'data-do="(\w+)"', (stage / "stage.html").read_text()))
    asked |= {f"key_{does}" for does in re.findall(r'does: "(\w+)"', code)}
    assert {"play", "status", "key_next"} <= asked
    assert asked <= set(EN.section("stage"))


def test_no_sentence_is_left_over():
    """Every id is spelled out somewhere, fits a pattern, or belongs to a section that is read."""
    ids, patterns = set(), set()
    for path in MODULES:
        more_ids, more_patterns = spelled_in(path)
        ids |= more_ids
        patterns |= more_patterns
    # read as a whole: by the stage, the grid, the refusals and the questions of each page
    whole = ("grid.", "refusal.", "stage.", "try")
    named_by_views = {"inputs", "presets", "colours", "framings", "scales"}
    left = {
        name
        for name in EN.names - ids
        if not name.startswith(whole)
        and name.split(".")[0] not in named_by_views
        and not any(re.fullmatch(pattern, name) for pattern in patterns)
    }
    assert left == set()


def test_words_are_filled_in():
    assert (
        EN("notes.shrunk", FH=2, FW=3)
        == "The filter no longer fitted into the input; it is now 2×3."
    )
    with pytest.raises(KeyError):
        EN("notes.nobody_wrote_this")
