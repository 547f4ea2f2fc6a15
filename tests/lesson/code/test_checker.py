"""`check_my_layer.py` on layers in other styles than ours, right ones and wrong ones."""

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lesson.code.checker.file import TEMPLATE, checker_file
from lesson.mistakes.catalogue import MISTAKES, SLIPS
from lesson.mistakes.wrong import wrong_arrays
from lesson.state import Dout, Filter, Lesson, More
from lesson.vocabulary import vocabulary
from lesson.worked import Worked

LAYERS = Path(__file__).parent / "layers"
LESSON = Lesson(
    source="cat", size=9, colour="rgb", stride=(2, 2), filters=(Filter("random", 0.5),) * 2,
    more=(More("rocket"),), dout=Dout("random"),
)  # fmt: skip
LAYOUTS = {"torchlike": "torch", "torchfake": "torch", "cs231n": "cs231n"}
STYLES = ("loops", "einsum", "strided", "torchlike", "torchfake", "cs231n")

# mistake -> style, what is written right, what somebody writes instead
WRONG = [
    ("floor", "loops", "oh = 1 + (H + 2 * p - FH) // s", "oh = (H + 2 * p - FH) // s"),
    ("floor", "cs231n", "H_out = 1 + (H + 2 * pad - HH) // stride",
     "H_out = int(np.ceil((H + 2 * pad - HH) / stride))"),
    ("pad-once", "einsum", "((0, 0), (0, 0), (p, p), (p, p))", "((0, 0), (0, 0), (p, 0), (p, 0))"),
    ("pad-once", "strided", "[(0, 0), (0, 0), (p, p), (p, p)]", "[(0, 0), (0, 0), (0, p), (0, p)]"),
    ("pad-once", "torchlike", "((0, 0), (0, 0), (k, k), (k, k))", "((0, 0),) * 4"),
    ("bias", "torchlike", "return output + self.bias.reshape(1, -1, 1, 1)", "return output"),
    ("bias", "loops", "np.sum(patch * self.W[k]) + self.b[k]",
     "np.sum(patch * self.W[k] + self.b[k])"),
    ("flip", "einsum", '"nchwij,fcij->nfhw", self.windows, self.W)',
     '"nchwij,fcij->nfhw", self.windows, self.W[:, :, ::-1, ::-1])'),
    ("flip", "loops", "np.sum(patch * self.W[k])", "np.sum(patch * self.W[k, :, ::-1, ::-1])"),
    ("swap", "torchlike", "top, left = h * self.stride, w * self.stride\n        return",
     "top, left = w * self.stride, h * self.stride\n        return"),
    ("swap", "cs231n", "(cut * w[f]).sum(", "(cut * w[f].transpose(0, 2, 1)).sum("),
    ("swap", "strided", "reshape(len(x), oh, ow, FN)", "reshape(len(x), ow, oh, FN)"),
    ("stride", "cs231n", "i * stride : i * stride + HH, j * stride : j * stride + WW]",
     "i : i + HH, j : j + WW]"),
    ("stride", "einsum", "views[:, :, ::s, ::s]", "views"),
    ("channel", "cs231n", "(cut * w[f]).sum(axis=(1, 2, 3))",
     "(cut * w[f])[:, 0].sum(axis=(1, 2))"),
    ("channel", "einsum", '"nchwij,fcij->nfhw", self.windows, self.W)',
     '"nchwij,fcij->nfhw", self.windows, self.W) / self.W.shape[1]'),
    ("order", "strided", "view.reshape(N * oh * ow, C * FH * FW)",
     "view.transpose(0, 1, 2, 4, 5, 3).reshape(N * oh * ow, C * FH * FW)"),
    ("order", "strided", "view.reshape(N * oh * ow, C * FH * FW)",
     "view.transpose(0, 3, 4, 5, 1, 2).reshape(N * oh * ow, C * FH * FW)"),
    ("bare", "strided", "flat.reshape(len(x), oh, ow, FN).transpose(0, 3, 1, 2)",
     "flat.reshape(len(x), FN, oh, ow)"),
    ("mean", "cs231n", "dout.sum(axis=(0, 2, 3))", "dout.mean(axis=(0, 2, 3))"),
    ("mean", "einsum", '"nfhw,nchwij->fcij", dout, self.windows)',
     '"nfhw,nchwij->fcij", dout, self.windows) / len(dout)'),
    ("overwrite", "einsum", "s * ow : s] += share", "s * ow : s] = share"),
    ("overwrite", "loops", "dxp[at] += g", "dxp[at] = g"),
    ("overwrite", "torchlike", "left : left + KW] += part", "left : left + KW] = part"),
    ("untransposed", "strided", "(flat.T @ self.rows).reshape(self.W.shape)",
     "(self.rows.T @ flat).reshape(self.W.shape)"),
    ("crop", "loops", "return dxp[:, :, p : p + H, p : p + W_]", "return dxp"),
    ("crop", "cs231n", "dpadded[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]]",
     "dpadded[:, :, : x.shape[2], : x.shape[3]]"),
    ("rot", "strided", "self.W[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)",
     "self.W.transpose(1, 0, 2, 3)"),
    ("wrap", "loops", "y = np.zeros((N, FN, oh, ow))", "y = np.zeros((N, FN, oh, ow), x.dtype)"),
    ("wrap", "torchlike", "output = np.zeros((len(input), len(self.weight), H, W))",
     "output = np.zeros((len(input), len(self.weight), H, W), input.dtype)"),
    ("slips", "loops", "self.xp = xp", "self.XP = xp"),
    ("slips", "strided", "self.shape = img.shape", "self.shape = img.shepe"),
    ("slips", "einsum", "self.padded.shape", "self.padded.shepe"),
]  # fmt: skip


LAYER = "class Convolution:\n    def __init__(self, *given): pass\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The file as a learner gets it."""
    path = tmp_path_factory.mktemp("checker") / "check_my_layer.py"
    path.write_text(checker_file(Worked(LESSON), "http://lab.example/"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def checker(made):
    spec = importlib.util.spec_from_file_location("check_my_layer", made)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def layer(tmp_path, style, old="", new=""):
    text = (LAYERS / f"{style}.py").read_text(encoding="utf-8")
    assert not old or text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {style}"
    path = tmp_path / "my_layer.py"
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("style", STYLES)
def test_right_layers_are_right(checker, tmp_path, style, capsys):
    status = checker.check(layer(tmp_path, style), LAYOUTS.get(style, "book"), "")
    sys.modules.pop("torch", None)
    said = capsys.readouterr().out
    assert status == 0, said
    assert said.count("out ok  db ok  dW ok  dx ok") == 6
    assert "likely" not in said


@pytest.mark.parametrize(("mistake", "style", "old", "new"), WRONG)
def test_a_mistake_is_recognised_in_another_style(
    checker, tmp_path, mistake, style, old, new, capsys
):
    status = checker.check(layer(tmp_path, style, old, new), LAYOUTS.get(style, "book"), "")
    said = capsys.readouterr().out
    assert status == 1, said
    (line,) = re.findall(r"^likely: (.*)$", said, re.MULTILINE)
    assert mistake in line.split(", "), said


def test_every_mistake_of_the_catalogue_is_tried():
    assert {row[0] for row in WRONG} == set(MISTAKES)


def test_the_files_wrong_arrays_are_those_of_the_catalogue(checker):
    """One truth: what the file knows of a mistake, and what the lesson shows of it."""
    worked = Worked(LESSON)
    case = {"x": worked.x, "W": worked.W, "b": worked.b, "dout": worked.dout, "stride": 2, "pad": 1}
    mistakes = list(checker.Right(case).mistakes())
    for slip in SLIPS.values():
        arrays = wrong_arrays(slip, worked)
        for name in ("out", "db", "dW", "dx"):
            if name not in arrays:
                continue
            first = next(one for one in ("out", "db", "dW", "dx") if one in arrays)
            if name != first:
                break  # the file goes by the first array that is wrong
            found = {one for array, one, made in mistakes
                     if array == name and checker.explains(made, arrays[name])}  # fmt: skip
            assert slip.mistake in found, slip.id


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("class Convolution:\n    def forward(", "syntax"),
        ("import nothing_of_the_kind\n", "not_imported"),
        ("class Layer: pass\n", "missing"),
        ("1 / 0\n", "not_imported"),
        ("raise SystemExit(0)\n", "not_imported"),
        (LAYER + "    def forward(self, x): return None\n", "no_array"),
        (LAYER + "    def forward(self, x): return 'out'\n", "no_array"),
        (LAYER + "    forward = backward = lambda self, x: x\n", "not_left"),
        (LAYER + "    def forward(self, x): return x\n", "missing"),
        ("class Convolution:\n    def __init__(self, W, b): pass\n", "no_such_call"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_in_a_sentence(checker, tmp_path, text, said):
    path = tmp_path / "my_layer.py"
    path.write_text(text)
    with pytest.raises(checker.Unusable) as told:
        checker.check(str(path), "book", "")
    opening = vocabulary("en")(f"checker.{said}").split("{")[0]
    assert str(told.value).startswith(opening)


def run(made, *arguments):
    return subprocess.run(
        [sys.executable, str(made), *arguments], capture_output=True, text=True, cwd=made.parent,
        encoding="utf-8",
    )  # fmt: skip


def test_an_error_of_another_kind_is_no_misspelt_name(checker, tmp_path, capsys):
    """A name that resembles none, a removed function of NumPy, a None that nobody has filled."""
    for old, new in (
        ("self.xp = xp", "self.something = xp.nothing_of_the_kind"),
        ("xp = np.zeros(", "xp = np.no_such_function("),
        ("self.xp = xp", "self.xp = None"),
    ):
        assert checker.check(layer(tmp_path, "loops", old, new), "book", "") == 1
        assert "likely" not in capsys.readouterr().out


def test_a_layer_that_never_ends_is_stopped_once(checker, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(checker, "SECONDS", 1)
    endless = layer(
        tmp_path, "loops", "        N, FN, oh, ow = g.shape", "        while True: pass"
    )
    assert checker.check(endless, "book", "") == 1
    said = capsys.readouterr().out
    assert said.count("TimeoutError") == 1


def test_a_file_with_dataclasses_is_read(checker, tmp_path, capsys):
    text = "from __future__ import annotations\nfrom dataclasses import dataclass\n\n\n@dataclass\n"
    text += "class Size:\n    height: int\n\n\n"
    path = tmp_path / "my_layer.py"
    path.write_text(text + (LAYERS / "einsum.py").read_text("utf-8"), "utf-8")
    assert checker.check(str(path), "book", "") == 0


def test_a_learner_runs_it(made, tmp_path):
    good = run(made, layer(tmp_path, "loops"))
    assert (good.returncode, good.stderr) == (0, "")
    assert "this lesson" in good.stdout
    bad = run(made, layer(tmp_path, "loops", "dxp[at] += g", "dxp[at] = g"), "--lang", "ja")
    assert (bad.returncode, bad.stderr) == (1, "")
    assert "likely: overwrite" in bad.stdout
    assert vocabulary("ja")("mistake.overwrite") in bad.stdout
    assert "http://lab.example/" in bad.stdout
    for arguments in (["no_such_file.py"], [layer(tmp_path, "cs231n")]):
        unused = run(made, *arguments)
        assert (unused.returncode, unused.stderr) == (2, "")
        assert "Traceback" not in unused.stdout
    stopped = run(made, layer(tmp_path, "loops", "self.xp = xp", "self.XP = xp"))
    assert stopped.returncode == 1
    assert re.search(r"AttributeError: .*'xp'.*\(line \d+\)", stopped.stdout)


def test_the_first_wrong_cell_is_told_with_both_numbers(checker, tmp_path, capsys):
    checker.check(layer(tmp_path, "torchlike", "return output + self.bias.reshape(1, -1, 1, 1)",
                        "return output"), "torch", "")  # fmt: skip
    said = capsys.readouterr().out
    ((cell, given, right),) = re.findall(r"out\[([\d,]+)\] is (\S+), and should be (\S+);", said)
    worked = Worked(LESSON)
    at = tuple(map(int, cell.split(",")))
    assert float(right) == pytest.approx(worked.out[at], rel=1e-5)
    assert float(given) == pytest.approx(worked.out[at] - worked.b[at[1]], rel=1e-4)


def test_the_file_runs_on_old_pythons_and_asks_for_numpy_alone():
    text = TEMPLATE.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 9))
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert imported - set(sys.stdlib_module_names) == {"numpy"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Match)]


@pytest.mark.parametrize(
    ("lesson", "has"),
    [
        (Lesson(source="book"), True),
        (Lesson(stride=(2, 1)), False),
        (Lesson(size=64, colour="rgb", more=(More("rocket"),)), False),
    ],
)
def test_the_lessons_numbers_travel_where_they_can(lesson, has):
    text = checker_file(Worked(lesson))
    assert ("LESSON = None" not in text) is has
    assert len(text) < 300_000


def test_groups_check_the_group_that_is_looked_at(made, tmp_path):
    lesson = Lesson(size=8, colour="rgb", groups=3, filters=(Filter("random"),) * 3, filter=2)
    path = tmp_path / "check_my_layer.py"
    path.write_text(checker_file(Worked(lesson)), encoding="utf-8")
    assert run(path, layer(tmp_path, "einsum")).returncode == 0
    assert np.isfinite(Worked(lesson).out).all()
