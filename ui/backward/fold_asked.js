import { askedAfter, askedLine, named, unknown } from "./panels.js";

/**
 * The pixel that a row is asked about: the one that was picked, if the window reads it; else one to which
 * nothing is added later; else one near the middle. Null where the window reads nothing but padding.
 * @param {import("./fold.js").BackwardFold} scene
 * @returns {{c: number, fy: number, fx: number, r: number, q: number} | null}
 */
export function askedPixel(scene, t, picked) {
  const { windows } = scene;
  const cells = [];
  for (let c = 0; c < (scene.variant === "count" ? 1 : scene.sizes.C); c++)
    scene.eachCell((fy, fx) => {
      const [r, q] = scene.under(t, fy, fx);
      if (!windows.inPadding(r, q)) cells.push({ c, fy, fx, r, q });
    });
  const chosen = picked && cells.find((cell) => isPicked(scene, cell, picked));
  return chosen || cells.find(({ r, q }) => isLast(scene, t, r, q)) || cells[cells.length >> 1] || null;
}

function isPicked(scene, { c, fy, fx, r, q }, picked) {
  const channel = scene.variant === "count" || c === picked.c;
  const [row, column] = picked.panel === "pixel" ? [r, q] : [fy, fx];
  return channel && row === picked.r && column === picked.q;
}

/** Whether no later window of the image reads a pixel. */
function isLast(scene, t, r, q) {
  const [n] = scene.windows.place(t);
  return scene.windows.readersOf(r, q).every(({ i, j }) => scene.windows.step(n, i, j) <= t);
}

export function askedName(scene, t, pixel) {
  if (!pixel) return "";
  const { r, q } = pixel;
  const last = isLast(scene, t, r, q);
  const [count, all] = [countOf(scene, t), last ? 0 : Infinity];
  return askedAfter(nameOf(scene, t, pixel), count, all);
}

/** Windows that have been added: a count has those of its own image. */
function countOf(scene, t) {
  const { outH, outW } = scene.windows;
  return (scene.variant === "count" ? t % (outH * outW) : t) + 1;
}

function nameOf(scene, t, { c, r, q }) {
  const [n] = scene.windows.place(t);
  const [top, , left] = scene.windows.pad;
  return scene.variant === "count" ? `count[${r - top},${q - left}]` : scene.pixelName("dx", n, c, r, q);
}

/** What the row adds to the pixel, and to what; the folds stand where the row has not been added. */
export function askedFoldLine(scene, t, pixel) {
  if (!pixel) return [];
  const { c, fy, fx, r, q } = pixel;
  const name = nameOf(scene, t, pixel);
  if (scene.variant === "count") return [named(`${name} = `), unknown()];
  const [n] = scene.windows.place(t);
  const value = scene.rowValues(t)[(c * scene.sizes.FH + fy) * scene.sizes.FW + fx];
  const before = scene.term(scene.folds.pixel("sum", n, c, r, q), "dx");
  return askedLine(name, before, [scene.factor(value, "dcol")]);
}
