import { EDGE, LARGEST_CELL, PHONE_HEIGHT, bestOf, steps } from "../stage/fit.js";
import { LOWEST_ROW, leastWidth } from "../stage/matrix.js";

/**
 * Where the panels stand that show one pixel of dx: the pixel's plane, the plane of dout, three small
 * panels of terms below each other or in a row, and the sums.
 */

/** Two small panels are told apart by this much, in px at usual letters. */
const LEAST_STACK = 120;
/** The same of panels that stand in a row, and the gap between them and their sums. */
const [LEAST_TERM, BELOW] = [92, 20];
/** A plane is at least so much of the height, or it tells nothing. */
const STAMP = 0.45;
const TERMS = ["cells", "weights", "products"];
const SIGNS = ["", "⊙", "="];
/** Width of "dout[0,0]" above its plane, in px. */
const DOUT_HEADING = 76;

/** @param {import("./pixel.js").BackwardPixel} scene */
export function layoutPixel(W, H, scene, ui) {
  const narrow = W < 600;
  const head = 25 * ui;
  const [h, w] = scene.size;
  const map = scene.rotated ? scene.spread.shape.slice(2) : [scene.sizes.oh, scene.sizes.ow];
  const [rows, cols] = scene.readersMost;
  const { FN } = scene.sizes;
  const chip = { w: 84 * ui, h: 27 * ui };
  const chipsH = (FN > 1 ? FN * (chip.h + 3 * ui) + 8 * ui : 0) + chip.h;
  const plan = { heads: [], signs: [], planes: {}, stack: {}, sums: { filters: [] }, height: 0 };
  if (narrow) return stackedPixel(plan, W, { h, w, map, rows, cols, FN, chip, head });

  const { dout, w: weight, byW } = scene.formats;
  const least = Math.max(...[dout, weight, byW].map(leastWidth));
  const m = { W, ui, head, h, w, map, rows, cols, FN, chip, chipsH, gap: 34 * ui, room: H - 2 * EDGE, least };
  const best = bestOf([...columnPlans(m), ...rowPlans(m)], ({ cell, tall: term, size }) => {
    // terms that are read, and planes that are no stamps
    const read = cell >= least && term >= LOWEST_ROW ? 0.8 : 0;
    const terms = read + 2 * Math.min(term / (40 * ui), 1) + 0.4 * Math.min(term / (80 * ui), 1);
    const tall = (size * Math.max(h, map[0])) / (m.room - head);
    return terms + 2 * tall - 8 * Math.max(0, STAMP - tall);
  });
  return best.stackW ? termsInColumn(plan, m, best) : termsInRow(plan, m, best);
}

/** Both planes have cells of one size as far as height and width allow, beside what the terms take. */
const planeCell = ({ h, w, map, room, head, ui }, wide) =>
  Math.min(wide / (w + map[1]), (room - head) / Math.max(h, map[0]), LARGEST_CELL * ui);

/** The cells of terms so high: square, and as wide as their numbers need. @returns {{cell: number, tall: number}[]} */
const termCells = ({ least }, tall) => [{ cell: tall, tall }, ...(tall < least ? [{ cell: least, tall }] : [])];

/** Terms below each other, the sums to the right of them. */
function columnPlans(m) {
  const { W, ui, rows, cols, room, head } = m;
  const inner = W - 2 * EDGE - sumsWidth(m) - 3 * m.gap;
  return steps(0.1, 0.5, 30).flatMap((share) => {
    const tall = Math.min((room - 3 * head) / (3 * rows), (inner * share) / cols, LARGEST_CELL * ui);
    return termCells(m, tall).map((term) => {
      const stackW = Math.max(cols * term.cell, LEAST_STACK * ui);
      return { ...term, stackW, size: planeCell(m, inner - stackW) };
    });
  });
}

const sumsWidth = ({ chip, ui }) => chip.w + 56 * ui;

/** Terms in a row, as they are read, the sums below them: where a picture is low and wide. */
function rowPlans(m) {
  const { W, ui, rows, cols, room, head, chipsH } = m;
  const most = Math.min((room - head - chipsH - BELOW * ui) / rows, LARGEST_CELL * ui);
  const inner = W - 2 * EDGE - 2 * m.gap;
  return steps(0.3, 1, 15).flatMap((share) => {
    if (most <= 0) return [];
    return termCells(m, most * share).flatMap((term) => {
      const pitch = Math.max(cols * term.cell, LEAST_TERM * ui) + m.gap;
      const size = planeCell(m, inner - 3 * pitch + m.gap);
      return size > 0 ? [{ ...term, pitch, size }] : [];
    });
  });
}

/** The two planes, from left to right. @returns {number} where they end */
function placePlanes(plan, { h, w, map, gap, ui }, { size }, air, centred) {
  let x = EDGE + air;
  plan.planes.dx = { x, y: centred(h * size), cell: size };
  plan.heads.push({ panel: "dx", x, y: plan.planes.dx.y - 8 * ui, room: w * size + gap + air - 12 });
  x += w * size + gap + air;
  plan.planes.dout = { x, y: centred(map[0] * size), cell: size };
  plan.heads.push({ panel: "dout", x, y: plan.planes.dout.y - 8 * ui, room: map[1] * size + gap + air - 12 });
  return x + map[1] * size + gap + air;
}

function termsInColumn(plan, m, { cell, tall, stackW, size }) {
  const { W, ui, head, h, w, map, rows, FN, chip, chipsH, gap } = m;
  const used = (w + map[1]) * size + stackW + sumsWidth(m) + 3 * gap;
  const air = Math.max(0, W - 2 * EDGE - used) / 5;
  const stackH = 3 * (rows * tall + head);
  const body = Math.max(h * size + head, map[0] * size + head, stackH, chipsH + head);
  const centred = (high) => head + Math.max(0, (body - head - high) / 2);
  let x = placePlanes(plan, m, { size }, air, centred);
  let y = Math.max(0, (body - stackH) / 2);
  for (const [at, name] of TERMS.entries()) {
    y += head;
    plan.stack[name] = { x, y, cell, tall };
    plan.heads.push({ panel: name, x, y: y - 8 * ui, room: stackW + gap + air - 6 });
    if (at) plan.signs.push({ text: SIGNS[at], x: x - 18 * ui, y: y + (rows * tall) / 2 });
    y += rows * tall;
  }
  x += stackW + gap + air + 40 * ui;
  plan.height = body + 2 * EDGE;
  return placeSums(plan, x + chip.w / 2, centred(chipsH) + chip.h / 2, FN, chip, ui);
}

function termsInRow(plan, m, { cell, tall, pitch, size }) {
  const { W, ui, head, h, w, map, rows, cols, FN, chip, chipsH, gap } = m;
  const used = (w + map[1]) * size + 3 * pitch - gap + 2 * gap;
  const air = Math.max(0, W - 2 * EDGE - used) / 4;
  const termsH = rows * tall + BELOW * ui + chipsH;
  const body = Math.max(h * size, map[0] * size, termsH) + head;
  const centred = (high) => head + Math.max(0, (body - head - high) / 2);
  const start = placePlanes(plan, m, { size }, air, centred);
  const y = centred(termsH);
  TERMS.forEach((name, at) => {
    const x = start + at * pitch;
    plan.stack[name] = { x, y, cell, tall };
    plan.heads.push({ panel: name, x, y: y - 8 * ui, room: at < 2 ? pitch - 6 : W - x });
    if (at) plan.signs.push({ text: SIGNS[at], x: x - gap / 2, y: y + (rows * tall) / 2 });
  });
  plan.height = body + 2 * EDGE;
  // below the products that they add up
  const x = start + 2 * pitch + Math.max(cols * cell, chip.w) / 2;
  return placeSums(plan, x, y + rows * tall + BELOW * ui + chip.h / 2, FN, chip, ui);
}

function placeSums(plan, x, y, FN, chip, ui) {
  if (FN > 1) {
    for (let k = 0; k < FN; k++, y += chip.h + 3 * ui) plan.sums.filters.push({ k, x, y, ...chip });
    y += 8 * ui;
  }
  plan.sums.total = { x, y, ...chip };
  plan.height = Math.max(plan.height, y + chip.h / 2 + EDGE);
  return plan;
}

/** One below the other, for a phone. */
function stackedPixel(plan, W, { h, w, map, rows, cols, FN, chip, head }) {
  // side by side, so that the sums below them are on the same screen
  const gap = 14;
  // sums of several filters stand in rows
  const perRow = FN > 1 ? Math.min(FN, Math.max(1, Math.floor(W / (chip.w + 34)))) : 1;
  const sumRows = FN > 1 ? Math.ceil(FN / perRow) : 0;
  const cell = Math.max(8, Math.min(40, (W - 44 - 2 * EDGE) / (3 * cols), 120 / rows));
  const below = head + rows * cell + 22 + sumRows * (chip.h + 6) + chip.h + 2 * EDGE;
  const high = PHONE_HEIGHT.backward - head - below - (sumRows > 1 ? 30 : 0);
  const plane = Math.min((W - 2 * EDGE - gap) / (w + map[1]), high / Math.max(h, map[0]), 44);
  const left = (W - (w + map[1]) * plane - gap) / 2;
  const right = left + w * plane + gap;
  plan.planes.dx = { x: left, y: head, cell: plane };
  plan.planes.dout = { x: right, y: head, cell: plane };
  // a small plane of dout stands at the edge, and its heading begins further left
  const headX = Math.min(right, W - EDGE - DOUT_HEADING);
  plan.heads.push({ panel: "dx", x: left, y: head - 8, room: headX - left - 4 });
  plan.heads.push({ panel: "dout", x: headX, y: head - 8, room: W - headX });
  let y = 2 * head + Math.max(h, map[0]) * plane;
  TERMS.forEach((name, at) => {
    const x = EDGE + at * (cols * cell + 22);
    plan.stack[name] = { x, y, cell, tall: cell };
    plan.heads.push({ panel: name, x, y: y - 8, room: cols * cell + 18 });
    if (at) plan.signs.push({ text: SIGNS[at], x: x - 11, y: y + (rows * cell) / 2 });
  });
  y += rows * cell + 22;
  plan.height = y;
  for (let k = 0; k < sumRows * perRow && k < FN; k++)
    plan.sums.filters.push({
      k,
      x: ((k % perRow) + 0.5) * (W / perRow) + 14,
      y: y + Math.floor(k / perRow) * (chip.h + 6),
      ...chip,
    });
  return placeSums(plan, W / 2 + 20, y + sumRows * (chip.h + 6), 1, chip, 1);
}
