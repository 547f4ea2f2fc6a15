/** What belongs to a cell that is pointed at, in every panel of the three accumulations. */

export const FILTER_PANELS = ["window", "byX", "dW", "W", "byW"];

export function drawStepPointed(scene, ctx, theme, { panel, c, r, q }, t, k) {
  const filterCell = (fy, fx) => {
    for (const name of FILTER_PANELS) if (scene.plan[name]) scene.mark(ctx, theme, scene.panels[name][c], fy, fx);
  };
  if (!scene.readsChannel(k, c) && FILTER_PANELS.includes(panel)) return;
  if (panel === "x" || panel === "dx") {
    for (const name of ["x", "dx"]) scene.mark(ctx, theme, scene.panels[name][c], r, q);
    const readers = scene.readsChannel(k, c) ? scene.windows.readersOf(r, q) : [];
    for (const { i, j } of readers) scene.veilCell(ctx, theme, scene.doutPlanes[k][0], i, j);
    const [, i, j] = scene.windows.place(t);
    const here = readers.find((one) => one.i === i && one.j === j);
    if (here) filterCell(here.fy, here.fx);
  } else if (FILTER_PANELS.includes(panel)) {
    for (const name of ["x", "dx"]) {
      if (panel === "dW" || panel === "W") scene.veilMet(ctx, theme, scene.panels[name][c], r, q);
      scene.mark(ctx, theme, scene.panels[name][c], ...scene.under(t, r, q));
    }
    filterCell(r, q);
  }
}

/** What lies at a point of the picture. */
export function stepTarget(scene, px, py, view) {
  const { t, k } = scene.at(view.step, view.filter);
  const n = scene.windows.place(t)[0];
  for (const { k: channel, x, y, w, h } of scene.plan.thumbs) {
    if (px >= x && px < x + w && py >= y - 16 && py < y + h) return { panel: "thumb", n, c: 0, r: 0, q: 0, k: channel };
  }
  for (const { k: channel, x, y, w, h } of scene.plan.db) {
    const of = channel < 0 ? k : channel;
    if (Math.abs(px - x) < w / 2 && Math.abs(py - y) < h / 2) return { panel: "db", n, c: 0, r: 0, q: 0, k: of };
  }
  const cell = scene.doutPlanes[k][0].cellAt(px, py);
  if (cell) return { panel: "dout", n, c: 0, r: cell.r, q: cell.c, k };
  for (const panel of ["x", "dx", ...FILTER_PANELS]) {
    if (!scene.plan[panel]) continue;
    for (const [c, matrix] of scene.panels[panel].entries()) {
      const found = matrix.cellAt(px, py);
      if (found) return { panel, n, c, r: found.r, q: found.c, k };
    }
  }
  return null;
}
