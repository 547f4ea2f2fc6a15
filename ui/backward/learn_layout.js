/**
 * Where the picture of learning stands: the update as one equation, below it what the layer answers,
 * what it should answer and the difference, and the curve of the loss. On a phone all that wraps.
 */

const NARROW_LEARN = 600;
const SMALLEST_CURVE = 200;
/** Share of the height that the weights may take; planes below one another need more of it. */
const SHARE = { beside: 0.42, below: 0.6 };
/** Planes below one another have rows as low as numbers bear. */
const LOW_ROW = 22;

/**
 * @param {number} W @param {number} H
 * @param {import("../slide/layout.js").SlideSizes} s @param {number} ui @param {boolean} hasGoal
 */
export function layoutLearn(W, H, s, ui, hasGoal) {
  const m = { s, ui, head: 26 * ui, sign: 36 * ui, arrow: 92 * ui, between: 6 * ui, gap: 26 * ui };
  const narrow = W < NARROW_LEARN;
  const row = ["slope", "→", "move", "+", "now", "=", "next", ...(hasGoal ? [" ", "goal"] : [])];
  const plan = { places: {}, heads: [], signs: [], rate: null, curve: null, height: 0 };
  const size = weightSize(W, narrow ? Infinity : H, row, m, narrow);
  const top = placeWeights(plan, W, row, m, size);
  placeAnswers(plan, W, H, top + 12 * ui, m, narrow);
  return plan;
}

const panelWidth = ({ s, between }, { cell, across }) =>
  across ? s.C * s.FW * cell + (s.C - 1) * between : s.FW * cell;
const panelHeight = ({ s, between }, { tall, across }) =>
  across ? s.FH * tall : s.C * s.FH * tall + (s.C - 1) * between;

/** Room for the line around the panels at the left. */
const EDGE = 1;

/** The largest cells with which the equation fits: planes beside or below one another. */
function weightSize(W, H, row, m, narrow) {
  const panels = row.filter((name) => name.length > 1).length;
  const signs = m.arrow + (row.length - panels - 1) * m.sign;
  let best = { cell: 3, tall: 3, across: true };
  for (const across of m.s.C > 1 ? [true, false] : [true]) {
    for (let cell = Math.floor(50 * m.ui); cell > best.cell; cell--) {
      const size = { cell, tall: across ? cell : Math.min(cell, LOW_ROW * m.ui), across };
      // on a phone two panels and their sign make a row
      const width = narrow ? 2 * panelWidth(m, size) + m.arrow : panels * panelWidth(m, size) + signs;
      if (width > W || m.head + panelHeight(m, size) > H * (across ? SHARE.beside : SHARE.below)) continue;
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
      if (x + room + width > W + 1) [x, y] = [EDGE, y + height + m.head + 8 * ui];
      if (name !== " ") plan.signs.push({ text: name, x: x + room / 2, y: y + height / 2 });
      if (name === "→") plan.rate = { x: x + room / 2, y: y + height / 2 - 10 * ui };
      x += room;
      continue;
    }
    plan.heads.push({ panel: name, x, y: y - 8 * ui, room: width + m.sign - 4 });
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
  const axis = 46 * ui;
  const room = narrow ? W : W - SMALLEST_CURVE * ui - axis - gap;
  const least = narrow ? 0 : 110 * ui;
  const cell = Math.min(
    (room - 2 * gap) / (3 * s.ow),
    narrow ? Infinity : Math.max(H - y - 22 * ui, least) / s.oh,
    44 * ui,
  );
  let x = EDGE;
  for (const name of ["out", "target", "dout"]) {
    plan.heads.push({ panel: name, x, y: y - 8 * ui, room: s.ow * cell + gap - 6 });
    plan.places[name] = [{ x, y, cell, tall: cell }];
    x += s.ow * cell + gap;
  }
  const bottom = y + s.oh * cell;
  const foot = 20 * ui;
  if (narrow) {
    plan.curve = { x: axis, y: bottom + m.head, w: W - axis - 10, h: 150 };
    plan.height = plan.curve.y + plan.curve.h + foot;
    return;
  }
  plan.curve = {
    x: x + axis,
    y,
    w: W - x - axis - 10 * ui,
    h: Math.max(s.oh * cell, 110 * ui, Math.min(H - y - foot, 240 * ui)),
  };
  plan.height = Math.max(bottom + 6, y + plan.curve.h + foot);
}
