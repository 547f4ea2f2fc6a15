"""Feature maps as files."""

import json
import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.conftest import REPO
from tests.ui.photo.photos import a_layer, a_work, whole
from ui.photo.files import SIGNED_STOPS, map_npy, map_png, palette


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
    stops = np.array(SIGNED_STOPS, float)
    place = 0.5 + 0.5 * np.sign(share) * np.abs(share) ** 0.7
    for c in range(3):
        wanted = np.interp(place, np.linspace(0, 1, 5), stops[:, c])
        far = np.abs(share) > 0.02  # the curve is steep at zero, and a palette has steps
        assert np.abs(colours[..., c] - wanted)[far].max() <= 6


def test_the_palette_has_the_stages_colours():
    theme = (REPO / "ui/stage/theme.js").read_text()
    light = re.search(r"light: \{\s+data: (\[.+?\],?\s*\])", theme, re.DOTALL)
    assert light is not None
    assert json.loads(re.sub(r",\s*\]", "]", light[1])) == [list(stop) for stop in SIGNED_STOPS]
    assert palette(True)[127].tolist() == list(SIGNED_STOPS[2])
