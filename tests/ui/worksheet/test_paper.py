"""A worksheet's file: blanks are empty, everything else is there, the key has the way."""

import re

import numpy as np
import pytest

from lesson.state import Dout, Filter, Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from lesson.worksheet.sheet import KINDS, sheet
from tests.conv_core.loops import Case, cell_backward, loop_forward
from ui.worksheet.paper import worksheet

LINK = "http://192.0.2.7:8501/?in=edge&stride=2x1"
LESSON = Lesson(
    source="edge", stride=(2, 1), pad=(1, 0, 0, 2), dout=Dout("random"),
    filters=(Filter("book", 1.0), Filter("sobel_x")),
)  # fmt: skip


def cells(table):
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]


def tables(page):
    found = re.findall(r"<table[^>]*><caption>(.*?)</caption>(.*?)</table>", page)
    return {caption: cells(rows) for caption, rows in found}


def oracle(worked):
    g, (N, C, in_h, in_w) = worked.geometry, worked.x.shape
    case = Case(N, C, in_h, in_w, 2, 3, 3, g.stride, g.pad, g.dilation)
    dx, dW, db = cell_backward(worked.x, worked.W, worked.dout, case)
    return {"out": loop_forward(worked.x, worked.W, worked.b, case), "dx": dx, "dW": dW, "db": db}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_blanks_are_empty_and_all_else_is_right(language):
    worked = Worked(Lesson(**{**vars(LESSON), "language": language}))
    made = sheet(worked, KINDS, "B")
    page = worksheet(worked, made, LINK, key=False)
    expected = oracle(worked)
    shown = tables(page)
    seen = set()
    for name, array in expected.items():
        planes = [()] if array.ndim == 1 else list(np.ndindex(*array.shape[:-2]))
        for at in planes:
            caption = f"{name}[{','.join(map(str, at))}]" if at else name
            plane = array[None] if array.ndim == 1 else array[at]
            for (row, column), value in np.ndenumerate(plane):
                text = shown[caption][row][column]
                if "<small>" in text:
                    seen.add(int(re.sub(r"\D", "", text)))
                else:
                    assert float(text.replace("−", "-")) == pytest.approx(value, abs=6e-4)
    lines = re.findall(r'<li value="(\d+)"><code>(.*?) =</code>', page)
    assert seen | {int(number) for number, _ in lines} == {*range(1, len(made.blanks) + 1)}
    assert vocabulary(language)("worksheet.key", variant="B") not in page
    assert f'<html lang="{language}">' in page


def test_the_key_has_the_way_to_each_answer():
    worked = Worked(LESSON)
    made = sheet(worked, KINDS, "A")
    page = worksheet(worked, made, LINK, key=True)
    _, _, key = page.partition('<section class="key">')
    answers = re.findall(r"<li><code>(.*?)</code></li>", key)
    assert len(answers) == len(made.blanks)
    expected = oracle(worked)
    for blank, told in zip(made.blanks, answers, strict=True):
        assert told.startswith(blank.text)
        last = float(re.split("[=≈]", told)[-1].replace("−", "-"))
        if blank.name in expected:
            assert last == pytest.approx(expected[blank.name][blank.cell], abs=6e-4)
            way = re.split("[=≈]", told.replace("·", "*").replace("−", "-").replace("b ", ""))[1]
            assert eval(way) == pytest.approx(last, abs=0.1)


def test_the_paper_asks_nothing_of_a_network():
    page = worksheet(Worked(LESSON), sheet(Worked(LESSON), KINDS, "C"), LINK, key=True)
    without = page.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in without
    assert "<svg" in page


def test_a_link_that_no_camera_reads_is_not_drawn():
    page = worksheet(
        Worked(LESSON), sheet(Worked(LESSON), KINDS, "A"), LINK + "&x=" + "1" * 5000, key=False
    )
    assert "<svg" not in page
