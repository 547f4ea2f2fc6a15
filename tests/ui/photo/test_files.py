"""Feature maps as files."""

import json
import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.conftest import REPO
from tests.ui.photo.photos import a_layer, a_work, whole
from ui.photo.files import map_npy, map_png, palette
from ui.stage.scales import DATA, PLAIN


def test_an_npy_file_holds_the_whole_map(monkeypatch):
    monkeypatch.setattr("ui.photo.files._BAND", 50)
    layer = a_layer(pad=1, stride=(1, 2))
    file = map_npy(a_work(layer), 1)
    found = np.load(BytesIO(file.getvalue()), allow_pickle=False)
    assert found.dtype == np.float32
    assert np.array_equal(found, whole(layer)[1])


@pytest.mark.parametrize("relu", [False, True])
@pytest.mark.parametrize("signed", [False, True])
def test_a_png_shows_the_map_in_the_colours_of_the_viewer(relu, signed, monkeypatch):
    monkeypatch.setattr("ui.photo.files._BAND", 50)
    layer = a_layer(pad=1)
    work = a_work(layer)
    image = Image.open(map_png(work, 0, {"relu": relu, "signed": signed}))
    assert image.size == (18, 13)
    colours = np.asarray(image.convert("RGB")).astype(int)
    numbers = whole(layer)[0]
    if relu:
        numbers = np.maximum(numbers, 0)
    share = np.clip(numbers / work.survey.most[0], -1, 1)
    if not signed:
        assert np.abs(colours - 255 * np.abs(share)[..., None]).max() <= 1.5
        return
    stops = np.array(DATA["light"], float)
    place = 0.5 + 0.5 * np.sign(share) * np.abs(share) ** 0.7
    for c in range(3):
        wanted = np.interp(place, np.linspace(0, 1, 5), stops[:, c])
        far = np.abs(share) > 0.02  # the curve is steep at zero, and a palette has steps
        assert np.abs(colours[..., c] - wanted)[far].max() <= 6


@pytest.mark.parametrize("sign", [1, -1])
def test_a_map_of_one_sign_is_grey_from_zero(sign):
    layer = a_layer(pad=1)
    layer.W[0] = sign * np.abs(layer.W[0])
    layer.b[0] = 0
    work = a_work(layer)
    assert work.survey.sign[0] == sign
    colours = np.asarray(Image.open(map_png(work, 0, {"signed": True})).convert("RGB")).astype(int)
    share = np.clip(sign * whole(layer)[0] / work.survey.most[0], 0, 1)
    assert np.abs(colours - 255 * share[..., None]).max() <= 1.5
    dark = np.asarray(Image.open(map_png(work, 0, {"signed": True, "relu": True})).convert("L"))
    assert bool(dark.max() == 0) is (sign < 0)


def test_charts_and_files_have_the_stages_colours():
    theme = (REPO / "ui/stage/theme.js").read_text()
    for name, ours in (("data", DATA), ("plain", PLAIN)):
        found = re.findall(rf"{name}: (\[.+?\],?\s*\])", theme, re.DOTALL)
        scales = [json.loads(re.sub(r",\s*\]", "]", text)) for text in found]
        assert scales == [[list(stop) for stop in ours[page]] for page in ("light", "dark")]
    assert palette(True)[127].tolist() == list(DATA["light"][2])
