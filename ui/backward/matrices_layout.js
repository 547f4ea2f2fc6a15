import { EDGE, LARGEST_CELL, PHONE_HEIGHT, besideRows, bestOf, rowHeight, steps, wholeRows } from "../stage/fit.js";
import { numberWidth } from "../stage/matrix.js";

/**
 * Where the matrices of the backward pass stand: long ones as lenses with their rows side by side,
 * so that row t is at one height in all of them.
 */

/** Below this width a picture is a phone's, in px. */
const NARROW = 600;
/** Rows at least so tall have numbers, in px. */
const TALL_ENOUGH = 20;
/** What the columns of the filters may take of the width of all, at most. */
const SHARE = 0.42;

/** @param {import("./matrices.js").BackwardMatrix} scene */
export function layoutMatrices(W, H, scene, ui) {
  const narrow = W < NARROW;
  scene.briefRows = narrow;
  const { cells, N } = scene;
  const m = {
    W,
    H: narrow ? Math.min(H, PHONE_HEIGHT.backward) : H,
    ui,
    narrow,
    inner: W - 2 * EDGE,
    top: 52 * ui,
    sign: (narrow ? 22 : 34) * ui,
    ...besideRows({ rows: cells, label: scene.rowName(cells - 1), batch: N > 1 }, ui, narrow),
  };
  const plan = { heads: [], signs: [], lenses: {}, dW: [], height: 0 };
  return { db: layoutDb, dW: layoutDW, dcol: layoutDcol }[scene.variant](plan, scene, m);
}

/** The first lens of a row has the labels of all of them. */
const lens = ({ ui, labels, strip }, x, y, cellW, cellH, h, first) => ({
  x,
  y,
  cellW,
  cellH,
  h,
  strip: first ? strip : 0,
  labels: first ? labels : 0,
  ui,
});

const head = (plan, panel, x, y, room) => plan.heads.push({ panel, x, y, room });

/** dout, its rows, and their sum below them. */
function layoutDb(plan, scene, m) {
  const { W, H, ui, narrow, inner, top, sign, side } = m;
  const { FN, oh, ow } = scene.sizes;
  const { cells } = scene;
  const need = Math.max(numberWidth(scene.formats.dout), numberWidth(scene.formats.db));
  const sumH = 36 * ui;
  const room = (narrow ? Math.max(H, 360) : H) - top - sumH - 44 * ui - EDGE;
  const planeRoom = H - 30 * ui - EDGE;
  const plans = (narrow ? [0] : steps(0.12, 0.7, 30)).map((share) => {
    const plane = Math.min((inner * share) / ow, planeRoom / oh, LARGEST_CELL * ui);
    const cell = Math.min((inner - plane * ow - (plane && 2 * sign) - side) / FN, LARGEST_CELL * ui, 2.5 * need);
    return { plane, cell };
  });
  const { plane, cell } = bestOf(
    plans,
    (one) => 2 * Math.min(one.cell / need, 1) + 0.3 * Math.min(one.cell / need, 2.5) + (one.plane * oh) / planeRoom,
  );
  const cellH = rowHeight(cell, room, cells, ui);
  const h = wholeRows(cellH, room, cells);
  const y = top + Math.max(0, (room - h) / 2);
  let x = EDGE + Math.max(0, (inner - plane * ow - (plane && 2 * sign) - side - FN * cell) / 2);
  if (plane) {
    plan.dout = { x, y: 30 * ui + (planeRoom - plane * oh) / 2, cell: plane };
    head(plan, "dout", x, plan.dout.y - 9 * ui, plane * ow + sign);
    plan.signs.push({ text: "→", x: x + plane * ow + sign, y: y + h / 2 });
    x += plane * ow + 2 * sign;
  }
  head(plan, "dout2", x, y - 34 * ui, W - x - EDGE);
  plan.lenses.dout2 = lens(m, x + side, y, cell, cellH, h, true);
  plan.db = { x: x + side, y: y + h + 40 * ui, cell, h: sumH };
  plan.signs.push({ text: "Σ", x: x + side - 20 * ui, y: plan.db.y + sumH / 2 });
  // at the right edge of a phone the heading begins further left than what it names
  const headX = Math.max(EDGE, Math.min(x + side, W - EDGE - 136 * ui));
  head(plan, "db", headX, plan.db.y - 9 * ui, W - headX - EDGE);
  plan.height = Math.max(plan.db.y + sumH, plane && plan.dout.y + plane * oh) + EDGE;
  return plan;
}

/** dout2 at the left, col_W.T above, and their product in the corner. */
function layoutDcol(plan, scene, m) {
  const { W, H, ui, inner, sign, side, narrow } = m;
  const { FN } = scene.sizes;
  const { K, cells } = scene;
  const wTop = 26 * ui;
  const need = { dout: numberWidth(scene.formats.dout), dcol: numberWidth(scene.formats.dcol) };
  const across = inner - side - sign;
  const scale = Math.min(
    Math.max(across / (FN * need.dout + K * need.dcol), 1),
    (LARGEST_CELL * ui) / Math.max(need.dout, need.dcol),
  );
  const doutCell = Math.min(need.dout * scale, (SHARE * across) / FN);
  const cell = Math.min((across - FN * doutCell) / K, LARGEST_CELL * ui);
  const tall = Math.min(Math.max(cell, 8), Math.max(26 * ui, H * 0.07), (H * 0.26) / FN);
  const y = wTop + FN * tall + 46 * ui;
  const room = (narrow ? Math.max(H, 420) : H) - y - EDGE;
  const cellH = rowHeight(Math.max(cell, 20), room, cells, ui);
  const h = wholeRows(cellH, room, cells);
  const x = EDGE + Math.max(0, (across - FN * doutCell - K * cell) / 2);
  const right = x + side + FN * doutCell + sign;
  head(plan, "dout2", x, y - 24 * ui, side + FN * doutCell + sign - 8);
  plan.lenses.dout2 = lens(m, x + side, y, doutCell, cellH, h, true);
  plan.lenses.dcol = lens(m, right, y, cell, cellH, h, false);
  head(plan, "dcol", right, y - 24 * ui, W - right - EDGE);
  plan.colWT = { x: right, y: wTop, cell, tall };
  head(plan, "colWT", right, 16 * ui, W - right - EDGE);
  plan.signs.push(
    { text: "@", x: right - sign / 2, y: wTop + (FN * tall) / 2 },
    { text: "=", x: right - sign / 2, y: y + h / 2 },
  );
  plan.height = y + h + EDGE;
  return plan;
}

/** col and dout2 side by side, their product, and that product in the shape of W. */
function layoutDW(plan, scene, m) {
  const { W, H, ui, narrow, inner, top, sign, side } = m;
  const { FN, C, FH, FW } = scene.sizes;
  const { K, cells } = scene;
  const room = (narrow ? Math.max(H, 360) : H) - top - EDGE;
  const between = 8 * ui;
  const foldCell = narrow ? 0 : Math.min((room - (C - 1) * between) / (C * FH), (inner * 0.22) / FW, LARGEST_CELL * ui);
  // below dW2 stands its legend, where its heading has no room for it
  const tall = Math.min((room - 40 * ui) / K, (narrow ? 30 : LARGEST_CELL) * ui);
  const need = {
    col: numberWidth(scene.formats.x),
    dout: numberWidth(scene.formats.dout),
    dW2: tall < TALL_ENOUGH ? Math.max(tall, 40 / FN) : numberWidth(scene.formats.dW),
  };
  const signs = (narrow ? 2.4 : 4.4) * sign;
  const across = inner - side - signs - FW * foldCell;
  const own = FN * (need.dout + need.dW2);
  const scale = Math.min(
    Math.max(across / (K * need.col + own), 1),
    (LARGEST_CELL * ui) / Math.max(need.col, need.dout, need.dW2),
  );
  const share = Math.min(scale, (SHARE * across) / own);
  const [doutCell, dWCell] = [need.dout * share, need.dW2 * share];
  const cell = Math.min((across - FN * (doutCell + dWCell)) / K, LARGEST_CELL * ui);
  const cellH = rowHeight(cell, room, cells, ui);
  const h = wholeRows(cellH, room, cells);
  const y = top + Math.max(0, (room - h) / 2);
  const middle = top + room / 2;
  let x = EDGE + Math.max(0, (across - K * cell - FN * (doutCell + dWCell)) / 2);
  head(plan, "col", x, y - 38 * ui, side + K * cell + sign - 12);
  plan.lenses.col = lens(m, x + side, y, cell, cellH, h, true);
  x += side + K * cell + 1.4 * sign;
  plan.signs.push({ text: ".T @", x: x - 0.7 * sign, y: middle, small: true });
  head(plan, "dout2", x, y - 38 * ui, FN * doutCell + sign - 6);
  plan.lenses.dout2 = lens(m, x, y, doutCell, cellH, h, false);
  x += FN * doutCell + sign;
  plan.signs.push({ text: "=", x: x - sign / 2, y: middle });
  plan.dW2 = { x, y: middle - (K * tall) / 2, cell: dWCell, tall };
  // a column at the edge is narrower than its name
  const named = narrow ? Math.min(x, W - EDGE - 34 * ui) : x;
  head(plan, "dW2", named, plan.dW2.y - 9 * ui, narrow ? W - named - EDGE : FN * dWCell + 2 * sign - 6);
  x += FN * dWCell + 2 * sign;
  if (foldCell) {
    const stackH = C * FH * foldCell + (C - 1) * between;
    const foldTop = top + Math.max(0, (room - stackH) / 2);
    for (let c = 0; c < C; c++) plan.dW.push({ x, y: foldTop + c * (FH * foldCell + between), cell: foldCell });
    head(plan, "dW", x, foldTop - 9 * ui, W - x - EDGE);
    plan.signs.push({ text: "→", x: x - sign, y: middle });
  }
  plan.height = top + Math.max(room, K * tall) + EDGE;
  return plan;
}
