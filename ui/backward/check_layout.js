import { EDGE, PHONE_HEIGHT, bestOf, steps } from "../stage/fit.js";
import { bestSide } from "./steps_side.js";

/**
 * Where the gradient check stands: the gradients with what was found of them above each, and beside them, or
 * below on a phone, two curves of the loss, far and near.
 *
 * @typedef {{x: number, y: number, w: number, h: number}} Area
 */

const PHONE = 600;
const WAYS = [
  [[["dW"], ["dx"]], false],
  [[["dW", "dx"]], false],
  [[["dW", "dx"]], true],
];
/** Lines above a panel: its name, how many cells were checked, the largest error. */
const LINES = 62;
/** On a phone the curves stand side by side where it is not a small one, so high with their words, in px. */
const [SMALL_PHONE, CURVE_ON_PHONE, BETWEEN_CURVES] = [360, 130, 14];

/** @param {number} W @param {number} H @param {import("./panels.js").BackwardPanels["sizes"]} sizes */
export function layoutCheck(W, H, sizes, [rows, cols], ui, needs) {
  const m = {
    ui,
    s: { ...sizes, Hp: rows, Wp: cols },
    H,
    needs,
    heads: Object.fromEntries(Object.entries(needs.heads).map(([name, width]) => [name, width * ui])),
    gap: 26 * ui,
    head: LINES * ui,
    label: 0,
    between: 8 * ui,
  };
  const plan = { heads: [], db: [], dW: [], dx: [], far: null, near: null, height: 0 };
  if (W < PHONE) return below(plan, W, m);
  const plans = [];
  for (const share of steps(0.3, 0.55, 8)) {
    const wide = (W - 2 * EDGE - m.gap) * share;
    const room = W - 2 * EDGE - m.gap - wide;
    const db = dbRows(room, m);
    const side = bestSide(WAYS, room, H - db.height - EDGE, m);
    if (side) plans.push({ wide, room, db, side, worth: side.worth + 1.5 * Math.min(wide / (430 * ui), 1) });
  }
  const best = bestOf(plans, ({ worth }) => worth);
  if (!best) return below(plan, W, m);
  const { db, side } = best;
  const room = Math.max(side.width, Math.min(best.room, db.width));
  placeDb(plan, EDGE, 0, db, m);
  side.place(plan, EDGE, db.height);
  plan.height = Math.max(db.height + side.height, H * 0.9 - EDGE) + EDGE;
  const x = EDGE + room + m.gap;
  curves(plan, x, 0, W - EDGE - x, plan.height - EDGE, m);
  return plan;
}

function below(plan, W, m) {
  const room = W - 2 * EDGE;
  const db = dbRows(room, m);
  placeDb(plan, EDGE, 0, db, m);
  // a heading wider than the room leaves out what it can
  const most = W < SMALL_PHONE ? room : (room - m.gap) / 2;
  const heads = Object.fromEntries(Object.entries(m.heads).map(([name, width]) => [name, Math.min(width, most)]));
  const narrow = { ...m, heads };
  const apart = W < SMALL_PHONE ? 2 : 1;
  const left = PHONE_HEIGHT.check - db.height - CURVE_ON_PHONE - 2 * EDGE;
  const side = [left, 560, 1600].reduce((found, high) => found ?? bestSide(WAYS, room, high * m.ui, narrow), null);
  side.place(plan, EDGE, db.height);
  const top = db.height + side.height + EDGE;
  plan.height = top + apart * CURVE_ON_PHONE + EDGE;
  if (apart > 1) {
    curves(plan, EDGE, top, room, apart * CURVE_ON_PHONE, m);
    return plan;
  }
  const wide = (room - BETWEEN_CURVES) / 2;
  plan.far = curve(EDGE, top, wide, CURVE_ON_PHONE, m);
  plan.near = curve(EDGE + wide + BETWEEN_CURVES, top, wide, CURVE_ON_PHONE, m);
  return plan;
}

/** Chips of db in rows. */
function dbRows(room, { s, ui, needs }) {
  const usual = (needs.db + needs.index + 10) * ui;
  // on a phone eight stand in two rows, a little narrower
  const each = s.FN > 3 && room < PHONE && 0.78 * usual <= room / 4 ? room / 4 : usual;
  const perRow = Math.max(1, Math.min(s.FN, Math.floor(room / each)));
  const rows = Math.ceil(s.FN / perRow);
  const index = Math.min(needs.index, 14 + (each === usual ? 20 : 0)) * ui;
  const chip = Math.min(needs.db * ui, each - index - 4);
  const width = Math.max(perRow * each, needs.told * ui);
  return { each, perRow, index, chip, width, height: (LINES + rows * 36) * ui };
}

function placeDb(plan, x, y, { each, perRow, index, chip }, { s, ui, needs }) {
  plan.heads.push({ panel: "db", x, y: y + LINES * ui - 8 * ui, room: needs.told * ui });
  for (let k = 0; k < s.FN; k++)
    plan.db.push({
      k,
      x: x + (k % perRow) * each + index + chip / 2,
      y: y + LINES * ui + (Math.floor(k / perRow) + 0.5) * 36 * ui - 4 * ui,
      w: chip,
      h: 28 * ui,
    });
}

/** Two curves below one another, each with a line of words above and ticks below. */
function curves(plan, x, y, w, h, m) {
  plan.far = curve(x, y, w, h / 2, m);
  plan.near = curve(x, y + h / 2, w, h / 2, m);
}

function curve(x, y, w, h, { ui }) {
  const [above, ticks] = [28 * ui, 22 * ui];
  return { x, y: y + above, w, h: h - above - ticks };
}
