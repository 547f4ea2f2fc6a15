import { EDGE, LARGEST_CELL, PHONE_HEIGHT } from "../stage/fit.js";

/**
 * Where the panels of the product stand: `col`, `col_W` and `out2` side by side above, row times
 * column cell by cell below.
 *
 * @typedef {{x: number, y: number, cell: number, tall: number}} Strip
 */

/** Below this width the three lines are broken, in px. */
const NARROW = 600;
/** Rows of `col_W` at least so tall have numbers, in px. */
const TALL_ENOUGH = 20;
/** What the columns of `col_W` and `out2` may take of the width of all, at most. */
const SHARE = 0.45;

/**
 * @param {number} W @param {number} H
 * @param {{K: number, units: number[], FN: number, T: number, labels: number, strip: number, side: number,
 *   letters: number, need: {col: number, W: number, out2: number}}} s units: cells of a channel and of a filter's
 *   row; letters: of the longest row name; need: widths of cells with numbers
 * @param {number} ui
 */
export function layoutProduct(W, H, s, ui) {
  const narrow = W < NARROW;
  if (narrow) H = Math.min(H, PHONE_HEIGHT.forward - EDGE);
  const { K, FN, T, strip, side, labels, need } = s;
  const inner = W - 2 * EDGE;
  const top = 62 * ui;
  const sign = narrow ? 20 : 30 * ui;
  const chip = narrow ? 62 : 76 * ui;
  const lines = narrow ? brokenLines(inner, s) : wholeLines(inner, H, s, ui, chip);
  const stripsH = lines.count * lines.blockH + (narrow ? 44 : 0);
  const room = narrow ? Math.max(H - top - stripsH - 34, 130) : H - top - stripsH - 34 * ui - EDGE;

  const wTall = Math.min(room / K, 44 * ui);
  const wish = { W: wTall < TALL_ENOUGH ? Math.max(wTall, 30 / FN) : need.W, out2: Math.max(need.out2, 40 / FN) };
  // the heading of col_W needs room before that of out2 begins
  const plus = narrow ? 46 : Math.max(62 * ui, 128 * ui - FN * wish.W);
  const across = inner - side - sign - plus;
  const all = K * need.col + FN * (wish.W + wish.out2);
  const scale = Math.min(Math.max(across / all, 1), (LARGEST_CELL * ui) / Math.max(need.col, wish.out2));
  const own = Math.min(FN * (wish.W + wish.out2) * scale, SHARE * across) / (FN * (wish.W + wish.out2));
  const [wCell, outW] = [wish.W * own, wish.out2 * own];
  const colCell = Math.min((across - FN * (wCell + outW)) / K, LARGEST_CELL * ui);
  const rowH = Math.max(
    Math.min(Math.max(colCell * 0.74, 21 * ui), 32 * ui),
    Math.min(colCell, room / T, LARGEST_CELL * ui),
  );
  const air = Math.max(0, across - K * colCell - FN * (wCell + outW)) / 2;
  const lensH = Math.min(T, Math.max(1, Math.floor(room / rowH))) * rowH;
  const middle = top + room / 2;
  const y = middle - lensH / 2;
  const x = EDGE + air + side;
  const wX = x + K * colCell + sign;
  const outX = wX + FN * wCell + plus;
  const stripsTop = top + room + 34 * ui;
  const stripsX = EDGE + lines.name + (narrow ? 0 : (inner - lines.width) / 2);
  const third = inner / 3;
  return {
    narrow,
    strip,
    middle,
    width: W,
    col: { x, y, cellW: colCell, cellH: rowH, h: lensH, strip, labels, ui },
    W: { x: wX, y: middle - (K * wTall) / 2, cell: wCell, tall: wTall },
    out2: { x: outX, y, cellW: outW, cellH: rowH, h: lensH, strip: 0, labels: 0, ui },
    signs: [
      { text: "@", x: wX - sign / 2, y: middle },
      { text: "+ b =", x: outX - Math.min(plus, 62 * ui) / 2, y: middle },
    ],
    strips: { x: stripsX, y: stripsTop, ...lines },
    // the sum, the bias and the cell: beside the three lines, on a phone below them
    sums: [0, 1, 2].map((at) =>
      narrow
        ? { x: EDGE + (at + 1) * third - chip / 2, y: stripsTop + lines.count * lines.blockH + 22 }
        : { x: stripsX + K * lines.unit + 44 * ui + chip / 2, y: stripsTop + (at + 0.5) * lines.tall },
    ),
    chip: { w: chip, h: Math.min(28 * ui, lines.tall - 3) },
    height: stripsTop + stripsH + EDGE,
  };
}

/** Row, column and products as three lines of all K cells, the chips beside them. */
function wholeLines(inner, H, { K }, ui, chip) {
  const name = 88 * ui;
  const beside = name + chip + 44 * ui;
  const unit = Math.min((inner - beside) / K, LARGEST_CELL * ui);
  const tall = Math.min(Math.max(unit * 0.8, 22 * ui), Math.max(26 * ui, H * 0.075));
  return { name, unit, tall, perLine: K, count: 1, blockH: 3 * tall, width: beside + K * unit };
}

/** The same, broken into as many lines as a phone needs, where a channel or a row of the filter ends if it can be. */
function brokenLines(inner, { K, units, letters }) {
  const name = 7.6 * letters + 10;
  const most = Math.min(K, Math.floor((inner - name) / 28));
  const lines = Math.ceil(K / most);
  const whole = units.map((unit) => most - (most % unit));
  const perLine = whole.find((count) => count > 0 && Math.ceil(K / count) === lines) ?? most;
  const unit = Math.min((inner - name) / perLine, 54);
  const tall = Math.min(Math.max(unit * 0.8, 22), 36);
  return { name, unit, tall, perLine, count: Math.ceil(K / perLine), blockH: 3 * tall + 10 };
}
