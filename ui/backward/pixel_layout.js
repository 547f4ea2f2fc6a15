import { EDGE, LARGEST_CELL, PHONE_HEIGHT, bestOf, steps } from "../stage/fit.js";

/**
 * Where the panels stand that show one pixel of dx: the pixel's plane, the plane of dout, three small
 * panels of terms below each other, and the sums.
 */

/** Two small panels are told apart by this much, in px at usual letters. */
const LEAST_STACK = 120;
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
  const chipsH = (FN > 1 ? FN * (chip.h + 5 * ui) + 12 * ui : 0) + chip.h;
  const plan = { heads: [], signs: [], planes: {}, stack: {}, sums: { filters: [] }, height: 0 };
  if (narrow) return stackedPixel(plan, W, { h, w, map, rows, cols, FN, chip, head });

  const room = H - 2 * EDGE;
  const sumsW = chip.w + 56 * ui;
  const gap = 34 * ui;
  const inner = W - 2 * EDGE - sumsW - 3 * gap;
  const most = LARGEST_CELL * ui;
  // both planes get cells of one size as far as height and width allow, beside terms that are read
  const { cell, stackW, size } = bestOf(
    steps(0.1, 0.5, 30).map((share) => {
      const across = Math.min((room - 3 * head) / (3 * rows), (inner * share) / cols, most);
      const wide = Math.max(cols * across, LEAST_STACK * ui);
      const left = Math.min((inner - wide) / (w + map[1]), (room - head) / Math.max(h, map[0]), most);
      return { cell: across, stackW: wide, size: left };
    }),
    (one) =>
      2 * Math.min(one.cell / (40 * ui), 1) +
      0.4 * Math.min(one.cell / (80 * ui), 1) +
      (2 * one.size * Math.max(h, map[0])) / (room - head),
  );
  const used = (w + map[1]) * size + stackW + sumsW + 3 * gap;
  const air = Math.max(0, W - 2 * EDGE - used) / 5;
  const stackH = 3 * (rows * cell + head);
  const body = Math.max(h * size + head, map[0] * size + head, stackH, chipsH + head);
  const centred = (high) => head + Math.max(0, (body - head - high) / 2);
  let x = EDGE + air;
  plan.planes.dx = { x, y: centred(h * size), cell: size };
  plan.heads.push({ panel: "dx", x, y: plan.planes.dx.y - 8 * ui, room: w * size + gap + air - 12 });
  x += w * size + gap + air;
  plan.planes.dout = { x, y: centred(map[0] * size), cell: size };
  plan.heads.push({ panel: "dout", x, y: plan.planes.dout.y - 8 * ui, room: map[1] * size + gap + air - 12 });
  x += map[1] * size + gap + air;
  let y = Math.max(0, (body - stackH) / 2);
  for (const [at, name] of ["cells", "weights", "products"].entries()) {
    y += head;
    plan.stack[name] = { x, y, cell };
    plan.heads.push({ panel: name, x, y: y - 8 * ui, room: stackW + gap + air - 6 });
    if (at) plan.signs.push({ text: at === 1 ? "⊙" : "=", x: x - 18 * ui, y: y + (rows * cell) / 2 });
    y += rows * cell;
  }
  x += stackW + gap + air + 40 * ui;
  y = centred(chipsH) + chip.h / 2;
  plan.height = body + 2 * EDGE;
  return placeSums(plan, x + chip.w / 2, y, FN, chip, ui);
}

function placeSums(plan, x, y, FN, chip, ui) {
  if (FN > 1) {
    for (let k = 0; k < FN; k++, y += chip.h + 5 * ui) plan.sums.filters.push({ k, x, y, ...chip });
    y += 12 * ui;
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
  ["cells", "weights", "products"].forEach((name, at) => {
    const x = EDGE + at * (cols * cell + 22);
    plan.stack[name] = { x, y, cell };
    plan.heads.push({ panel: name, x, y: y - 8, room: cols * cell + 18 });
    if (at) plan.signs.push({ text: at === 1 ? "⊙" : "=", x: x - 11, y: y + (rows * cell) / 2 });
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
