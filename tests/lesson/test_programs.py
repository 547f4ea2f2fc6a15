"""The programs on offer compute what is on screen."""

import sys
from dataclasses import replace
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings

from lesson.backward.dout import ONE, RANDOM, TARGET
from lesson.numbers import Numbers
from lesson.programs import files, numpy_code, torch_code
from lesson.state import OWN, Dout, Filter, Lesson
from lesson.worked import Worked
from tests.conv_core.loops import Case, loop_forward
from tests.lesson.lessons import lessons
from ui.backward.payload import gradient_arrays

BOOK = Lesson(source="book", pad=(0,) * 4, filters=(Filter("book"),))
CASES = {
    "book": BOOK,
    "everything": Lesson(
        source=OWN,
        numbers=Numbers.of(np.random.default_rng(0).normal(size=(3, 7, 6))),
        FH=2,
        FW=3,
        filters=(Filter("random", 0.1 + 0.2, seed=4), Filter("sobel_x", -1e-7)),
        stride=(2, 1),
        pad=(0, 1, 2, 3),
        dilation=(3, 2),
    ),
    "same": Lesson(source="ramp", FH=2, FW=4, pad="same", stride=(1, 3)),
    "groups": Lesson(
        source=OWN,
        numbers=Numbers.of(np.random.default_rng(1).normal(size=(2, 5, 4))),
        FH=2,
        filters=tuple(Filter("random", 0.5 * k, seed=k) for k in range(6)),
        stride=(1, 2),
        groups=2,
    ),
    "depthwise": Lesson(
        source="rocket",
        size=8,
        colour="rgb",
        filters=tuple(map(Filter, ("box", "sobel_x", "emboss"))),
        groups=3,
    ),
    "photograph": Lesson(source="cat", size=24, colour="rgb", stride=(2, 2)),
}


def test_the_comments_are_in_the_learners_language():
    lesson = CASES["photograph"]
    for spell in (numpy_code, torch_code):
        english, japanese = (
            [line.partition("  # ") for line in spell(Worked(one), backward=True).splitlines()]
            for one in (lesson, replace(lesson, language="ja"))
        )
        assert [code for code, _, _ in english if not code.startswith("#")] == [
            code for code, _, _ in japanese if not code.startswith("#")
        ]
        assert "ボタンでダウンロード" in "".join(told for _, _, told in japanese)


@pytest.fixture
def torch(monkeypatch):
    """As much of PyTorch as the program needs, by nested loops; PyTorch itself is large."""

    def pad(x, sides):
        left, right, top, bottom = sides
        return np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))

    class Tensor(np.ndarray):
        takes_part = False
        sent_back = grad = None

        def requires_grad_(self):
            self.takes_part = True

        def backward(self, dout):
            self.sent_back = np.asarray(dout)

    def conv2d(x, W, b, stride, dilation, groups=1):
        N, C, in_h, in_w = x.shape
        FN, _, FH, FW = W.shape
        case = Case(N, C, in_h, in_w, FN, FH, FW, stride, (0, 0, 0, 0), dilation, groups)
        return loop_forward(x, W, b, case).view(Tensor)

    def tensor(values, dtype):
        return np.array(values, dtype=dtype).view(Tensor)

    functional = ModuleType("torch.nn.functional")
    vars(functional).update(pad=pad, conv2d=conv2d)
    nn = ModuleType("torch.nn")
    vars(nn).update(functional=functional)
    torch = ModuleType("torch")
    vars(torch).update(tensor=tensor, float64=np.float64, nn=nn)
    vars(torch).update(ones_like=np.ones_like, zeros_like=np.zeros_like)
    for module in (torch, nn, functional):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return SimpleNamespace(torch=torch)


def names_of(program):
    names: dict[str, object] = {}
    exec(program, names)
    return names


def run(program):
    return names_of(program)["out"]


@pytest.fixture
def beside_its_input(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def save(lesson, backward=False):
        for name, values in files(Worked(lesson), backward).items():
            np.save(name, values)

    return save


@pytest.mark.parametrize("name", CASES)
def test_the_numpy_program(name, beside_its_input, capsys):
    lesson = CASES[name]
    beside_its_input(lesson)
    out = run(numpy_code(Worked(lesson)))
    np.testing.assert_allclose(out, Worked(lesson).layer.forward(Worked(lesson).x), atol=1e-12)
    # it runs where only NumPy is
    assert "conv_core" not in numpy_code(Worked(lesson), backward=True)
    assert capsys.readouterr().out


@settings(max_examples=25)
@given(lessons())
def test_the_numpy_program_of_any_lesson_with_few_numbers(lesson):
    x = Worked(lesson).x
    if files(Worked(lesson), backward=True):
        return
    found = names_of(numpy_code(Worked(lesson), backward=True))
    expected = Worked(lesson).layer
    np.testing.assert_allclose(found["out"], expected.forward(x), atol=1e-9)
    np.testing.assert_allclose(found["dx"], expected.backward(found["dout"]), atol=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_the_torch_program(name, torch, beside_its_input):
    lesson = CASES[name]
    beside_its_input(lesson)
    out = run(torch_code(Worked(lesson)))
    np.testing.assert_allclose(out, Worked(lesson).layer.forward(Worked(lesson).x), atol=1e-12)
    assert f"# {out.shape}" in torch_code(Worked(lesson))


DOUTS = {
    "ones": Dout("ones"),
    "one": Dout(ONE, step=7, filter=1),
    "target": Dout(TARGET, preset="gaussian"),
    "random": Dout(RANDOM, seed=5),
}


@pytest.mark.parametrize("dout", DOUTS)
@pytest.mark.parametrize("name", CASES)
def test_the_numpy_program_goes_back(name, dout, beside_its_input, capsys):
    lesson = replace(CASES[name], dout=DOUTS[dout])
    beside_its_input(lesson, backward=True)
    found = names_of(numpy_code(Worked(lesson), backward=True))
    expected = {"dout": Worked(lesson).dout, **Worked(lesson).gradients}
    for part in ("dout", "db", "dW", "dx"):
        np.testing.assert_allclose(found[part], expected[part], rtol=1e-9, atol=1e-12)
    assert capsys.readouterr().out.count("[[[[") >= 2


@pytest.mark.parametrize("dout", DOUTS)
@pytest.mark.parametrize("name", ["everything", "groups"])
def test_the_torch_program_goes_back_with_the_same_numbers(name, dout, torch, beside_its_input):
    lesson = replace(CASES[name], dout=DOUTS[dout])
    beside_its_input(lesson, backward=True)
    found = names_of(torch_code(Worked(lesson), backward=True))
    np.testing.assert_allclose(
        found["out"].sent_back, gradient_arrays(Worked(lesson))["dout"], atol=1e-12
    )
    assert all(found[name].takes_part for name in ("x", "W", "b"))


def test_only_what_is_not_spelled_out_is_a_file():
    large = replace(CASES["photograph"], dout=Dout(RANDOM))
    assert files(Worked(CASES["book"]), backward=True) == {}
    assert list(files(Worked(large))) == ["x.npy"]
    assert list(files(Worked(large), backward=True)) == ["x.npy"]
    wide = replace(large, stride=(1, 1))
    assert list(files(Worked(wide), backward=True)) == ["x.npy", "dout.npy"]
    assert list(files(Worked(replace(wide, dout=Dout("ones"))), backward=True)) == ["x.npy"]


def test_large_inputs_are_not_spelled_out():
    for program in (numpy_code, torch_code):
        assert len(program(Worked(Lesson(source="cat", size=64, colour="rgb")))) < 1500
        assert 'np.load("x.npy")' in program(Worked(Lesson(source="cat")))
        assert "np.load" not in program(Worked(BOOK))
