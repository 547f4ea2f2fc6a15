"""What is refused, what the message says, and whether its advice is true."""

import re
from typing import Any

import numpy as np
import pytest

from conv_core import Convolution, Geometry, GeometryError, col2im, im2col, output_size, padded

X = np.zeros((2, 3, 8, 7))
W = np.zeros((5, 3, 4, 2))
GEOMETRY = Geometry.of(8, 7, 4, 2, pad=1)
WORD: Any = "valid"


def layer(W=W, b=0, **settings):
    return Convolution(W, b, **settings)


def with_other_filters(FN):
    changed = layer(b=np.arange(5.0))
    changed.forward(X)
    changed.W = W[:FN]
    return changed


REFUSED = [
    (lambda: Geometry.of(8, 7, 3, 3, stride=0), "stride is 0, but must be at least 1."),
    (lambda: Geometry.of(8, 7, 3, 3, stride=(2, -1)), "stride is -1, but must be at least 1."),
    (lambda: Geometry.of(8, 7, 3, 3, dilation=0), "dilation is 0, but must be at least 1."),
    (lambda: Geometry.of(8, 7, 3, 3, pad=-1), "pad is -1, but must be at least 0."),
    (lambda: Geometry.of(8, 7, 3, 3, pad=(0, 1, -2, 0)), "pad is -2, but must be at least 0."),
    (lambda: Geometry.of(0, 7, 3, 3), "in_h is 0, but must be at least 1. Use in_h >= 1."),
    (lambda: Geometry.of(8, 7, 3, 0), "FW is 0, but must be at least 1."),
    (lambda: Geometry.of(8, 7, 3, 3, pad=WORD), "pad is 'valid'. Use an int"),
    (lambda: output_size(8, 3, pad=WORD), "pad is 'valid'. Use an int"),
    (lambda: Geometry.of(8, 7, 3, 3, pad=(1, 2, 3)), "pad has 3 numbers (1, 2, 3). Use one int"),
    (lambda: Geometry.of(8, 7, 3, 3, stride=()), "stride has 0 numbers (). Use one int"),
    (lambda: Geometry.of(8, 7, 3, 3, stride=(1, 2, 3)), "stride has 3 numbers (1, 2, 3)."),
    (lambda: im2col(X[0], 3, 3), "x has shape (3, 8, 7), which is 3 axes, but needs 4"),
    (lambda: layer().forward(X[0, 0]), "x has shape (8, 7), which is 2 axes, but needs 4"),
    (lambda: layer(W[0]), "W has shape (3, 4, 2), which is 3 axes, but needs 4"),
    (lambda: layer(W[:0]), "W has shape (0, 3, 4, 2) (FN, C/groups, FH, FW). Use at least 1"),
    (lambda: layer(b=np.zeros((5, 1))), "b has shape (5, 1), which is 2 axes, but needs 1"),
    (lambda: layer(b=np.zeros(4)), "b has shape (4,), but W has 5 filters."),
    (lambda: layer(groups=2), "5 filters cannot be split into 2 groups."),
    (lambda: layer(groups=0), "groups is 0, but must be at least 1."),
    (lambda: layer(stride=0), "stride is 0, but must be at least 1."),
    (lambda: layer(pad=-3), "pad is -3, but must be at least 0."),
    (lambda: layer(dilation=(1, 0)), "dilation is 0, but must be at least 1."),
    (lambda: layer().forward(X[:, :2]), "x has 2 channels, but W of shape (5, 3, 4, 2) reads 3."),
    (
        lambda: layer(np.zeros((6, 3, 4, 2)), groups=2).forward(X),
        "x has 3 channels, but W of shape (6, 3, 4, 2) reads 6 in 2 groups.",
    ),
    (
        lambda: col2im(np.zeros((9, 6)), (1, 1, 4, 4), 2, 3),
        "col has shape (9, 6), but for images of shape (1, 1, 4, 4) and these settings im2col "
        "gives (6, 6).",
    ),
    (lambda: col2im(np.zeros((6, 6)), (4, 4), 2, 3), "x_shape is (4, 4). Use four numbers"),
    (
        lambda: output_size(8, 3, pad=(0, 1, 2)),
        "pad has 3 numbers (0, 1, 2). Use one int, or a pair (before, after).",
    ),
    (
        lambda: layer().forward(X[None]),
        "x has shape (1, 2, 3, 8, 7), which is 5 axes, but needs 4: (N, C, in_h, in_w). "
        "Use x.reshape(...) to join axes, or one part of it.",
    ),
    (lambda: padded(X[0], GEOMETRY), "x has shape (3, 8, 7), which is 3 axes, but needs 4"),
    (
        lambda: padded(X[:, :, :1, :1], GEOMETRY),
        "The geometry is of (in_h, in_w) = (8, 7), but x has (1, 1). Use Geometry.of(*(1, 1), ",
    ),
    (lambda: with_other_filters(4).forward(X), "b has shape (5,), but W has 4 filters."),
    (lambda: with_other_filters(1).forward(X), "b has shape (5,), but W has 1 filters."),
    (lambda: col2im(np.zeros((6, 6)), (1, 0, 4, 4), 2, 3), "C is 0, but must be at least 1."),
]


@pytest.mark.parametrize(("attempt", "message"), REFUSED, ids=[m for _, m in REFUSED])
def test_what_makes_no_sense_is_refused_with_its_numbers(attempt, message):
    with pytest.raises(GeometryError, match=re.escape(message)) as caught:
        attempt()
    assert re.search(r"Use .+\.$", str(caught.value))
    assert caught.value.numbers


@pytest.mark.parametrize("value", [True, np.True_, 1.0, np.float32(2), "1", None, 1j])
def test_settings_that_are_not_whole_numbers_are_refused(value):
    for setting in ("stride", "pad", "dilation"):
        if isinstance(value, str) and setting == "pad":
            continue  # a word other than "same": refused above
        for shown in (value, (1, value)):
            with pytest.raises(TypeError, match=f"{setting} must be a whole number, not "):
                Geometry.of(8, 7, 3, 3, **{setting: shown})
            with pytest.raises(TypeError, match=f"{setting} must be a whole number, not "):
                layer(**{setting: shown})
    with pytest.raises(TypeError, match="FH must be a whole number, not "):
        im2col(X, value, 2)
    with pytest.raises(TypeError, match="groups must be a whole number, not "):
        layer(groups=value)


def test_an_array_is_no_size():
    with pytest.raises(TypeError, match=r"FH must be one whole number, not array\(\[1, 2\]\)"):
        Geometry.of(8, 7, np.array([1, 2]), 3)


@pytest.mark.parametrize(
    "value", [X.astype(complex), X.astype(object), X.astype("U3"), X.astype(np.longdouble)]
)
def test_arrays_that_are_not_of_real_numbers_are_refused(value):
    attempts = {
        "x": [lambda: layer().forward(value), lambda: im2col(value, 3, 3)],
        "W": [lambda: layer(value)],
        "b": [lambda: layer(b=value[0, 0, 0, :5])],
        "col": [lambda: col2im(value[0, 0], X.shape, 3, 3)],
    }
    for name, tries in attempts.items():
        for attempt in tries:
            with pytest.raises(TypeError, match=f"{name} has dtype {value.dtype}.*Use "):
                attempt()
    trained = layer()
    trained.forward(X)
    with pytest.raises(TypeError, match=f"dout has dtype {value.dtype}.*Use "):
        trained.backward(value)


def test_the_way_out_fits_what_was_passed():
    with pytest.raises(TypeError, match=r"Use x\.real and x\.imag one after the other\."):
        layer().forward(X + 1j)
    numbers = [[[["1", "2"]]]]
    with pytest.raises(TypeError, match=r"Use np\.asarray\(x, np\.float64\)\."):
        im2col(numbers, 1, 1)
    assert im2col(np.asarray(numbers, np.float64), 1, 1).tolist() == [[1], [2]]
    none: Any = None
    with pytest.raises(TypeError, match=r"b is None.*Use 0 for none\."):
        layer(b=none)


def test_a_bias_may_follow_the_filters():
    changed = with_other_filters(4)
    changed.b = np.arange(4.0)
    assert changed.forward(X)[0, :, 0, 0].tolist() == [0, 1, 2, 3]


def test_lists_and_arrays_are_read_like_tuples():
    geometry = Geometry.of(1, 2, 1, 1, pad=1)
    assert padded([[[[1, 2]]]], geometry).sum() == 3
    col = np.ones((4, 4))
    shapes: list[Any] = [[1, 1, 3, 3], np.array([1, 1, 3, 3])]
    for shape in shapes:
        assert col2im(col, shape, 2, 2).shape == (1, 1, 3, 3)


def test_masked_arrays_are_refused():
    masked = np.ma.masked_less(X, 1)
    with pytest.raises(TypeError, match=r"x is a masked array.*Use x\.filled\(0\)"):
        layer().forward(masked)
    layer().forward(masked.filled(0))


def test_backward_needs_forward():
    fresh = layer()
    for attempt in (lambda: fresh.backward(X), lambda: fresh.col):
        with pytest.raises(RuntimeError, match=r"call forward\(x\) first"):
            attempt()
    out = fresh.forward(X)
    for attempt in (lambda: fresh.dW, lambda: fresh.db):
        with pytest.raises(RuntimeError, match=r"call backward\(dout\) first"):
            attempt()
    fresh.backward(out)
    assert fresh.dW.shape == W.shape


def test_dout_has_the_shape_of_the_output():
    trained = layer()
    out = trained.forward(X)
    for dout in (out[:1], out[:, :1], out[:, :, :1], out[..., :1], out[0]):
        with pytest.raises(GeometryError, match=r"dout has shape \(.*\), (but|which)"):
            trained.backward(dout)
    trained.backward(out)


def test_filters_and_bias_are_checked_when_they_are_replaced():
    one = layer()
    with pytest.raises(GeometryError, match="b has shape"):
        one.b = np.zeros(4)
    with pytest.raises(GeometryError, match="W has shape"):
        one.W = np.zeros((5, 3, 4))
    assert one.W is W


def test_a_failed_forward_leaves_the_last_one_in_place():
    one = layer()
    out = one.forward(X)
    with pytest.raises(GeometryError):
        one.forward(X[:, :, :2])
    assert one.backward(out).shape == X.shape


def test_numbers_are_attributes_of_the_error():
    with pytest.raises(GeometryError) as caught:
        Geometry.of(8, 3, 3, 6, pad=1)
    error = caught.value
    assert (error.axis, error.size, error.window, error.pad) == ("width", 3, 6, (1, 1))
    assert (error.padded, error.largest, error.enough) == (5, 5, 2)
    with pytest.raises(AttributeError, match="no number called 'colour'"):
        _ = error.colour


def number_in(caught, pattern):
    """The number that the message advises."""
    found = re.search(pattern, str(caught.value))
    assert found
    return int(found[1])


DO_NOT_FIT: list[tuple[str, dict[str, Any]]] = [
    ("height", {"in_h": 4, "in_w": 9, "FH": 8, "FW": 2, "pad": 0}),
    ("width", {"in_h": 9, "in_w": 4, "FH": 2, "FW": 9, "pad": 1}),
    ("height", {"in_h": 5, "in_w": 9, "FH": 4, "FW": 2, "pad": 1, "dilation": (3, 2)}),
]


# neither axis fits: the advice is about the one that lacks more, and mends the other one too
NEITHER_FITS: list[tuple[str, dict[str, Any]]] = [
    ("height", {"in_h": 2, "in_w": 5, "FH": 9, "FW": 7, "pad": 0}),
    ("width", {"in_h": 5, "in_w": 2, "FH": 7, "FW": 9, "pad": 0}),
]


@pytest.mark.parametrize(("axis", "sizes"), DO_NOT_FIT + NEITHER_FITS)
def test_the_padding_that_the_message_advises_is_just_enough(axis, sizes):
    with pytest.raises(GeometryError, match=f"its {axis} is ") as caught:
        Geometry.of(**sizes)
    advised = number_in(caught, r"or pad >= (\d+)\.")
    Geometry.of(**sizes | {"pad": advised})
    with pytest.raises(GeometryError, match="does not fit"):
        Geometry.of(**sizes | {"pad": advised - 1})


@pytest.mark.parametrize(("axis", "sizes"), DO_NOT_FIT)
def test_the_filter_that_the_message_advises_is_just_small_enough(axis, sizes):
    with pytest.raises(GeometryError) as caught:
        Geometry.of(**sizes)
    advised = number_in(caught, rf"a filter of {axis} <= (\d+)")
    side = {"height": "FH", "width": "FW"}[axis]
    Geometry.of(**sizes | {side: advised})
    with pytest.raises(GeometryError, match="does not fit"):
        Geometry.of(**sizes | {side: advised + 1})


def test_uneven_paddings_are_advised_as_a_sum():
    with pytest.raises(GeometryError, match="3 \\+ 2 \\+ 0 = 5") as caught:
        Geometry.of(3, 9, 8, 2, pad=(2, 0, 1, 1))
    advised = number_in(caught, r"along the height that add up to >= (\d+)")
    Geometry.of(3, 9, 8, 2, pad=(2, advised - 2, 1, 1))
    with pytest.raises(GeometryError, match="does not fit"):
        Geometry.of(3, 9, 8, 2, pad=(2, advised - 3, 1, 1))


def test_the_number_of_filters_that_the_message_advises_can_be_split():
    with pytest.raises(GeometryError) as caught:
        layer(np.zeros((5, 1, 2, 2)), groups=3)
    advised = number_in(caught, r"for example (\d+)")
    layer(np.zeros((advised, 1, 2, 2)), groups=3)
    with pytest.raises(GeometryError, match="cannot be split"):
        layer(np.zeros((advised - 1, 1, 2, 2)), groups=3)
