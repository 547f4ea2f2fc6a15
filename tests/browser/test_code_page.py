"""The page of the code: every variable at every step, and every slip, beside plain Python."""

import re
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from lesson.vocabulary import vocabulary
from tests.browser.stage_page import FIRST_PICTURE, expect_address, number
from tests.conftest import REPO

N, C, H, W_, FN, FH, FW, S, P = 2, 3, 5, 5, 2, 2, 4, 2, 1
OUT_H, OUT_W = 3, 2
RNG = np.random.default_rng(5)
X = RNG.integers(-3, 9, (N, C, H, W_)).astype(float)
FILTERS = RNG.integers(-2, 4, (FN, C, FH, FW)).astype(float)
B = np.array([1.0, -2.0])
DOUT = RNG.integers(-4, 5, (N, FN, OUT_H, OUT_W)).astype(float)


def spelled(array: Any) -> str:
    return f"t{'x'.join(map(str, array.shape))}_" + "_".join(f"{v:g}" for v in array.ravel())


LINK = "&".join(
    [
        f"in=own&x={spelled(X[0])}&more=upload.{spelled(X[1])}",
        f"fh={FH}&fw={FW}&f={'~'.join('own.' + spelled(one) for one in FILTERS)}",
        f"b=1_-2&stride={S}&pad={P}&dout=own.{spelled(DOUT)}",
    ]
)


class Layer:
    """Every array of the listing, cell by cell."""

    def __init__(self) -> None:
        self.padded = np.zeros((N, C, H + 2 * P, W_ + 2 * P))
        self.padded[:, :, P : P + H, P : P + W_] = X
        self.col = np.zeros((N * OUT_H * OUT_W, C * FH * FW))
        self.out2 = np.zeros((len(self.col), FN))
        self.out = np.zeros((N, FN, OUT_H, OUT_W))
        self.dout2 = np.zeros_like(self.out2)
        self.col_W = np.zeros((C * FH * FW, FN))
        self.db, self.dW = np.zeros(FN), np.zeros_like(FILTERS)
        self.dcol, self.dimg = np.zeros_like(self.col), np.zeros_like(self.padded)
        for t, (n, y, z) in enumerate(np.ndindex(N, OUT_H, OUT_W)):
            for r, (c, i, j) in enumerate(np.ndindex(C, FH, FW)):
                self.col[t, r] = self.padded[n, c, S * y + i, S * z + j]
                for k in range(FN):
                    self.col_W[r, k] = FILTERS[k, c, i, j]
                    self.out2[t, k] += self.col[t, r] * FILTERS[k, c, i, j]
                    self.dW[k, c, i, j] += self.col[t, r] * DOUT[n, k, y, z]
                    self.dcol[t, r] += FILTERS[k, c, i, j] * DOUT[n, k, y, z]
                self.dimg[n, c, S * y + i, S * z + j] += self.dcol[t, r]
            for k in range(FN):
                self.out2[t, k] += B[k]
                self.out[n, k, y, z] = self.out2[t, k]
                self.dout2[t, k] = DOUT[n, k, y, z]
                self.db[k] += DOUT[n, k, y, z]
        self.dW2 = np.array([[self.dW[k][at] for k in range(FN)] for at in np.ndindex(C, FH, FW)])
        self.dx = self.dimg[:, :, P : P + H, P : P + W_]

    def six(self, rows: Any, cells: int) -> Any:
        """The matrix by image, channel and filter cell; only so many filter cells are there."""
        laid = np.zeros((N, C, FH, FW, OUT_H, OUT_W))
        for t, (n, y, z) in enumerate(np.ndindex(N, OUT_H, OUT_W)):
            for r, (c, i, j) in enumerate(np.ndindex(C, FH, FW)):
                if i * FW + j < cells:
                    laid[n, c, i, j, y, z] = rows[t, r]
        return laid

    def folded(self, cells: int) -> Any:
        """What has come back when so many filter cells have been added."""
        six, image = self.six(self.dcol, cells), np.zeros_like(self.padded)
        for n, c, i, j, y, z in np.ndindex(*six.shape):
            image[n, c, S * y + i, S * z + j] += six[n, c, i, j, y, z]
        return image

    def value(self, function: str, name: str, axes: int, cells: int) -> Any:
        """What a variable should be, after so many turns of the function's inner loop."""
        if function == "im2col":
            six = self.six(self.col, cells)
            return {"x": X, "img": self.padded, "return": self.col}.get(
                name, six if axes == 6 else self.col
            )
        if function == "col2im":
            six = self.six(self.dcol, FH * FW)
            return {"img": self.folded(cells), "return": self.dx}.get(
                name, six if axes == 6 else self.dcol
            )
        plain = {
            "x": X, "W": FILTERS, "b": B, "dout": DOUT, "col": self.col, "col_W": self.col_W,
            "out2": self.out2, "out": self.out, "dout2": self.dout2, "db": self.db,
            "dW2": self.dW2, "dW": self.dW, "dcol": self.dcol, "dx": self.dx,
            "return": self.out if function == "forward" else self.dx,
        }  # fmt: skip
        return plain[name.split(".")[-1]]


SIZES = {
    "N": N, "C": C, "H": H, "W": W_, "FN": FN, "FH": FH, "FW": FW, "stride": S, "pad": P,
    "out_h": OUT_H, "out_w": OUT_W,
}  # fmt: skip

# every variable as it is on screen; the numbers of those that have just been set, plane by plane
READ = """(root) => {
  const button = (one) => one.querySelector(".value") ?? one;
  const planes = (selects, then, at = 0) => {
    if (at === selects.length) return then();
    for (const option of selects[at].options) {
      selects[at].value = option.value;
      selects[at].dispatchEvent(new Event("change"));
      planes(selects, then, at + 1);
    }
  };
  return [...root.querySelectorAll("[data-testid=variable]")].map((one) => {
    const { name, shape, dtype, changed } = one.dataset;
    const told = { name, shape, dtype, text: one.textContent, numbers: [] };
    if (dtype !== "float64" || changed !== "true") return told;
    button(one).click();
    const table = root.querySelector(".table");
    const cells = () => [...table.querySelectorAll("td")].map((cell) => cell.textContent);
    planes([...table.querySelectorAll("select")], () => told.numbers.push(...cells()));
    table.querySelector(".close").click();
    return told;
  });
}"""


def opened(page: Page, url: str, query: str) -> Any:
    page.goto(f"{url}/code?{query}")
    root = page.get_by_test_id("listing")
    expect(root).to_have_attribute("data-steps", re.compile(r"\d+"), timeout=FIRST_PICTURE)
    return root


@pytest.mark.timeout(120)
def test_every_variable_at_every_step_is_what_the_layer_computes(page: Page, app_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1500})  # a table shows all of its 24 rows
    root = opened(page, app_url, f"{LINK}&loops=1")
    truth, seen, turns = Layer(), set(), {"im2col": 0, "col2im": 0}
    # before the first line the place of the variables says what comes there
    unmade = root.get_by_text(vocabulary("en")("listing.unmade"))
    expect(unmade).to_be_visible()
    assert unmade.evaluate("one => getComputedStyle(one).visibility") == "visible"
    steps = int(root.get_attribute("data-steps"))
    lines = root.locator(".lines li > code:not(.right code)").all_text_contents()
    assert int(root.get_attribute("data-lines")) == len(lines)
    root.focus()
    for step in range(1, steps + 1):
        page.keyboard.press("ArrowRight")
        assert root.get_attribute("data-step") == str(step)
        line = lines[int(root.get_attribute("data-line")) - 1].strip()
        function = root.locator(".calls .call").last.text_content()
        if line.startswith(("col[:", "img[:")):
            turns[function] += 1
        cells = turns.get(function, 0)
        for told in root.evaluate(READ):
            name = told["name"]
            shape = tuple(int(size) for size in told["shape"].split(",") if size)
            plain = name.split(".")[-1]
            if told["dtype"] == "int":
                value = int(re.findall(r"-?\d+", told["text"].removeprefix(name))[0])
                turn = max(cells - 1, 0)
                i, j = divmod(turn, FW)
                due = {"i": i, "j": j, "i_max": i + S * OUT_H, "j_max": j + S * OUT_W, **SIZES}
                if plain not in ("i", "j", "i_max", "j_max") or line.startswith(("col[:", "img[:")):
                    assert value == due[plain], (step, line, name)
            elif told["dtype"] == "float64":
                right = truth.value(function, name, len(shape), cells)
                assert shape == right.shape, (step, line, name)
                if told["numbers"]:
                    shown = [number(text) for text in told["numbers"]]
                    assert shown == right.ravel().tolist(), (step, line, name)
                    seen.add((function, name))
    assert turns == {"im2col": FH * FW, "col2im": FH * FW}
    assert {("forward", "out"), ("im2col", "col"), ("backward", "self.db"), ("backward", "self.dW"),
            ("col2im", "img"), ("run", "dx"), ("run", "out")} <= seen  # fmt: skip
    page.keyboard.press("l")  # the same place, each loop one step
    assert root.get_attribute("data-step") == root.get_attribute("data-steps")
    assert int(root.get_attribute("data-steps")) < steps
    page.keyboard.press("Home")
    assert root.get_attribute("data-step") == "0"
    root.get_by_role("button", name="Into the call", exact=True).click()
    root.get_by_role("button", name="Into the call", exact=True).click()
    root.get_by_role("button", name="Over the call", exact=True).click()
    assert root.locator(".calls").inner_text() == "run › __init__"
    root.locator('li[data-line="23"] code').click()
    expect(root.get_by_role("status")).to_contain_text("col (12, 24), col_W (24, 2), self.b (2,)")
    root.get_by_role("button", name="out2: see it").click()
    stage = page.get_by_test_id("stage")
    expect(stage).to_have_attribute("data-steps", "12")
    expect_address(page, view="product")
    page.get_by_role("button", name="Line by line", exact=True).click()
    expect(root).to_have_attribute("data-line", "23")
    page.go_back()
    expect(stage).to_be_visible()


def run_listing(text: str, **given: Any) -> tuple[Any, str, int]:
    """What a listing returns, run as Python does; or its exception, and the line it stops in."""
    space: dict[str, Any] = {}
    exec(compile(text, "layer.py", "exec"), space)
    try:
        return space["run"](**given), "", 0
    except Exception as error:
        inside = [one.lineno for one in traceback.extract_tb(error.__traceback__)
                  if one.filename == "layer.py"]  # fmt: skip
        return None, f"{type(error).__name__}: {error}", inside[-1] or 0


def slope_is_noticed(text: str, given: dict[str, Any]) -> bool:
    """Whether any gradient is not the slope of forward, cell by cell."""
    (out, db, dW, dx), *_ = run_listing(text, **given)
    if out.shape != given["dout"].shape:
        return True
    for name, gradient in (("x", dx), ("W", dW), ("b", db)):
        if gradient.shape != given[name].shape:
            return True
        for at in np.ndindex(*gradient.shape):
            moved = given[name].copy()
            moved[at] += 1
            returned, failed, _ = run_listing(text, **{**given, name: moved})
            if failed or abs(np.sum((returned[0] - out) * given["dout"]) - gradient[at]) > 1e-6:
                return True
    return False


@pytest.mark.timeout(180)
def test_each_slip_is_judged_as_python_does(page: Page, app_url: str) -> None:
    root = opened(page, app_url, LINK)
    truth = Layer()
    given = {"x": X, "W": FILTERS, "b": B, "stride": S, "pad": P, "dout": DOUT}
    right = [truth.out, truth.db, truth.dW, truth.dx]
    box, menu = root.locator(".slip"), page.get_by_label("Put a slip in", exact=True)
    codes = root.locator(".lines li > code")
    clean = codes.all_text_contents()
    before, seen, kinds = "", [], set()
    while before != "shepe":  # the last one of the menu
        menu.click()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(box).not_to_have_attribute("data-slip", before)
        before = box.get_attribute("data-slip")
        seen.append(before)
        text = codes.all_text_contents()
        changed = [at + 1 for at, (a, b) in enumerate(zip(clean, text, strict=True)) if a != b]
        assert len(changed) == 1
        expect(root.locator("li.slipped")).to_have_attribute("data-line", str(changed[0]))
        returned, failed, stops = run_listing("\n".join(text) + "\n", **given)
        told = box.locator(".said").inner_text()
        if failed:
            assert box.locator(".traceback").inner_text().splitlines()[-1] == failed
            assert f"Python stops in line {stops}," in told
            kinds.add("stops")
        else:
            harmless = all(a.shape == b.shape and np.allclose(a, b)
                           for a, b in zip(returned, right, strict=True))  # fmt: skip
            assert ("it changes nothing" in told) == harmless, before
            if not harmless:
                noticed = slope_is_noticed("\n".join(text) + "\n", given)
                assert ("A gradient check notices it" in told) == noticed, before
                kinds.add("noticed" if noticed else "unnoticed")
    assert len(set(seen)) == len(seen) > 25
    assert {"stops", "noticed"} <= kinds


def test_the_check_and_the_notebook_are_taken_away(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    """As a learner does it: download, run beside one's own layer, read what it says."""
    page.goto(f"{app_url}/code?size=9&stride=2&lang=en")
    taken = {}
    for name in ("Check your own layer", "Notebook"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=name).click()
        taken[name] = tmp_path / coming.value.suggested_filename
        coming.value.save_as(taken[name])
    check = taken["Check your own layer"]
    assert check.name == "check_my_layer.py"
    layer = (REPO / "tests" / "lesson" / "code" / "layers" / "loops.py").read_text("utf-8")
    own = tmp_path / "my_layer.py"
    for text, status, said in (
        (layer, 0, "this lesson"),
        (layer.replace("dxp[at] += g", "dxp[at] = g"), 1, "likely: overwrite"),
        ("class Layer: pass", 2, "Convolution"),
    ):
        own.write_text(text, "utf-8")
        ran = subprocess.run(
            [sys.executable, str(check), str(own)], capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (status, "")
        assert said in ran.stdout
    assert f"{app_url}/code" in check.read_text("utf-8")
    book = nbformat.read(taken["Notebook"], as_version=4)
    nbformat.validate(book)
    assert f"({app_url}/matmul?" in book.cells[3].source
