import { css, inkOn } from "./theme.js";

/** Below this share of its size a line is broken instead. */
const SMALLEST = 0.8;

/** A line of its usual size; the frame of the room is left out. */
const FULL = 0.99;

/** Products of a line that are left at least, when lines are shortened to keep them whole. */
const FEWEST = 2;
const MOST = 9;
/** Of the formula, left and right together, in px (`stage.css`). */
const PADDING = 6;
/** Signs are so long; what is longer is a sentence, and may be broken. */
const LONGEST_SIGN = 5;

/** The formula under the picture: terms in the colours of their cells. */
export class Formula {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.size = 1;
    /** The most letters that each line has had. @type {number[]} */
    this.letters = [];
    this.products = MOST;
    this.hopeless = false;
  }

  /**
   * How many lines on screen a formula takes here; longer lines are broken.
   * @param {Parameters<Formula["show"]>} given
   */
  linesOf(...given) {
    this.reserve(given[0].length);
    this.show(...given);
    if (!this.isLong) return given[0].length;
    const { firstElementChild: first, lastElementChild: last } = this.root;
    const pitch = parseFloat(getComputedStyle(this.root).lineHeight);
    return Math.round((last.getBoundingClientRect().bottom - first.getBoundingClientRect().top) / pitch);
  }

  /** Keep room for so many lines, so that the page does not jump. @param {number} lines */
  reserve(lines) {
    this.root.style.setProperty("--lines", String(lines));
    this.size = 1;
    this.letters = [];
    this.products = MOST;
    this.hopeless = false;
    this.root.style.setProperty("--size", "1");
  }

  /**
   * @param {import("../slide/formula.js").Term[][]} lines
   * @param {(term: import("../slide/formula.js").Term) => import("./theme.js").Rgb | null} colour
   * @param {(term: import("../slide/formula.js").Term) => number} letters the longest that a term of its kind can be
   */
  show(lines, colour, letters) {
    this.lettersOf = letters;
    if (this.isLong) this.letters = []; // what made it long may be gone
    this.write(lines, colour);
    const before = this.products;
    // one line too many, and the last one, with the result, lies under the buttons
    while (this.losesProducts && this.products > FEWEST) this.write(lines, colour, this.products - 1);
    if (!this.losesProducts) return;
    // that line is long with two of them, too: then it loses nothing
    this.hopeless = true;
    this.write(lines, colour, before);
  }

  get isLong() {
    return this.root.classList.contains("long");
  }

  /** Whether a line would be broken that has products to spare; one alone has the room that it takes. */
  get losesProducts() {
    return this.isLong && this.productsAreLong && this.root.children.length > 1 && !this.hopeless;
  }

  write(lines, colour, products = this.products) {
    if (products !== this.products) [this.products, this.letters] = [products, []];
    this.root.replaceChildren(
      ...lines.map((all) => {
        const terms = lines.length > 1 ? shortened(all, this.products) : all;
        const line = document.createElement("span");
        line.className = "line";
        line.append(
          ...terms.flatMap((term) => piecesOf(term, term.padding ? null : colour(term), this.lettersOf(term))),
        );
        return line;
      }),
    );
    this.fit();
  }

  /**
   * A line that is a little too long is written smaller rather than broken; the size only shrinks
   * until the next layout, so that it does not breathe with every step.
   */
  fit() {
    // reading a width makes the browser lay the page out: only when a line has grown
    const letters = [...this.root.children].map((line) => line.textContent.length);
    if (letters.every((count, at) => count <= (this.letters[at] ?? -1))) return;
    this.letters = letters.map((count, at) => Math.max(count, this.letters[at] ?? 0));
    this.root.classList.remove("long"); // a broken line is as wide as its room
    const sizeFor = (some) =>
      (this.root.clientWidth - PADDING) / (Math.max(0, ...some.map((line) => line.scrollWidth / this.size)) + 2);
    const all = [...this.root.children];
    const size = sizeFor(all);
    // what is broken is not written smaller, nor are the lines beside it
    this.productsAreLong = size < SMALLEST && sizeFor(all.filter(hasProducts)) < FULL;
    this.root.classList.toggle("long", size < SMALLEST);
    if (size >= this.size || size < SMALLEST) return;
    this.size = size;
    this.root.style.setProperty("--size", String(size));
  }
}

const hasProducts = (line) => line.textContent.includes("·");

/** A sum of products with the first of them and the last one, if it has more than so many. */
function shortened(terms, products) {
  const signs = terms.flatMap(({ text, kind }, at) => (kind === "quiet" && text === " + " ? [at] : []));
  if (signs.length < products || !terms.some(({ text }) => text === "·")) return terms;
  return [...terms.slice(0, signs[products - 2]), { text: " + … + ", kind: "quiet" }, ...terms.slice(signs.at(-1) + 1)];
}

/** A term, and behind a plus the place where the line may break: a product stays whole. */
function piecesOf(term, paint, letters) {
  const made = termElement(term, paint, letters);
  return term.text === " + " ? [made, document.createElement("wbr")] : [made];
}

function termElement(term, paint, letters) {
  const made = document.createElement(paint || term.padding || term.kind === "bias" ? "b" : "span");
  made.className = term.kind ?? "";
  if (term.padding) made.dataset.padding = "";
  made.textContent = term.text;
  if (term.kind === "quiet" && term.text.length <= LONGEST_SIGN) made.classList.add("sign");
  // room for the longest number of its kind: the terms behind it stay where they are
  if (letters) made.style.minWidth = `${letters}ch`;
  if (paint) {
    made.style.background = css(paint);
    made.style.color = inkOn(paint);
  }
  return made;
}
