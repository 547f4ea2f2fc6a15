"""What the stage and the charts get for lesson 3."""

from dataclasses import replace

import numpy as np
import pytest

from conv_core import Convolution
from lesson.state import Dout, Filter, Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.ui.component.messages import unpack
from ui.backward.charts import ARRAYS, heat_maps, spoken
from ui.backward.controls import PICTURES
from ui.backward.payload import (
    ALL_STEPS,
    CHECK,
    COUNT,
    FOLD,
    LEARN,
    MATRICES,
    OVERWRITE,
    PIXEL,
    ROTATED,
    STEPS,
    backward_payload,
    filter_shares,
    gradient_arrays,
)  # fmt: skip

LESSON = Lesson(
    source="ramp", filters=(Filter("random", seed=1), Filter("box", 0.5)), stride=(2, 3),
    dout=Dout("random", seed=3),
)  # fmt: skip
SEEK = {"id": 1, "step": 2, "filter": 1, "play": False}
EVERYWHERE = {"x", "W", "b", "out", "dout", "db", "dW", "dx"}
MORE = {
    STEPS: {"share"}, FOLD: {"reads"}, OVERWRITE: {"reads", "wrong"}, COUNT: {"reads", "back"},
    ROTATED: {"spread", "turned"},
}  # fmt: skip


def test_the_menu_has_every_picture():
    offered = [variant for variants in PICTURES.values() for variant in variants]
    assert sorted(offered) == sorted(
        [STEPS, ALL_STEPS, *MATRICES, FOLD, OVERWRITE, COUNT, PIXEL, ROTATED, CHECK, LEARN]
    )
    assert all(name.isalnum() and len(name) <= 12 for name in offered)  # ids travel in the link


@pytest.mark.parametrize(
    "view", [v for variants in PICTURES.values() for v in variants if v != LEARN]
)
def test_each_picture_gets_its_numbers(view):
    header, arrays = unpack(backward_payload(Worked(LESSON), view, SEEK))
    assert header["kind"] == view
    assert header["seek"] == SEEK
    assert header["all"] == (view == ALL_STEPS)
    assert set(arrays) == EVERYWHERE | MORE.get(view, set())
    convolution = Worked(LESSON).layer
    convolution.forward(Worked(LESSON).x)
    dx = convolution.backward(gradient_arrays(Worked(LESSON))["dout"])
    for name, truth in (("dx", dx), ("dW", convolution.dW), ("db", convolution.db)):
        np.testing.assert_allclose(arrays[name], truth, rtol=1e-6, atol=1e-6)
    if view == COUNT:
        np.testing.assert_array_equal(arrays["reads"], Worked(LESSON).geometry.reads())
        inside = Worked(LESSON).geometry.reads()[1:-1, 1:-1]
        np.testing.assert_allclose(arrays["back"][0, 0], inside * Worked(LESSON).x[0, 0])
    if view == ROTATED:
        room = Convolution(arrays["turned"], 0).forward(arrays["spread"])
        np.testing.assert_allclose(room[:, :, 1:-1, 1:-1], dx, rtol=1e-4, atol=1e-4)
    if view == CHECK:
        parts = header["check"]["parts"]
        assert [parts[name]["total"] for name in ("db", "dW", "dx")] == [2, 18, 48]
        assert max(parts["dx"]["error"]) < 1e-7


def test_the_shares_of_the_filters_add_up_to_dx():
    arrays = gradient_arrays(Worked(LESSON))
    shares = filter_shares(Worked(LESSON))
    assert shares.shape == (2, *arrays["dx"].shape)
    np.testing.assert_allclose(shares.sum(0), arrays["dx"], rtol=1e-12, atol=1e-12)


def test_where_the_learner_looks_changes_no_byte():
    elsewhere = replace(LESSON, step=3, filter=1)
    here, there = (backward_payload(Worked(one), STEPS, SEEK) for one in (LESSON, elsewhere))
    assert here == there


@pytest.mark.parametrize("name", ARRAYS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_show_every_plane_with_its_exact_numbers(name, scheme):
    eight = replace(LESSON, filters=tuple(Filter("random", seed=k) for k in range(8)))
    array = gradient_arrays(Worked(eight))[name]
    figure = heat_maps(name, array, 0, scheme)
    planes = array.reshape(-1, *array.shape[2:])
    assert len(figure["data"]) == len(planes) == len(figure["layout"]["annotations"])
    for at, trace in enumerate(figure["data"]):
        np.testing.assert_array_equal(trace["z"], planes[at])
        first, second = divmod(at, array.shape[1])
        label = f"{name}[{first},{second}]"
        assert figure["layout"]["annotations"][at]["text"] == label
        assert trace["hovertemplate"].startswith(label[:-1])
    scale = figure["layout"]["coloraxis"]
    assert scale["cmax"] == -scale["cmin"] == np.abs(array).max()
    import plotly.graph_objects as go

    go.Figure(figure)  # raises where the figure says what Plotly does not know


def test_weights_of_the_lesson_are_those_of_the_payload():
    _, arrays = unpack(backward_payload(Worked(LESSON), PIXEL, SEEK))
    np.testing.assert_array_equal(arrays["W"], Worked(LESSON).W.astype(np.float32))


def test_the_charts_buttons_are_in_the_learners_language():
    told = spoken(vocabulary("ja"))
    assert told["locale"] == "ja"
    assert told["locales"]["ja"]["dictionary"]["Zoom in"] == "拡大"


@pytest.mark.parametrize("sign", [1, -1])
def test_a_chart_of_one_sign_is_grey_from_zero(sign):
    scale = heat_maps("dout", sign * np.ones((1, 1, 2, 2)), 0, "light")["layout"]["coloraxis"]
    assert sorted((scale["cmin"], scale["cmax"])) == sorted((0, sign))
    assert scale["colorscale"][0 if sign > 0 else -1][1] == "rgb(247, 246, 243)"
