/** The number grid: what happens on screen, and what is reported to Python. */
import { Cells } from "./cells.js";
import { copiedText, fillIn, forReading, isTable } from "./clipboard.js";
import { Editor } from "./editor.js";
import { listen } from "./events.js";
import { actionOf } from "./keys.js";
import { KeptFocus, cellLeft } from "./kept_focus.js";
import { Numbers } from "./model.js";
import { exactText, parseNumber } from "./numbers.js";
import { filled, unpack } from "./payload.js";
import { Reporter } from "./reporter.js";
import { Status } from "./status.js";

const PATIENT = 300; // ms until one is told that a paste is being read

class NumberGrid {
  numbers = new Numbers();
  reporter = new Reporter(this.numbers);
  focus = new KeptFocus();
  active = 0;
  token = 0;
  #built = "";
  #listening = new AbortController();

  /** @param {ShadowRoot} parent */
  constructor(parent) {
    this.parent = parent;
    const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (parent.querySelector(name));
    this.root = find(".number-grid");
    this.status = new Status(find(".message"));
    this.help = find(".help");
    this.sign = /** @type {HTMLButtonElement} */ (find(".sign"));
    this.editor = new Editor(this.sign);
    this.cells = new Cells(find(".planes"));
    listen(this.root, this.#listening.signal, {
      key: (event) => this.#key(event),
      focused: (place) => (this.focus.here(), this.#activate(place)),
      blurred: (next) => this.#blurred(next),
      edit: (place, way) => this.#edit(place, way),
      typed: () => this.editor.grow(),
      paste: (event) => this.#paste(event),
      copy: (event) => this.#copy(event),
    });
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(this.root);
  }

  /**
   * Python's picture of the numbers, unless it is older than what the visitor did since.
   * @param {ReturnType<typeof unpack>} payload
   * @param {(name: string, value: unknown) => void} setStateValue
   */
  receive({ header, values }, setStateValue) {
    this.reporter.setStateValue = setStateValue;
    if (!this.reporter.isAheadOf(header.seen)) this.#takeOver(header, values);
    const place = this.reporter.answeredAt(header.answer);
    if (place >= 0) this.#fillIn(header.answer, place);
  }

  /**
   * @param {import("./payload.js").Header} header
   * @param {Float64Array} values
   */
  #takeOver(header, values) {
    this.header = header;
    this.status.words = header.words;
    this.help.textContent = header.words.help;
    this.sign.setAttribute("aria-label", header.words.sign);
    this.numbers.replace(header.shape, values);
    const isNew = !this.#built;
    this.#draw();
    if (!isNew) return;
    this.reporter.takeUp(this.name);
    this.#comeBack();
  }

  /** To the cell of the grid before this one; a dialog first takes the focus to itself. */
  #comeBack() {
    const index = cellLeft(this.name);
    if (index < 0 || index > this.numbers.last) return;
    this.#activate(index);
    for (const pause of [0, 60, 200]) setTimeout(() => this.#isFree() && this.#select(index), pause);
  }

  /** Whether nothing but what stands around the grid has the focus. */
  #isFree() {
    const { host } = this.parent;
    return this.active >= 0 && !this.root.matches(":focus-within") && (document.activeElement?.contains(host) ?? true);
  }

  get name() {
    return JSON.stringify(this.header?.labels);
  }

  destroy() {
    this.focus.leave(this.name, this.active);
    clearTimeout(this.patience);
    this.reporter.leave(this.name);
    this.observer.disconnect();
    this.#listening.abort();
  }

  #draw() {
    const { labels, rowLabels, extra, tints } = this.header;
    const structure = JSON.stringify([this.numbers.shape, labels, rowLabels, extra, tints]);
    if (structure !== this.#built) this.#build(structure);
    this.cells.show(this.numbers, this.header);
  }

  /** @param {string} structure */
  #build(structure) {
    const hadFocus = this.cells.home.contains(this.parent.activeElement);
    this.editor.close();
    this.#built = structure;
    this.cells.build(this.numbers, this.header, this.root.clientWidth);
    this.#activate(Math.min(this.active, this.numbers.last));
    if (hadFocus) this.#select(this.active);
  }

  #resize() {
    const width = this.root.clientWidth;
    // in a tab that is not open there is no width
    if (this.header && width > 0 && this.cells.fit(width)) this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation(); // Streamlit and the stage have keys of their own
    const { isOpen: editing, hasCaret } = this.editor;
    const action = actionOf(event, { editing, hasCaret });
    if (action === null) return;
    if (action.do === "step") {
      this.#step(action.by, event);
      return;
    }
    event.preventDefault();
    this.root.classList.remove("leaving");
    if (action.do === "move") this.#move(this.numbers.neighbour(this.active, action.way));
    if (action.do === "jump") this.#move(action.to === "first" ? 0 : this.numbers.last);
    if (action.do === "type") this.#edit(this.active, "replace", action.text);
    if (action.do === "edit") this.#edit(this.active, "caret");
    if (action.do === "clear") this.#enter(this.active, "0");
    if (action.do === "cancel") this.#cancel();
    if (action.do === "leave") this.#offerExit();
    if (action.do === "undo" || action.do === "redo") this.#travel(action.do);
  }

  /**
   * Tab: to the next cell; out of the grid at its end, and after Escape.
   * @param {1 | -1} by
   * @param {KeyboardEvent} event
   */
  #step(by, event) {
    const next = this.active + by;
    const stays = next >= 0 && next <= this.numbers.last && !this.root.classList.contains("leaving");
    this.#move(stays ? next : this.active);
    if (stays) event.preventDefault();
  }

  /** @param {number} index */
  #move(index) {
    this.#commit();
    this.#select(index);
  }

  /** @param {number} index */
  #select(index) {
    this.cells.elements[index].focus();
  }

  /** @param {number} index -1 for no cell */
  #activate(index) {
    if (index < 0) return;
    const { elements } = this.cells;
    if (elements[this.active]) elements[this.active].tabIndex = -1;
    elements[index].tabIndex = 0;
    this.active = index;
    this.status.standBelow(this.numbers.place(index).plane);
  }

  /** @param {Node | null} next what has the focus now */
  #blurred(next) {
    if (next === this.editor.field) return;
    this.#commit();
    if (next !== null && this.root.contains(next)) return;
    this.focus.gone(next, this.parent.host);
    this.root.classList.remove("leaving");
    this.reporter.flush();
  }

  /**
   * @param {number} index -1 for no cell
   * @param {import("./editor.js").Way} way
   * @param {string} [text] the number in the cell unless given
   */
  #edit(index, way, text = exactText(this.numbers.values[index])) {
    if (index < 0 || index === this.editor.index) return;
    this.#commit();
    this.#activate(index);
    this.status.show("");
    const name = filled(this.header.words.edit, { cell: this.cells.names[index] });
    this.editor.open(this.cells.elements[index], index, text, name, way);
  }

  #cancel() {
    const { index } = this.editor.close();
    this.#select(index);
  }

  #commit() {
    if (!this.editor.isOpen) return;
    const { index, text } = this.editor.close();
    if (text.trim() !== "") this.#enter(index, text);
  }

  /** @param {number} index @param {string} text */
  #enter(index, text) {
    const value = parseNumber(text);
    const { limit } = this.header;
    const kept = this.numbers.values[index];
    if (!(Math.abs(value) <= limit)) {
      this.status.refuse(text, value, { place: this.#placeName(index), kept, limit });
      return;
    }
    this.status.show("");
    if (value === kept) return;
    this.numbers.set(index, value);
    this.#changed();
  }

  /**
   * Where a cell is, counted from 1 as in all sentences, and its name in code.
   * @param {number} index
   * @returns {string}
   */
  #placeName(index) {
    const { row, column } = this.numbers.place(index);
    const cell = this.cells.names[index];
    const facts = { row: row + 1, column: column + 1, cell };
    return index === this.numbers.count ? cell : filled(this.header.words.place, facts);
  }

  /** @param {"undo" | "redo"} way */
  #travel(way) {
    const before = this.numbers.values;
    const moved = way === "undo" ? this.numbers.undo() : this.numbers.redo();
    if (!moved) return this.status.say(way === "undo" ? "nothing_to_undo" : "nothing_to_redo");
    this.#changed();
    const changed = this.numbers.values.findIndex((value, index) => value !== before[index]);
    this.#select(changed >= 0 ? changed : this.active);
    this.status.say(way === "undo" ? "undone" : "redone");
  }

  #offerExit() {
    this.root.classList.add("leaving");
    this.status.say("leave");
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (this.editor.isOpen && !isTable(text)) return;
    event.preventDefault();
    if (this.editor.isOpen) this.#cancel();
    // one cell is as good as typed
    if (!Number.isNaN(parseNumber(text))) return this.#enter(this.active, text);
    this.status.show("");
    this.reporter.ask(forReading(text), this.active);
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      if (this.reporter.isWaiting) this.status.say("reading");
    }, PATIENT);
  }

  /**
   * @param {import("./payload.js").Answer} answer to what was pasted
   * @param {number} pastedAt cell
   */
  #fillIn(answer, pastedAt) {
    this.#commit();
    const here = this.cells.home.contains(this.parent.activeElement);
    const { plane, row, column } = this.numbers.place(Math.min(pastedAt, this.numbers.last));
    const said = fillIn(this.numbers, this.numbers.at(plane, row, column), answer, this.header);
    if (answer.planes.length > 0) this.#changed();
    // a larger plane has its cells elsewhere
    if (here) this.#select(this.numbers.at(plane, row, column));
    this.status.show(said);
  }

  /** @param {ClipboardEvent} event */
  #copy(event) {
    if (this.editor.isOpen) return;
    event.clipboardData?.setData("text/plain", copiedText(this.numbers, this.active));
    event.preventDefault();
  }

  #changed() {
    this.#draw();
    this.reporter.soon();
  }
}

/**
 * @param {{data: Uint8Array, words: Record<string, Record<string, string>>, parentElement: ShadowRoot,
 *   setStateValue: (name: string, value: unknown) => void}} component words: by language
 * @returns {(() => void) | null} null as long as the words are on their way
 */
export default function ({ data, words, parentElement, setStateValue }) {
  const payload = unpack(data);
  payload.header.words = words[payload.header.language];
  if (!payload.header.words) return null;
  const place = /** @type {ShadowRoot & {numberGrid?: NumberGrid}} */ (parentElement);
  const grid = (place.numberGrid ??= new NumberGrid(parentElement));
  grid.receive(payload, setStateValue);
  const token = ++grid.token;
  return () => {
    if (grid.token !== token) return;
    grid.destroy();
    delete place.numberGrid;
  };
}
