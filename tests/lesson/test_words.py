"""The words: both languages say the same things, and nobody asks for words that are not there."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
import streamlit

from lesson.files.samples import SAMPLES
from lesson.grids import GRIDS
from lesson.presets import PRESETS
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


# one sentence on two lines, which languages may divide elsewhere
GOES_ON = {"stage.slicesCount": "stage.slicesInstead"}
GOES_ON |= {second: first for first, second in GOES_ON.items()}


def has_the_same_facts(name):
    english, japanese = EN(name), JA(name)
    if name.startswith("streamlit."):  # what Streamlit names, a translation may leave out
        return set(placeholders(japanese)) <= set(placeholders(english))
    whole = [name, GOES_ON[name]] if name in GOES_ON else [name]
    named = all(re.fullmatch(r"[A-Za-z_]\w*", fact) for fact in placeholders(english))
    return named and placeholders("".join(map(EN, whole))) == placeholders("".join(map(JA, whole)))


def test_both_languages_name_the_same_facts():
    assert [name for name in EN.names if not has_the_same_facts(name)] == []
    assert [name for name in EN.names if not (EN(name).strip() and JA(name).strip())] == []


def test_what_is_opened_is_closed_in_both_languages_alike():
    counts = {
        name: ([EN(name).count(mark) for mark in MARKS], [JA(name).count(mark) for mark in MARKS])
        for name in EN.names
        if not name.startswith("streamlit.")
    }
    assert {name: both for name, both in counts.items() if both[0] != both[1]} == {}


JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# names of the field and of files, signs: the same in every language
SAME_IN_BOTH = {
    "RGB",
    "PNG",
    ".npy",
    "ReLU",
    "SGD",
    "Momentum",
    "col2im",
    "uint8",
    "dout",
    "**{title}：** {lead}",
    "**{slip}**：{tell}",
    "0〜1",
    "0〜255",
}


def test_every_sentence_is_in_its_language():
    assert [name for name in EN.names if JAPANESE.search(EN(name))] == []
    own = (name for name in JA.names if JA(name) not in SAME_IN_BOTH)
    assert [name for name in own if not JAPANESE.search(JA(name))] == []


# unnatural, ambiguous, or not the book's term
NOT_SAID = (
    "真下", "すべる", "すべり", "出会", "触れた", "手順", "2乗誤差", "切れ端", "押された", "床関数",
    "動かしても", "0を挟んだ", "着きません", "のは？", "を入れると", "ステージ", "パディング済み",
    "表示サイズ", "転置なし", "写せます", "意味のわからない", "文字のファイル", "コンマ",
    "文字情報", "フィルターのスライド",
)  # fmt: skip


@pytest.mark.parametrize("wrong", NOT_SAID)
def test_japanese_is_that_of_the_book(wrong):
    assert [name for name in JA.names if wrong in JA(name)] == []


def test_japanese_has_its_own_punctuation():
    letter = JAPANESE.pattern
    narrow = re.compile(rf"{letter}[:;,.?!](?!np[yz])|{letter}\*\*[:;,.?!]|[:;,?!]{letter}")
    assert {name: JA(name) for name in JA.names if narrow.search(JA(name))} == {}


def test_each_page_says_once_that_a_window_is_a_window():
    for page in ("slide", "matmul"):
        assert "窓（ウィンドウ）" in JA(f"{page}.lead")
    assert "窓（ウィンドウ）" in JA("backward.note_ones")
    assert "窓（ウィンドウ）" in JA("try_photo.same.tell")


STATIC = Path(streamlit.__file__).parent / "static" / "static" / "js"


@pytest.mark.parametrize("section", ["streamlit", "plotly"])
def test_what_others_say_is_spelled_as_they_do(section):
    """A release that words it otherwise would leave it in English, and nobody would see it."""
    files = STATIC.glob("*Plotly*.js" if section == "plotly" else "*.js")
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    missing = [
        text
        for text in EN.section(section).values()
        for part in re.split(r"\{\w+\}", text)
        if part.strip(" .") and part not in code
    ]
    assert missing == []


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def ids_in(node):
    """Everything below a node that is spelled like an id."""
    texts = {
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    return {
        text
        for text in texts
        if re.fullmatch(r"[a-z_]+\.\w+", text) and text.split(".")[0] in SECTIONS
    }


# they take the id of a sentence first: words("..."), session.words()("..."), views.amount("...")
TAKES_AN_ID = {"words", "amount", "choice", "switch", "note"}


def asked_for(path):
    """The ids in the first place of calls that look a sentence up, unless put together there."""
    asked = set()
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        func = node.func
        name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
        if name in TAKES_AN_ID or isinstance(func, ast.Call):
            place = 1 if name == "choice" else 0
            if place < len(node.args) and not isinstance(node.args[place], ast.JoinedStr):
                asked |= ids_in(node.args[place])
    return asked


def put_together(path):
    """Patterns for the ids that a module puts together: f"inputs.{source}"."""
    joined = [node.values for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr)]
    patterns = {
        "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in parts)
        for parts in joined
    }
    return {pattern for pattern in patterns if re.fullmatch(r"[\w+\\]*\\\.[\w+\\]*", pattern)}


MODULES = [
    *(REPO / "ui").rglob("*.py"),
    *(REPO / "pages").glob("*.py"),
    REPO / "app.py",
    REPO / "lesson" / "programs.py",
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_sentence_asked_for_exists(path):
    assert asked_for(path) <= EN.names


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
    ui = REPO / "ui"
    folders = (ui / name for name in ("stage", "slide", "matmul", "backward"))
    files = (path for folder in folders for path in folder.rglob("*.js"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    asked = set(re.findall(r"\bwords\.(\w+)", code))
    asked |= set(re.findall(r'data-do="(\w+)"', (ui / "stage" / "stage.html").read_text()))
    asked |= {f"key_{does}" for does in re.findall(r'does: "(\w+)"', code)}
    assert {"play", "status", "key_next"} <= asked
    assert asked <= set(EN.section("stage"))


def test_every_word_of_the_listing_exists():
    """And every one is asked for: by the code, a button, a key or the name of a picture."""
    folder = REPO / "ui" / "code"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    asked = set(re.findall(r"\bwords\.(\w+)", code))
    asked |= set(re.findall(r'data-do="(\w+)"', (folder / "listing.html").read_text()))
    asked |= {f"key_{does}" for does in re.findall(r'does: "(\w+)"', code)}
    asked |= {"pause", "step", "speed", "keys", "keysOff", "stepOf"}  # by the kit
    asked |= {f"pace_{pace}" for pace in ("slow", "normal", "fast")}
    views = {name for name in EN.section("listing") if name.startswith("view_")}
    assert asked | views == set(EN.section("listing"))


def test_no_sentence_is_left_over():
    """Every id is spelled out somewhere, fits a pattern, or belongs to a section that is read."""
    ids = set().union(*(ids_in(tree(path)) for path in MODULES))
    patterns = set().union(*(put_together(path) for path in MODULES))
    # read as a whole: tours, stage, grid and listing, refusals, others' texts, questions, mistakes
    whole = (
        "tour_",
        "grid.",
        "listing.",
        "refusal.",
        "stage.",
        "streamlit.",
        "plotly.",
        "try",
        "mistake",
    )
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
