"""What is said to an answer is what the layer's numbers say."""

import re
from html import unescape

import numpy as np
import pytest

from lesson.asking.answer import Reply, reply_to
from lesson.asking.question import right_value
from lesson.practice.questions import question_at
from lesson.practice.recipes import LEVELS
from lesson.practice.run import REVEALED, Turn
from lesson.vocabulary import vocabulary
from ui.practice.answering import reply_lines, way_html
from ui.practice.asking import formula, grids, sentence, settings

SOME = [
    question_at(seed, number, level)
    for seed in (4, 9)
    for level in range(1, len(LEVELS) + 1)
    for number in (1, 2, 3)
]
WORDS = vocabulary("en")


def name_of(asked):
    return f"{asked.kind}-{asked.question.text}"


def turn_of(asked, answer=None):
    """A question that has been answered, or whose answer was shown."""
    reply = None if answer is None else reply_to(answer, asked.question, asked.worked)
    return Turn(asked, answer or REVEALED, reply)


def text_of(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


def computed(sum_):
    """A sum as it is written, worked out: 2·(−1) + 0.5·3."""
    terms = sum_.replace("−", "-").replace("(", "").replace(")", "").split(" + ")
    return sum(np.prod([float(part) for part in term.split("·")]) for term in terms)


@pytest.mark.parametrize("asked", SOME, ids=name_of)
def test_the_way_that_is_shown_leads_to_what_is_right(asked):
    html = way_html(turn_of(asked), WORDS)
    right = right_value(asked.question, asked.worked)
    line = text_of(html.split("</p>")[0])
    last = line.replace("−", "-").split("= ")[-1]
    if isinstance(right, tuple):
        sizes = [np.prod([int(n) for n in part.split("·")]) for part in last.strip("()").split(",")]
        assert tuple(sizes) == right
    else:
        assert float(last.rstrip(".")) == right
    if "<details>" in html:
        assert computed(line.split(" = ")[1]) == right
        rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)
        cells = [text_of(row.split("<td>")[-1]).split("= ")[-1] for row in rows]
        ends = [float(cell.replace("−", "-")) for cell in cells]
        biased = asked.question.name in ("out", "out2")
        bias = asked.worked.b[asked.question.cell[1]] if biased else 0
        assert sum(ends) + bias == right


@pytest.mark.parametrize("asked", SOME, ids=name_of)
def test_the_numbers_on_the_page_are_those_of_the_layer(asked):
    html = grids(asked)
    shown = {}
    for name, body in re.findall(r"<caption><code>(.*?)</code>.*?<tbody>(.*?)</tbody>", html):
        rows = re.findall(r"<tr>(.*?)</tr>", body)
        shown[name] = [
            [float(cell.replace("−", "-")) for cell in re.findall(r"<td>(.*?)</td>", row)]
            for row in rows
        ]
    for name, rows in shown.items():
        array, _, at = name.partition("[")
        values = getattr(asked.worked, array)
        plane = values[tuple(map(int, at.rstrip("]").split(",")))] if at else values[None]
        assert rows == plane.tolist()
    needed = {"out": {"x", "W", "b"}, "dx": {"W", "dout"}, "db": {"dout"}, "count": set()}
    if asked.question.name in needed:
        assert {name.partition("[")[0] for name in shown} == needed[asked.question.name]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("asked", SOME, ids=name_of)
def test_the_question_names_its_cell(asked, language):
    said = sentence(asked, vocabulary(language))
    assert f"`{asked.question.text}`" in said
    for index in asked.question.cell[asked.question.name in ("out", "dx") :]:
        assert str(index) in said.replace(asked.question.text, "")
    assert f"pad = {asked.lesson.pad[0]}" in settings(asked.worked)
    assert formula(asked).startswith(asked.question.name)


def test_what_no_mistake_explains_is_said_so():
    asked = next(asked for asked in SOME if asked.question.name == "out")
    right = float(asked.worked.out[asked.question.cell])
    stray, turned = turn_of(asked, repr(right + 1000)), turn_of(asked, repr(-right))
    assert reply_lines(stray, WORDS)[1:] == [WORDS("practice.unknown")]
    assert reply_lines(turned, WORDS)[1] == WORDS("practice.sign")


def test_of_two_mistakes_with_one_number_both_are_named():
    asked = next(asked for asked in SOME if asked.kind == "size_pad")
    slips = ("no-pad", "pad-once")
    reply = Reply("mistake", 3.0, 2.0, slips)
    lines = reply_lines(Turn(asked, "2", reply), WORDS)
    assert lines[1] == WORDS("practice.several", count=2)
    assert len(lines) == 4
    assert lines[2] != lines[3]


def test_a_revealed_answer_is_no_reproach():
    asked = SOME[0]
    (line,) = reply_lines(turn_of(asked), WORDS)
    assert line.startswith(
        WORDS("practice.revealed", code=f"`{asked.question.text}`", right="")[:20]
    )
