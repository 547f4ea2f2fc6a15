"""A picture on the stage: the right part of it, averaged over areas, as the numbers shown."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson.files import areas
from lesson.files.pictures import Picture, read_picture
from lesson.files.samples import SAMPLES, sample_bytes
from lesson.files.stage_picture import to_stage


def picture(pixels):
    pixels = np.asarray(pixels, np.uint8)
    return Picture(pixels, (pixels.shape[1], pixels.shape[0]), pixels.ndim == 2)


def random_picture(height, width, channels, seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)
    return picture(pixels[:, :, 0] if channels == 1 else pixels)


def share(cell, cells, pixel, pixels):
    """The part of a cell that a pixel covers, as an exact fraction of the cell."""
    left = max(Fraction(cell, cells), Fraction(pixel, pixels))
    right = min(Fraction(cell + 1, cells), Fraction(pixel + 1, pixels))
    return max(right - left, Fraction(0)) * cells


def averaged(plane, out_h, out_w):
    """The oracle: loops and fractions, rounded half up."""
    in_h, in_w = len(plane), len(plane[0])
    return [
        [
            sum(
                share(i, out_h, y, in_h) * share(j, out_w, x, in_w) * plane[y][x]
                for y in range(in_h)
                for x in range(in_w)
            )
            for j in range(out_w)
        ]
        for i in range(out_h)
    ]


def rounded(rows):
    return [[(2 * value + 1) // 2 for value in row] for row in rows]


@given(
    height=st.integers(1, 9),
    width=st.integers(1, 9),
    size=st.integers(4, 8),
    seed=st.integers(0, 2**32),
)
def test_averages_are_exact(height, width, size, seed):
    source = random_picture(height, width, 3, seed)
    out_h = max(1, int(Fraction(height * size, max(height, width)) + Fraction(1, 2)))
    out_w = max(1, int(Fraction(width * size, max(height, width)) + Fraction(1, 2)))
    exact = [averaged(source.pixels[:, :, c].tolist(), out_h, out_w) for c in range(3)]
    luma = [
        [(299 * r + 587 * g + 114 * b) / 1000 for r, g, b in zip(*rows, strict=True)]
        for rows in zip(*exact, strict=True)
    ]

    planes = to_stage(source, size, "rgb", "fit", "byte")
    np.testing.assert_array_equal(planes, [rounded(plane) for plane in exact])
    np.testing.assert_array_equal(to_stage(source, size, "grey", "fit", "byte"), [rounded(luma)])


@given(height=st.integers(3, 9), width=st.integers(3, 9), seed=st.integers(0, 2**32))
def test_the_kept_picture_is_averaged_and_rounded(height, width, seed):
    pixels = random_picture(height, width, 3, seed).pixels
    out = (height // 2 + 1, width // 2 + 1)
    small = areas.averaged(pixels, out, (height, width), 1)
    assert small.shape == (*out, 3)
    for c in range(3):
        exact = np.array(averaged(pixels[:, :, c].tolist(), *out), dtype=np.float64)
        # a tie may go either way in 32 bits
        assert np.abs(small[:, :, c] - exact).max() <= 0.501


@pytest.mark.parametrize(
    ("height", "width", "size", "expected"),
    [(300, 451, 28, (19, 28)), (451, 300, 28, (28, 19)), (3, 512, 64, (1, 64)), (5, 5, 9, (9, 9))],
)
def test_fit_keeps_the_proportions(height, width, size, expected):
    source = random_picture(height, width, 3, 1)
    assert to_stage(source, size, "rgb", "fit", "byte").shape == (3, *expected)
    assert to_stage(source, size, "rgb", "crop", "byte").shape == (3, size, size)


def test_crop_is_the_central_square():
    pixels = np.full((4, 12), 200)
    pixels[:, 4:8] = np.arange(16).reshape(4, 4)
    for turned in (pixels, pixels.T):
        values = to_stage(picture(turned), 4, "grey", "crop", "byte")[0]
        assert sorted(values.ravel()) == list(range(16))


def test_unit_values_are_the_two_decimals_shown():
    values = to_stage(random_picture(40, 30, 3, 2), 28, "rgb", "crop", "unit")
    whole = to_stage(random_picture(40, 30, 3, 2), 28, "rgb", "crop", "byte")
    assert values.dtype == np.float64
    assert all(float(f"{value:.2f}") == value for value in values.ravel())
    assert np.abs(values - whole / 255).max() <= 0.005 + 1e-12


def test_grey_on_three_channels_is_three_times_the_same():
    planes = to_stage(random_picture(9, 7, 1, 3), 4, "rgb", "crop", "byte")
    assert planes.shape == (3, 4, 4)
    assert (planes == planes[0]).all()


@pytest.mark.parametrize("size", [3, 65, 0, -1])
def test_size_outside_the_stage(size):
    with pytest.raises(ValueError, match="4 to 64"):
        to_stage(random_picture(9, 7, 1, 3), size, "grey", "crop", "byte")


@pytest.mark.parametrize(
    ("name", "size", "grey"),
    [
        ("cat", (451, 300), False),
        ("camera", (512, 512), True),
        ("brick", (512, 512), True),
        ("rocket", (640, 427), False),
    ],
)
def test_samples(name, size, grey):
    sample = read_picture(sample_bytes(name))
    assert (sample.original_size, sample.grey) == (size, grey)
    # one grey all over would be no lesson; the bricks vary least
    assert to_stage(sample, 28, "grey", "crop", "byte").std() > 5


def test_every_sample_has_its_rights_written_down(repo):
    rights = (repo / "lesson/files/samples/LICENSES.md").read_text(encoding="utf-8")
    assert all(path.name in rights for path in SAMPLES.values())
    with pytest.raises(KeyError):
        sample_bytes("../refusal")
