/** The numbers, their history, and where the arrow keys lead. */

const REMEMBERED = 100; // edits that can be undone

/**
 * @typedef {object} Snapshot
 * @property {number} rows
 * @property {number} columns
 * @property {Float64Array} values
 *
 * @typedef {object} Pasted what became of a table
 * @property {[number, number, number]} fit planes, rows and columns that found their place
 * @property {boolean} grown
 */

/** Planes in reading order, then the extra cell; a cell is known by its place in that order. */
export class Numbers {
  channels = 0;
  rows = 0;
  columns = 0;
  values = new Float64Array(0);
  /** @type {Snapshot[]} */
  past = [];
  /** @type {Snapshot[]} */
  future = [];

  /** Cells in all planes; also the place of the extra cell. */
  get count() {
    return this.channels * this.rows * this.columns;
  }

  /** @returns {[number, number, number]} */
  get shape() {
    return [this.channels, this.rows, this.columns];
  }

  /** The number below the planes, null when there is none. */
  get extra() {
    return this.last === this.count ? this.values[this.count] : null;
  }

  /** Place of the last cell. */
  get last() {
    return this.values.length - 1;
  }

  /**
   * Take over what Python sent.
   * @param {[number, number, number]} shape
   * @param {Float64Array} values
   */
  replace(shape, values) {
    const same =
      shape.every((size, axis) => size === this.shape[axis]) &&
      values.length === this.values.length &&
      values.every((value, index) => value === this.values[index]);
    if (same) return;
    [this.channels, this.rows, this.columns] = shape;
    this.values = values.slice();
    this.past = [];
    this.future = [];
  }

  /** @param {number} index @param {number} value */
  set(index, value) {
    this.#remember();
    this.values[index] = value;
  }

  /**
   * Fill a table in from a cell on; what is no number within the limit leaves its cell alone.
   * @param {number} index
   * @param {(number | null)[][][]} table planes of equal size
   * @param {number} limit
   * @param {[number, number] | null} largest rows and columns that the planes may grow to
   * @returns {Pasted}
   */
  paste(index, table, limit, largest) {
    const [rows, columns] = [table[0].length, table[0][0].length];
    this.#remember();
    const { plane, row, column } = this.place(index);
    const inPlane = plane < this.channels;
    const grown =
      largest !== null &&
      inPlane &&
      row + column === 0 &&
      this.#grow(Math.min(rows, largest[0]), Math.min(columns, largest[1]));
    const fitPlanes = Math.min(table.length, inPlane ? this.channels - plane : 1);
    const fitRows = Math.min(rows, inPlane ? this.rows - row : 1);
    const fitColumns = Math.min(columns, inPlane ? this.columns - column : 1);
    for (let k = 0; k < fitPlanes; k++) {
      for (let i = 0; i < fitRows; i++) {
        const start = this.at(plane + k, row + i, column);
        table[k][i].slice(0, fitColumns).forEach((value, j) => {
          if (value !== null && Math.abs(value) <= limit) this.values[start + j] = value;
        });
      }
    }
    return { fit: [fitPlanes, fitRows, fitColumns], grown };
  }

  /**
   * Go back to before the last edit.
   * @returns {boolean} false when there is none
   */
  undo() {
    return this.#travel(this.past, this.future);
  }

  /** @returns {boolean} */
  redo() {
    return this.#travel(this.future, this.past);
  }

  /**
   * @param {number} index
   * @returns {{plane: number, row: number, column: number}} the extra cell is a plane of its own
   */
  place(index) {
    const size = this.rows * this.columns;
    const inside = index % size;
    return { plane: Math.floor(index / size), row: Math.floor(inside / this.columns), column: inside % this.columns };
  }

  /**
   * @param {number} plane
   * @param {number} row
   * @param {number} column
   * @returns {number} the place of a cell
   */
  at(plane, row, column) {
    return (plane * this.rows + row) * this.columns + column;
  }

  /**
   * Where a key leads; up and down go on in the next plane, left and right stay in the row.
   * @param {number} index
   * @param {"up" | "down" | "left" | "right" | "rowStart" | "rowEnd"} way
   * @returns {number}
   */
  neighbour(index, way) {
    const { columns, count } = this;
    if (way === "up") return index >= columns ? index - columns : index;
    if (index === count) return index;
    if (way === "down") {
      if (index + columns < count) return index + columns;
      return this.extra === null ? index : count;
    }
    const column = index % columns;
    if (way === "rowStart") return index - column;
    if (way === "rowEnd") return index - column + columns - 1;
    if (way === "left") return column > 0 ? index - 1 : index;
    return column < columns - 1 ? index + 1 : index;
  }

  #remember() {
    this.past.push(this.#snapshot());
    if (this.past.length > REMEMBERED) this.past.shift();
    this.future = [];
  }

  /** @returns {Snapshot} */
  #snapshot() {
    return { rows: this.rows, columns: this.columns, values: this.values.slice() };
  }

  /** @param {Snapshot[]} from @param {Snapshot[]} to @returns {boolean} */
  #travel(from, to) {
    const snapshot = from.pop();
    if (snapshot === undefined) return false;
    to.push(this.#snapshot());
    Object.assign(this, snapshot);
    return true;
  }

  /**
   * Make room for more rows or columns, new cells are 0.
   * @param {number} rows
   * @param {number} columns
   * @returns {boolean} whether it was necessary
   */
  #grow(rows, columns) {
    const to = { rows: Math.max(rows, this.rows), columns: Math.max(columns, this.columns) };
    if (to.rows === this.rows && to.columns === this.columns) return false;
    const old = this.#snapshot();
    const oldCount = this.count;
    Object.assign(this, to);
    this.values = new Float64Array(this.count + (old.values.length - oldCount));
    for (let line = 0; line < this.channels * old.rows; line++) {
      const row = Math.floor(line / old.rows) * this.rows + (line % old.rows);
      const start = line * old.columns;
      this.values.set(old.values.subarray(start, start + old.columns), row * this.columns);
    }
    this.values.set(old.values.subarray(oldCount), this.count);
    return true;
  }
}
