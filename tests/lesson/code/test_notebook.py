"""The notebook: valid, true where it is solved, and patient where it is not."""

import json

import nbformat
import pytest
from nbclient import NotebookClient

from lesson.code.listing import BOOK, SIDES, listing, listing_of
from lesson.code.notebook import _BLANKS, file_name, notebook, with_blanks
from lesson.mistakes.catalogue import SLIPS
from lesson.state import Dout, Filter, Lesson, More
from lesson.vocabulary import vocabulary
from lesson.worked import Worked

EN = vocabulary("en")
BOOKS = Lesson(
    source="book", pad=(0,) * 4, filters=(Filter("book", 1.0),), dout=Dout("ones"), language="ja"
)
HARD = Lesson(
    source="rocket", size=8, colour="rgb", FH=3, FW=2, stride=(2, 1), pad=(1, 0, 2, 1),
    more=(More("cat"),), dout=Dout("random"),
    filters=(Filter("random", 0.5), Filter("random", seed=3)),
)  # fmt: skip


def outputs(text):
    """What each cell prints, with the notebook run as a whole; an exception fails the test."""
    book = nbformat.reads(text, as_version=4)
    NotebookClient(book, timeout=60, kernel_name="python3").execute()
    return ["".join(one.get("text", "") for one in cell.get("outputs", [])) for cell in book.cells]


@pytest.mark.parametrize("solved", [False, True])
@pytest.mark.parametrize("lesson", [BOOKS, HARD], ids=["book", "hard"])
def test_it_is_a_notebook_and_leads_back(lesson, solved):
    text = notebook(Worked(lesson), "http://lab.example/", solved=solved)
    nbformat.validate(nbformat.reads(text, as_version=4))
    for page in ("matmul", "backward", "code"):
        assert f"(http://lab.example/{page}?" in text
    assert "http://lab.example//" not in text


@pytest.mark.parametrize("name", [BOOK, SIDES])
def test_each_blank_is_one_line_of_the_listing(name):
    right = listing(name)
    blanked = with_blanks(right, EN)
    changed = [
        (a.strip(), b.strip()) for a, b in zip(right.lines, blanked.lines, strict=True) if a != b
    ]
    assert len(changed) == len(_BLANKS)
    for number, _ in enumerate(_BLANKS, start=1):
        assert sum(f"blank({number})" in b for _, b in changed) == 1
    for before, after in changed:
        computed = before.rpartition(" = ")[2]
        assert computed not in after


def test_solved_every_check_says_right():
    """A strided, padded lesson with three channels and two images."""
    told = "".join(outputs(notebook(Worked(HARD), "http://lab.example", solved=True)))
    worked = Worked(HARD)
    for name, shape in {
        "out": worked.out.shape, "db": worked.b.shape, "dW": worked.W.shape, "dx": worked.x.shape,
    }.items():  # fmt: skip
        assert EN("notebook.say_right").format(name=name, shape=shape) in told
    assert EN("notebook.say_right").format(name="col", shape=(2 * 4 * 10, 18)) in told
    assert told.count("backward says") == told.count("They agree.") == 3


def test_blanks_are_told_and_a_wrong_one_is_named():
    """One kernel: the book's lesson in Japanese, blanks left empty, and one filled in wrongly."""
    ja, worked = vocabulary("ja"), Worked(BOOKS)
    book = json.loads(notebook(worked, "http://lab.example"))
    wrong = SLIPS["overwrite"].made_in(listing_of(worked))
    assert wrong is not None
    again = [
        {**cell, "id": f"again-{cell['id']}"}
        for cell in json.loads(notebook(worked, "http://lab.example", solved=True))["cells"]
    ]
    for cell in again:
        if cell["source"].startswith("def col2im"):
            lines = wrong.functions["col2im"]
            cell["source"] = "\n".join(wrong.lines[lines.start - 1 : lines.stop - 1])
    first = len(book["cells"])
    book["cells"] += again
    told = outputs(json.dumps(book))
    assert ja("notebook.say_empty", number=1) in "".join(told[:first])
    assert "Error" not in "".join(told[:first])
    second = "".join(told[first:])
    assert ja("notebook.say_right").format(name="dW", shape=(1, 1, 3, 3)) in second
    assert ja("notebook.say_likely", mistake=ja("mistake.overwrite")) in second


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("self.dW = dW2.transpose(1, 0).reshape(FN, C, FH, FW)", "self.dW = dW2"),
        ("self.dW = dW2.transpose(1, 0).reshape(FN, C, FH, FW)", "self.dW = None"),
        ("self.db = np.sum(dout2, axis=0)", "self.db = np.sum(dout2, axis=1)"),
        ("    return out\n", "    return out2\n"),
        ("    return out\n", ""),
        ("    return dx", "    pass"),
        ("dW2 = np.dot(self.col.T, dout2)", "dW2 = np.dot(self.col.T, dout2) / 2"),
    ],
)
def test_whatever_is_filled_in_no_cell_raises(old, new, capsys):
    cells = json.loads(notebook(Worked(HARD), "http://lab.example", solved=True))["cells"]
    sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    assert sum(old in source + "\n" for source in sources) == 1
    space: dict[str, object] = {}
    for source in sources:
        exec((source + "\n").replace(old, new), space)
    said = capsys.readouterr().out
    told = [EN(f"notebook.say_{name}").split("{")[0] for name in ("nothing", "stopped", "differ")]
    assert any(start and start in said for start in told) or "and should have" in said
    assert said.count("all right.") < 5


def test_a_large_lesson_is_one_file_of_moderate_size():
    large = Worked(Lesson(source="rocket", size=64, colour="rgb", filters=(Filter(),) * 8))
    assert len(notebook(large, "http://lab.example")) < 150_000
    assert file_name(large).startswith("conv-lab-rocket-64x64-")
    assert file_name(large).endswith(".ipynb")
