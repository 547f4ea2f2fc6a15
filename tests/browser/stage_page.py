"""What the tests of the stage share: its buttons and keys, and what it says, read as numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, expect

Point = tuple[float, float]
FIRST_PICTURE = 60_000  # ms


Lines = list[list[tuple[str, str]]]
TERMS = """(lines) => lines.map((line) => [...line.querySelectorAll(":not(wbr)")].map(
    (term) => [term.className.split(" ")[0], term.textContent]))"""


@dataclass(frozen=True)
class Told:
    """One step as it is written on screen; numbers are kept as the texts they are.

    Attributes
    ----------
    cell : tuple of int
        n, k, i, j of ``out[n,k,i,j]``.
    factors : list of (str, str)
        Pixel and weight of each product, in reading order, channel by channel.
    sums : list of str
        The sum of each channel, where there are several.
    """

    cell: tuple[int, int, int, int]
    factors: list[tuple[str, str]]
    sums: list[str]
    bias: str
    result: str


class StagePage:
    """A visitor's page with a stage on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.get_by_test_id("stage")
        self.status = self.root.locator(".told")
        self.lines = self.root.locator(".formula .line")

    # ---- where it is

    @property
    def step(self) -> int:
        return int(self.root.get_attribute("data-step") or -1)

    @property
    def steps(self) -> int:
        return int(self.root.get_attribute("data-steps") or -1)

    def expect_step(self, step: int) -> None:
        expect(self.root).to_have_attribute("data-step", str(step))
        next_frame(self.page)

    def expect_steps(self, steps: int) -> None:
        expect(self.root).to_have_attribute("data-steps", str(steps))

    def expect_playing(self, playing: bool) -> None:
        expect(self.root).to_have_attribute("data-playing", str(playing).lower())

    def expect_moving(self) -> None:
        """Wait until the film has gone on from where it is now."""
        self.page.wait_for_function(
            f"(stage) => Number(stage.dataset.step) > {self.step}", arg=self.root.element_handle()
        )

    # ---- what a visitor does

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def range(self, name: str) -> Locator:
        return self.root.get_by_role("slider", name=name, exact=True)

    def key(self, name: str) -> None:
        """Press a key while the stage has the focus."""
        self.root.focus()
        self.page.keyboard.press(name)

    def scrub(self, step: int) -> None:
        """Pull the slider to where this step is done."""
        self.range("Step").fill(str(step + 1))

    # ---- what it says

    def told(self) -> Told:
        """The sentence of the live region."""
        return read_sentence(self.status.inner_text())

    def seen(self) -> Told:
        """The formula below the picture, read from its coloured terms."""
        return read_terms(self.terms())

    def terms(self) -> Lines:
        """The lines of the visible formula; each term as (what it is, its text)."""
        return _as_lines(self.lines.evaluate_all(TERMS))

    def walk(self, steps: Iterable[int]) -> Iterator[tuple[int, str, Lines]]:
        """Pull the slider through these steps, and read what each says, in words and below.

        All at one go: the words of a step change with it, and the picture is drawn for the last.
        """
        said: list[list[Any]] = self.root.evaluate(
            f"""(root, steps) => steps.map((step) => {{
                const slider = root.querySelector("input.step");
                slider.value = String(step + 1);
                slider.dispatchEvent(new InputEvent("input"));
                const lines = ({TERMS})([...root.querySelectorAll(".formula .line")]);
                return [Number(root.dataset.step), root.querySelector(".told").textContent, lines];
            }})""",
            wanted := list(steps),
        )
        assert [step for step, _, _ in said] == wanted
        return ((step, text, _as_lines(lines)) for step, text, lines in said)

    def formula(self) -> str:
        return " ".join("".join(text for _, text in line) for line in self.terms())

    # ---- the canvas

    def find_cells(self, pitch: int = 36) -> dict[str, Point]:
        """Which cells the picture has and where, found by pointing about.

        Returns name -> a point on it, in the page's pixels; the name is what the formula begins
        with there: ``out[0,0,1,0]``, ``x[0,0,1,2]``, ``W[0,0,2,1]``. Cells smaller than `pitch` are
        found by chance; a name that several panels give is the leftmost.
        """
        found: dict[str, Point] = {}
        for text, at in self.answers(pitch).items():
            name = re.match(r"(\w+\[[\d,]+\]) =", text)
            if name and at < found.get(name[1], (inf, inf)):
                found[name[1]] = at
        return found

    def answers(self, pitch: int = 36, across: int | None = None) -> dict[str, Point]:
        """Everything the picture answers when pointed at, and the leftmost point that says so.

        The points lie `pitch` apart, or `across` from left to right.
        """
        # the picture is drawn for every point, but the screen, which is slow, is not waited for
        found: dict[str, Point] = self.root.locator("canvas").evaluate(
            """async (canvas, [down, across]) => {
                const box = canvas.getBoundingClientRect();
                const formula = canvas.getRootNode().querySelector(".formula");
                const { requestAnimationFrame: onScreen } = window;
                const { port1, port2 } = new MessageChannel();
                const asked = [];
                port1.onmessage = () => asked.shift()(performance.now());
                const frame = () => new Promise(requestAnimationFrame);
                const found = {};
                window.requestAnimationFrame = (draw) => {
                    port2.postMessage(null);
                    return asked.push(draw);
                };
                try {
                    canvas.dispatchEvent(new PointerEvent("pointerleave"));
                    // what was asked for before is still drawn on screen
                    await new Promise((drawn) => onScreen(() => onScreen(drawn)));
                    await frame();
                    const resting = formula.textContent;
                    for (let x = box.left + across / 2; x < box.right; x += across) {
                        for (let y = box.top + down / 2; y < box.bottom; y += down) {
                            const at = { clientX: x, clientY: y, bubbles: true };
                            canvas.dispatchEvent(new PointerEvent("pointermove", at));
                            await frame();
                            const said = formula.textContent;
                            if (said !== resting) found[said] ??= [x, y];
                        }
                    }
                    canvas.dispatchEvent(new PointerEvent("pointerleave"));
                    await frame();
                } finally {
                    window.requestAnimationFrame = onScreen;
                }
                return found;
            }""",
            [pitch, across or pitch],
        )
        return {text: (x, y) for text, (x, y) in found.items()}


def open_stage(page: Page, url: str, query: str = "", begin: bool = True) -> StagePage:
    """Visit the app and wait for the picture's numbers; then do the first step, if none is done.

    A page that shows the app already goes there as it goes back: see `open_lesson`.
    """
    open_lesson(page, f"{url}/{query}")
    stage = StagePage(page)
    expect(stage.lines.first).to_be_visible()
    if begin and stage.root.get_attribute("data-done") == "0":
        stage.root.press("ArrowRight")
        expect(stage.root).not_to_have_attribute("data-done", "0")
    return stage


def open_lesson(page: Page, address: str, what: str = "stage") -> None:
    """Visit an address of the app, and wait until the page's stage or ``listing`` has its numbers.

    A page that shows the app already is told of the address as by the browser's Back: the app opens
    what the link says, and nothing of it is loaded anew, which takes three seconds.
    """
    root = page.get_by_test_id(what)
    numbers = re.compile(r"\d+")
    app = page.get_by_test_id("stApp")
    if app.count():
        page.wait_for_timeout(300)  # a film tells where it rests, and that is of the old lesson
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
    if not goes_as_back_does(page, address):
        page.goto(address)
    # the first visit of a server fetches every script; two busy cores may need a while for that
    expect(root).to_have_attribute("data-steps", numbers, timeout=FIRST_PICTURE)
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=FIRST_PICTURE)


def goes_as_back_does(page: Page, address: str) -> bool:
    """Tell a page that shows an app of that server of an address, as Back does; whether it does."""
    return bool(page.evaluate(_GO_AS_BACK_DOES, address))


# the number of steps is taken away: it comes again with the numbers of the lesson gone to
_GO_AS_BACK_DOES = """(address) => {
    const app = document.querySelector("[data-testid=stApp]");
    if (!app || new URL(address).origin !== location.origin) return false;
    for (const { shadowRoot } of document.querySelectorAll("*")) {
        const root = shadowRoot?.querySelector("[data-steps]");
        if (root?.dataset.playing === "true") root.querySelector("[data-do=play]").click();
        if (root) delete root.dataset.steps;
    }
    // the app's own way of adding an entry looks at what is worth one
    History.prototype.pushState.call(history, {}, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    return true;
}"""


def next_frame(page: Page) -> None:
    """Wait until the picture and its words have been drawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def address(page: Page) -> dict[str, str]:
    """The parameters in the address bar."""
    return dict(parse_qsl(urlsplit(page.url).query))


def expect_address(page: Page, **wanted: str) -> None:
    """Wait until the address bar holds these parameters; an empty text means none of that name."""
    for _ in range(300):
        if all(address(page).get(name, "") == text for name, text in wanted.items()):
            return
        page.wait_for_timeout(50)
    shown = {name: address(page).get(name, "") for name in wanted}
    assert shown == wanted


def control(page: Page, label: str) -> Locator:
    """A slider of the side bar."""
    # Streamlit labels its sliders twice, so their computed name says everything twice
    return page.get_by_test_id("stSidebar").locator(f"input[aria-label='{label}']")


def slide_to(page: Page, label: str, value: int) -> None:
    """Move a slider of the side bar with the arrow keys, as a hand would."""
    slider = control(page, label)
    slider.focus()
    for _ in range(64):
        now = int(slider.input_value())
        if now == value:
            return
        page.keyboard.press("ArrowRight" if now < value else "ArrowLeft")
        expect(slider).not_to_have_value(str(now))
    raise AssertionError(f"{label} does not reach {value}")


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a select box of the side bar."""
    box = page.get_by_test_id("stSidebar").get_by_label(label, exact=True)
    # a list that has just opened closes again when the page scrolls
    box.scroll_into_view_if_needed()
    next_frame(page)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()


# ---- numbers


def number(text: str) -> float:
    """A number as the stage writes it: brackets around negative factors, a true minus sign."""
    return float(text.strip().strip("()").replace("\N{MINUS SIGN}", "-"))


def agrees(text: str, truth: float) -> bool:
    """Whether a text is what `truth` looks like, rounded to the decimals that are shown.

    What is not written whole has two decimals at least, one where it is large, and three digits
    before a power of ten. The picture's numbers are float32, hence the little room beyond half a
    digit.
    """
    shown = number(text)
    size = max(abs(truth), abs(shown))
    if abs(shown - truth) <= 3e-7 * size:
        return True
    mantissa, _, power = text.strip("()").partition("e")
    decimals = len(mantissa.partition(".")[2])
    if decimals < (1 if size >= 100 else 2):
        return False
    last_digit = 10.0 ** (number(power or "0") - decimals)
    return abs(shown - truth) <= 0.5 * last_digit * (1 + 1e-3) + 3e-7 * size


_SENTENCE = re.compile(
    r"out\[(\d+),(\d+),(\d+),(\d+)\] = (?P<products>.*) \+ b \((?P<bias>[^)]*)\) [=≈] (?P<out>\S+)$"
)


def _as_lines(lines: Any) -> Lines:
    return [[(kind, text) for kind, text in line] for line in lines]


def read_sentence(sentence: str) -> Told:
    """Take the live region's sentence apart, whatever language its beginning is in."""
    match = _SENTENCE.search(sentence)
    assert match, f"not a step's formula: {sentence!r}"
    n, k, i, j = map(int, match.groups()[:4])
    pairs = [product.split("·") for product in match["products"].split(" + ")]
    return Told((n, k, i, j), [(x, w) for x, w in pairs], [], match["bias"], match["out"])


def read_terms(lines: Lines) -> Told:
    """Take the visible formula apart by what its coloured terms say they are."""
    flat = [term for line in lines for term in line]
    (name,) = re.findall(r"out\[(\d+),(\d+),(\d+),(\d+)\]", "".join(text for _, text in flat))
    n, k, i, j = map(int, name)

    def texts(kind: str, some: list[tuple[str, str]]) -> list[str]:
        return [text for what, text in some if what == kind]

    pixels, weights = texts("x", flat), texts("w", flat)
    # every channel's sum is written twice: at the end of its own line and in the last line
    own, again = [s for line in lines[:-1] for s in texts("sum", line)], texts("sum", lines[-1])
    assert list(map(number, own)) == list(map(number, again))
    assert len(pixels) == len(weights)
    (bias,), (result,) = texts("bias", flat), texts("out", flat)
    return Told((n, k, i, j), list(zip(pixels, weights, strict=True)), own, bias, result)
