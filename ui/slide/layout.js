import { EDGE } from "../stage/fit.js";
import { NUMBER_CELL, leastWidth } from "../stage/matrix.js";
import {
  MERGED_CELL,
  bigCell,
  blank,
  measures,
  placeOutputs,
  productCell,
  thumbsHeight,
  thumbsRoom,
} from "./pieces.js";
import { stacked } from "./stacked_layout.js";

/**
 * Where the panels of the sliding filter stand: input planes, window, filter, products, the adding
 * up, output channels; cells as large as the room allows.
 *
 * Three arrangements are tried. *uniform*: every panel has cells of one size, with numbers. *mixed*:
 * input and output are pictures, and a magnified window stands beside them (in rows, one for each
 * channel, or in one column when there is one channel), with the filter on it where cells are large
 * enough. *stacked*, in its own file: one above the other, for phones.
 */

const NARROW = 600;
/** Filter cells shrink below the size of a number only when nothing else fits. */
const SMALLEST_CELL = 14;
/** Input and output are at least so wide, in px. */
const SMALLEST_PICTURE = 84;
/** Rows of products are at least so high, in px. */
const LOW_ROW = 24;
/** Room for "+ b" before a chip, in px. */
const SIGN_ROOM = 34;
/** Chips end a little below the panels beside them, in px. */
const SPARE = 6;

/** @param {number} W @param {number} H @param {import("./pieces.js").SlideSizes} s @param {number} ui size of texts, 1 is normal */
export function layoutSlide(W, H, s, ui) {
  const [w, h] = [W - 2 * EDGE, H - 2 * EDGE - SPARE];
  const plan = W < NARROW ? stacked(w, s, ui) : (uniform(w, h, s, ui) ?? mixed(w, h, s, ui));
  return moved(plan, EDGE);
}

/** Everything further to the right and down, so that frames at the edge are whole. */
function moved(plan, by) {
  const { x, window, W, products, out, thumbs, signs, heads, sums } = plan;
  const places = [x, window ?? [], W ?? [], products, out, thumbs, signs, heads, sums.subs, [sums.bias, sums.total]];
  for (const place of places.flat()) {
    place.x += by;
    place.y += by;
  }
  for (const arrow of plan.arrows) for (const end of ["x1", "y1", "x2", "y2"]) arrow[end] += by;
  plan.height += 2 * by;
  return plan;
}

function uniform(W, H, s, ui) {
  const m = measures(s, ui);
  const sumW = m.chipW + m.plus + m.sign;
  const least = leastWidth(s); // without its numbers a product tells nothing
  for (let cell = Math.floor(96 * ui); cell >= least; cell--) {
    for (let cols = 1; cols <= s.FN; cols++) {
      const rows = Math.ceil(s.FN / cols);
      const outW = cols * s.ow * cell + (cols - 1) * m.gap;
      const outH = rows * (s.oh * cell + (s.FN > 1 ? 25 * ui : 0));
      const width = (s.Wp + 2 * s.FW) * cell + 2 * m.sign + sumW + outW;
      const planes = s.C * (Math.max(s.Hp, s.FH) * cell + m.label);
      const sums = s.C === 1 ? 3 * m.chipH + 2 * m.gap : 0;
      const height = Math.max(planes, outH, sums);
      if (width <= W && m.head + height <= H) return inRows(W, H, s, ui, cell, cell, cell, { cols, windows: false });
    }
  }
  return null;
}

/**
 * The best of the arrangements with a magnified window. The filter lies on the window (*merged*: pixel and
 * weight stand in one cell) where a cell has room for two numbers; else they are panels of their own.
 */
function mixed(W, H, s, ui) {
  const room = H - measures(s, ui, W).head;
  const plans = [];
  for (let cell = Math.floor(104 * ui); cell >= MERGED_CELL * ui; cell -= 2) {
    plans.push(rowsPlan(W, room, s, ui, cell, true));
    plans.push(s.C === 1 ? columnPlan(W, room, s, ui, cell, true) : columnsPlan(W, room, s, ui, cell));
  }
  for (let cell = Math.floor(Math.max(48 * ui, H / 13)); cell >= SMALLEST_CELL; cell -= 2) {
    plans.push(rowsPlan(W, room, s, ui, cell, false));
    if (s.C === 1) plans.push(columnPlan(W, room, s, ui, cell, false));
  }
  const side = (cell, rows) => Math.min((cell * rows) / room, 1);
  const worth = (p) =>
    (p.merged ? 0.7 + 0.9 * Math.min(p.cell / (66 * ui), 1) : Math.min(p.cell / (40 * ui), 1)) -
    (p.cell < NUMBER_CELL * ui ? 1.5 : 0) -
    (p.cut ? 9 : 0) +
    1.4 * side(s.C * p.xCell, s.Hp) +
    1.2 * side(p.outCell, s.oh) -
    // a picture that is a stamp tells nothing, however large the numbers are
    10 * Math.max(0, 0.2 - (p.xCell * s.Wp) / W) -
    10 * Math.max(0, 0.16 - (p.outCell * s.ow) / W);
  const best = plans.filter(Boolean).sort((one, other) => worth(other) - worth(one))[0];
  if (!best) return stacked(W, s, ui);
  if (best.kind === "columns") return inColumns(W, H, s, ui, best);
  return best.kind === "rows"
    ? inRows(W, H, s, ui, best.xCell, best.cell, best.outCell, { cols: 1, windows: true, merged: best.merged })
    : inColumn(W, H, s, ui, best.xCell, best.cell, best.outCell, best.merged);
}

/** What is left for input and output beside one row for each channel. */
function rowsPlan(W, room, s, ui, cell, merged) {
  const m = measures(s, ui, W);
  const rowH = room / s.C - m.label;
  if (s.FH * cell > rowH && cell > SMALLEST_CELL) return null;
  const product = productCell(cell, merged, s, ui);
  const grids = s.FW * ((merged ? 1 : 2) * cell + product) + (merged ? 2 : 3) * m.sign;
  const rest = W - grids - m.chipW - m.plus - m.sign;
  if (rest < 2 * SMALLEST_PICTURE) return null;
  const outCell = bigCell(rest - Math.min(s.Wp * (rowH / s.Hp), rest * 0.5), room, s, ui);
  // what the output does not need, the input has
  const wide = Math.min(rowH / s.Hp, (rest - thumbsRoom(s.ow * outCell, s, ui)) / s.Wp);
  const high = outCell * s.oh + thumbsHeight(thumbsRoom(s.ow * outCell, s, ui), s, ui);
  // better too small than cut off
  const cut = wide * s.Wp < SMALLEST_PICTURE * 0.6 || high > room + 1;
  return { kind: "rows", merged, cell, xCell: Math.max(1, wide), outCell, cut };
}

/** The same for one channel with its panels below one another. */
function columnPlan(W, room, s, ui, cell, merged) {
  const m = measures(s, ui, W);
  const stackH = s.FH * ((merged ? 1 : 2) * cell + productCell(cell, merged, s, ui)) + (merged ? 1 : 2) * (m.head + 4);
  const column = Math.max(s.FW * Math.max(cell, productCell(cell, merged, s, ui)), 108 * ui);
  const across = W - column - 2 * m.sign - m.chipW - m.plus - m.sign;
  if (across < 2 * SMALLEST_PICTURE || stackH > room) return null;
  const xCell = Math.min(room / s.Hp, (across * 0.52) / s.Wp);
  const outCell = bigCell(across - s.Wp * xCell, room, s, ui);
  return { kind: "column", merged, cell, xCell, outCell };
}

/**
 * Several channels as columns: window with the filter, products and sum of each below one another, the
 * input's planes in a stack at the left, the output at the right.
 */
function columnsPlan(W, room, s, ui, cell) {
  const m = measures(s, ui, W);
  const product = productCell(cell, true, s, ui);
  const wide = s.FW * Math.max(cell, product);
  const between = 20 * ui;
  const used = s.C * wide + (s.C - 1) * between;
  // the products' rows are as low as numbers bear, where height is short
  const fixed = m.label + s.FH * cell + m.head + m.gap + m.chipH;
  const tall = Math.min(product, (room - fixed) / s.FH);
  if (tall < LOW_ROW * ui) return null;
  const body = fixed + s.FH * tall;
  const rest = W - used - 2 * m.sign;
  const sums = 2 * (m.chipW + SIGN_ROOM * ui);
  const xCell = Math.min((room / s.C - m.label) / s.Hp, (rest * 0.42) / s.Wp, (rest - sums) / s.Wp);
  if (xCell <= 0) return null;
  const right = rest - s.Wp * xCell;
  const outCell = bigCell(right, room - m.chipH - m.gap, s, ui);
  const outW = thumbsRoom(s.ow * outCell, s, ui);
  const high = outCell * s.oh + thumbsHeight(outW, s, ui) + m.chipH + m.gap;
  const cut = s.Wp * xCell < 0.6 * SMALLEST_PICTURE || high > room + 1 || Math.max(outW, sums) > right + 1;
  return { kind: "columns", merged: true, cell, product, tall, xCell, outCell, wide, between, body, cut };
}

function inColumns(W, H, s, ui, { cell, product, tall, xCell, outCell, wide, between, body }) {
  const m = measures(s, ui, W);
  const plan = blank(m);
  plan.window = [];
  plan.W = null;
  const outW = Math.max(thumbsRoom(s.ow * outCell, s, ui), 2 * (m.chipW + SIGN_ROOM * ui));
  const used = s.Wp * xCell + s.C * wide + (s.C - 1) * between + 2 * m.sign + outW;
  const air = Math.min(Math.max(0, W - used) / 4, 30 * ui);
  let left = Math.max(0, (W - used - 2 * air) / 2);
  const room = H - m.head;
  const planeH = s.Hp * xCell + m.label;
  const planesTop = m.head + Math.max(0, (room - s.C * planeH) / 2) + m.label;
  for (let c = 0; c < s.C; c++) plan.x.push({ x: left, y: planesTop + c * planeH, cell: xCell });
  plan.heads.push({ panel: "x", x: left, y: planesTop - m.label - 9 * ui, room: s.Wp * xCell + m.sign + air - 8 });
  left += s.Wp * xCell + m.sign + air;
  const top = m.head + Math.max(0, (room - body) / 2) + m.label;
  const productsTop = top + s.FH * cell + m.head;
  const sumsY = productsTop + s.FH * tall + m.gap + m.chipH / 2;
  for (let c = 0; c < s.C; c++) {
    const at = left + c * (wide + between);
    plan.window.push({ x: at + (wide - s.FW * cell) / 2, y: top, cell });
    plan.products.push({ x: at + (wide - s.FW * product) / 2, y: productsTop, cell: product, tall });
    plan.sums.subs.push({ x: at + wide - m.chipW / 2, y: sumsY });
  }
  const all = s.C * wide + (s.C - 1) * between;
  plan.heads.push({ panel: "window", x: plan.window[0].x, y: top - m.label - 9 * ui, room: all });
  plan.heads.push({ panel: "products", x: plan.products[0].x, y: productsTop - 8 * ui, room: all });
  left += all + m.sign + air;
  plan.sums.bias = { x: left + SIGN_ROOM * ui + m.chipW / 2 - m.sign / 2, y: sumsY };
  plan.sums.total = { x: plan.sums.bias.x + m.chipW + SIGN_ROOM * ui, y: sumsY };
  const outH = s.oh * outCell + thumbsHeight(thumbsRoom(s.ow * outCell, s, ui), s, ui);
  const outTop = m.head + Math.max(0, (sumsY - m.chipH / 2 - m.gap - m.head - outH) / 2);
  placeOutputs(plan, s, ui, {
    left,
    top: outTop,
    w: thumbsRoom(s.ow * outCell, s, ui),
    cell: outCell,
    cols: 1,
    all: false,
    gap: m.gap,
  });
  plan.heads.push({ panel: "out", x: left, y: outTop - 9 * ui, room: W - left });
  plan.height = Math.max(sumsY + m.chipH / 2, planesTop + s.C * planeH - m.label);
  return plan;
}

/** One row for each channel: input, (window,) filter, products; then the sum and the output. */
function inRows(W, H, s, ui, xCell, cell, outCell, { cols, windows, merged = false }) {
  const m = measures(s, ui, windows ? W : Infinity);
  const product = productCell(cell, merged, s, ui);
  const all = outCell === cell && !windows;
  const rowH = Math.max(s.Hp * xCell, s.FH * cell);
  const outW = all ? cols * s.ow * outCell + (cols - 1) * m.gap : s.ow * outCell;
  const blockW = all ? outW : thumbsRoom(outW, s, ui);
  const width =
    s.Wp * xCell +
    s.FW * ((windows && !merged ? 2 : 1) * cell + product) +
    (windows && !merged ? 3 : 2) * m.sign +
    m.chipW +
    m.plus +
    m.sign +
    blockW;
  const spare = Math.max(0, W - width);
  // spare width goes between the panels first, then to both sides
  const air = Math.min(spare / 7, 26 * ui);
  const sign = m.sign + air;
  let left = Math.max(0, (W - width - 7 * air) / 2);
  const planesH = s.C * (rowH + m.label);
  const outH = all
    ? Math.ceil(s.FN / cols) * (s.oh * outCell + (s.FN > 1 ? 25 * ui : 0))
    : s.oh * outCell + thumbsHeight(blockW, s, ui);
  const body = Math.max(planesH, outH, s.C === 1 ? 3 * m.chipH + 2 * m.gap : 0);
  const top = m.head;
  const planesTop = top + Math.max(0, (body - planesH) / 2);
  const plan = blank(m);
  const rowTop = (c) => planesTop + c * (rowH + m.label) + m.label;
  const middle = (c) => rowTop(c) + rowH / 2;

  const planes = (list, cellSize, rows, tall = cellSize) => {
    for (let c = 0; c < s.C; c++) list.push({ x: left, y: middle(c) - (rows * tall) / 2, cell: cellSize, tall });
  };
  const head = (panel, w) =>
    plan.heads.push({ panel, x: left, y: topOf(plan, panel, planesTop + m.label, m), room: w + sign - 8 });

  planes(plan.x, xCell, s.Hp);
  head("x", s.Wp * xCell);
  left += s.Wp * xCell;
  if (windows) {
    left += sign;
    plan.window = [];
    planes(plan.window, cell, s.FH);
    head("window", s.FW * cell);
    left += s.FW * cell;
  }
  if (merged) plan.W = null;
  else {
    for (let c = 0; c < s.C; c++) plan.signs.push({ text: "⊙", x: left + sign / 2, y: middle(c), c });
    left += sign;
    planes(plan.W, cell, s.FH);
    head("W", s.FW * cell);
    left += s.FW * cell;
  }
  for (let c = 0; c < s.C; c++) plan.signs.push({ text: "=", x: left + sign / 2, y: middle(c), c });
  left += sign;
  planes(plan.products, product, s.FH, Math.min(product, rowH / s.FH));
  head("products", s.FW * product);
  level(plan.heads, m.head / 2);
  left += s.FW * product + m.plus + air;

  const sx = left + m.chipW / 2;
  // the bias and the total stand below the last sum, the three of them in the middle of the last row
  const step = m.chipH + m.gap * 0.8;
  for (let c = 0; c < s.C; c++) plan.sums.subs.push({ x: sx, y: middle(c) - (c === s.C - 1 ? step : 0) });
  plan.sums.bias = { x: sx, y: middle(s.C - 1) };
  plan.sums.total = { x: sx, y: middle(s.C - 1) + step };
  if (plan.sums.total.y + m.chipH / 2 > H) {
    // all of them below one another, where beside the last channel there is no room for three
    const pitch = Math.min(step, (body - m.chipH) / (s.C + 1));
    const first = top + (body - (s.C + 1) * pitch) / 2;
    [...plan.sums.subs, plan.sums.bias, plan.sums.total].forEach((place, at) => (place.y = first + at * pitch));
  }
  left += m.chipW;
  const outTop = top + Math.max(0, (body - outH) / 2);
  // beside an output that ends higher the arrow would point at nothing
  if (plan.sums.total.y < outTop + (all ? outH : s.oh * outCell)) {
    plan.arrows.push({ x1: left + 8, y1: plan.sums.total.y, x2: left + sign - 8, y2: plan.sums.total.y });
  }
  left += sign;
  placeOutputs(plan, s, ui, { left, top: outTop, w: blockW, cell: outCell, cols, all, gap: m.gap });
  plan.heads.push({ panel: "out", x: left, y: outTop - 9 * ui, room: W - left });
  plan.height = Math.max(top + body, plan.sums.total.y + m.chipH / 2);
  return plan;
}

/** Headings of a row that nearly stand at one height stand at one height, that of the highest. */
function level(heads, near) {
  for (const head of [...heads].sort((one, other) => one.y - other.y)) {
    const above = heads.filter(({ y }) => y < head.y && head.y - y <= near).map(({ y }) => y);
    head.y = Math.min(head.y, ...above);
  }
}

/** Baseline of a heading: just above its own first plane. */
function topOf(plan, panel, planesTop, m) {
  return plan[panel][0].y - 9 * (m.head / 28) - m.label;
}

/** One channel: input, then window over filter over products, then the sum and the output. */
function inColumn(W, H, s, ui, xCell, cell, outCell, merged) {
  const m = measures(s, ui, W);
  const product = productCell(cell, merged, s, ui);
  const columnW = Math.max(s.FW * Math.max(cell, product), 108 * ui);
  const outW = thumbsRoom(s.ow * outCell, s, ui);
  const width = s.Wp * xCell + columnW + 2 * m.sign + m.chipW + m.plus + m.sign + outW;
  const air = Math.min(Math.max(0, W - width) / 4, 30 * ui);
  const sign = m.sign + air;
  const plan = blank(m);
  const stackH = s.FH * ((merged ? 1 : 2) * cell + product) + (merged ? 1 : 2) * (m.head + 4);
  const outH = s.oh * outCell + thumbsHeight(outW, s, ui);
  const body = Math.max(s.Hp * xCell, stackH, outH);
  const top = m.head;
  let left = Math.max(0, (W - width - 4 * air) / 2);
  const center = top + body / 2;
  plan.x.push({ x: left, y: center - (s.Hp * xCell) / 2, cell: xCell });
  plan.heads.push({ panel: "x", x: left, y: plan.x[0].y - 9 * ui, room: s.Wp * xCell + sign });
  left += s.Wp * xCell + sign;
  plan.window = [];
  const stackTop = center - stackH / 2;
  const pitch = s.FH * cell + m.head + 4;
  const inset = (columnW - s.FW * cell) / 2;
  if (merged) plan.W = null;
  const stack = merged ? ["window", "products"] : ["window", "W", "products"];
  stack.forEach((panel, at) => {
    plan[panel].push({ x: left + inset, y: stackTop + at * pitch, cell: panel === "products" ? product : cell });
    plan.heads.push({ panel, x: left + inset, y: stackTop + at * pitch - 8 * ui, room: columnW + m.chipW + sign });
  });
  const last = stack.length - 1;
  if (!merged) plan.signs.push({ text: "⊙", x: left + inset - 20 * ui, y: stackTop + pitch + (s.FH * cell) / 2 });
  plan.signs.push({ text: "=", x: left + inset - 20 * ui, y: stackTop + last * pitch + (s.FH * product) / 2 });
  left += columnW + m.plus + air;
  const sx = left + m.chipW / 2;
  const base = stackTop + last * pitch + (s.FH * product) / 2;
  const step = m.chipH + m.gap * 0.9;
  const outTop = center - outH / 2;
  const outEnd = outTop + s.oh * outCell;
  // read downwards, beside the products; the result at the height of the output if it can be
  const end = Math.min(Math.max(outEnd - m.chipH / 2, base), base + step);
  plan.sums.subs.push({ x: sx, y: end - 2 * step });
  plan.sums.bias = { x: sx, y: end - step };
  plan.sums.total = { x: sx, y: end };
  left += m.chipW;
  if (end < outEnd) plan.arrows.push({ x1: left + 8, y1: end, x2: left + sign - 8, y2: end });
  left += sign;
  placeOutputs(plan, s, ui, { left, top: outTop, w: outW, cell: outCell, cols: 1, all: false, gap: m.gap });
  plan.heads.push({ panel: "out", x: left, y: outTop - 9 * ui, room: W - left });
  plan.height = top + body;
  return plan;
}
