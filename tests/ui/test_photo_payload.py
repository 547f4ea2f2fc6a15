"""What the viewer gets: arrays as bytes, numbers and means."""

from typing import Any

import numpy as np

from lesson.photo_regions import PhotoLayer, block_means
from lesson.photo_survey import finished, look
from tests.ui.photos import a_layer, unpack, whole
from ui.photo_payload import pack_typed, spell_view


def test_arrays_of_every_type_come_back_whatever_their_length():
    arrays: dict[str, Any] = {
        "a": np.arange(5, dtype=np.uint8),
        "b": np.array([[-32768], [32767]], np.int16),
        "c": np.array([1.5, np.nan], np.float32),
        "d": np.arange(3, dtype=np.int16)[::-1],
    }
    header, found = unpack(pack_typed({"name": "窓"}, arrays))
    assert header["name"] == "窓"
    for name, array in arrays.items():
        assert np.array_equal(found[name], array, equal_nan=array.dtype.kind == "f")


def test_numbers_of_single_cells_travel_as_they_are():
    layer = a_layer(pad=1)
    view = finished(look(layer, (0, 13), (0, 17), (0, 13), (0, 18), 1))
    place, arrays = spell_view(view)
    assert place["exact"] is True
    assert arrays["mean"].dtype == np.float32
    assert np.array_equal(arrays["mean"], whole(layer))
    assert "positive" not in arrays


def test_means_travel_in_sixteen_bits_no_farther_off_than_half_a_step():
    layer = a_layer(pad=1)
    view = finished(look(layer, (0, 13), (0, 17), (0, 13), (0, 18), 4))
    place, arrays = spell_view(view)
    out = whole(layer)
    steps = np.array(place["steps"])[:, None, None]
    for name, numbers in (("mean", out), ("positive", np.maximum(out, 0))):
        assert arrays[name].dtype == np.int16
        off = np.abs(arrays[name] * steps - block_means(numbers, (4, 4)))
        assert (off <= steps * 0.501).all()
    assert np.abs(arrays["mean"]).max() > 8000


def test_maps_of_nothing_travel_too():
    layer = a_layer()
    blank = PhotoLayer(layer.x, layer.W * 0, layer.b * 0, layer.geometry, 1)
    view = finished(look(blank, (0, 13), (0, 17), (0, 11), (0, 16), 3))
    place, arrays = spell_view(view)
    assert place["steps"] == [1, 1]
    assert not arrays["mean"].any()
