"""Every number that is drawn: what it is, what stands beside it, and that sums add up.

All pictures of many lessons are drawn in Node on a canvas that only listens (`drawn_numbers.js`),
with the messages that the app sends.
"""

import re
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from lesson.backward.dout import OWN as OWN_DOUT
from lesson.backward.dout import RANDOM, TARGET
from lesson.numbers import Numbers
from lesson.state import OWN, Dout, Filter, Learn, Lesson, More
from lesson.worked import Worked
from tests.ui.pictures import payloads, run_pictures

HARNESS = Path(__file__).with_name("drawn_numbers.js")
SIZES = ((1230, 470, 1), (390, 560, 1), (1900, 900, 1.4))
STEPS = (0, 0.37, 0.62, 1)
MINUS = "\N{MINUS SIGN}"
LEGIBLE = 11  # px
ADVANCE = 0.6  # em of a digit


def own(*planes) -> Numbers:
    return Numbers.of(np.array(planes, dtype=float))


def weights(*planes) -> Filter:
    return Filter("own", 0.25, weights=own(*planes))


MINUS_144 = weights([[-1.44, 0.3, 0.55], [0.02, -0.18, 1.2], [0.7, -0.35, 0.1]])
HALVES = own(np.arange(49).reshape(7, 7) / 2 - 6)
LARGE = own(np.array([[123456.789, -3, 2.5, 0], [1, 0.25, 7, -88.125], [9, 4, 1, 6], [3, 2, 0, 8]]))
TINY = own(np.arange(25).reshape(5, 5) * 1e-5 - 7e-5)
BOTH = own(np.array([[123456.789, 1e-5, 0.5], [-3, 0.125, -1e-5], [7, 8, 9.5]]))

LESSONS = {
    "usual": Lesson(),
    "book": Lesson(source="book", pad=(0,) * 4, filters=(Filter("book"),)),
    "own weights": Lesson(source="book", filters=(MINUS_144,)),
    "own weights, photo": Lesson(size=16, filters=(MINUS_144,)),
    "blur": Lesson(filters=(Filter("box"), Filter("gaussian", -0.5)), size=12),
    "blur of whole numbers": Lesson(source="book", filters=(Filter("box"),)),
    "bytes": Lesson(scale="byte", size=20, filters=(Filter("box"), Filter("sharpen"))),
    "RGB": Lesson(
        colour="rgb", size=10, filters=(Filter("sobel_x"), Filter("random", 0.1, 2), Filter("box"))
    ),
    "depthwise": Lesson(
        colour="rgb", size=9, groups=3,
        filters=(Filter("sobel_x"), Filter("random", 0.1, 2), Filter("box")),
    ),
    "two groups of two filters": Lesson(
        source=OWN, numbers=own(HALVES.array[0][:5, :6], -HALVES.array[0][1:6, 1:]), groups=2,
        filters=(Filter("sobel_x"), Filter("random", 0.5, 5), Filter("identity"), MINUS_144),
        dout=Dout(RANDOM, seed=1),
    ),
    "strided batch": Lesson(
        source=OWN, numbers=HALVES, stride=(2, 3), more=(More("upload", HALVES),),
        filters=(Filter("random", -1.25, 3), Filter("sobel_y")), dout=Dout(RANDOM, seed=4),
    ),
    "target": Lesson(source="edge", pad=(0,) * 4, dout=Dout(TARGET), learn=Learn(50, "momentum")),
    "learning bursts": Lesson(source="book", dout=Dout(TARGET), learn=Learn(125, "sgd")),
    "large": Lesson(source=OWN, numbers=LARGE, filters=(weights([[1, -2], [0.5, 3]]),), FH=2, FW=2),
    "tiny": Lesson(source=OWN, numbers=TINY, filters=(Filter("sobel_x"),), pad=(0,) * 4),
    "large and tiny": Lesson(source=OWN, numbers=BOTH, FH=2, FW=2, filters=(Filter("random"),)),
    "one product in thirds": Lesson(
        source=OWN, numbers=own([[1 / 3, 2 / 3], [-1 / 7, 0.9]]), FH=1, FW=1, pad=(0,) * 4,
        filters=(weights([[-1 / 3]]),),
        dout=Dout(OWN_DOUT, numbers=Numbers.of(np.full((1, 1, 2, 2), 2 / 3))),
    ),
}  # fmt: skip

ADDED = (
    ("product", "out"), ("byX", "dW"), ("byW", "dx", "dcol"), ("dout", "db"), ("x", "back"),
    ("now", "move", "goal"), ("out", "target", "dout"),
)  # fmt: skip
"""Panels of one picture whose numbers are added to each other."""


@pytest.fixture(scope="module", params=LESSONS)
def drawn(request):
    """Picture -> what was drawn of it, at several sizes."""
    made = payloads(LESSONS[request.param])
    return run_pictures(HARNESS, made, sizes=SIZES, steps=STEPS)


# ---- reading

NUMBER = rf"{MINUS}?\d+(?:\.\d+)?(?:e{MINUS}?\d+)?"


def read(text: str) -> Fraction:
    bare = text.strip("()").replace(MINUS, "-")
    assert re.fullmatch(NUMBER, text.strip("()")), f"{text!r} is no number"
    assert not bare.startswith("-") or Fraction(bare) != 0, f"{text!r} is a negative zero"
    return Fraction(bare)


def decimals(text: str) -> tuple[int, str]:
    """Digits behind the point, and the power of ten."""
    mantissa, _, power = text.strip("()").partition("e")
    return len(mantissa.partition(".")[2]), power


def half_unit(text: str) -> Fraction:
    places, power = decimals(text)
    exponent = int(power.replace(MINUS, "-") or 0) - places
    return Fraction(10) ** exponent / 2


def assert_is(text: str, value: float, where: str) -> None:
    room = half_unit(text) + Fraction(abs(value)) / 10**6
    assert abs(read(text) - Fraction(value)) <= room, f"{where}: {value} is written {text}"


def everything(drawn):
    for view, sizes in drawn.items():
        for one in sizes:
            yield f"{view} at {one['size']}", one


def quantity(term) -> str | None:
    """The panel that a term of the formula belongs to."""
    if term.get("value") is None:
        return None
    kind = term["kind"]
    return {"x": "x", "w": "w", "bias": "bias"}.get(kind) or term.get("scale") or "out"


def written_as(drawn_one, view: str):
    """(what it is, of which filter), its value, its text: of all cells and terms."""
    for cell in drawn_one["cells"]:
        yield (cell["holds"], cell["filter"]), cell["value"], cell["text"]
    for frame in drawn_one["frames"]:
        for term in (term for line in frame["lines"] for term in line):
            what = quantity(term)
            if view == "learn":
                what = "now" if what in ("w", "next") else None
            if view == "check" or what in (None, "sum"):
                continue
            # the products of a channel, and the sum of them, are numbers of two panels
            if what == "out" and term["kind"] == "sum" and "scale" not in term:
                what = "product or out"
            yield (what, 0 if what == "x" else frame["filter"]), term["value"], term["text"]


# ---- the checks


def test_a_cell_holds_what_it_says(drawn):
    for where, one in everything(drawn):
        for cell in one["cells"]:
            assert_is(cell["text"], cell["value"], f"{where}, {cell['holds']}")


def test_all_cells_of_a_panel_are_written_alike_or_none(drawn):
    for where, one in everything(drawn):
        for panel, count in one["painted"]:
            assert count["written"] in (0, count["cells"]), f"{where}, {panel}: {count}"
        styles = defaultdict(set)
        for cell in one["cells"]:
            styles[cell["panel"]].add((*decimals(cell["text"]), cell["size"]))
            assert cell["size"] >= LEGIBLE, f"{where}, {cell}"
            assert len(cell["text"]) * ADVANCE * cell["size"] < cell["width"], f"{where}, {cell}"
        assert {panel: kinds for panel, kinds in styles.items() if len(kinds) > 1} == {}, where


def test_what_is_added_up_has_the_same_decimals(drawn):
    for view, sizes in drawn.items():
        places = defaultdict(set)
        for one in sizes:
            for what, _, text in written_as(one, view):
                places[what].add(decimals(text))
        for family in ADDED:
            if view != "learn" and family[0] in ("now", "out"):
                continue
            if view == "count" and family[0] != "x":
                continue
            if view != "count" and family[0] == "x":
                continue
            for k in {filter_ for _, filter_ in places}:
                together = {place for what in family for place in places.get((what, k), ())}
                assert len(together) <= 1, f"{view}, {family}, {k}: {together}"


def test_a_number_is_one_text_wherever_it_stands(drawn):
    for view, sizes in drawn.items():
        texts = defaultdict(set)
        for one in sizes:
            for what, value, text in written_as(one, view):
                texts[what, np.float32(value)].add(text.strip("()"))
        assert {key: said for key, said in texts.items() if len(said) > 1} == {}, view


def test_padding_is_padding_in_the_formula_too(drawn, request):
    """A 0 that nobody measured is hatched among the products, as it is in the picture."""
    worked = Worked(LESSONS[request.node.callspec.params["drawn"]])
    g = worked.geometry
    read = worked.x.shape[1] // worked.lesson.groups
    inside_rows = range(g.pad[0], g.pad[0] + g.in_h)
    inside_cols = range(g.pad[2], g.pad[2] + g.in_w)
    for where, one in everything({name: drawn[name] for name in ("slide", "product")}):
        for frame in one["frames"]:
            terms = [term for line in frame["lines"] for term in line]
            if any("…" in term["text"] for term in terms):
                continue
            i, j = divmod(frame["step"] % (g.out_h * g.out_w), g.out_w)
            padded = sum(
                i * g.stride[0] + r not in inside_rows or j * g.stride[1] + q not in inside_cols
                for r in g.row_offsets
                for q in g.col_offsets
            )
            assert sum(term.get("padding", False) for term in terms) == padded * read, where


# a sum as it is written: factors in brackets where they are negative, b before the bias
FACTOR = rf"(?:{NUMBER}|\({NUMBER}\))"
PRODUCT = rf"{FACTOR}(?:·{FACTOR})*"
SUM = re.compile(
    rf"(?<![\w·\[\].,…]) ?((?:{PRODUCT} [+−] )*(?:b )?{PRODUCT}) ([=≈]) ({FACTOR})(?![\d\]·,])"
)


def terms_of(text: str):
    sign = 1
    for piece in re.split(r" ([+−]) ", text):
        if piece in ("+", MINUS):
            sign = -1 if piece == MINUS else 1
            continue
        yield sign, piece.removeprefix("b ").split("·")


def assert_adds_up(total: str, sign: str, terms, where: str) -> None:
    """`=` where the shown terms give the shown total; `≈` where they miss it by rounding only."""
    value, room = Fraction(0), half_unit(total)
    for minus, factors in terms:
        product = Fraction(minus)
        for factor in factors:
            product *= read(factor)
        value += product
        half, size = Fraction(0), Fraction(1)
        for factor in factors:
            half = half * (abs(read(factor)) + half_unit(factor)) + size * half_unit(factor)
            size *= abs(read(factor))
        room += half
    off = abs(value - read(total))
    assert (off == 0) is (sign == "="), f"{where}: {float(value)} {sign} {total}"
    assert off <= room * Fraction("1.0001") + Fraction(1, 10**12), (
        f"{where}: {float(value)} {sign} {total}"
    )


def test_sums_in_words_add_up(drawn):
    found = 0
    for where, one in everything(drawn):
        if where.startswith("check"):
            continue
        for frame in one["frames"]:
            lines = ["".join(term["text"] for term in line) for line in frame["lines"]]
            for text in [*lines, *re.split(r"; |: ", frame["sentence"])]:
                if "…" in text or ";" in text:
                    continue
                for shown, sign, total in SUM.findall(text):
                    if "·" not in shown and " + " not in shown and " − " not in shown:
                        continue
                    found += 1
                    assert_adds_up(total, sign, terms_of(shown), f"{where}: {text}")
    assert found > 100


NAMED = r"(\+ )?Σ≈?|\+ b|[=≈]"
"""What is written beside a chip of the sum; the filter's weights are chips without a name."""


def test_products_and_chips_add_up(drawn):
    for view in ("slide", "product"):
        for one in drawn[view]:
            for frame in one["frames"]:
                places = {
                    decimals(cell["text"])
                    for cell in one["cells"]
                    if (cell["holds"], cell["filter"]) == ("product", frame["filter"])
                }
                # each chip is followed by the sign before it
                texts = frame["texts"]
                chips = [
                    (texts[at + 1]["text"], text["text"])
                    for at, text in enumerate(texts[:-1])
                    if text["chip"] and re.fullmatch(NAMED, texts[at + 1]["text"])
                ]
                sums = [(name, text) for name, text in chips if "Σ" in name]
                (bias,) = [text for name, text in chips if name == "+ b"]
                total_sign, total = chips[-1]
                assert total_sign in ("=", "≈")
                terms = [(1, [text]) for _, text in sums] + [(1, [bias])]
                assert_adds_up(total, total_sign, terms, f"{view}: {chips}")
                assert places <= {decimals(text) for _, text in sums}
                assert all(decimals(text) == decimals(total) for _, text in sums)


def test_rounding_is_no_number_of_the_gradient_check(drawn):
    for one in drawn["check"]:
        for frame in one["frames"]:
            for line in frame["lines"]:
                text = "".join(term["text"] for term in line).partition("   ")[0]
                assert f"e{MINUS}" not in text, text


def test_no_axis_mixes_two_ways_of_writing(drawn):
    for one in drawn["learn"]:
        for frame in one["frames"]:
            ticks = [text["text"] for text in frame["texts"] if text["align"] == "right"]
            assert ticks
            powers = [tick for tick in ticks if re.fullmatch("10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", tick)]
            assert len(powers) in (0, len(ticks)), ticks
