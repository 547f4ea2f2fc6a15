import { EDGE, LARGEST_CELL } from "../stage/fit.js";

/**
 * Where the picture of learning stands: the update as one equation, below it what the layer answers,
 * what it should answer and the difference, and the curve of the loss. On a phone all that wraps.
 */

const NARROW_LEARN = 600;
const SMALLEST_CURVE = 200;
/** What the layer answers and the curve are at least so high, in px at usual letters. */
const LEAST_ANSWER = 84;
/** Room for the last heading, which is a word or two. */
const LAST_HEADING = 112;
/** Below the curve stand the numbers of the updates. */
const FOOT = 22;
/** Share of the height that the weights may take; planes below one another need more of it. */
const SHARE = { beside: 0.42, below: 0.6 };
/** Planes below one another have rows as low as numbers bear, and cells that are wider than high. */
const LOW_ROW = 22;
const WIDEST = 2.4;

/**
 * @param {number} W @param {number} H
 * @param {import("../slide/layout.js").SlideSizes} s @param {number} ui @param {boolean} hasGoal
 */
export function layoutLearn(W, H, s, ui, hasGoal) {
  const m = { s, ui, head: 26 * ui, sign: 36 * ui, arrow: 96 * ui, between: 6 * ui, gap: 26 * ui };
  const narrow = W < NARROW_LEARN;
  const row = ["slope", "→", "move", "+", "now", "=", "next", ...(hasGoal ? [" ", "goal"] : [])];
  const plan = { places: {}, heads: [], signs: [], rate: null, curve: null, height: 0 };
  const least = 2 * m.head + (LEAST_ANSWER + 12 + FOOT) * ui;
  const size = weightSize(W - 2 * EDGE, narrow ? Infinity : H, H - least, row, m, narrow);
  const top = placeWeights(plan, W, row, m, size);
  placeAnswers(plan, W, H, top + 12 * ui, m, narrow);
  return plan;
}

const panelWidth = ({ s, between }, { cell, across }) =>
  across ? s.C * s.FW * cell + (s.C - 1) * between : s.FW * cell;
const panelHeight = ({ s, between }, { tall, across }) =>
  across ? s.FH * tall : s.C * s.FH * tall + (s.C - 1) * between;

/** The largest cells with which the equation fits: planes beside or below one another. */
function weightSize(W, H, most, row, m, narrow) {
  const panels = row.filter((name) => name.length > 1).length;
  const signs = m.arrow + (row.length - panels - 1) * m.sign;
  let best = { cell: 3, tall: 3, across: true };
  const { C, FH } = m.s;
  const lowest = Math.min(
    LOW_ROW * m.ui,
    (Math.min(most, H * SHARE.below - m.head) - (C - 1) * m.between - 0.5) / (C * FH),
  );
  for (const across of C > 1 ? [true, false] : [true]) {
    for (let cell = Math.floor(LARGEST_CELL * m.ui); cell > best.cell; cell--) {
      const size = { cell, tall: across ? cell : Math.min(cell, lowest), across };
      if (cell > WIDEST * size.tall) continue;
      // on a phone two panels and their sign make a row
      const width = narrow ? 2 * panelWidth(m, size) + m.arrow : panels * panelWidth(m, size) + signs;
      const height = panelHeight(m, size);
      if (width > W || (!narrow && (height > most || m.head + height > H * (across ? SHARE.beside : SHARE.below))))
        continue;
      best = size;
      break;
    }
  }
  return best;
}

/** @returns {number} the lower edge */
function placeWeights(plan, W, row, m, size) {
  const { s, ui } = m;
  const width = panelWidth(m, size);
  const height = panelHeight(m, size);
  let x = EDGE;
  let y = m.head;
  for (const name of row) {
    if (name.length === 1) {
      const room = name === "→" ? m.arrow : m.sign;
      // a sign stands before the panel that follows it, and not at the end of a row
      if (x + room + width > W - EDGE + 1) [x, y] = [EDGE, y + height + m.head + 8 * ui];
      if (name !== " ") plan.signs.push({ text: name, x: x + room / 2, y: y + height / 2 });
      if (name === "→") plan.rate = { x: x + room / 2, y: y + height / 2 - 10 * ui };
      x += room;
      continue;
    }
    const last = name === row.at(-1);
    const headX = last ? Math.max(EDGE, Math.min(x, W - EDGE - LAST_HEADING * ui)) : x;
    const before = plan.heads.at(-1);
    if (before && headX < x) before.room = Math.min(before.room, headX - before.x - 8 * ui);
    plan.heads.push({ panel: name, x: headX, y: y - 8 * ui, room: last ? W - headX : width + m.sign - 4 });
    plan.places[name] = [...Array(s.C).keys()].map((c) => ({
      x: x + (size.across ? c * (s.FW * size.cell + m.between) : 0),
      y: y + (size.across ? 0 : c * (s.FH * size.tall + m.between)),
      cell: size.cell,
      tall: size.tall,
    }));
    x += width;
  }
  return y + height;
}

/** out, target, dout and the curve of the loss. */
function placeAnswers(plan, W, H, top, m, narrow) {
  const { s, ui } = m;
  const y = top + m.head;
  const gap = narrow ? 10 : m.gap;
  const axis = 54 * ui;
  const room = narrow ? W : W - SMALLEST_CURVE * ui - axis - gap;
  const foot = FOOT * ui;
  const high = H - y - foot - EDGE;
  const cell = Math.min(
    (room - 2 * gap - 2 * EDGE) / (3 * s.ow),
    narrow ? Infinity : high / s.oh,
    (narrow ? 44 : LARGEST_CELL) * ui,
  );
  let x = EDGE;
  for (const name of ["out", "target", "dout"]) {
    plan.heads.push({ panel: name, x, y: y - 8 * ui, room: s.ow * cell + gap - 6 });
    plan.places[name] = [{ x, y, cell, tall: cell }];
    x += s.ow * cell + gap;
  }
  const bottom = y + s.oh * cell;
  if (narrow) {
    plan.curve = { x: axis, y: bottom + m.head, w: W - axis - 10, h: 150 };
    plan.height = plan.curve.y + plan.curve.h + foot;
    return;
  }
  plan.curve = { x: x + axis, y, w: W - x - axis - 10 * ui, h: high };
  plan.height = y + high + foot + EDGE;
}
