/** What the layouts of pictures have in common: edges, and how large things can be. */

/**
 * So high is a picture at most on a phone, where a page is no longer than a screen and a half; what stands around
 * it is less in the first two lessons, in px.
 */
export const PHONE_HEIGHT = { forward: 560, image: 526, backward: 455, check: 450, learn: 350 };

/** Room at the edges of a picture for the frames of cells that stand there, in px. */
export const EDGE = 4;
/** The middle of a thing of a size, moved so that none of it leaves the picture. @param {number} room */
export const kept = (middle, size, room) => Math.min(Math.max(middle, size / 2 + EDGE), room - size / 2 - EDGE);

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

/** Letters of a picture are at least so large, where 1 is their size on a page: rather small than cut. */
const SMALLEST_LETTERS = 0.85;
/** A picture that is higher than its room by less is not too high, in px: it fills the room. */
const HAIR = 0.5;

/**
 * Lay a picture out; where it would be higher than its room, with smaller letters rather than cut.
 * @param {(size: number) => number} layout at a size of letters; returns the height that it needs
 * @param {number} room height @param {number} ui usual size of letters
 * @returns {number} the height it has, in whole px
 */
export function fitted(layout, room, ui) {
  let size = ui;
  let needed = layout(size);
  while (needed > room + HAIR && size > SMALLEST_LETTERS) {
    size = Math.max(SMALLEST_LETTERS, size * 0.92);
    needed = layout(size);
  }
  return Math.ceil(needed - HAIR);
}

const WIDE_LETTER = /[\u3000-\u9fff\uff00-\uffef]/;

/** Lines that a sentence takes, before there is a canvas to measure it on. @param {string} text @param {number} size */
export function linesOfText(text, size, width) {
  let em = 0;
  for (const letter of text) em += WIDE_LETTER.test(letter) ? 1 : 0.58;
  // a line ends before the word that does not fit
  return Math.ceil((em * size) / Math.max(1, width - 4 * size));
}

/** A long matrix of so many rows is seen whole. */
const FEW_ROWS = 24;

/**
 * What stands at the left of a long matrix: its row labels, the strip of all rows where there are many, the
 * names of the images of a batch.
 * @param {{rows: number, label: string, batch: boolean}} matrix label: its longest one
 * @param {number} ui @param {boolean} narrow
 */
export function besideRows({ rows, label, batch }, ui, narrow) {
  const labels = 7.4 * ui * label.length + 8;
  const strip = rows > FEW_ROWS ? (narrow ? 14 : 30) * ui : 0;
  return { labels, strip, side: labels + strip + (strip ? 28 * ui : 0) + (batch ? 34 * ui : 0) };
}

/** Few rows are as tall as the room allows, many as low as numbers bear; one at least is seen whole. */
export function rowHeight(cellW, room, rows, ui) {
  const low = 21 * ui;
  const usual = Math.min(Math.max(cellW * 0.74, low), 40 * ui, Math.max(room, low));
  return Math.max(usual, Math.min(cellW, room / rows));
}

/** How much room whole rows take. */
export const wholeRows = (height, room, rows) => Math.max(1, Math.min(rows, Math.floor(room / height + 0.01))) * height;
