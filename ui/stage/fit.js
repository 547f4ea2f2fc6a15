/** What the layouts of pictures have in common: edges, and how large things can be. */

/** Room at the edges of a picture for the frames of cells that stand there, in px. */
export const EDGE = 4;
/** Cells need not be larger than this to be read from the last row, in px at usual letters. */
export const LARGEST_CELL = 120;

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
  return { ...best, cell: Math.max(best.cell, 1) };
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
