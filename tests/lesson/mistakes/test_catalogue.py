"""Every mistake of the catalogue: where it makes another array, and where it makes none."""

import numpy as np
import pytest

from lesson.code.listing import BOOK, SIDES, listing, listing_of, operands
from lesson.code.runner import run
from lesson.mistakes.catalogue import MISTAKES, SLIPS
from lesson.mistakes.facts import facts
from lesson.mistakes.verdict import verdict
from lesson.mistakes.wrong import those_that_matter, wrong_arrays
from lesson.state import Dout, Filter, Lesson, More
from lesson.vocabulary import vocabulary
from lesson.worked import Worked

TWO = (Filter("random", 0.5), Filter("random", -1.0, seed=3))
HARD = Lesson(
    source="rocket", size=8, colour="rgb", scale="byte", FH=3, FW=2, stride=(2, 3),
    pad=(1, 0, 2, 1), more=(More("cat"),), dout=Dout("random"), filters=TWO,
)  # fmt: skip
SQUARE = Lesson(
    source="rocket", size=8, colour="rgb", scale="byte", stride=(2, 2), more=(More("cat"),),
    dout=Dout("random"), filters=TWO,
)  # fmt: skip
TABLE = {  # teaching.md
    "floor", "pad-once", "bias", "flip", "swap", "stride", "channel", "order", "bare", "mean",
    "overwrite", "untransposed", "crop", "rot", "wrap", "slips",
}  # fmt: skip


def matters(slip, worked):
    return any(those_that_matter([SLIPS[slip]], worked))


def windows(x, W, lesson, sides):
    """Each window of the padded images, (N, out_h, out_w, C, FH, FW), cut out one by one."""
    top, bottom, left, right = sides
    (sh, sw), (FH, FW) = lesson.stride, W.shape[2:]
    N, C, H, width = x.shape
    img = np.zeros((N, C, H + top + bottom, width + left + right))
    img[:, :, top : top + H, left : left + width] = x
    rows = [r for r in range(0, img.shape[2], sh) if r + FH <= img.shape[2]]
    cols = [q for q in range(0, img.shape[3], sw) if q + FW <= img.shape[3]]
    return img, np.array(
        [[[img[n, :, r : r + FH, q : q + FW] for q in cols] for r in rows] for n in range(N)]
    )


def by_hand(lesson):
    """What people who make the mistakes get, from windows and sums: slip -> array -> values."""
    worked = Worked(lesson)
    x, W, b, dout = worked.x, worked.W, worked.b, worked.dout
    sides = worked.geometry.pad
    img, seen = windows(x, W, lesson, sides)
    N, out_h, out_w = seen.shape[:3]
    FN, C, FH, FW = W.shape
    bias = b[:, None, None]

    def summed(cells, weights):
        return np.einsum("nijcuv,kcuv->nkij", cells, weights)

    sums = summed(seen, W)
    out = sums + bias
    dW = np.einsum("nkij,nijcuv->kcuv", dout, seen)
    met = np.einsum("nkij,kcuv->nijcuv", dout, W)

    def folded(cells, add):
        back = np.zeros_like(img)
        for u, v in np.ndindex(FH, FW):  # in the listing's order: a cell of the filter at a time
            for i, j in np.ndindex(out_h, out_w):
                at = (slice(None), slice(None), lesson.stride[0] * i + u, lesson.stride[1] * j + v)
                back[at] = cells[:, i, j, :, u, v] + (back[at] if add else 0)
        return back

    top, left = sides[0], sides[2]
    H, width = x.shape[2:]

    def cropped(back):
        return back[:, :, top : top + H, left : left + width]

    yield "bias", "out", sums
    yield "bias-each", "out", sums + C * FH * FW * bias
    yield "flip", "out", summed(seen[..., ::-1, ::-1], W) + bias
    close = np.array(
        [[[img[n, :, i : i + FH, j : j + FW] for j in range(out_w)] for i in range(out_h)]
         for n in range(N)]
    )  # fmt: skip
    yield "stride", "out", summed(close, W) + bias
    yield "channel", "out", summed(seen[:, :, :, :1], W[:, :1]) + bias
    yield "channel-mean", "out", sums / C + bias
    yield "bare", "out", np.moveaxis(out, 1, 3).ravel().reshape(out.shape)
    yield "mean", "db", dout.mean(axis=(0, 2, 3))
    yield "mean-images", "db", dout.sum(axis=(0, 2, 3)) / N
    yield "mean-dW", "dW", dW / (N * out_h * out_w)
    yield "mean-dW-images", "dW", dW / N
    yield "untransposed", "dW", dW.reshape(FN, -1).T.ravel().reshape(dW.shape)
    yield "overwrite", "dx", cropped(folded(met, add=False))
    yield "crop", "dx", folded(met, add=True)
    yield "crop-side", "dx", folded(met, add=True)[:, :, :H, :width]
    yield (
        "rot",
        "dx",
        cropped(folded(np.einsum("nkij,kcuv->nijcuv", dout, W[:, :, ::-1, ::-1]), add=True)),
    )
    near = np.abs(out - out.round()) < 1e-9  # the order of a sum decides on which side it falls
    yield "wrap", "out", np.where(near, np.nan, np.trunc(out) % 256)
    cells_first = np.moveaxis(seen, 3, 5).reshape(N, out_h, out_w, -1)
    yield "order-cell", "out", summed(cells_first.reshape(seen.shape), W) + bias
    six = np.moveaxis(seen, (1, 2), (4, 5))  # (N, C, FH, FW, out_h, out_w), as between the loops
    yield "order", "out", summed(six.ravel().reshape(seen.shape), W) + bias
    if FH == FW:
        yield "swap", "out", summed(np.swapaxes(seen, 4, 5), W) + bias
    if out_h != out_w:
        rows = np.moveaxis(out, 1, 3).ravel().reshape(N, out_w, out_h, FN)
        yield "swap-size", "out", np.moveaxis(rows, 3, 1)


def cases():
    for lesson in (HARD, SQUARE):
        for slip, name, values in by_hand(lesson):
            yield pytest.param(lesson, slip, name, values, id=f"{lesson.FW}-{slip}")


def test_the_catalogue_is_that_of_the_table():
    assert set(MISTAKES) == TABLE
    told = {name.partition(".")[0] for name in vocabulary("en").section("mistakes")}
    assert told == set(SLIPS)


@pytest.mark.parametrize("name", [BOOK, SIDES])
@pytest.mark.parametrize("slip", SLIPS.values(), ids=lambda slip: slip.id)
def test_a_slip_changes_one_line(slip, name):
    right = listing(name)
    made = slip.made_in(right)
    if made is None:
        assert (slip.id, name) == ("stride-other", BOOK)
        return
    changed = [
        at for at, (a, b) in enumerate(zip(right.lines, made.lines, strict=True), 1) if a != b
    ]
    assert changed == [slip.line_in(right)]


@pytest.mark.parametrize(("lesson", "slip", "name", "values"), list(cases()))
def test_a_mistake_makes_the_array_that_people_get(lesson, slip, name, values):
    made = wrong_arrays(SLIPS[slip], Worked(lesson))
    known = ~np.isnan(values)
    assert known.mean() > 0.3
    np.testing.assert_allclose(made[name][known], values[known], atol=1e-8)
    assert made[name].shape == values.shape
    assert matters(slip, Worked(lesson))


def test_wrong_sizes():
    worked = Worked(Lesson(size=11, stride=(3, 2), pad=(1, 2, 0, 3)))
    # down: (11 + 3 - 3) / 3 = 3.67, across: (11 + 3 - 3) / 2 = 5.5
    sizes = {
        slip: {n: int(a) for n, a in wrong_arrays(SLIPS[slip], worked).items() if a.ndim == 0}
        for slip in ("floor", "plus-one", "pad-once", "no-pad")
    }
    assert sizes["floor"] == {"out_h": 5, "out_w": 7}
    assert sizes["plus-one"] == {"out_h": 3, "out_w": 5}
    assert sizes["pad-once"] == {"out_w": 5}  # (11 + 1 - 3) // 3 + 1 = 4 as well, (11 - 3) // 2 + 1
    assert sizes["no-pad"] == {"out_h": 3, "out_w": 5}


@pytest.mark.parametrize(
    ("slip", "lesson"),
    [
        ("floor", Lesson(size=8)),
        ("pad-once", Lesson(size=8, pad=(1, 0, 1, 0))),
        ("no-pad", Lesson(size=8, pad=(0,) * 4)),
        ("bias", Lesson(size=8)),
        ("bias-each", Lesson(size=8)),
        ("flip", Lesson(size=8, filters=(Filter("gaussian"),))),
        ("swap", Lesson(size=8, FH=1, FW=1, filters=(Filter("identity", 0.5),))),
        ("swap-size", Lesson(size=8)),
        ("stride", Lesson(size=8)),
        ("stride-other", Lesson(size=8, stride=(2, 2), dilation=(2, 2))),
        ("channel", Lesson(size=8)),
        ("channel-mean", Lesson(size=8)),
        ("bare", Lesson(size=8)),
        ("order-cell", Lesson(size=8)),
        ("mean-images", Lesson(size=8)),
        ("mean-dW-images", Lesson(size=8)),
        ("untransposed", Lesson(size=8)),
        ("overwrite", Lesson(size=8, stride=(3, 3), dout=Dout("random"))),
        ("crop", Lesson(size=8, pad=(0,) * 4)),
        ("crop-side", Lesson(size=8, pad=(0, 2, 0, 1))),
        ("rot", Lesson(size=8, filters=(Filter("gaussian"),))),
    ],
)
def test_a_mistake_that_gives_the_right_numbers_is_none(slip, lesson):
    worked = Worked(lesson)
    assert not matters(slip, worked)
    assert wrong_arrays(SLIPS[slip], worked) == {}


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_the_verdict_names_the_array_that_the_line_makes(slip):
    worked = Worked(SQUARE if slip != "stride-other" else HARD)
    text, given = listing_of(worked), operands(worked)
    found = verdict(text, made_of(slip, text), given)
    line = SLIPS[slip].line_in(text)
    if found.wrong is not None:
        made = {*text.sets(line), "return"}
        assert found.wrong.name in made
        if found.wrong.same_shape:
            cell = found.wrong.first
            assert found.wrong.value[cell] != found.wrong.right[cell]
    else:
        assert slip in ("col_w", "shepe", "swap-size", "pad-once")
    assert found.harmless is not matters(slip, worked)
    returned, failure = run(made_of(slip, text), given)
    assert found.failure == failure
    assert found.caught is (None if failure else by_differences(text, slip, given, returned))


def made_of(slip, text):
    made = SLIPS[slip].made_in(text)
    assert made is not None
    return made


def by_differences(text, slip, given, returned):
    """Whether differences of the slipped forward, a number at a time, tell backward is wrong."""
    made, rng = made_of(slip, text), np.random.default_rng(0)
    out, db, dW, dx = returned
    for name, gradient in (("b", db), ("W", dW), ("x", dx)):
        if gradient.shape != given[name].shape:
            return True
        for at in rng.choice(gradient.size, size=min(30, gradient.size), replace=False):
            moved = given[name].copy()
            moved.flat[at] += 1
            (other, *_), _ = run(made, {**given, name: moved})
            if abs(((other - out) * given["dout"]).sum() - gradient.flat[at]) > 1e-6:
                return True
    return False


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("slip", SLIPS.values(), ids=lambda slip: slip.id)
def test_the_sentence_has_the_numbers_of_the_lesson(slip, language):
    for lesson in (HARD, SQUARE, Lesson(source="book", pad=(0,) * 4)):
        worked = Worked(Lesson(**{**vars(lesson), "language": language}))
        told = vocabulary(language)(f"mistakes.{slip.id}.tell", **facts(slip, worked))
        assert "{" not in told
        assert vocabulary(language)(f"mistakes.{slip.id}.name")
        assert vocabulary(language)(f"mistake.{slip.mistake}")


def test_facts_are_those_of_the_layer():
    found = facts(SLIPS["floor"], Worked(HARD))
    x, W = Worked(HARD).x, Worked(HARD).W
    img, seen = windows(x, W, HARD, (1, 0, 2, 1))
    expected = {
        "N": 2, "C": 3, "H": 8, "W": 8, "FN": 2, "FH": 3, "FW": 2, "sh": 2, "sw": 3,
        "out_h": seen.shape[1], "out_w": seen.shape[2], "windows": seen[..., 0, 0, 0].size,
        "products": seen[0, 0, 0].size, "padded_h": img.shape[2], "padded_w": img.shape[3],
    }  # fmt: skip
    assert {name: int(found[name]) for name in expected} == expected
