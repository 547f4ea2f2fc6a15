/** What kinds of steps there are, as `payload.py` numbers them. */
export const CALL = 1;
export const RETURN = 2;
export const ERROR = 3;

/**
 * A variable after a step.
 * @typedef {{name: string, place: number, value: Value, changed: boolean, same: string}} Variable
 *   same: the name that the same array has already, or ""
 *
 * A value, as it was sent.
 * @typedef {object} Value
 * @property {"array" | "number" | "tuple" | "none" | "object"} kind
 * @property {string} text how it is written, where it is no array
 * @property {string} type
 * @property {number[]} shape @property {number} bytes
 * @property {boolean} whole whether all its numbers were sent
 * @property {number} rows @property {number} cols of what is drawn
 * @property {number[]} tiles how many maps stand below and beside one another
 * @property {Float32Array} numbers @property {Uint8Array | null} wrong
 */

/** The run of a listing as it was sent: its steps, and what each knows. */
export class Run {
  /** @param {any} header @param {Record<string, {shape: number[], values: any}>} arrays */
  constructor(header, arrays) {
    this.header = header;
    this.text = header.text;
    this.length = arrays.stack.values.length;
    this.live = arrays.live.values;
    this.arrays = arrays;
    this.values = header.values.map((told) => valueOf(told, arrays));
    this.paths = { lines: this.path(false), loops: this.path(true) };
    this.peak = this.live.reduce((best, bytes, at) => (bytes > this.live[best] ? at : best), 0);
  }

  /** Steps that are stepped to: turns of loops, or each loop as one. @returns {number[]} */
  path(loops) {
    const all = Array.from({ length: this.length }, (_, at) => at);
    return loops ? all : all.filter((at) => !this.loop(at) || this.field(at, 3));
  }

  field(at, column) {
    return this.arrays.steps.values[4 * at + column];
  }

  kind(at) {
    return this.field(at, 0);
  }

  /** Counted from 1. */
  line(at) {
    return this.field(at, 1);
  }

  loop(at) {
    return this.field(at, 2);
  }

  /** Functions under way and their lines, the innermost last. @returns {[string, number][]} */
  stack(at) {
    return this.header.stacks[this.arrays.stack.values[at]];
  }

  /** @returns {{numbers: string, shapes: string}} the step in words of code */
  told(at) {
    const [numbers, shapes] = this.header.told[this.arrays.told.values[at]];
    return { numbers, shapes };
  }

  /** The step at which the innermost function was entered. */
  entered(at) {
    const depth = this.stack(at).length;
    while (this.kind(at) !== CALL || this.stack(at).length !== depth) at--;
    return at;
  }

  /**
   * What the innermost function knows after a step, in the order in which it came to know it.
   * @param {number} at @param {number} since the step that was seen before; -1 at the beginning
   * @returns {Variable[]}
   */
  variables(at, since) {
    const depth = this.stack(at).length;
    const begun = this.entered(at);
    /** @type {Map<string, {place: number, changed: boolean}>} */
    const known = new Map();
    for (let step = begun; step <= at; step++) {
      if (this.stack(step).length !== depth) continue;
      for (const [name, place] of this.changes(step)) {
        // what a function is called with is not made by its first line
        const changed = step > since && !(step === begun && name.includes("."));
        known.set(name, { place, changed: changed || (known.get(name)?.changed ?? false) });
      }
    }
    const owners = this.owners(known);
    return [...known].map(([name, { place, changed }]) => ({
      name,
      place,
      changed,
      value: this.values[place],
      same: owners.get(place) !== name && this.values[place].kind === "array" ? owners.get(place) : "",
    }));
  }

  /** Under which of its names an array is shown: a plain one before one of an object's. */
  owners(known) {
    const owners = new Map();
    for (const [name, { place }] of known) {
      const before = owners.get(place);
      if (before === undefined || (before.includes(".") && !name.includes(".")) || before === "return")
        owners.set(place, name);
    }
    return owners;
  }

  /** @returns {[string, number][]} */
  changes(at) {
    const { changes, names, places } = this.arrays;
    const found = [];
    for (let one = changes.values[at]; one < changes.values[at + 1]; one++)
      found.push([this.header.names[names.values[one]], places.values[one]]);
    return found;
  }

  /** The view that draws a variable, if any. */
  link(at, { name, value }) {
    const [[fn]] = this.stack(at).slice(-1);
    return this.header.links.find(
      ([where, called, axes]) => where === fn && called === name && axes === value.shape.length,
    );
  }
}

/** @returns {Value} */
function valueOf(told, { numbers, wrong }) {
  const [kind] = told;
  if (kind !== "array") {
    const [, text, type] = told;
    return {
      kind,
      text,
      type,
      shape: [],
      bytes: 0,
      whole: true,
      rows: 0,
      cols: 0,
      tiles: [1, 1],
      numbers: null,
      wrong: null,
    };
  }
  const [, shape, type, bytes, whole, [rows, cols], tiles, at] = told;
  const count = whole ? shape.reduce((all, size) => all * size, 1) : rows * cols;
  const part = (array) => (array ? array.values.subarray(at, at + count) : null);
  const marks = part(wrong);
  return {
    kind,
    text: "",
    type,
    shape,
    bytes,
    whole,
    rows,
    cols,
    tiles,
    numbers: part(numbers),
    wrong: marks?.some(Boolean) ? marks : null,
  };
}
