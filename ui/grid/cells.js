/** The planes as tables: building them, and showing the numbers in them. */
import { Theme, css, inkOn } from "../stage/theme.js";
import { shortText, spokenText } from "./numbers.js";

const WIDEST = 56; // px
const NARROWEST = 29; // so that 8 columns are seen whole in the side bar
const SCROLLED = 38; // when not all columns are seen anyway
const INDEXED_FROM = 9; // rows or columns: from here on people lose count without indices
const INDEX_WIDTH = 26;

/**
 * @typedef {import("./payload.js").Header} Header
 * @typedef {import("./model.js").Numbers} Numbers
 */

/** All cells of a grid on screen. */
export class Cells {
  /** @type {HTMLTableCellElement[]} by place */
  elements = [];
  /** @type {string[]} by place */
  names = [];
  #room = 0;

  /** @param {HTMLElement} home */
  constructor(home) {
    this.home = home;
  }

  /**
   * Build the tables anew.
   * @param {Numbers} numbers
   * @param {Header} header
   * @param {number} width px
   */
  build(numbers, header, width) {
    this.elements = [];
    this.names = [];
    const planes = header.labels.map((label, plane) => this.#plane(numbers, header, label, plane));
    if (header.extra !== null) planes.push(this.#extra(header.extra));
    // so that the line that says what happened can stand between them
    planes.forEach((plane, place) => (plane.style.order = String(2 * place)));
    this.columns = numbers.columns;
    this.indexed = hasIndices(numbers, header);
    // measured before there is anything new to lay out
    this.fit(width);
    this.home.replaceChildren(...planes);
  }

  /**
   * Cell sizes for the width there is; the numbers have to be shown again when this is true.
   * @param {number} width px
   * @returns {boolean}
   */
  fit(width) {
    const inside = width - 2 - (this.indexed ? INDEX_WIDTH : 0);
    const even = Math.min(WIDEST, Math.floor(inside / this.columns));
    const cell = even < NARROWEST ? SCROLLED : even;
    const font = cell >= 48 ? 14 : cell >= 38 ? 12 : 11;
    this.home.style.setProperty("--cell-width", `${cell}px`);
    this.home.style.setProperty("--cell-height", `${cell >= 48 ? 34 : cell >= 38 ? 30 : 28}px`);
    this.home.style.setProperty("--cell-font", `${font}px`);
    const room = (cell - 4) / digitWidth(this.home, font);
    const changed = room !== this.#room;
    this.#room = room;
    return changed;
  }

  /**
   * Show the numbers; cells that show theirs already are not touched.
   * @param {Numbers} numbers
   * @param {Header} header
   */
  show(numbers, { scale, most }) {
    const { values } = numbers;
    const largest = values.subarray(0, numbers.count).reduce((a, b) => Math.max(a, Math.abs(b)), most);
    const theme = scale && new Theme(this.home);
    this.elements.forEach((element, index) => {
      const value = values[index];
      const said = `${this.names[index]} = ${spokenText(value)}`;
      if (element.title !== said) {
        element.title = said;
        element.setAttribute("aria-label", said);
      }
      const shown = /** @type {HTMLElement} */ (element.firstElementChild);
      const text = shortText(value, this.#room);
      if (shown.textContent !== text) shown.textContent = text;
      if (theme && index < numbers.count) tint(element, theme[scale](value, largest));
    });
  }

  /**
   * @param {Numbers} numbers
   * @param {Header} header
   * @param {string} label
   * @param {number} plane
   * @returns {HTMLElement}
   */
  #plane(numbers, header, label, plane) {
    const indexed = hasIndices(numbers, header);
    const table = gridTable(label);
    if (indexed && header.rowLabels === null) table.append(columnIndices(numbers.columns));
    const body = table.createTBody();
    for (let row = 0; row < numbers.rows; row++) {
      const line = body.insertRow();
      line.setAttribute("role", "row");
      if (indexed) line.append(rowName(header.rowLabels?.[row] ?? String(row)));
      for (let column = 0; column < numbers.columns; column++) {
        line.append(this.#cell(cellName(label, row, column)));
      }
    }
    return framed(label, header.tints?.[plane] ?? "none", table);
  }

  /** @param {string} label @returns {HTMLElement} */
  #extra(label) {
    const table = gridTable(label);
    const line = table.createTBody().insertRow();
    line.setAttribute("role", "row");
    line.append(this.#cell(label));
    const frame = framed(label, "none", table);
    frame.classList.add("extra");
    return frame;
  }

  /** @param {string} name @returns {HTMLTableCellElement} */
  #cell(name) {
    const cell = document.createElement("td");
    cell.setAttribute("role", "gridcell");
    cell.tabIndex = -1;
    cell.dataset.index = String(this.elements.length);
    cell.append(document.createElement("span"));
    this.elements.push(cell);
    this.names.push(name);
    return cell;
  }
}

/**
 * @param {Numbers} numbers
 * @param {Header} header
 */
function hasIndices(numbers, header) {
  return header.rowLabels !== null || Math.max(numbers.rows, numbers.columns) >= INDEXED_FROM;
}

/**
 * A plane `W[0,1]` has the cell `W[0,1,2,0]`, a plane `x` the cell `x[2,0]`.
 * @param {string} label
 * @param {number} row
 * @param {number} column
 */
function cellName(label, row, column) {
  const open = label.endsWith("]") ? `${label.slice(0, -1)},` : `${label}[`;
  return `${open}${row},${column}]`;
}

/** @param {string} label @returns {HTMLTableElement} */
function gridTable(label) {
  const table = document.createElement("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", label);
  table.setAttribute("aria-describedby", "help");
  return table;
}

/** @param {string} label @param {string} tint @param {HTMLTableElement} table */
function framed(label, tint, table) {
  const frame = document.createElement("section");
  frame.className = "plane";
  frame.dataset.tint = tint;
  const name = document.createElement("div");
  name.className = "name";
  name.textContent = label;
  const scroller = document.createElement("div");
  scroller.className = "scroller";
  scroller.append(table);
  frame.append(name, scroller);
  return frame;
}

/** @param {number} columns @returns {HTMLTableSectionElement} */
function columnIndices(columns) {
  const head = document.createElement("thead");
  const line = head.insertRow();
  line.setAttribute("role", "row");
  const corner = document.createElement("th");
  corner.className = "corner";
  line.append(corner);
  for (let column = 0; column < columns; column++) {
    const name = document.createElement("th");
    name.scope = "col";
    name.textContent = String(column);
    line.append(name);
  }
  return head;
}

/** @param {string} text @returns {HTMLTableCellElement} */
function rowName(text) {
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = text;
  return name;
}

/** @param {HTMLElement} cell @param {import("../stage/theme.js").Rgb} ground */
function tint(cell, ground) {
  cell.style.background = css(ground);
  cell.style.color = inkOn(ground);
}

/** @param {HTMLElement} home @param {number} font px @returns {number} px */
function digitWidth(home, font) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  context.font = `${font}px ${getComputedStyle(home).fontFamily}`;
  return context.measureText("0").width;
}
