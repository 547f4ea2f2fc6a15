/**
 * What the arrangements of the sliding filter have in common: their measures, and where its outputs stand.
 *
 * @typedef {{x: number, y: number, cell: number, tall?: number}} Place cells are square where no height is given
 * @typedef {object} SlidePlan
 * @property {number} height
 * @property {Place[]} x one for each channel
 * @property {Place[] | null} window magnified windows, where the input's cells are too small
 * @property {Place[] | null} W; null where the filter lies on the window
 * @property {Place[]} products
 * @property {(Place & {k: number})[]} out channels drawn in full; one of them, or all
 * @property {{x: number, y: number, w: number, h: number, k: number}[]} thumbs small channels to choose from
 * @property {{subs: {x: number, y: number}[], bias: {x: number, y: number}, total: {x: number, y: number}, w: number, h: number, tight: boolean}} sums
 * @property {{text: string, x: number, y: number, c?: number}[]} signs those of a channel, and of all
 * @property {{panel: string, x: number, y: number, room: number}[]} heads
 * @property {{x1: number, y1: number, x2: number, y2: number, c?: number}[]} arrows
 * @property {number} label height of a channel's label
 *
 * @typedef {object} SlideSizes
 * @property {number} C @property {number} FN @property {number} Hp @property {number} Wp
 * @property {number} FH @property {number} FW @property {number} oh @property {number} ow
 * @property {number} letters of the longest product
 */

/** A cell of this size has room for a pixel and a weight, in px. */
export const MERGED_CELL = 40;
/** Width of a digit that is read from afar, in px. */
const DIGIT = 0.602 * 12.5;
/** Measures that all arrangements share. */
export function measures(s, ui, W = Infinity) {
  const sign = Math.min(34, Math.max(20, W / 32 / ui)) * ui;
  // "+ Σ" stands before a sum
  const plus = Math.max(sign, (s.C > 1 ? 48 : 40) * ui);
  return { head: 28 * ui, label: s.C > 1 ? 20 * ui : 0, sign, plus, chipW: 74 * ui, chipH: 28 * ui, gap: 16 * ui };
}

/** Products have one number in a cell, the window has two. */
export const productCell = (cell, merged, s, ui) =>
  merged ? Math.max((s.letters + 0.9) * DIGIT * ui, 0.72 * cell) : cell;

/** Cell of the channel drawn in full, with room for the small ones below it. */
export function bigCell(w, h, s, ui) {
  const fit = (thumbsW) => Math.max(1, Math.min(w / s.ow, (h - thumbsHeight(thumbsW, s, ui)) / s.oh));
  // a smaller channel leaves less width for the row of small ones, which then need more height
  return fit(thumbsRoom(s.ow * fit(w), s, ui));
}

/** Width of the rows of small channels below the large one. */
export function thumbsRoom(outW, s, ui) {
  return Math.max(outW, s.FN > 1 ? Math.min(s.FN, 2) * 58 * ui : 0);
}

export function thumbsHeight(w, s, ui) {
  if (s.FN === 1) return 0;
  const { side, rows } = thumbSide(w, s, ui);
  return rows * (side + 26 * ui) + 30 * ui;
}

function thumbSide(w, s, ui) {
  const most = Math.max(2, Math.floor(w / (36 * ui)));
  const rows = Math.ceil(s.FN / most);
  const perRow = Math.ceil(s.FN / rows); // four and four, not seven and one
  return { perRow, rows, side: Math.min(64 * ui, w / perRow - 8) };
}

/** The output: every channel in full, or the selected one with small ones below it. */
export function placeOutputs(plan, s, ui, { left, top, w, cell, cols, all, gap }) {
  if (all) {
    const label = s.FN > 1 ? 25 * ui : 0;
    for (let k = 0; k < s.FN; k++) {
      const row = Math.floor(k / cols);
      const col = k % cols;
      plan.out.push({ k, x: left + col * (s.ow * cell + gap), y: top + label + row * (s.oh * cell + label), cell });
    }
    return;
  }
  plan.out.push({ k: -1, x: left, y: top, cell }); // -1: whichever is selected
  if (s.FN === 1) return;
  const { perRow, side } = thumbSide(w, s, ui);
  for (let k = 0; k < s.FN; k++) {
    const row = Math.floor(k / perRow);
    const col = k % perRow;
    plan.thumbs.push({
      k,
      x: left + col * (side + 8),
      y: top + s.oh * cell + 30 * ui + row * (side + 26 * ui),
      w: side,
      h: side,
    });
  }
}

/** @returns {SlidePlan} */
export function blank(m) {
  return {
    height: 0,
    x: [],
    window: null,
    W: [],
    products: [],
    out: [],
    thumbs: [],
    signs: [],
    heads: [],
    arrows: [],
    sums: { subs: [], bias: { x: 0, y: 0 }, total: { x: 0, y: 0 }, w: m.chipW, h: m.chipH, tight: false },
    label: m.label,
  };
}
