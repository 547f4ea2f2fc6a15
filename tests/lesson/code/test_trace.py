"""A trace holds what each line made, against nested loops that know nothing of the listing."""

import numpy as np
import pytest

from lesson.code.listing import SIDES, listing_of, operands
from lesson.code.runner import run
from lesson.code.trace import RETURNED, trace, value_at
from lesson.state import Dout, Filter, Lesson, More
from lesson.worked import Worked
from tests.conv_core.loops import Case, cell_backward, loop_forward, loop_im2col
from tests.lesson.mistakes.test_catalogue import made_of

FN, N, C = 2, 2, 3
LESSON = Lesson(
    source="rocket", size=7, colour="rgb", FH=3, FW=2, stride=(2, 1), pad=(1, 0, 2, 1),
    more=(More("cat"),), dout=Dout("random"),
    filters=(Filter("random", 0.5), Filter("random", -1.0, seed=3)),
)  # fmt: skip
BOOK = Lesson(source="book", pad=(0,) * 4, filters=(Filter("book", 1.0),))


@pytest.fixture(scope="module")
def worked():
    return Worked(LESSON)


@pytest.fixture(scope="module")
def traced(worked):
    return trace(listing_of(worked), operands(worked))


def expected(worked):
    """Every variable that a line outside loops makes, by function and name."""
    x, W, b, dout = worked.x, worked.W, worked.b, worked.dout
    _, _, H, width = x.shape
    case = Case(N, C, H, width, FN, 3, 2, (2, 1), (1, 0, 2, 1))
    out, col = loop_forward(x, W, b, case), loop_im2col(x, case)
    _, _, out_h, out_w = out.shape
    rows = [(n, i, j) for n in range(N) for i in range(out_h) for j in range(out_w)]
    cells = list(np.ndindex(C, 3, 2))
    col_W = np.array([[W[k][cell] for k in range(FN)] for cell in cells])
    dout2 = np.array([[dout[n, k, i, j] for k in range(FN)] for n, i, j in rows])
    dx, dW, db = cell_backward(x, W, dout, case)
    img = np.zeros((N, C, H + 1, width + 3))
    img[:, :, 1:, 2:-1] = x
    six = np.zeros((N, C, 3, 2, out_h, out_w))
    dsix = np.zeros_like(six)
    dcol = np.zeros((len(rows), len(cells)))
    dimg = np.zeros_like(img)
    for at, (n, i, j) in enumerate(rows):
        for q, (c, u, v) in enumerate(cells):
            six[n, c, u, v, i, j] = img[n, c, 2 * i + u, j + v]
            dcol[at, q] = sum(dout[n, k, i, j] * W[k, c, u, v] for k in range(FN))
            dsix[n, c, u, v, i, j] = dcol[at, q]
            dimg[n, c, 2 * i + u, j + v] += dcol[at, q]
    sizes = {"N": N, "C": C, "H": H, "W": width, "out_h": out_h, "out_w": out_w}
    layer = {"FN": FN, "FH": 3, "FW": 2}
    steps = {"sh": 2, "sw": 1, "dh": 1, "dw": 1}
    sides = {"top": 1, "bottom": 0, "left": 2, "right": 1}
    return {
        "forward": sizes | layer | steps | sides | {
            "col": col, "col_W": col_W, "out": out, "self.x": x, "self.col": col,
            "out2": np.array([out[n, :, i, j] for n, i, j in rows]), "self.col_W": col_W,
            RETURNED: out,
        },
        "im2col": sizes | steps | sides | {
            "img": img, "col": [np.zeros_like(six), six, col], RETURNED: col,
        },
        "backward": layer | {
            "C": C, "dout2": dout2, "self.db": db, "self.dW": dW, "dcol": dcol, "dx": dx,
            "dW2": dW.reshape(FN, -1).T, RETURNED: dx,
        },
        "col2im": sizes | steps | sides | {
            "col": dsix, "img": [np.zeros_like(img), dimg], RETURNED: dx,
        },
        "run": {"out": out, "dx": dx, "layer.db": db, "layer.dW": dW},
    }  # fmt: skip


def test_every_line_makes_what_the_loops_make(worked, traced):
    text, given = listing_of(worked), operands(worked)
    assert text.name == SIDES
    right = expected(worked)
    seen: dict[str, set[str]] = {name: set() for name in right}
    for at, step in enumerate(traced.steps):
        if step.kind not in ("line", "return") or (step.loop and not step.ends_loop):
            continue
        names = [name for name, _ in step.changes]
        if step.ends_loop:
            names = list(text.written_by_loop(step.loop))
        for name in names:
            if name not in right.get(step.function, {}):
                continue
            meant, found = right[step.function][name], value_at(text, given, at, name)
            if found is None:  # the layer has it since `__init__`, and it is not there yet
                continue
            if isinstance(meant, list):
                meant = meant.pop(0)
            np.testing.assert_allclose(found, meant, atol=1e-9, err_msg=f"{step.function} {name}")
            seen[step.function].add(name)
            value = traced.variables(at)[name]
            if value.kind == "array":
                assert value.shape == np.shape(meant)
                assert value.dtype == "float64"
                if value.numbers is not None:
                    np.testing.assert_allclose(value.numbers, meant, atol=1e-9)
            else:
                assert value.text == str(meant)
    assert seen == {name: set(right[name]) for name in right}


def test_calls_nest_as_they_are_written(traced):
    stacks = {tuple(name for name, _ in step.stack) for step in traced.steps}
    assert stacks == {
        ("run",), ("run", "__init__"), ("run", "forward"), ("run", "forward", "im2col"),
        ("run", "backward"), ("run", "backward", "col2im"),
    }  # fmt: skip
    text = traced.listing
    for step in traced.steps:
        for name, line in step.stack:
            assert text.function_at(line) == name
        for (_, line), (callee, _) in zip(step.stack, step.stack[1:], strict=False):
            called = {"__init__": "Convolution("}.get(callee, f"{callee}(")
            assert called in text.lines[line - 1]


def test_a_loop_is_over_once_for_each_call(traced):
    ends = [step for step in traced.steps if step.ends_loop]
    assert [step.function for step in ends] == ["im2col", "col2im"]
    inside = [step for step in traced.steps if "+= col" in traced.listing.lines[step.line - 1]]
    assert len(inside) == 3 * 2  # each cell of the filter once


@pytest.mark.parametrize("lesson", [BOOK, LESSON], ids=["book", "sides"])
def test_what_a_trace_keeps_is_bounded(lesson):
    large = Lesson(
        source="rocket", size=64, colour="rgb", FH=7, FW=7, pad=(3,) * 4, more=(More("cat"),) * 3,
        filters=(Filter("random"),) * 8, stride=lesson.stride, dout=Dout("ones"),
    )  # fmt: skip
    worked = Worked(large)
    found = trace(listing_of(worked), operands(worked))
    kept = sum(
        array.size
        for one in found.values
        for array in (one.numbers, one.mosaic)
        if array is not None
    )
    assert kept < 40_000
    assert max(step.live for step in found.steps) > 10_000_000


def test_a_run_that_stops_says_where(worked):
    text = listing_of(worked)
    found = trace(made_of("col_w", text), operands(worked))
    assert found.failure is not None
    assert found.failure.kind == "AttributeError"
    assert found.failure.message == "'NoneType' object has no attribute 'T'"
    last = found.steps[-1]
    assert last.kind == "error"
    assert text.lines[last.line - 1].strip() == "dcol = np.dot(dout2, self.col_W.T)"
    assert [name for _, name in found.failure.places] == ["run", "backward"]
    assert found.failure.places[-1][0] == last.line


def test_running_leaves_the_lessons_arrays_and_the_tracer_alone(worked):
    import sys

    before, x = sys.gettrace(), worked.x.copy()
    run(made_of("overwrite", listing_of(worked)), operands(worked), lambda _: None)
    assert sys.gettrace() is before
    np.testing.assert_array_equal(worked.x, x)
