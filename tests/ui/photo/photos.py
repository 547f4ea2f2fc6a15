"""What the tests of the photo page share: reading its messages, a small layer, the whole map."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from conv_core import Convolution, Geometry
from lesson.photo.regions import PhotoLayer
from lesson.photo.survey import finished, survey


def maps_of(place, arrays, name="mean"):
    """The numbers of all maps, as `plates.js` reads them."""
    told = [
        arrays[f"{name}{k}"].astype(np.float32) * np.float32(step) / np.float32(over)
        for k, (step, over) in enumerate(zip(place["steps"], place["over"], strict=True))
    ]
    return np.stack(told)


def a_layer(height=13, width=17, C=3, FN=2, white=255, **settings):
    rng = np.random.default_rng(9)
    x = rng.integers(0, 256, (height, width, C), dtype=np.uint8).transpose(2, 0, 1)[None]
    W = rng.integers(-5, 6, (FN, C, 3, 2)).astype(np.float32)
    b = rng.integers(-9, 9, FN).astype(np.float32)
    return PhotoLayer(x, W, b, Geometry.of(height, width, 3, 2, **settings), white)


def a_work(layer, number=4) -> Any:
    found = finished(survey(layer))
    return SimpleNamespace(number=number, layer=lambda: layer, survey=found)


def whole(layer):
    g = layer.geometry
    out = Convolution(layer.W, layer.b, g.stride, g.pad, g.dilation).forward(layer.x)[0]
    return out / np.float32(layer.white)
