"""What a browser may send as an answer, and what is said to it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson.asking.question import Question, right_value
from lesson.asking.told import answer_told, way_told
from lesson.state import Filter, Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from ui.component.message import pack
from ui.stage.predict import judge
from ui.stage.predict.judge import judged, read_wish

BOOK = Worked(Lesson(source="book", pad=(0,) * 4, filters=(Filter("book", 1.0),)))
WORDS = {language: vocabulary(language) for language in ("en", "ja")}
ASKED = {"id": 7, "work": 2, "question": "out[0,0,0,1]", "answer": "17"}

nonsense = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


@given(nonsense, st.sampled_from([*ASKED, "other"]))
def test_a_browser_can_send_what_it_likes(sent, name):
    for wish in (read_wish(sent, BOOK), read_wish({**ASKED, name: sent}, BOOK)):
        if wish is None:
            continue
        assert wish.answer is None or isinstance(wish.answer, str)
        assert isinstance(judged(wish, BOOK, WORDS["en"]), bytes)


@pytest.mark.parametrize(
    "question", ["out[0,0,2,0]", "out[0,0,0]", "x[0,0,0,0]", "dW", "db[0]@5", "", "out[" + "0" * 99]
)
def test_only_what_the_lesson_has_can_be_asked(question):
    assert read_wish({**ASKED, "question": question}, BOOK) is None


def reply(answer, question="out[0,0,0,1]", language="en"):
    """Kind and lines of the reply."""
    wish = read_wish({**ASKED, "question": question, "answer": answer}, BOOK)
    assert wish is not None
    return judge._reply(wish, BOOK, WORDS[language])


def test_the_reply_goes_back_to_who_asked():
    wish = read_wish(ASKED, BOOK)
    assert wish is not None
    kind, said = reply("17")
    header = {"id": 7, "work": 2, "question": "out[0,0,0,1]", "kind": kind, "said": said}
    assert judged(wish, BOOK, WORDS["en"]) == pack(header, {})


SUM = "2·2 + 3·0 + 0·1 + 1·0 + 2·1 + 3·2 + 0·1 + 1·0 + 2·2 + b 1"


def test_right_tells_the_way():
    assert reply("１７") == ("right", [f"Right: out[0,0,0,1] = {SUM} = 17"])


@pytest.mark.parametrize(
    "answer", ["abc", "1e999", "", "   ", "1,5,2", "½½½", "9" * 70, "<b>1</b>"]
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_nonsense_gets_one_sentence_and_is_not_worked_out(answer, language, monkeypatch):
    monkeypatch.setattr(judge, "reply_to", None)
    kind, said = reply(answer, language=language)
    assert kind == "unread"
    assert len(said) == 1
    assert len(said[0]) < 120


@pytest.mark.parametrize(("answer", "read"), [("½", 0.5), ("３．５", 3.5), ("1,5", 1.5)])
def test_what_a_person_means_is_no_nonsense(answer, read):
    kind, said = reply(answer)
    assert kind == "wrong"
    assert said[0] == f"Not {read}."


def test_a_wrong_answer_does_not_tell_the_right_one():
    kind, said = reply("99")
    assert kind == "wrong"
    assert SUM in said[1]
    assert not any("17" in line for line in said)


def test_all_mistakes_that_fit_are_named():
    kind, said = reply("16")
    assert kind == "mistake"
    assert said[0] == "Not 16."
    told = "Each of the 4 outputs of a filter is its sum of products plus b."
    assert said[1:] == [f"Bias left out · {told}"]


def test_a_wrong_sign_is_told():
    assert WORDS["en"]("asking.sign") in reply("-17")[1]


def test_revealing_tells_all():
    assert reply(None) == ("revealed", [f"out[0,0,0,1] = {SUM} = 17"])
    assert reply(None, "out_h") == ("revealed", ["out_h = ⌊(4 + 2·0 − 3) / 1⌋ + 1 = 2"])
    assert reply(None, "col.shape") == (
        "revealed",
        ["col.shape = (N·out_h·out_w, C·FH·FW) = (4, 9)"],
    )
    assert reply(None, "count[1,2]") == ("revealed", ["count[1,2] = 4"])


def test_sizes_and_shapes_are_judged():
    assert reply("2", "out_h")[0] == "right"
    assert reply("(4, 9)", "col.shape")[0] == "right"
    kind, said = reply("(9, 4)", "col.shape")
    assert kind == "wrong"
    assert not any("(4, 9)" in line for line in said)
    assert reply("nine", "col.shape")[0] == "unread"


def test_long_sums_are_told_in_part():
    worked = Worked(Lesson(size=9, colour="rgb"))
    told = way_told(Question("out", (0, 0, 3, 3)), worked)
    assert told.count("·") == 5
    assert " + … + " in told


def test_the_sign_before_the_result_is_honest():
    worked = Worked(Lesson(size=8, filters=(Filter("gaussian"),)))
    rng = np.random.default_rng(3)
    signs = set()
    for i, j in rng.integers(0, 8, (6, 2)).tolist():
        asked = Question("out", (0, 0, i, j))
        told = answer_told(asked, worked)
        _, sign, right = told.rsplit(" ", 2)
        value = right_value(asked, worked)
        assert isinstance(value, float)
        assert float(right.replace("−", "-")) == pytest.approx(value, rel=1e-3)
        signs.add(sign)
    assert signs <= {"=", "≈"}
    assert "≈" in signs
