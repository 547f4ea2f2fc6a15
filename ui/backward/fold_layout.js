const PHONE_WIDTH = 600;

/** So many rows of the matrix are always all shown. */
const FEW_ROWS = 6;

/**
 * Where col2im stands: above, the rows of the matrix and the current one in the window's shape; below,
 * the planes side by side. The scene's panels are put in place.
 *
 * @param {import("./fold.js").BackwardFold} scene
 */
export function layoutFold(scene, W, H, ui) {
  const { C, Hp, Wp, FH, FW } = scene.sizes;
  const narrow = W < PHONE_WIDTH;
  const head = 24 * ui;
  const label = C > 1 ? 14 * ui : 0;
  const lensHead = 46 * ui;
  const places = { heads: [], signs: [], rows: [] };
  // above: the rows of the matrix, and the current one folded into the window's shape
  const labels = 7.4 * ui * scene.lens.rowLabel(scene.cells - 1).length + 10;
  const strip = !narrow && scene.cells > FEW_ROWS ? 26 * ui : 0;
  const side = labels + strip + (strip ? 24 * ui : 0);
  const gap = 46 * ui;
  const patchCell = Math.min(34 * ui, (W * (narrow ? 0.9 : 0.36)) / (C * FW), (H * 0.36) / FH);
  const patchW = C * FW * patchCell + (C - 1) * 8 * ui;
  const lensRoom = narrow ? W - side : W - side - patchW - gap;
  const cellW = Math.min(lensRoom / scene.K, 46 * ui);
  const cellH = Math.min(Math.max(cellW * 0.74, 21 * ui), 26 * ui);
  const lensRows =
    scene.cells <= FEW_ROWS ? scene.cells : Math.max(3, Math.min(FEW_ROWS, Math.floor((FH * patchCell) / cellH)));
  const used = side + scene.K * cellW + (narrow ? 0 : gap + patchW);
  const x = Math.max(0, (W - used) / 2) + side;
  scene.lens.place({ x, y: lensHead, cellW, cellH, h: lensRows * cellH, strip, labels, ui });
  places.heads.push({ panel: "matrix", x: x - side, y: 14 * ui, room: side + scene.K * cellW });
  const patchX = narrow ? (W - patchW) / 2 : x + scene.K * cellW + gap;
  const patchY = narrow ? lensHead + lensRows * cellH + head + 6 : lensHead;
  scene.panels.patch.forEach((matrix, c) => matrix.place(patchX + c * (FW * patchCell + 8 * ui), patchY, patchCell));
  places.heads.push({ panel: "patch", x: patchX, y: patchY - 9 * ui, room: W - patchX });
  if (!narrow) places.signs.push({ text: "→", x: patchX - gap / 2, y: patchY + (FH * patchCell) / 2 });
  // below: the planes, side by side
  const top = Math.max(lensHead + lensRows * cellH, patchY + FH * patchCell) + head + label + 12 * ui;
  const counts = scene.rowPanels.map((name) => scene.panels[name].length);
  const count = counts.reduce((sum, one) => sum + one, 0);
  const between = 8 * ui;
  const groupGap = 44 * ui;
  const perLine = narrow ? Math.max(...counts) : count;
  const groupsPerLine = narrow ? 1 : counts.length;
  const widthFor = W - (perLine - groupsPerLine) * between - groupsPerLine * groupGap;
  const cell = Math.max(
    1,
    Math.min(widthFor / (perLine * Wp), narrow ? 220 / Hp : Math.max((H - top) / Hp, 70 / Hp), 54 * ui),
  );
  const lineW = perLine * Wp * cell + (perLine - groupsPerLine) * between + groupsPerLine * groupGap;
  let left = Math.max(0, (W - lineW) / 2) + groupGap;
  let y = top;
  scene.rowPanels.forEach((name, group) => {
    if (narrow && group) [left, y] = [Math.max(0, (W - lineW) / 2) + groupGap, y + Hp * cell + head + label + 6];
    places.heads.push({
      panel: name,
      x: left,
      y: y - 9 * ui - label,
      room: counts[group] * (Wp * cell + between) + groupGap - 14,
    });
    places.rows.push({ name, x: left, y, h: Hp * cell });
    scene.panels[name].forEach((matrix) => {
      matrix.place(left, y, cell);
      left += Wp * cell + between;
    });
    left += groupGap - between;
  });
  places.height = y + Hp * cell + 8;
  return places;
}
