"""Regions and bands of a photograph against nested loops, and what a pass may take."""

import gc
import tracemalloc

import numpy as np
import pytest

from conv_core import Convolution, Geometry
from lesson.photo import memory as photo_memory
from lesson.photo import survey as photo_survey
from lesson.photo.memory import KeptPhoto
from lesson.photo.regions import PhotoLayer, Spent, block_means
from lesson.photo.survey import finished, look, out_block, overview_block, survey
from lesson.signs import FEW

SETTINGS = [
    {},
    {"pad": 1},
    {"pad": (3, 0, 1, 4), "stride": (2, 3)},
    {"pad": 9, "stride": (1, 2)},  # whole windows of padding
    {"stride": (3, 1), "dilation": (2, 3), "pad": (2, 5)},
    {"pad": "same", "stride": 2},
]


def layer_of(
    settings, C=3, height=17, width=23, FN=2, FH=4, FW=3, white=1, whole_numbers=True, seed=3
):
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (height, width, C), dtype=np.uint8)
    x = pixels.transpose(2, 0, 1)[None]
    W = rng.integers(-9, 10, (FN, C, FH, FW)).astype(np.float32)
    b = rng.integers(-50, 50, FN).astype(np.float32)
    if not whole_numbers:
        W, b = W / np.float32(7), b / np.float32(3)
    return PhotoLayer(x, W, b, Geometry.of(height, width, FH, FW, **settings), white)


def naive(layer):
    """The definition, cell by cell, in float64."""
    g = layer.geometry
    out = np.zeros(layer.shape)
    C, FH, FW = layer.W.shape[1:]
    for k, i, j in np.ndindex(*layer.shape):
        total = float(layer.b[k])
        for c, u, v in np.ndindex(C, FH, FW):
            row = i * g.stride[0] + u * g.dilation[0] - g.pad[0]
            col = j * g.stride[1] + v * g.dilation[1] - g.pad[2]
            if 0 <= row < g.in_h and 0 <= col < g.in_w:
                total += float(layer.x[0, c, row, col]) * float(layer.W[k, c, u, v])
        out[k, i, j] = total / layer.white
    return out


@pytest.mark.parametrize("settings", SETTINGS)
def test_every_region_is_a_part_of_the_definition(settings):
    layer = layer_of(settings)
    whole = naive(layer)
    rng = np.random.default_rng(0)
    for _ in range(40):
        rows = sorted(rng.choice(layer.shape[1] + 1, 2, replace=False).tolist())
        cols = sorted(rng.choice(layer.shape[2] + 1, 2, replace=False).tolist())
        # whole numbers below 2**24: float32 is exact
        found = layer.region((rows[0], rows[1]), (cols[0], cols[1]))
        assert found.dtype == np.float32
        assert np.array_equal(found, whole[:, slice(*rows), slice(*cols)])


def test_fractions_agree_within_the_rounding_of_float32():
    layer = layer_of({"pad": 1}, whole_numbers=False, white=255)
    found = layer.region((0, layer.shape[1]), (0, layer.shape[2]))
    largest = np.abs(layer.W).sum(axis=(1, 2, 3)).max()
    assert np.abs(found - naive(layer)).max() <= 36 * np.finfo(np.float32).eps * largest


def test_windows_of_nothing_but_padding_give_the_bias():
    layer = layer_of({"pad": 9}, white=255)
    top = layer.region((0, 2), (5, 9))
    assert np.array_equal(top[:, 0, 0], layer.b / np.float32(255))
    assert np.array_equal(top, naive(layer)[:, :2, 5:9].astype(np.float32))


def test_what_cancels_is_nothing_and_sums_of_values_0_to_1_are_rounded_once():
    x = np.full((1, 3, 9, 8), 219, np.uint8)
    x[0, :, :, 4:] = 77
    W = np.tile(np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32), (1, 3, 1, 1))
    layer = PhotoLayer(x, W, np.zeros(1, np.float32), Geometry.of(9, 8, 3, 3), 255)
    out = layer.region((0, 7), (0, 6))
    assert np.array_equal(out[0, :, 0], np.zeros(7))
    assert out[0, 3, 2] == np.float32((77 - 219) * 4 * 3 / 255)


@pytest.mark.parametrize("k", [1, 2, 3, 5, 40])
@pytest.mark.parametrize("settings", SETTINGS)
def test_a_pass_in_bands_is_the_pass_over_the_whole(settings, k, monkeypatch):
    layer = layer_of(settings)
    monkeypatch.setattr(photo_survey, "_BAND", 70)
    monkeypatch.setattr(photo_survey, "overview_block", lambda *_: k)
    shares: list[float] = []
    found = finished(survey(layer), shares.append)
    whole = naive(layer)
    rows, cols = found.view.out_block
    assert (rows, cols) == tuple(max(1, k // s) for s in layer.geometry.stride)
    for i, j in np.ndindex(found.view.mean.shape[1:]):
        block = whole[:, i * rows : (i + 1) * rows, j * cols : (j + 1) * cols]
        assert found.view.mean[:, i, j] == pytest.approx(
            block.mean(axis=(1, 2)), rel=1e-5, abs=1e-3
        )
        if not found.view.exact:
            rectified = np.maximum(block, 0).mean(axis=(1, 2))
            assert found.view.positive[:, i, j] == pytest.approx(rectified, rel=1e-5, abs=1e-3)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert found.spent.numbers == whole.size
    assert found.spent.most <= max(70, rows * whole[:, 0].size)
    assert len(shares) > 1 or whole.size <= 2 * 70 or rows >= whole.shape[1]


def test_the_photograph_shrinks_by_means_rounded_half_up(monkeypatch):
    monkeypatch.setattr(photo_survey, "_BAND", 50)
    layer = layer_of({}, C=2, height=13, width=11)
    rows, cols = (3, 13), (2, 11)
    view = finished(look(layer, rows, cols, (0, 2), (0, 2), 3))
    for c, i, j in np.ndindex(*view.x.shape):
        block = layer.x[0, c, 3 + 3 * i : min(6 + 3 * i, 13), 2 + 3 * j : min(5 + 3 * j, 11)]
        assert view.x[c, i, j] == (2 * int(block.sum()) + block.size) // (2 * block.size)


def test_block_means_average_what_is_there_at_the_edges():
    values = np.arange(5 * 7).reshape(5, 7)
    found = block_means(values, (2, 3))
    assert found.shape == (3, 3)
    for i, j in np.ndindex(3, 3):
        assert found[i, j] == values[2 * i : 2 * i + 2, 3 * j : 3 * j + 3].mean()


@pytest.mark.parametrize(("stride", "C"), [((1, 1), 3), ((2, 3), 1), ((8, 8), 3)])
def test_an_overview_fits_into_its_message_and_is_no_coarser_than_that(stride, C):
    layer = PhotoLayer(
        np.broadcast_to(np.uint8(1), (1, C, 3000, 4000)), np.zeros((8, C, 3, 3), np.float32),
        np.zeros(8, np.float32), Geometry.of(3000, 4000, 3, 3, stride),
    )  # fmt: skip

    def size(k):
        rows, cols = out_block(layer, k)
        maps = -(-layer.shape[1] // rows) * -(-layer.shape[2] // cols)
        return C * -(-3000 // k) * -(-4000 // k) + 4 * 8 * maps

    k = overview_block(layer)
    assert size(k) <= photo_survey.OVERVIEW_BYTES < size(k - 1)


def test_an_overview_is_no_finer_than_the_screen():
    layer = PhotoLayer(
        np.broadcast_to(np.uint8(1), (1, 1, 3000, 4000)), np.zeros((1, 1, 3, 3), np.float32),
        np.zeros(1, np.float32), Geometry.of(3000, 4000, 3, 3),
    )  # fmt: skip
    assert overview_block(layer, 400 * 300) == 10
    assert overview_block(layer, 401 * 301) == 9
    assert overview_block(layer, 4000 * 3000) == overview_block(layer) > 1


def test_another_pass_takes_the_photographs_means_from_the_last_one(monkeypatch):
    layer = layer_of({})
    before = finished(survey(layer)).view
    monkeypatch.setattr(photo_survey, "_shrunk", None)
    assert finished(survey(layer, None, before)).view.x is before.x


def test_means_of_other_blocks_are_not_taken():
    layer = layer_of({})
    before = finished(survey(layer)).view
    wanted = -(-layer.x.shape[2] // 2), -(-layer.x.shape[3] // 2)
    pixels = layer.x[0, 0].size // 4
    assert finished(survey(layer, pixels, before)).view.x.shape[1:] == wanted


def test_colours_end_where_nearly_all_numbers_do():
    x = np.zeros((1, 1, 40, 50), np.uint8)
    x[0, 0, :20] = 10
    x[0, 0, 7, 7] = 255
    layer = PhotoLayer(
        x, np.ones((1, 1, 1, 1), np.float32), np.zeros(1, np.float32), Geometry.of(40, 50, 1, 1)
    )
    found = finished(survey(layer))
    assert found.most[0] == 10


def test_a_map_of_nothing_has_a_scale():
    layer = PhotoLayer(
        np.zeros((1, 1, 4, 4), np.uint8), np.zeros((1, 1, 1, 1), np.float32),
        np.zeros(1, np.float32), Geometry.of(4, 4, 1, 1),
    )  # fmt: skip
    assert finished(survey(layer)).most.tolist() == [0]


def test_twelve_megapixels_take_a_few_megabytes():
    pixels = np.tile(np.arange(250, dtype=np.uint8), (3000, 16))[:, :, None].repeat(3, axis=2)
    W = np.ones((3, 3, 3, 3), np.float32)
    layer = PhotoLayer(
        pixels.transpose(2, 0, 1)[None], W, np.zeros(3, np.float32), Geometry.of(3000, 4000, 3, 3)
    )
    tracemalloc.start()
    found = finished(survey(layer))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.spent.numbers == 3 * 2998 * 3998
    assert most < 24e6, f"{most / 1e6:.0f} MB; the output alone would be 144"


def test_time_is_measured_around_the_layer():
    spent = Spent()
    layer = layer_of({})
    layer.region((0, 3), (0, 2), spent)
    layer.region((0, 1), (0, 5), spent)
    assert (spent.numbers, spent.most) == (2 * 6 + 2 * 5, 2 * 6)
    assert spent.cpu > 0
    assert spent.wall > 0


def test_the_layer_is_conv_core():
    layer = layer_of({"pad": 1})
    g = layer.geometry
    whole = Convolution(layer.W, layer.b, g.stride, g.pad, g.dilation).forward(layer.x)[0]
    assert np.array_equal(layer.region((0, g.out_h), (0, g.out_w)), whole)


class Reader:
    """Decodes a photograph of so many bytes, and counts how often."""

    def __init__(self, size):
        self.size, self.times = size, 0

    def __call__(self):
        self.times += 1
        return np.zeros((1, self.size), np.uint8)


def test_photographs_beyond_the_room_are_let_go_and_read_again(monkeypatch):
    monkeypatch.setattr(photo_memory, "ROOM", 100)
    gc.collect()
    readers = [Reader(40) for _ in range(3)]
    photos = [KeptPhoto(read) for read in readers]
    photos[0].pixels()
    photos[1].pixels()
    photos[0].pixels()  # asked for again: now the second one has waited longest
    photos[2].pixels()
    assert [one.kept_bytes for one in photos] == [40, 0, 40]
    assert photos[1].pixels().size == 40
    assert [read.times for read in readers] == [1, 2, 1]
    assert sum(one.kept_bytes for one in photos) <= 100


def test_a_photograph_larger_than_the_room_is_still_shown(monkeypatch):
    monkeypatch.setattr(photo_memory, "ROOM", 100)
    small, large = KeptPhoto(Reader(60)), KeptPhoto(Reader(400))
    small.pixels()
    assert large.pixels().size == 400
    assert (small.kept_bytes, large.kept_bytes) == (0, 400)


def test_a_photograph_its_visitor_let_go_of_is_gone():
    photo = KeptPhoto(Reader(10))
    photo.pixels()
    before = len(photo_memory._kept)
    del photo
    gc.collect()
    KeptPhoto(Reader(1)).pixels()
    assert len([ref for ref in photo_memory._kept if ref() is not None]) < before + 1


def test_a_kept_photograph_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        KeptPhoto(Reader(3)).pixels()[:] = 1


@pytest.mark.parametrize("k", [None, 3])
def test_a_map_that_is_nearly_all_of_one_sign(k):
    layer = layer_of({"pad": 1}, FN=4, FH=3, FW=3)
    layer.W[0] = 1
    layer.W[1] = -1
    layer.b[:2] = 0
    whole = naive(layer)
    pixels = None if k is None else layer.x.shape[2] * layer.x.shape[3] // k**2
    found = finished(survey(layer, pixels))
    assert found.sign.tolist()[:2] == [1, -1]
    for sign, out in zip(found.sign.tolist()[2:], whole[2:], strict=True):
        smaller = min(np.maximum(out, 0).sum(), np.maximum(-out, 0).sum())
        assert (sign == 0) is bool(smaller >= FEW * np.abs(out).sum())
