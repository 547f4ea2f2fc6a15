import { NUMBER_CELL } from "../stage/matrix.js";
import { MERGED_CELL, blank, measures, placeOutputs } from "./pieces.js";

/**
 * The sliding filter on a phone. Input and output stand side by side, so that the answer is seen with what it
 * is made of; below them window and products: of one channel side by side, of several a column for each.
 */

const GAP = 8;
/** Rows of products of a channel, and of a window that has room for one number in a cell, in px. */
const LOW_ROW = 24;
/** Cells of a window at least so wide are as high as two numbers need. */
const SMALL_CELL = 34;
/** Small outputs to choose from are at most so wide, in px. */
const LARGEST_THUMB = 40;

/** @param {number} W @param {import("./pieces.js").SlideSizes} s @param {number} ui @returns {import("./pieces.js").SlidePlan} */
export function stacked(W, s, ui) {
  const m = measures(s, ui);
  const plan = blank({ ...m, chipW: 62, chipH: 24 });
  plan.sums.tight = true;
  const { cell, end } = placePictures(plan, W, s, ui, m);
  const top = placeThumbs(plan, W, s, end);
  // the filter lies on the magnified window, or beside an input whose own cells are large enough
  const name = cell < NUMBER_CELL ? "window" : "W";
  if (name === "window") [plan.window, plan.W] = [[], null];
  if (s.C === 1) placeOneChannel(plan, W, s, top + m.head + 4, m, name);
  else placeColumns(plan, W, s, top + m.head + 4, m, name);
  return plan;
}

/** Input planes and the selected output. @returns {{cell: number, end: number}} */
function placePictures(plan, W, s, ui, m) {
  const whole = W - (s.C + 1) * GAP;
  const shared = whole / (s.C * s.Wp + s.ow);
  // small pictures are of one size, large cells of one size
  const cell = Math.min(shared < NUMBER_CELL ? whole / (s.C + 1) / Math.max(s.Wp, s.ow) : shared, 56);
  let x = (W - s.C * (s.Wp * cell + GAP) - GAP - s.ow * cell) / 2;
  const top = m.head + m.label;
  plan.heads.push({ panel: "x", x, y: m.head - 9, room: s.C * (s.Wp * cell + GAP) });
  for (let c = 0; c < s.C; c++, x += s.Wp * cell + GAP) plan.x.push({ x, y: top, cell });
  x += GAP;
  plan.heads.push({ panel: "out", x, y: m.head - 9, room: W - x });
  placeOutputs(plan, { ...s, FN: 1 }, ui, { left: x, top, w: s.ow * cell, cell, cols: 1, all: false, gap: GAP });
  // below a single output stands its legend, where others have their small outputs
  const legend = s.FN === 1 ? 24 : 0;
  return { cell, end: top + Math.max(s.Hp * cell, s.oh * cell + legend) };
}

/** Small outputs to choose from, in a row. @returns {number} its lower edge */
function placeThumbs(plan, W, { FN }, top) {
  if (FN === 1) return top;
  const side = Math.min(LARGEST_THUMB, (W - (FN - 1) * GAP - 8) / FN);
  for (let k = 0; k < FN; k++) plan.thumbs.push({ k, x: 4 + k * (side + GAP), y: top + 26, w: side, h: side });
  return top + 26 + side + 4;
}

function placeOneChannel(plan, W, s, top, m, name) {
  // one below the other where side by side they would be too small for numbers
  const grids = (W - 20) / (2 * s.FW) < MERGED_CELL ? 1 : 2;
  const sign = 14;
  const cell = Math.max(12, Math.min((W - (grids - 1) * sign) / (grids * s.FW), 56));
  const left = (W - grids * s.FW * cell - (grids - 1) * sign) / 2;
  let y = top;
  [name, "products"].forEach((panel, at) => {
    const x = left + (grids - 1) * at * (s.FW * cell + sign);
    if (at && grids === 1) y += s.FH * cell + m.head + 4;
    plan.heads.push({ panel, x, y: y - 9, room: s.FW * cell + sign - 4 });
    plan[panel].push({ x, y, cell });
    if (at && grids > 1) plan.signs.push({ text: "=", x: x - sign / 2, y: y + (s.FH * cell) / 2, c: 0 });
  });
  y += s.FH * cell + 26;
  const third = Math.min(W / 3, 120);
  plan.sums.subs.push({ x: W / 2 - third, y });
  plan.sums.bias = { x: W / 2, y };
  plan.sums.total = { x: W / 2 + third, y };
  plan.height = y + plan.sums.h / 2 + 6;
}

/** Of each channel a column: window, products, sum. */
function placeColumns(plan, W, s, top, m, name) {
  const between = GAP;
  const cell = Math.max(8, Math.min((W - (s.C - 1) * between) / (s.C * s.FW), 56));
  const wide = s.FW * cell + between;
  const left = (W - s.C * wide + between) / 2;
  // a pixel and a weight in one cell need its height, one number does not
  const tall = cell < SMALL_CELL ? cell : MERGED_CELL + 2;
  const low = Math.min(cell, LOW_ROW);
  const windowTop = top + m.label;
  const productsTop = windowTop + s.FH * tall + m.head;
  const sumsY = productsTop + s.FH * low + 8 + plan.sums.h / 2;
  const room = W - left;
  plan.heads.push({ panel: name, x: left, y: top - 9, room });
  plan.heads.push({ panel: "products", x: left, y: productsTop - 9, room });
  for (let c = 0; c < s.C; c++) {
    const x = left + c * wide;
    plan[name].push({ x, y: windowTop, cell, tall });
    plan.products.push({ x, y: productsTop, cell, tall: low });
    plan.sums.subs.push({ x: x + (s.FW * cell) / 2 + 10, y: sumsY });
  }
  const y = sumsY + plan.sums.h + 5;
  plan.sums.bias = { x: W / 2, y };
  plan.sums.total = { x: W / 2 + Math.min(W / 3, 120), y };
  plan.height = y + plan.sums.h / 2 + 6;
}
