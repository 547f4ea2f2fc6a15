"""The page of the code: every variable at every step beside plain Python, slips, files."""

import re
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, expect

from lesson.vocabulary import vocabulary
from tests.browser.stage_page import expect_address, number, open_lesson
from tests.ui.code.truth import FH, FW, LINK, OUT_H, OUT_W, SIZES, Layer, S

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


# and after each step: which line has run, in which function
WALK = f"""(root) => {{
  const seen = [];
  // a table draws the rows in sight: all of them are
  const cells = root.querySelector(".table .cells");
  Object.defineProperty(cells, "clientHeight", {{ value: 1000, configurable: true }});
  while (root.dataset.step !== root.dataset.steps) {{
    root.querySelector("[data-do=next]").click();
    const functions = [...root.querySelectorAll(".calls .call")].map((one) => one.textContent);
    const {{ step, line }} = root.dataset;
    seen.push([Number(step), Number(line), functions.at(-1), ({READ})(root)]);
  }}
  delete cells.clientHeight;
  return seen;
}}"""


def check_walk(root: Locator) -> None:
    """Every variable at every step is what the layer computes."""
    truth, seen, turns = Layer(), set(), {"im2col": 0, "col2im": 0}
    lines = root.locator(".lines li > code:not(.right code)").all_text_contents()
    assert int(root.get_attribute("data-lines") or 0) == len(lines)
    walk = root.evaluate(WALK)
    assert [step for step, *_ in walk] == list(range(1, len(walk) + 1))
    assert len(walk) == int(root.get_attribute("data-steps") or 0) > 100
    for step, at, function, variables in walk:
        line = lines[at - 1].strip()
        if line.startswith(("col[:", "img[:")):
            turns[function] += 1
        cells = turns.get(function, 0)
        for told in variables:
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


def test_a_visit_of_the_listing(tab: Page, app_url: str, tmp_path: Path) -> None:
    page = tab
    open_lesson(page, f"{app_url}/code?{LINK}&loops=1", "listing")
    root = page.get_by_test_id("listing")
    # before the first line the place of the variables says what comes there
    unmade = root.get_by_text(vocabulary("en")("listing.unmade"))
    expect(unmade).to_be_visible()
    assert unmade.evaluate("one => getComputedStyle(one).visibility") == "visible"
    steps = int(root.get_attribute("data-steps") or 0)
    root.focus()
    for step in (1, 2):
        page.keyboard.press("ArrowRight")
        assert root.get_attribute("data-step") == str(step)
    page.keyboard.press("Home")
    check_walk(root)
    root.focus()
    page.keyboard.press("l")  # the same place, each loop one step
    assert root.get_attribute("data-step") == root.get_attribute("data-steps")
    assert int(root.get_attribute("data-steps") or 0) < steps
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
    page.go_forward()
    expect(root).to_have_attribute("data-line", "23")
    slips_come_from_the_menu(page, root)
    check_and_notebook_are_taken_away(page, app_url, tmp_path)


def slips_come_from_the_menu(page: Page, root: Locator) -> None:
    """By keyboard; what is said of each is proven in tests/ui/code/test_slips.py."""
    box, menu = root.locator(".slip"), page.get_by_label("Put a slip in", exact=True)
    codes = root.locator(".lines li > code")
    clean = codes.all_text_contents()
    for key, slip, said in (
        ("ArrowDown", "floor", "Python stops in line 24,"),
        ("ArrowDown", "plus-one", "A gradient check notices it"),
    ):
        menu.click()
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        expect(box).to_have_attribute("data-slip", slip)
        text = codes.all_text_contents()
        changed = [at + 1 for at, (a, b) in enumerate(zip(clean, text, strict=True)) if a != b]
        assert len(changed) == 1
        expect(root.locator("li.slipped")).to_have_attribute("data-line", str(changed[0]))
        assert said in box.locator(".said").inner_text()
        stops = "stops" in said
        assert box.locator(".traceback").is_visible() == stops
        if stops:
            assert "line 24, in forward" in box.locator(".traceback").inner_text()


def check_and_notebook_are_taken_away(page: Page, url: str, tmp_path: Path) -> None:
    """They lead back to this server; tests/lesson/code runs them beside one's own layer."""
    taken = {}
    for name in ("Check your own layer", "Notebook"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=name).click()
        taken[name] = tmp_path / coming.value.suggested_filename
        coming.value.save_as(taken[name])
    check = taken["Check your own layer"]
    assert check.name == "check_my_layer.py"
    text = check.read_text("utf-8")
    compile(text, str(check), "exec")
    assert f"{url}/code" in text
    book = nbformat.read(taken["Notebook"], as_version=4)
    nbformat.validate(book)
    assert f"({url}/matmul?" in book.cells[3].source
