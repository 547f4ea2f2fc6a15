import { NUMBER_CELL } from "../stage/matrix.js";
import { emptyPlan, placeMiddle } from "./middle.js";
import { inStepRows, rowSizes } from "./rows.js";

/**
 * Where the three accumulations stand. In *columns*, each read downwards: left, the window of x times
 * dout goes into dW; in the middle, dout itself goes into db; right, the filter times dout goes into
 * dx. In *rows*, each read like an equation, which gives few planes larger cells
 * (`backward_rows.js`). On a phone the columns follow one another.
 *
 * @typedef {{x: number, y: number, cell: number}} Place
 */

const PHONE = 600;

/** @param {number} W @param {number} H @param {import("../slide/layout.js").SlideSizes} s @param {number} ui */
export function layoutSteps(W, H, s, ui) {
  const m = {
    ui,
    s,
    gap: 26 * ui,
    head: 23 * ui,
    label: s.C > 1 ? 14 * ui : 0,
    between: 8 * ui,
    sign: 30 * ui,
    chipW: 66 * ui,
    chipH: 28 * ui,
    lead: 34 * ui,
  };
  if (W < PHONE) return stackedSteps(W, m);
  const rows = rowSizes(W, H, m);
  const side = (W - middleWidth(W, ui) - 2 * m.gap) / 2;
  return rows && rows.cell > choose(side, H, m).cell ? inStepRows(W, H, m, rows) : inStepColumns(W, H, m);
}

const middleWidth = (W, ui) => Math.min(Math.max(W * 0.2, 150 * ui), 270 * ui);

function inStepColumns(W, H, m) {
  const { ui } = m;
  const mid = middleWidth(W, ui);
  const side = (W - mid - 2 * m.gap) / 2;
  const best = choose(side, H, m);
  const plan = emptyPlan();
  const left = placeLeft(plan, 0, side, H, m, best);
  const right = placeRight(plan, side + mid + 2 * m.gap, side, H, m, best);
  const middle = placeMiddle(plan, side + m.gap, mid, Math.max(left, right, H * 0.8), m);
  plan.height = Math.max(left, right, middle) + 6;
  return plan;
}

const planesWidth = (m, cols, cell) => m.s.C * cols * cell + (m.s.C - 1) * m.between;

/** Size of the filter's cells and of the pixels: numbers first, then large pictures. */
function choose(side, H, m) {
  const { s, ui } = m;
  let best = null;
  const room = side - m.lead;
  for (let cell = Math.floor(54 * ui); cell >= 6; cell--) {
    const filterW = planesWidth(m, s.FW, cell);
    if (filterW > room) continue;
    const inline = 2 * filterW + m.chipW + 2 * m.sign <= room;
    const block = m.head + s.FH * cell;
    // the pixels carry their own numbers, or a magnified window stands below them
    for (const magnified of [false, true]) {
      const rows = magnified && !inline ? 3 : 2;
      const left = m.head + m.label + rows * block;
      const right = m.head + m.label + (inline ? 1 : 2) * block;
      const most = Math.min((room - (s.C - 1) * m.between) / (s.C * s.Wp), 54 * ui);
      const xCell = Math.min((H - left) / s.Hp, most);
      const dxCell = Math.min((H - right) / s.Hp, most);
      if (xCell * Math.max(s.Hp, s.Wp) < 48) continue;
      if (!magnified && xCell < NUMBER_CELL) continue;
      const size = magnified ? xCell : Math.floor(Math.min(xCell, Math.max(cell, NUMBER_CELL)));
      const share = Math.min((size * s.Hp) / (H * 0.5), 1) + Math.min((dxCell * s.Hp) / (H * 0.5), 1);
      const worth =
        2 * Math.min(cell / (36 * ui), 1) - (cell < NUMBER_CELL ? 1.6 : 0) + 0.9 * share + (magnified ? 0 : 0.5);
      if (!best || worth > best.worth)
        best = { worth, cell, magnified, inline, xCell: size, dxCell: magnified ? dxCell : Math.min(dxCell, size) };
    }
  }
  return (
    best ?? {
      cell: 6,
      magnified: true,
      inline: false,
      xCell: Math.max(1, room / (s.C * s.Wp)),
      dxCell: Math.max(1, room / (s.C * s.Wp)),
    }
  );
}

/** Planes side by side. @returns {number} their width */
function planes(list, m, x, y, cols, cell) {
  for (let c = 0; c < m.s.C; c++) list.push({ x: x + c * (cols * cell + m.between), y, cell });
  return planesWidth(m, cols, cell);
}

/** x, its window times dout, dW. @returns {number} the lower edge */
function placeLeft(plan, x0, width, H, m, { cell, magnified, inline, xCell }) {
  const { s } = m;
  const x = x0 + m.lead;
  const room = width - m.lead;
  let y = m.head;
  plan.heads.push({ panel: "x", x, y: y - 8 * m.ui, room });
  y += m.label;
  planes(plan.x, m, x, y, s.Wp, xCell);
  y += s.Hp * xCell;
  if (magnified) {
    plan.window = [];
    y += m.head;
    plan.heads.push({ panel: "window", x, y: y - 8 * m.ui, room });
    const w = planes(plan.window, m, x, y, s.FW, cell);
    if (inline) {
      const at = times(plan, m, x + w, y + (s.FH * cell) / 2);
      planes(plan.byX, m, at, y, s.FW, cell);
      y += s.FH * cell;
    }
  }
  if (!plan.byX.length) {
    if (magnified) y += s.FH * cell;
    y += m.head;
    plan.heads.push({ panel: "byX", x, y: y - 8 * m.ui, room });
    planes(plan.byX, m, x, y, s.FW, cell);
    y += s.FH * cell;
  }
  y += m.head;
  plan.heads.push({ panel: "dW", x, y: y - 8 * m.ui, room });
  planes(plan.dW, m, x, y, s.FW, cell);
  plan.signs.push({ text: "+=", x: x - m.lead / 2 - 2, y: y + (s.FH * cell) / 2, strong: true });
  return y + s.FH * cell;
}

/** "· dout =" between two panels. @returns {number} where the second one starts */
function times(plan, m, x, y) {
  plan.signs.push({ text: "·", x: x + m.sign / 2, y });
  plan.small.push({ x: x + m.sign + m.chipW / 2, y });
  plan.signs.push({ text: "=", x: x + 1.5 * m.sign + m.chipW, y });
  return x + 2 * m.sign + m.chipW;
}

/** W, times dout, dx. @returns {number} the lower edge */
function placeRight(plan, x0, width, H, m, { cell, inline, dxCell }) {
  const { s } = m;
  const x = x0 + m.lead;
  const room = width - m.lead;
  let y = m.head;
  plan.heads.push({ panel: "W", x, y: y - 8 * m.ui, room });
  const w = planes(plan.W, m, x, y, s.FW, cell);
  if (inline) planes(plan.byW, m, times(plan, m, x + w, y + (s.FH * cell) / 2), y, s.FW, cell);
  else {
    y += s.FH * cell + m.head;
    plan.heads.push({ panel: "byW", x, y: y - 8 * m.ui, room });
    planes(plan.byW, m, x, y, s.FW, cell);
  }
  y += s.FH * cell + m.head;
  plan.heads.push({ panel: "dx", x, y: y - 8 * m.ui, room });
  y += m.label;
  planes(plan.dx, m, x, y, s.Wp, dxCell);
  plan.signs.push({ text: "+=", x: x - m.lead / 2 - 2, y: y + (s.Hp * dxCell) / 2, strong: true });
  return y + s.Hp * dxCell;
}

/** One below the other, for a phone. */
function stackedSteps(W, m) {
  const { s } = m;
  const plan = emptyPlan();
  Object.assign(m, { lead: 30, chipW: 52, sign: 20 });
  const room = W - m.lead;
  const xCell = Math.min((room - (s.C - 1) * m.between) / (s.C * s.Wp), 240 / s.Hp, 48);
  const most = (room - (s.C - 1) * m.between) / (s.C * s.FW);
  const inlineCell = (room - m.chipW - 2 * m.sign - 2 * (s.C - 1) * m.between) / (2 * s.C * s.FW);
  const inline = inlineCell >= NUMBER_CELL || inlineCell * 1.4 > most;
  const cell = Math.max(6, Math.min(inline ? inlineCell : most, 40));
  const sizes = { cell, magnified: xCell < NUMBER_CELL, inline, xCell, dxCell: xCell };
  const parts = [
    () => placeLeft(plan, 0, W, 0, m, sizes),
    () => placeMiddle(plan, 0, W, 420 + 34 * s.FN, m),
    () => placeRight(plan, 0, W, 0, m, sizes),
  ];
  let top = 0;
  for (const part of parts) {
    const before = counts(plan);
    const bottom = part();
    shift(plan, before, top);
    top += bottom + 14;
  }
  plan.height = top;
  return plan;
}

const LISTS = ["heads", "signs", "arrows", "x", "window", "byX", "dW", "W", "byW", "dx", "thumbs", "small", "db"];

const counts = (plan) =>
  Object.fromEntries([
    ...LISTS.map((name) => [name, plan[name]?.length ?? 0]),
    ["dout", plan.dout],
    ["chip", plan.chip],
  ]);

/** Move what has been placed since `before` down. */
function shift(plan, before, by) {
  for (const name of LISTS)
    for (const place of plan[name]?.slice(before[name]) ?? [])
      for (const y of ["y", "y1", "y2"]) if (y in place) place[y] += by;
  for (const name of ["dout", "chip"]) if (plan[name] && !before[name]) plan[name].y += by;
}
