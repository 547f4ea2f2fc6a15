/** What the layouts of pictures have in common: edges, and how large things can be. */

/** Room at the edges of a picture for the frames of cells that stand there, in px. */
export const EDGE = 4;
/** Cells need not be larger than this to be read from the last row, in px at usual letters. */
export const LARGEST_CELL = 120;

const SMALLEST_CELL = 0.4;

/**
 * The grid of equal planes with the largest cells.
 * @param {number} count of planes
 * @param {{rows: number, cols: number}} plane its cells
 * @param {{w: number, h: number, gap: number, label: number, most: number}} room label: height above each plane
 */
export function bestGrid(count, { rows, cols }, { w, h, gap, label, most }) {
  let best = { cell: 0, across: 1, down: count };
  for (let across = 1; across <= count; across++) {
    const down = Math.ceil(count / across);
    const cell = Math.min((w - (across - 1) * gap) / (across * cols), (h / down - label) / rows, most);
    if (cell > best.cell) best = { cell, across, down };
  }
  return { ...best, cell: Math.max(best.cell, SMALLEST_CELL) };
}

/**
 * The best of many ways to share a room.
 * @template T
 * @param {Iterable<T>} plans
 * @param {(plan: T) => number} worth of a plan; none is chosen whose worth is -Infinity
 * @returns {T | null}
 */
export function bestOf(plans, worth) {
  let [best, most] = [null, -Infinity];
  for (const plan of plans) {
    const value = worth(plan);
    if (value > most) [best, most] = [plan, value];
  }
  return best;
}

/** Numbers from one to another in equal steps, both included. @param {number} from @param {number} to @param {number} count */
export function steps(from, to, count) {
  return [...Array(count).keys()].map((at) => from + ((to - from) * at) / (count - 1));
}

const WIDE_LETTER = /[\u3000-\u9fff\uff00-\uffef]/;

/** Lines that a sentence takes, before there is a canvas to measure it on. @param {string} text @param {number} size */
export function linesOfText(text, size, width) {
  let em = 0;
  for (const letter of text) em += WIDE_LETTER.test(letter) ? 1 : 0.58;
  // a line ends before the word that does not fit
  return Math.ceil((em * size) / Math.max(1, width - 4 * size));
}
