import { EDGE, LARGEST_CELL, PHONE_HEIGHT } from "../stage/fit.js";

/**
 * Where the picture of learning stands: the update as one equation, below it what the layer answers,
 * what it should answer and the difference, and the curve of the loss. A phone has it in lines.
 */

const NARROW_LEARN = 600;
const SMALLEST_CURVE = 200;
/** What the layer answers and the curve are at least so high, in px at usual letters. */
const LEAST_ANSWER = 74;
/** Room for the last heading, which is a word or two. */
const LAST_HEADING = 112;
/** Width of "out[0,0]", in px. */
const OUT_HEADING = 68;
/** Below the curve stand the numbers of the updates. */
const FOOT = 22;
/** Share of the height that the weights may take; planes below one another need more of it. */
const SHARE = { beside: 0.42, below: 0.64 };
/** Planes below one another have rows as low as numbers bear, and cells that are wider than high. */
const LOW_ROW = 22;
const WIDEST = 2.4;
/** On a phone the answers are at most so high, in px. */
const ANSWER_ON_PHONE = 78;

/**
 * @param {number} W @param {number} H
 * @param {import("../slide/pieces.js").SlideSizes} s @param {number} ui @param {boolean} hasGoal
 */
export function layoutLearn(W, H, s, ui, hasGoal) {
  const m = { s, ui, head: 26 * ui, sign: 36 * ui, arrow: 96 * ui, between: 6 * ui, gap: 26 * ui };
  const narrow = W < NARROW_LEARN;
  const row = ["slope", "→", "move", "+", "now", "=", "next", ...(hasGoal ? [" ", "goal"] : [])];
  const plan = { places: {}, heads: [], signs: [], rate: null, curve: null, height: 0 };
  const least = 2 * m.head + (LEAST_ANSWER + 12 + FOOT) * ui;
  if (narrow) return onPhone(plan, W, row, m);
  const size = weightSize(W - 2 * EDGE, H, H - least, row, m);
  const top = placeWeights(plan, W, row, m, size);
  placeAnswers(plan, W, H, top + 12 * ui, m);
  return plan;
}

const panelWidth = ({ s, between }, { cell, across }) =>
  across ? s.C * s.FW * cell + (s.C - 1) * between : s.FW * cell;
const panelHeight = ({ s, between }, { tall, across }) =>
  across ? s.FH * tall : s.C * s.FH * tall + (s.C - 1) * between;

/** The largest cells with which the equation fits: planes beside or below one another. */
function weightSize(W, H, most, row, m) {
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
      const height = panelHeight(m, size);
      if (panels * panelWidth(m, size) + signs > W || height > most) continue;
      if (m.head + height > H * (across ? SHARE.beside : SHARE.below)) continue;
      best = size;
      break;
    }
  }
  return best;
}

/**
 * The equation in two lines, as low as numbers bear; then the answers with the target filter beside them, and
 * the curve.
 */
function onPhone(plan, W, row, m) {
  const { s, ui, head } = m;
  const inner = W - 2 * EDGE;
  const across = s.C > 1;
  const cell = Math.min((inner - m.arrow - 2 * (s.C - 1) * m.between) / (2 * s.C * s.FW), 46);
  const size = { cell, tall: Math.min(cell, LOW_ROW - 2), across };
  const width = panelWidth(m, size);
  const lines = [row.slice(0, 3), row.slice(3, 7)];
  let y = placeLine(plan, lines[0], EDGE, head, m, size);
  y = placeLine(plan, lines[1], Math.max(EDGE, (inner - 2 * width - 2 * m.sign) / 2), y + head + 4, m, size);
  const top = y + head + 4;
  const gap = 8;
  const goal = row.includes("goal") ? width + 2 * gap : 0;
  // beside it each of the three has room for its heading
  const beside = goal <= inner / 2.4 && (inner - goal - 2 * gap) / 3 >= OUT_HEADING;
  const room = inner - (beside ? goal : 0) - 2 * gap;
  const answer = Math.min(room / (3 * s.ow), ANSWER_ON_PHONE / s.oh, 44);
  let x = EDGE;
  for (const name of ["out", "target", "dout"]) {
    plan.heads.push({ panel: name, x, y: top - 8, room: s.ow * answer + gap - 4 });
    plan.places[name] = [{ x, y: top, cell: answer, tall: answer }];
    x += s.ow * answer + gap;
  }
  y = top + s.oh * answer;
  if (goal) {
    const at = beside ? [Math.max(x + gap, W - EDGE - width), top] : [EDGE, y + head + 4];
    y = Math.max(y, placeLine(plan, ["goal"], at[0], at[1], m, size));
  }
  const axis = 54 * ui;
  const curveTop = y + head + 4;
  const high = Math.max(44, PHONE_HEIGHT.learn - curveTop - FOOT * ui);
  plan.curve = { x: axis, y: curveTop, w: W - axis - 10, h: high };
  plan.height = curveTop + high + FOOT * ui;
  return plan;
}

/** Panels and signs of a line. @returns {number} the lower edge */
function placeLine(plan, names, left, y, m, size) {
  const [width, height] = [panelWidth(m, size), panelHeight(m, size)];
  let x = left;
  for (const name of names) {
    if (name.length === 1) {
      const room = name === "→" ? m.arrow : m.sign;
      plan.signs.push({ text: name, x: x + room / 2, y: y + height / 2 });
      if (name === "→") plan.rate = { x: x + room / 2, y: y + height / 2 - 10 * m.ui };
      x += room;
      continue;
    }
    plan.heads.push({ panel: name, x, y: y - 8 * m.ui, room: width + m.sign - 12 * m.ui });
    placePlanes(plan, name, x, y, m, size);
    x += width;
  }
  return y + height;
}

function placePlanes(plan, name, x, y, { s, between }, { cell, tall, across }) {
  plan.places[name] = [...Array(s.C).keys()].map((c) => ({
    x: x + (across ? c * (s.FW * cell + between) : 0),
    y: y + (across ? 0 : c * (s.FH * tall + between)),
    cell,
    tall,
  }));
}

/** @returns {number} the lower edge */
function placeWeights(plan, W, row, m, size) {
  const { ui } = m;
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
    plan.heads.push({ panel: name, x: headX, y: y - 8 * ui, room: last ? W - headX : width + m.sign - 12 * ui });
    placePlanes(plan, name, x, y, m, size);
    x += width;
  }
  return y + height;
}

/** out, target, dout and the curve of the loss. */
function placeAnswers(plan, W, H, top, m) {
  const { s, ui } = m;
  const y = top + m.head;
  const { gap } = m;
  const axis = 54 * ui;
  const room = W - SMALLEST_CURVE * ui - axis - gap;
  const foot = FOOT * ui;
  const high = H - y - foot - EDGE;
  const cell = Math.min((room - 2 * gap - 2 * EDGE) / (3 * s.ow), high / s.oh, LARGEST_CELL * ui);
  let x = EDGE;
  for (const name of ["out", "target", "dout"]) {
    plan.heads.push({ panel: name, x, y: y - 8 * ui, room: s.ow * cell + gap - 6 });
    plan.places[name] = [{ x, y, cell, tall: cell }];
    x += s.ow * cell + gap;
  }
  plan.curve = { x: x + axis, y, w: W - x - axis - 10 * ui, h: high };
  plan.height = y + high + foot + EDGE;
}
