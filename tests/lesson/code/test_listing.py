"""The listings compute what the layer computes, and stand as they are shown."""

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conv_core import Convolution, GeometryError
from lesson.code.listing import BOOK, SIDES, Edit, listing, listing_of, operands, part_of
from lesson.code.runner import run
from lesson.state import Dout, Filter, Lesson, More
from lesson.worked import Worked

NAMES = (BOOK, SIDES)
small = st.integers(1, 4)


@st.composite
def layers(draw, name):
    """Arguments of a listing's `run`, and the settings among them."""
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    N, C, FN, FH, FW = (draw(st.integers(1, 4)) for _ in range(5))
    H, W = draw(st.integers(FH, 9)), draw(st.integers(FW, 9))
    if name == BOOK:
        stride, pad = draw(small), draw(st.integers(0, 3))
        given, how = {"stride": stride, "pad": pad}, {"stride": stride, "pad": pad}
    else:
        how = {
            "stride": (draw(small), draw(small)),
            "pad": tuple(draw(st.integers(0, 3)) for _ in range(4)),
            "dilation": (draw(st.integers(1, 2)), draw(st.integers(1, 2))),
        }
        given = how
    x, weights = rng.normal(size=(N, C, H, W)), rng.normal(size=(FN, C, FH, FW))
    return {"x": x, "W": weights, "b": rng.normal(size=FN), **given}, how, rng


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=40)
def test_a_listing_agrees_with_the_layer(name, data):
    arguments, how, rng = data.draw(layers(name))
    layer = Convolution(arguments["W"], arguments["b"], **how)
    try:
        out = layer.forward(arguments["x"])
    except GeometryError:
        return
    dout = rng.normal(size=out.shape)
    dx = layer.backward(dout)
    module = import_module(f"lesson.code.listings.{name}")
    for returned in (module.run(**arguments, dout=dout), _ran(name, {**arguments, "dout": dout})):
        for one, right in zip(returned, (out, layer.db, layer.dW, dx), strict=True):
            np.testing.assert_allclose(one, right, rtol=1e-9, atol=1e-9)


def _ran(name, arguments):
    returned, failure = run(listing(name), arguments)
    assert failure is None
    return returned


@pytest.mark.parametrize(
    ("lesson", "name"),
    [
        (Lesson(), BOOK),
        (Lesson(stride=(2, 2), pad=(0,) * 4), BOOK),
        (Lesson(stride=(2, 1)), SIDES),
        (Lesson(pad=(1, 1, 0, 0)), SIDES),
        (Lesson(FW=2, pad="same"), SIDES),
        (Lesson(dilation=(2, 2)), SIDES),
    ],
)
def test_the_book_goes_as_far_as_it_goes(lesson, name):
    assert listing_of(Worked(lesson)).name == name


def test_a_group_is_the_layer_on_its_own_channels():
    lesson = Lesson(
        source="rocket", size=9, colour="rgb", groups=3, filters=(Filter("random"),) * 6,
        more=(More("cat"),), dout=Dout("random"), filter=3,
    )  # fmt: skip
    worked = Worked(lesson)
    part = part_of(worked)
    assert (part.group, part.channels, part.filters) == (1, slice(1, 2), slice(2, 4))
    (out, db, dW, dx), failure = run(listing_of(worked), operands(worked))
    assert failure is None
    np.testing.assert_allclose(out, worked.out[:, part.filters])
    np.testing.assert_allclose(db, worked.gradients["db"][part.filters])
    np.testing.assert_allclose(dW, worked.gradients["dW"][part.filters])
    np.testing.assert_allclose(dx, worked.gradients["dx"][:, part.channels], atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_what_lines_set_is_known(name):
    text = listing(name)
    sets = {line: text.sets(line) for line in range(1, len(text.lines) + 1) if text.sets(line)}
    for line, names in sets.items():
        for one in names:
            assert one in text.lines[line - 1]
    loop = text.line_of("im2col", "for i in range(FH):")
    assert text.loop_of(loop + 2) == text.loop_of(loop) == loop
    assert text.written_by_loop(loop) == ("col",)
    assert text.function_at(loop) == "im2col"


def test_an_edit_that_fits_nowhere_is_an_error():
    with pytest.raises(LookupError, match="0 times"):
        listing(BOOK).edited(Edit("forward", "nothing of the kind", "x"))
