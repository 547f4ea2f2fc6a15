import { element } from "../stage/element.js";
import { fill, formatShape } from "../stage/format.js";
import { looksOf } from "./picture.js";

/** Numbers of one question, as `answers.py` has them, and rows at most. */
const [MOST_NUMBERS, MOST_ROWS] = [40_000, 400];
const ROW = 26;

/**
 * A variable's whole value, plane by plane, as a table that scrolls. What was not sent with the run is
 * asked for, as far as it is looked at.
 */
export class Table {
  /** @param {HTMLElement} root @param {(question: any) => void} ask @param {AbortSignal} signal */
  constructor(root, ask, signal) {
    this.box = /** @type {HTMLDialogElement} */ (root.querySelector(".table"));
    this.title = /** @type {HTMLElement} */ (this.box.querySelector("h2"));
    this.planes = /** @type {HTMLElement} */ (this.box.querySelector(".planes"));
    this.scroll = /** @type {HTMLElement} */ (this.box.querySelector(".cells"));
    this.shut = /** @type {HTMLElement} */ (this.box.querySelector(".close"));
    this.ask = ask;
    this.shut.addEventListener("click", () => this.close(), { signal });
    this.scroll.addEventListener("scroll", () => this.draw(), { signal });
    this.box.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  /**
   * @param {{run: import("./run.js").Run, at: number, name: string, called: string, value: import("./run.js").Value,
   *   words: Record<string, string>, ui: number, from: Element | null}} opened
   */
  open(opened) {
    const { run, at, value, words, called } = opened;
    Object.assign(this, opened);
    [this.fn] = run.stack(at).at(-1);
    const lead = value.shape.slice(0, -2);
    [this.rows, this.cols] = [1, 1, ...value.shape].slice(-2);
    this.plane = lead.map(() => 0);
    this.chunk = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / Math.max(1, this.cols))));
    /** @type {Map<string, {numbers: ArrayLike<number>, right?: ArrayLike<number>, wrong?: ArrayLike<number>}>} */
    this.known = new Map();
    this.looks = looksOf(opened.name, this.fn, value.numbers);
    this.title.replaceChildren(element("code", called), ` ${formatShape(value.shape)} ${value.type}`);
    this.box.setAttribute("aria-label", fill(words.open, { name: called }));
    this.shut.setAttribute("aria-label", words.close);
    this.shut.title = words.close;
    this.planes.replaceChildren(...lead.map((size, axis) => this.picker(axis, size)));
    this.box.hidden = false;
    this.scroll.scrollTop = this.scroll.scrollLeft = 0;
    this.draw();
    this.scroll.focus({ preventScroll: true });
  }

  close() {
    if (this.box.hidden) return;
    this.box.hidden = true;
    /** @type {HTMLElement | null} */ (this.from)?.focus({ preventScroll: true });
  }

  picker(axis, size) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    for (let at = 0; at < size; at++) select.append(new Option(String(at), String(at)));
    select.addEventListener("change", () => {
      this.plane = this.plane.with(axis, Number(select.value));
      this.draw();
    });
    label.append(`${fill(this.words.axis, { axis })} `, select);
    return label;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    // keys of the listing wait while a value is read
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  /** @param {{header: any, arrays: any}} answer */
  take({ header, arrays }) {
    if (!this.isOpen || !arrays.numbers) return;
    const found = { numbers: arrays.numbers.values, right: arrays.right?.values, wrong: arrays.wrong?.values };
    if (!this.value.whole && !this.known.size) this.looks = looksOf(this.name, this.fn, found.numbers);
    this.known.set(this.chunkOf(header.plane, header.row), found);
    this.draw();
  }

  chunkOf(plane, row) {
    return `${plane.join()}|${row}`;
  }

  /** The number of a cell and what it should be, or null as long as it is on its way. */
  cell(row, col) {
    const start = row - (row % this.chunk);
    const found = this.known.get(this.chunkOf(this.plane, start));
    if (found) {
      const at = (row - start) * this.cols + col;
      return { number: found.numbers[at], right: found.wrong?.[at] ? found.right[at] : null };
    }
    if (!this.value.whole) return null;
    const lead = this.plane.reduce((all, at, axis) => all * this.value.shape[axis] + at, 0);
    return { number: this.value.numbers[(lead * this.rows + row) * this.cols + col], right: null };
  }

  draw() {
    const tall = ROW * this.ui;
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / tall) - 4);
    const last = Math.min(this.rows, first + Math.ceil((this.scroll.clientHeight || 400) / tall) + 10);
    const table = document.createElement("table");
    table.setAttribute("aria-rowcount", String(this.rows + 1));
    table.style.setProperty("--letters", `${this.looks.format.letters + 1}ch`);
    const head = document.createElement("tr");
    head.append(cell("th", ""), ...Array.from({ length: this.cols }, (_, col) => cell("th", String(col), "col")));
    table.append(head, gap(first * tall));
    for (let row = first; row < last; row++) table.append(this.row(row));
    table.append(gap((this.rows - last) * tall));
    this.scroll.replaceChildren(table);
    this.fetch(first, last);
  }

  row(row) {
    const made = document.createElement("tr");
    made.setAttribute("aria-rowindex", String(row + 2));
    made.append(cell("th", String(row), "row"));
    for (let col = 0; col < this.cols; col++) {
      const told = this.cell(row, col);
      const shown = cell("td", told ? this.looks.format.text(told.number) : "…");
      if (told && told.right !== null) {
        const value = shown.textContent;
        const right = this.looks.format.text(told.right);
        shown.className = "wrong";
        shown.title = fill(this.words.wrong, { value, right });
        const beside = document.createElement("small");
        beside.textContent = ` ≠ ${right}`;
        shown.append(beside);
      }
      made.append(shown);
    }
    return made;
  }

  /** Ask for the rows in sight that were not sent, or that may be wrong. */
  fetch(first, last) {
    if (this.value.whole && !this.run.header.slip?.line) return;
    for (let row = first - (first % this.chunk); row < last; row += this.chunk) {
      if (this.known.has(this.chunkOf(this.plane, row))) continue;
      this.ask({ step: this.at, name: this.name, plane: this.plane, row });
      return;
    }
  }
}

function cell(tag, text, scope = "") {
  const made = element(tag, text);
  if (scope) made.setAttribute("scope", scope);
  return made;
}

function gap(height) {
  const made = document.createElement("tr");
  made.style.height = `${height}px`;
  made.setAttribute("aria-hidden", "true");
  return made;
}
