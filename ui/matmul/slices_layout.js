import { EDGE, LARGEST_CELL } from "../stage/fit.js";

/**
 * Where the panels of the slices stand: the code at the left (on a phone below), x and the planes of
 * the 6-D array beside it, two rows of `col` at the bottom. Planes of one channel lie in a block;
 * blocks stand below each other or side by side, whichever makes the larger cells.
 */

/** Below this width the code stands below the pictures, in px. */
const NARROW = 600;
/** A letter of the code in em, and its size. */
const ADVANCE = 0.602;
const CODE_SIZE = 12.6;
const SMALLEST_CODE = 12;
/** Lines are at least so far apart, in letters' sizes. */
const LEAST_PITCH = 1.12;

/**
 * @param {number} W @param {number} H
 * @param {{C: number, FH: number, FW: number, Hp: number, Wp: number, oh: number, ow: number}} s
 * @param {number} ui
 * @param {{letters: number, lines: (letters: number) => number, told: (size: number, width: number) => number}} text
 *   of the code: letters of its longest line, lines it takes at a width in letters, lines of what is told below it
 */
export function layoutSlices(W, H, s, ui, text) {
  const { C, FH, FW } = s;
  const K = C * FH * FW;
  const narrow = W < NARROW;
  const inner = W - 2 * EDGE;
  const head = 30 * ui;
  const name = 116 * ui;
  const unit = Math.min((inner - name) / K, LARGEST_CELL * ui);
  const tall = Math.min(Math.max(unit * 0.8, 18 * ui), Math.max(22 * ui, H * 0.06));
  const rowsH = 2 * tall + 6 * ui;
  const labels = 22 * ui;

  const size = Math.min(
    CODE_SIZE * ui,
    Math.max(SMALLEST_CODE * ui, (narrow ? inner : W * 0.46) / (ADVANCE * text.letters)),
  );
  const codeW = narrow ? inner : Math.ceil(ADVANCE * size * text.letters) + 2;
  const lines = text.lines(Math.floor(codeW / (ADVANCE * size) + 0.01));
  const told = text.told(12.5 * ui, codeW);
  const room = narrow ? inner : inner - codeW - 28 * ui;
  // in a low window the lines keep their distance, and the page scrolls
  const picH = narrow ? 172 : Math.max(H - rowsH - labels - head - EDGE, LEAST_PITCH * size * (lines + told + 0.6));
  // planes of a few large cells need a wider gap to be seen as planes
  const gap = Math.min(9, Math.max(3, 24 / Math.max(s.ow, s.oh)));
  const grid = { gap, w: (cell) => FW * (s.ow * cell + gap) - gap, h: (cell) => FH * (s.oh * cell + gap) - gap };

  const plan = [below, beside]
    .map((arrange) => arrange(s, room, picH, ui, grid))
    .reduce((best, one) => (one.cell > best.cell ? one : best));
  const left = W - EDGE - room + Math.max(0, (room - plan.w) / 2);
  const top = head + Math.max(0, (picH - plan.h) / 2);
  const x = [];
  const planes = [];
  for (let c = 0; c < C; c++) {
    const { xAt, gridAt } = plan.block(c);
    x.push({ x: left + xAt.x, y: top + xAt.y, cell: plan.xCell });
    for (let at = 0; at < FH * FW; at++) {
      const across = (at % FW) * (s.ow * plan.cell + gap);
      const down = Math.floor(at / FW) * (s.oh * plan.cell + gap);
      planes.push({ x: left + gridAt.x + across, y: top + gridAt.y + down, cell: plan.cell });
    }
  }
  const rowTop = head + Math.max(picH, plan.h) + labels;
  const rowsEnd = rowTop + rowsH;
  // beside the pictures the code has the height that they have
  const pitch = narrow ? 1.5 * size : Math.min(1.6 * size, picH / (lines + told + 0.6));
  const codeH = (lines + told + 0.5) * pitch;
  const codeTop = narrow ? rowsEnd + 12 : head + Math.max(0, (picH - codeH) / 2);
  return {
    x,
    planes,
    rows: { x: Math.max(EDGE + name, (W - K * unit) / 2), tops: [rowTop, rowTop + tall + 6 * ui], unit, tall },
    xHead: { x: x[0].x, y: x[0].y - 10 * ui, room: plan.beside ? W - x[0].x : planes[0].x - x[0].x - 10 },
    gridHead: { x: planes[0].x, y: planes[0].y - 10 * ui, room: W - planes[0].x },
    code: {
      x: EDGE,
      y: codeTop + 0.8 * pitch,
      w: codeW,
      size,
      pitch,
      letters: Math.floor(codeW / (ADVANCE * size) + 0.01),
    },
    height: (narrow ? codeTop + codeH : rowsEnd) + EDGE,
  };
}

/** One channel below the other, its planes to the right of its x. */
function below({ C, FH, FW, Hp, Wp, oh, ow }, room, picH, ui, grid) {
  const between = 28 * ui;
  const each = (picH - (C - 1) * 8) / C;
  const xCell = Math.min((room * (C > 1 ? 0.24 : 0.4)) / Wp, each / Hp, 56 * ui);
  const cell = Math.min(
    (room - Wp * xCell - between - FW * grid.gap) / (FW * ow),
    (each - (FH - 1) * grid.gap) / (FH * oh),
    LARGEST_CELL * ui,
  );
  const tall = Math.max(Hp * xCell, grid.h(cell));
  return {
    beside: false,
    cell,
    xCell,
    w: Wp * xCell + between + grid.w(cell),
    h: C * (tall + 8) - 8,
    block: (c) => ({
      xAt: { x: 0, y: c * (tall + 8) + (tall - Hp * xCell) / 2 },
      gridAt: { x: Wp * xCell + between, y: c * (tall + 8) + (tall - grid.h(cell)) / 2 },
    }),
  };
}

/** One channel beside the other, its planes below its x. */
function beside({ C, FH, FW, Hp, Wp, oh, ow }, room, picH, ui, grid) {
  const between = 36 * ui;
  const each = (room - (C - 1) * 14) / C;
  const xCell = Math.min(each / Wp, (picH * 0.36) / Hp, LARGEST_CELL * ui);
  const cell = Math.min(
    (each - FW * grid.gap) / (FW * ow),
    (picH - Hp * xCell - between - FH * grid.gap) / (FH * oh),
    LARGEST_CELL * ui,
  );
  const wide = Math.max(Wp * xCell, grid.w(cell));
  return {
    beside: true,
    cell,
    xCell,
    w: C * (wide + 14) - 14,
    h: Hp * xCell + between + grid.h(cell),
    block: (c) => ({ xAt: { x: c * (wide + 14), y: 0 }, gridAt: { x: c * (wide + 14), y: Hp * xCell + between } }),
  };
}
