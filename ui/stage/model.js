import { readMessage } from "../component/message.js";

/**
 * @typedef {object} Header
 * @property {string} kind which lesson the stage draws
 * @property {{rowStarts: number[], colStarts: number[], rowOffsets: number[], colOffsets: number[],
 *   unreadRows: number[], unreadCols: number[], whyRows: string[], whyCols: string[], pad: number[],
 *   size: number[], stride: number[], dilation: number[]}} geometry
 * @property {number} groups into how many groups channels and filters are split
 * @property {{title: string, settings: string, size: string, unread: string}} about for presenter view
 * @property {string} scale "unit", "byte" or "numbers"
 * @property {string[]} tints tint of each input plane
 * @property {string[]} channels name of each input plane
 * @property {{id: number, step: number, filter: number, film: number, play: boolean}} seek
 * @property {boolean} predict whether a number is asked before it is shown
 * @property {string} language
 * @property {Record<string, string>} words those of the language; they travel apart from the numbers
 */

/** An array with a shape. */
export class Tensor {
  /** @param {number[]} shape @param {Float32Array} values */
  constructor(shape, values) {
    this.shape = shape;
    this.values = values;
  }

  /** @param {...number} index @returns {number} */
  at(...index) {
    let place = 0;
    for (let axis = 0; axis < this.shape.length; axis++) place = place * this.shape[axis] + index[axis];
    return this.values[place];
  }

  /** Largest magnitude among the finite values. */
  get most() {
    let most = 0;
    for (const value of this.values) {
      const size = Math.abs(value);
      if (size > most && size < Infinity) most = size;
    }
    return most;
  }

  get least() {
    return this.values.reduce((least, value) => Math.min(least, value), 0);
  }
}

/**
 * @param {Uint8Array} message
 * @returns {{header: Header, arrays: Record<string, Tensor>}}
 */
export function readPayload(message) {
  const { header, arrays: sent } = readMessage(message);
  /** @type {Record<string, Tensor>} */
  const arrays = {};
  for (const [name, { shape, values }] of Object.entries(sent)) arrays[name] = new Tensor(shape, values);
  return { header, arrays };
}

/**
 * Where windows lie, by the numbers that `conv_core.Geometry` gave.
 */
export class Windows {
  /** @param {Header} header */
  constructor(header) {
    Object.assign(this, header.geometry);
    /** @type {number[]} */ this.rowStarts;
    /** @type {number[]} */ this.colStarts;
    /** @type {number[]} */ this.rowOffsets;
    /** @type {number[]} */ this.colOffsets;
    this.unread = { rows: new Set(header.geometry.unreadRows), cols: new Set(header.geometry.unreadCols) };
    const { unreadRows, unreadCols, whyRows, whyCols } = header.geometry;
    /** @type {{rows: Map<number, string>, cols: Map<number, string>}} what steps over them */
    this.why = {
      rows: new Map(unreadRows.map((row, at) => [row, whyRows[at]])),
      cols: new Map(unreadCols.map((col, at) => [col, whyCols[at]])),
    };
    this.outH = this.rowStarts.length;
    this.outW = this.colStarts.length;
    this.FH = this.rowOffsets.length;
    this.FW = this.colOffsets.length;
    this.readsRow = readers(this.rowStarts, this.rowOffsets);
    this.readsCol = readers(this.colStarts, this.colOffsets);
  }

  /** @param {number} step @returns {[number, number, number]} image, output row, output column */
  place(step) {
    const cells = this.outH * this.outW;
    const cell = step % cells;
    return [Math.floor(step / cells), Math.floor(cell / this.outW), cell % this.outW];
  }

  /** @param {number} n @param {number} i @param {number} j */
  step(n, i, j) {
    return (n * this.outH + i) * this.outW + j;
  }

  /** Padding or not, in padded coordinates. @param {number} r @param {number} c */
  inPadding(r, c) {
    const [top, , left] = this.pad;
    return r < top || c < left || r >= top + this.size[0] || c >= left + this.size[1];
  }

  /** @param {number} r @param {number} c */
  isUnread(r, c) {
    return this.unread.rows.has(r) || this.unread.cols.has(c);
  }

  /**
   * Every window that reads a padded pixel, with the filter cell that touches it.
   * @param {number} r @param {number} c
   * @returns {{i: number, j: number, fy: number, fx: number}[]}
   */
  readersOf(r, c) {
    const all = [];
    for (const [i, fy] of this.readsRow.get(r) ?? []) {
      for (const [j, fx] of this.readsCol.get(c) ?? []) all.push({ i, j, fy, fx });
    }
    return all;
  }
}

/**
 * padded coordinate -> [window index, filter cell] pairs, along one axis
 * @param {number[]} starts @param {number[]} offsets
 * @returns {Map<number, [number, number][]>}
 */
function readers(starts, offsets) {
  const map = new Map();
  starts.forEach((start, window) =>
    offsets.forEach((offset, cell) => {
      const at = start + offset;
      if (!map.has(at)) map.set(at, []);
      map.get(at).push([window, cell]);
    }),
  );
  return map;
}

/**
 * What is left of terms that cancel: the numbers arrive in float32, so below this share of the
 * largest term there is only rounding.
 */
const DUST = 1e-6;

/** @param {number} value @param {number} term the largest term of the sum */
export const dusted = (value, term) => (Math.abs(value) < DUST * term ? 0 : value);
