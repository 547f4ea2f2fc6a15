import { EDGE, LARGEST_CELL, PHONE_HEIGHT, besideRows, bestOf, rowHeight, wholeRows } from "../stage/fit.js";

/** Below this width a picture is a phone's, in px. */
const NARROW = 600;
/** What the rows of the matrix have of the height at least. */
const ROWS_SHARE = 0.3;
/** On a phone so many rows of the matrix are shown. */
const ROWS_ON_PHONE = 4;
/** There the row in the window's shape is at most so high, in px. */
const PATCH_ON_PHONE = 104;
/** A letter of a panel's name, in px. */
const LETTER = 8.3;
/** There the planes of three groups stand in a line where each is at least so wide, in px. */
const NAMED = 72;

/**
 * Where col2im stands: above, the rows of the matrix and the current one in the window's shape; below,
 * the planes side by side, as large as they can be. The scene's panels are put in place.
 *
 * @param {import("./fold.js").BackwardFold} scene
 */
export function layoutFold(scene, W, H, ui) {
  const narrow = W < NARROW;
  scene.briefRows = narrow;
  const { C, FH, FW } = scene.sizes;
  const { cells, K } = scene;
  const m = {
    W,
    ui,
    narrow,
    inner: W - 2 * EDGE,
    head: 26 * ui,
    label: C > 1 ? 17 * ui : 0,
    between: 8 * ui,
    groupGap: narrow ? 40 * ui : 44 * ui,
  };
  const lensHead = 54 * ui;
  const gap = 38 * ui;
  // the strip is too low here for the names of a batch's images
  const { labels, strip, side } = besideRows(
    { rows: cells, label: scene.rowName(cells - 1), batch: false },
    ui,
    narrow,
  );
  const places = { heads: [], signs: [], rows: [] };
  const patchWidth = (cell) => C * FW * cell + (C - 1) * m.between;

  // below: the planes, with what the rows leave them at least
  const rowsOnPhone = ROWS_ON_PHONE * 24 * ui;
  const patchRoom = m.inner * (narrow ? 0.9 : 0.34) - (C - 1) * m.between;
  const patchOnPhone = Math.min(patchRoom / (C * FW), 34, PATCH_ON_PHONE / FH);
  const above = lensHead + rowsOnPhone + m.head + 6 + FH * patchOnPhone;
  const left = narrow ? PHONE_HEIGHT.backward - above : H * (1 - ROWS_SHARE);
  const lines = planeLines(scene, m, left - 8 * ui - EDGE);

  // above: the rows of the matrix, and the current one folded into the window's shape
  const room = narrow ? rowsOnPhone : H - lines.height - 8 * ui - EDGE - lensHead;
  const patchCell = narrow ? patchOnPhone : Math.min(patchRoom / (C * FW), room / FH, LARGEST_CELL * ui);
  const patchW = patchWidth(patchCell);
  // its heading needs room, however small it is
  const patchCol = Math.max(patchW, 8.4 * ui * `${scene.matrixName}[${cells - 1}]`.length);
  const cellW = Math.min((m.inner - side - (narrow ? 0 : patchCol + gap)) / K, LARGEST_CELL * ui);
  const cellH = narrow ? 24 * ui : rowHeight(cellW, room, cells, ui);
  const h = wholeRows(cellH, room, cells);
  const used = side + K * cellW + (narrow ? 0 : gap + patchCol);
  const x = EDGE + Math.max(0, (m.inner - used) / 2) + side;
  scene.lens.place({ x, y: lensHead, cellW, cellH, h, strip, labels, ui });
  places.heads.push({ panel: "matrix", x: x - labels, y: 14 * ui, room: labels + K * cellW + (narrow ? 0 : gap - 8) });
  const patchX = narrow ? (W - patchW) / 2 : x + K * cellW + gap;
  const patchY = narrow ? lensHead + h + m.head + 6 : lensHead + Math.max(0, (h - FH * patchCell) / 2);
  scene.panels.patch.forEach((matrix, c) => matrix.place(patchX + c * (FW * patchCell + m.between), patchY, patchCell));
  places.heads.push({ panel: "patch", x: patchX, y: patchY - 9 * ui, room: W - patchX - EDGE });
  if (!narrow) places.signs.push({ text: "→", x: patchX - gap / 2, y: patchY + (FH * patchCell) / 2 });

  const top = Math.max(lensHead + h, patchY + FH * patchCell) + 8 * ui;
  placePlanes(places, scene, m, lines, top);
  places.height = top + lines.height + EDGE;
  return places;
}

/** All groups of planes in one line, or one line for each: whichever makes the larger cells. */
function planeLines(scene, m, room) {
  const { Hp, Wp } = scene.sizes;
  const counts = scene.rowPanels.map((name) => scene.panels[name].length);
  const whole = [scene.rowPanels];
  const apart = scene.rowPanels.map((name) => [name]);
  const cellsOf = (lines) => {
    const wide = Math.min(
      ...lines.map((names) => {
        const count = names.reduce((sum, name) => sum + scene.panels[name].length, 0);
        return (m.inner - (count - names.length) * m.between - names.length * m.groupGap) / (count * Wp);
      }),
    );
    return Math.min(wide, (room / lines.length - m.head - m.label) / Hp, (m.narrow ? 44 : LARGEST_CELL) * m.ui);
  };
  const pairs = apart.flatMap((_, at) => (at % 2 ? [] : [scene.rowPanels.slice(at, at + 2)]));
  const ways = m.narrow ? [pairs, apart, whole] : [whole, apart];
  // a heading needs its room, however small a plane is
  const named = (lines) => !m.narrow || cellsOf(lines) * Wp >= NAMED || lines !== whole;
  const lines = bestOf(ways.filter(named), cellsOf);
  const cell = Math.max(cellsOf(lines), 0.5);
  return { lines, cell, counts, height: lines.length * (Hp * cell + m.head + m.label) };
}

function placePlanes(places, scene, m, { lines, cell }, top) {
  const { Hp, Wp } = scene.sizes;
  const { between, groupGap, label, head, ui } = m;
  const groupW = (name) => scene.panels[name].length * (Wp * cell + between) - between;
  lines.forEach((names, at) => {
    const lineW = names.reduce((sum, name) => sum + groupGap + groupW(name), 0);
    const y = top + at * (Hp * cell + head + label) + head + label;
    let x = EDGE + Math.max(0, (m.inner - lineW) / 2);
    for (const name of names) {
      x += groupGap;
      const last = name === names.at(-1);
      // a name that is longer than its small plane ends at the edge, and begins further left
      const headX = last ? Math.min(x, m.W - EDGE - LETTER * ui * scene.nameOf(name).length) : x;
      const before = places.heads.at(-1);
      if (headX < x && names.length > 1) before.room -= x - headX;
      places.heads.push({
        panel: name,
        x: headX,
        y: y - 8 * ui - label,
        room: last ? m.W - headX - EDGE : groupW(name) + groupGap - 28 * ui,
      });
      places.rows.push({ name, x, y, h: Hp * cell });
      scene.panels[name].forEach((matrix, c) => matrix.place(x + c * (Wp * cell + between), y, cell));
      x += groupW(name);
    }
  });
}
