"""What the viewer gets: arrays as bytes, numbers and means."""

from dataclasses import replace

import numpy as np
import pytest

from lesson.photo.regions import PhotoLayer, block_means
from lesson.photo.survey import finished, look
from tests.ui.photo.photos import a_layer, maps_of, whole
from ui.photo.payload import spell_view


def seen(layer, k):
    return finished(look(layer, (0, 13), (0, 17), (0, 13), (0, 18), k))


@pytest.mark.parametrize("white", [1, 255])
@pytest.mark.parametrize("parts", [1, 2, 16])
def test_numbers_of_single_cells_are_exact_in_half_the_bytes_for_filters_of_whole_parts(
    white, parts
):
    layer = a_layer(pad=1, white=white)
    layer = replace(layer, W=layer.W / np.float32(parts), b=layer.b / np.float32(parts))
    place, arrays = spell_view(seen(layer, 1), layer)
    assert place["exact"] is True
    assert {array.dtype for array in arrays.values()} == {np.dtype(np.int16)}
    assert np.array_equal(maps_of(place, arrays), whole(layer))
    assert list(arrays) == ["mean0", "mean1"]


def test_what_whole_parts_cannot_tell_travels_as_it_is_and_the_other_maps_do_not_pay_for_it():
    layer = a_layer(pad=1)
    for change in (np.float32(0.1), np.float32(4000)):  # no whole parts; too many of them
        W = layer.W.copy()
        W[0] *= change
        odd = replace(layer, W=W)
        place, arrays = spell_view(seen(odd, 1), odd)
        assert [arrays[f"mean{k}"].dtype.kind for k in range(2)] == ["f", "i"]
        assert np.array_equal(maps_of(place, arrays), whole(odd))


def test_means_travel_in_sixteen_bits_no_farther_off_than_half_a_step():
    layer = a_layer(pad=1)
    place, arrays = spell_view(seen(layer, 4), layer)
    out = whole(layer)
    steps = np.array(place["steps"])[:, None, None]
    for name, numbers in (("mean", out), ("positive", np.maximum(out, 0))):
        assert {arrays[f"{name}{k}"].dtype for k in range(2)} == {np.dtype(np.int16)}
        off = np.abs(maps_of(place, arrays, name) - block_means(numbers, (4, 4)))
        assert (off <= steps * 0.501).all()
    assert np.abs(arrays["mean0"]).max() > 8000


def test_maps_of_nothing_travel_too():
    layer = a_layer()
    blank = PhotoLayer(layer.x, layer.W * 0, layer.b * 0, layer.geometry, 1)
    view = finished(look(blank, (0, 13), (0, 17), (0, 11), (0, 16), 3))
    place, arrays = spell_view(view, blank)
    assert place["steps"] == [1, 1]
    assert not maps_of(place, arrays).any()
