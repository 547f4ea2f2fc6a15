/**
 * Where the panels of the slices stand: the code at the left (on a phone below), x and the planes of
 * the 6-D array beside it, two rows of `col` at the bottom. Planes of one channel lie in a block;
 * blocks stand below each other or side by side, whichever makes the larger cells.
 */

/**
 * @param {number} W @param {number} H
 * @param {{C: number, FH: number, FW: number, Hp: number, Wp: number, oh: number, ow: number}} s
 * @param {number} ui
 */
export function layoutSlices(W, H, s, ui) {
  const { C, FH, FW } = s;
  const K = C * FH * FW;
  const narrow = W < 760;
  const head = 34 * ui;
  const codeW = narrow ? W - 12 : Math.min(W * 0.44, 430 * ui);
  const codeH = 206 * ui;
  const name = 120 * ui;
  const unit = Math.min((W - name - 10) / K, 46 * ui);
  const tall = Math.min(Math.max(unit * 0.8, 18 * ui), 28 * ui);
  const room = narrow ? W : W - codeW - 34 * ui;
  const picH = narrow ? 260 : Math.max(H - 2 * tall - 46 * ui - head, 150);
  // planes of a few large cells need a wider gap to be seen as planes
  const gap = Math.min(9, Math.max(3, 24 / Math.max(s.ow, s.oh)));
  const grid = { gap, w: (cell) => FW * (s.ow * cell + gap) - gap, h: (cell) => FH * (s.oh * cell + gap) - gap };

  const plan = [below, beside]
    .map((arrange) => arrange(s, room, picH, ui, grid))
    .reduce((best, one) => (one.cell > best.cell ? one : best));
  const left = W - room + Math.max(0, (room - plan.w) / 2);
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
  const bottom = head + Math.max(picH, plan.h);
  const rowTop = bottom + 24 * ui + (narrow ? codeH + 10 * ui : 0);
  return {
    x,
    planes,
    rows: { x: Math.max(name, (W - K * unit) / 2), tops: [rowTop, rowTop + tall + 6 * ui], unit, tall },
    xHead: { x: x[0].x, y: x[0].y - 10 * ui, room: plan.beside ? W - x[0].x : planes[0].x - x[0].x - 10 },
    gridHead: { x: planes[0].x, y: planes[0].y - 10 * ui, room: W - planes[0].x },
    code: {
      x: 8,
      y: narrow ? bottom + 26 * ui : head + Math.max(16 * ui, (picH - codeH) / 2 + 14 * ui),
      w: codeW - 16,
    },
    height: rowTop + 2 * tall + 12 * ui,
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
    44 * ui,
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
  const xCell = Math.min(each / Wp, (picH * 0.36) / Hp, 56 * ui);
  const cell = Math.min(
    (each - FW * grid.gap) / (FW * ow),
    (picH - Hp * xCell - between - FH * grid.gap) / (FH * oh),
    44 * ui,
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
