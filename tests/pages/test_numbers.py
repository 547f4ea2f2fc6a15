"""Every array can be read as a table; what stands there comes from nested loops, too."""

from html.parser import HTMLParser

import pytest

from lesson.arrays import AXES, GIVEN
from lesson.backward.dout import RANDOM
from lesson.link.codec import write_link
from lesson.numbers import Numbers
from lesson.state import OWN, Dout, Filter, Lesson, More
from lesson.vocabulary import vocabulary
from tests.pages.visits import Visit

EN = vocabulary("en")
FN, C, FH, FW, H, W_ = 2, 2, 2, 3, 5, 6
TOP, BOTTOM, LEFT, RIGHT = 0, 1, 2, 0
SH, SW = 2, 1


def plane(seed, rows, cols):
    return [
        [((seed + 3 * r * cols + 5 * c) % 17 - 8) / 4 for c in range(cols)] for r in range(rows)
    ]


IMAGES = [[plane(10 * n + c, H, W_) for c in range(C)] for n in range(2)]
WEIGHTS = [[plane(7 * k + 3 * c + 1, FH, FW) for c in range(C)] for k in range(FN)]
BIASES = [0.5, -1.25]
LESSON = Lesson(
    source=OWN, numbers=Numbers.of(IMAGES[0]), more=(More("upload", Numbers.of(IMAGES[1])),),
    filters=tuple(
        Filter(OWN, bias, weights=Numbers.of(weights))
        for bias, weights in zip(BIASES, WEIGHTS, strict=True)
    ),
    FH=FH, FW=FW, stride=(SH, SW), pad=(TOP, BOTTOM, LEFT, RIGHT), dout=Dout(RANDOM, seed=3),
)  # fmt: skip


class Table(HTMLParser):
    """Caption, headers and cells of the table on a page."""

    def __init__(self, text):
        super().__init__()
        self.caption, self.heads, self.rows, self.here = "", [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.here = f"{tag} {dict(attrs).get('scope', '')}".strip()
        if tag == "tr":
            self.rows.append([])

    def handle_endtag(self, tag):
        self.here = ""

    def handle_data(self, data):
        if self.here == "caption":
            self.caption += data
        elif self.here == "th col":
            self.heads.append(data)
        elif self.here in ("th row", "td"):
            self.rows[-1].append(data)

    @property
    def numbers(self):
        return [[float(text.replace("−", "-")) for text in row[1:]] for row in self.rows[1:]]


def table_of(visit):
    (found,) = [one.proto.body for one in visit.app.get("html") if "<table" in one.proto.body]
    return Table(found)


def loops(dout):
    """Every array by the book's definitions, one number at a time."""
    PH, PW = H + TOP + BOTTOM, W_ + LEFT + RIGHT
    oh, ow = (PH - FH) // SH + 1, (PW - FW) // SW + 1
    padded = [
        [
            [
                [
                    x[c][y - TOP][q - LEFT] if TOP <= y < TOP + H and LEFT <= q < LEFT + W_ else 0
                    for q in range(PW)
                ]
                for y in range(PH)
            ]
            for c in range(C)
        ]
        for x in IMAGES
    ]
    places = [(n, i, j) for n in range(2) for i in range(oh) for j in range(ow)]
    cells = [(c, y, x) for c in range(C) for y in range(FH) for x in range(FW)]
    col = [[padded[n][c][i * SH + y][j * SW + x] for c, y, x in cells] for n, i, j in places]
    col_W = [[WEIGHTS[k][c][y][x] for k in range(FN)] for c, y, x in cells]
    out2 = [
        [sum(row[q] * col_W[q][k] for q in range(len(cells))) + BIASES[k] for k in range(FN)]
        for row in col
    ]
    dout2 = [[dout[n][k][i][j] for k in range(FN)] for n, i, j in places]
    dcol = [[sum(d[k] * col_W[q][k] for k in range(FN)) for q in range(len(cells))] for d in dout2]
    folded = [[[[0.0] * PW for _ in range(PH)] for _ in range(C)] for _ in IMAGES]
    count = [[0] * PW for _ in range(PH)]
    for t, (n, i, j) in enumerate(places):
        for q, (c, y, x) in enumerate(cells):
            folded[n][c][i * SH + y][j * SW + x] += dcol[t][q]
            count[i * SH + y][j * SW + x] += n == 0 and c == 0
    inner = slice(TOP, TOP + H), slice(LEFT, LEFT + W_)
    dW = [[sum(col[t][q] * dout2[t][k] for t in range(len(places))) for q in range(len(cells))]
          for k in range(FN)]  # fmt: skip
    return {
        "x": IMAGES, "padded": padded, "W": WEIGHTS, "b": [BIASES], "col": col, "col_W": col_W,
        "out2": out2, "dout2": dout2, "dcol": dcol, "dW": dW,
        "count": [r[inner[1]] for r in count[inner[0]]],
        "db": [[sum(d[k] for d in dout2) for k in range(FN)]],
        "dx": [[[r[inner[1]] for r in one[inner[0]]] for one in image] for image in folded],
        "out": [[[[out2[(n * oh + i) * ow + j][k] for j in range(ow)] for i in range(oh)]
                 for k in range(FN)] for n in range(2)],
        "sizes": (oh, ow),
    }  # fmt: skip


def near(table, wanted):
    got = table.numbers
    assert [len(row) for row in got] == [len(row) for row in wanted]
    for row, right in zip(got, wanted, strict=True):
        assert row == pytest.approx(right, rel=1e-5, abs=1e-9), table.caption


def test_every_array_is_what_nested_loops_make():
    visit = Visit("pages/backward.py", **write_link(LESSON))
    assert not any("<table" in one.proto.body for one in visit.app.get("html"))
    visit.unfold("numbers")
    oh, ow = loops([[[[0] * 9] * 9] * FN] * 2)["sizes"]
    dout = [[None] * FN for _ in range(2)]
    visit.set("Array", "dout")
    for n in range(2):
        for k in range(FN):
            visit.set(EN("numbers.axis_n"), n)
            visit.set(EN("numbers.axis_k"), k)
            table = table_of(visit)
            assert table.caption == f"dout[{n},{k}], of shape (2, {FN}, {oh}, {ow})"
            assert table.heads == [f"j={j}" for j in range(ow)]
            assert [row[0] for row in table.rows[1:]] == [f"i={i}" for i in range(oh)]
            dout[n][k] = table.numbers
    right = loops(dout)
    for name in ("b", "col", "col_W", "dout2", "dcol", "count", "db"):
        visit.set("Array", name)
        near(table_of(visit), right[name])
    for name, axis in (("padded", "c"), ("out", "k"), ("dx", "c")):
        visit.set("Array", name)
        visit.set(EN("numbers.axis_n"), 1)
        visit.set(EN(f"numbers.axis_{axis}"), 1)
        near(table_of(visit), right[name][1][1])
    visit.set("Array", "dW")
    visit.set(EN("numbers.axis_c"), 1)
    flat = right["dW"][0][FH * FW :]
    near(table_of(visit), [flat[y * FW : (y + 1) * FW] for y in range(FH)])
    visit = Visit("pages/matmul.py", **write_link(LESSON))
    visit.unfold("numbers")
    visit.set("Array", "out2")
    near(table_of(visit), right["out2"])
    visit.set("Array", "col6")
    for axis, at in (("n", 1), ("c", 1), ("fy", 1), ("fx", 2)):
        visit.set(EN(f"numbers.axis_{axis}"), at)
    rows = [right["col"][oh * ow + t][-1] for t in range(oh * ow)]
    near(table_of(visit), [rows[i * ow : (i + 1) * ow] for i in range(oh)])


def test_a_long_array_is_read_fifty_rows_at_a_time():
    visit = Visit("pages/matmul.py", lang="ja")
    visit.unfold("numbers")
    visit.set("配列", "col")
    table = table_of(visit)
    assert table.caption.startswith("col　形状 (784, 9)")
    assert len(table.numbers) == 50
    assert visit.control("前の行").disabled
    visit.press("次の行")
    assert [row[0] for row in table_of(visit).rows[1::49]] == ["t=50", "t=99"]
    assert "784行中 50〜99行" in visit.texts()
    for _ in range(20):
        if not visit.control("次の行").disabled:
            visit.press("次の行")
    assert [row[0] for row in table_of(visit).rows[1:]][-1] == "t=783"


@pytest.mark.parametrize("page", ["slide", "matmul", "backward"])
def test_while_one_predicts_nothing_that_is_asked_can_be_read(page):
    script = {"slide": None}.get(page, f"pages/{page}.py")
    visit = Visit(script, **write_link(LESSON))
    visit.unfold("numbers")
    everything = visit.control("Array").options
    assert set(GIVEN) < {one.split(",")[0].split(" ")[0] for one in everything} <= set(AXES)
    visit.set("Array", "out")
    visit.app.session_state["lesson"] = visit.lesson.__class__(
        **{**visit.lesson.__dict__, "predict": True}
    )
    visit.run()
    left = [one.split(",")[0] for one in visit.control("Array").options]
    assert left == ["x", "padded", "W", "b"]
    assert table_of(visit).caption.startswith("x[")
    assert EN("numbers.predicting") in visit.texts()
