import { emptyPlan, placeMiddle } from "./middle.js";
import { NUMBER_CELL } from "../stage/matrix.js";

/**
 * The accumulations as two equations below each other, dout and db to their left:
 * window · dout = contribution += dW, and filter · dout = contribution += dx.
 */

/** Filter cells below this size are left to the other arrangement. */
const SMALLEST_BLOCK = 14;

/** Cells of the filter's panels and of the pixels with which two rows fit, or null. */
export function rowSizes(W, H, m) {
  const { s, ui } = m;
  const rowH = (H - 2 * m.head - 6) / 2;
  const width = W - doutWidth(W, m) - m.gap;
  const signs = 2 * m.sign + m.chipW + m.lead;
  const high = (rowH - (s.C - 1) * m.between) / s.C;
  let best = null;
  for (let cell = Math.floor(60 * ui); cell >= SMALLEST_BLOCK; cell--) {
    const block = s.FW * cell;
    if (s.FH * cell > high) continue;
    // with numbers in the pixels, all cells are of one size
    const tall = s.Hp * cell <= high && 2 * Math.max(s.Wp * cell, block) + block + signs <= width;
    if (tall && cell >= NUMBER_CELL) return { cell, xCell: cell, magnified: false };
    const across = (width - m.gap - 2 * block - signs - Math.max(block - (high / s.Hp) * s.Wp, 0)) / s.Wp;
    const xCell = Math.min(high / s.Hp, across, (width - m.gap - 2 * block - signs) / (2 * s.Wp));
    const picture = xCell * Math.max(s.Hp, s.Wp);
    if (picture < 100 * ui || xCell >= cell) continue;
    const worth =
      2 * Math.min(cell / (40 * ui), 1.1) - (cell < NUMBER_CELL ? 1 : 0) + 1.4 * Math.min(picture / (180 * ui), 1);
    if (!best || worth > best.worth) best = { worth, cell, xCell, magnified: true };
  }
  return best;
}

const doutWidth = (W, m) => Math.min(Math.max(W * 0.19, 140 * m.ui), 240 * m.ui);

export function inStepRows(W, H, m, { cell, xCell, magnified }) {
  const { s, ui } = m;
  const plan = emptyPlan();
  const left = doutWidth(W, m);
  const block = s.FW * cell;
  const stack = (size) => s.C * size + (s.C - 1) * m.between;
  const rowH = Math.max(stack(s.Hp * xCell), stack(s.FH * cell));
  const xW = s.Wp * xCell;
  const first = magnified ? xW + m.gap + block : Math.max(xW, block);
  const used = left + m.gap + first + 2 * m.sign + m.chipW + block + m.lead + Math.max(block, xW);
  const air = Math.max(0, W - used);
  const start = Math.min(air / 3, 40 * ui) + left + m.gap;
  const spread = Math.min(Math.max(0, air - (start - left - m.gap)) / 4, 22 * ui);
  const sign = m.sign + spread;
  const contribution = start + first + 2 * sign + m.chipW;
  const total = contribution + block + m.lead + spread;
  const tops = [m.head, 2 * m.head + rowH + 6 * ui];
  const place = (list, x, top, rows, size) => {
    const y = top + (rowH - stack(rows * size)) / 2;
    for (let c = 0; c < s.C; c++) list.push({ x, y: y + c * (rows * size + m.between), cell: size });
    return y;
  };
  const head = (panel, x, y, room) => plan.heads.push({ panel, x, y: y - 8 * ui, room });

  const xY = place(plan.x, start, tops[0], s.Hp, xCell);
  head("x", start, xY, magnified ? xW + m.gap - 8 : first + sign);
  const windowX = start + first - block;
  if (magnified) {
    plan.window = [];
    const y = place(plan.window, windowX, tops[0], s.FH, cell);
    head("window", windowX, y, block + sign);
    plan.arrows.push({ x1: start + xW + 5, y1: tops[0] + rowH / 2, x2: windowX - 5, y2: tops[0] + rowH / 2 });
  }
  head("W", windowX, place(plan.W, windowX, tops[1], s.FH, cell), block + sign + m.chipW);
  place(plan.byX, contribution, tops[0], s.FH, cell);
  place(plan.byW, contribution, tops[1], s.FH, cell);
  head("dW", total, place(plan.dW, total, tops[0], s.FH, cell), W - total);
  head("dx", total, place(plan.dx, total, tops[1], s.Hp, xCell), W - total);
  for (const top of tops) {
    const y = top + rowH / 2;
    plan.signs.push(
      { text: "·", x: start + first + sign / 2, y },
      { text: "=", x: start + first + 1.5 * sign + m.chipW, y },
    );
    plan.small.push({ x: start + first + sign + m.chipW / 2, y });
    plan.signs.push({ text: "+=", x: total - (m.lead + spread) / 2, y, strong: true });
  }
  const bottom = tops[1] + rowH;
  placeMiddle(plan, Math.min(air / 3, 40 * ui) / 2, left, bottom, m);
  plan.height = Math.max(bottom, ...plan.db.map(({ y, h }) => y + h / 2)) + 6;
  return plan;
}
