/** For so long after a grid has gone the next one like it is the same to its visitor, in ms. */
export const SAME = 4000;
/** A focus that went nowhere so shortly before its grid did was taken by that, in ms. */
const TAKEN = 600;

/** @type {{grid: string, index: number, at: number} | null} */
let left = null;

/** Where the keyboard is, for when Streamlit builds the grid anew under the hand. */
export class KeptFocus {
  until = 0;

  here() {
    this.until = Infinity;
  }

  /** @param {Node | null} next what has the focus now @param {Node} host of the grid */
  gone(next, host) {
    this.until = next === null || next.contains(host) ? performance.now() + TAKEN : 0;
  }

  /** The grid goes. @param {string} grid what it is called @param {number} index of its cell */
  leave(grid, index) {
    const at = performance.now();
    if (at < this.until) left = { grid, index, at };
  }
}

/** The cell in which the keyboard was when a grid of this name went, just now; -1 for none. @param {string} grid */
export function cellLeft(grid) {
  const found = left;
  left = null;
  return found?.grid === grid && performance.now() - found.at < SAME ? found.index : -1;
}
