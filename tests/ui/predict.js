/** Draws every picture while a step waits for an answer, and after it: what is seen and said then. */

import { SCENES } from "../../ui/lessons.js";
import { readPayload } from "../../ui/stage/model.js";
import { markAsked } from "../../ui/stage/predict/mark.js";
import { Stage } from "../../ui/stage/stage.js";
import { Theme } from "../../ui/stage/theme.js";
import { Matrix } from "../../ui/stage/matrix.js";
import { ListeningContext, bytesOf, listenToCells, pretendPage } from "./listening_canvas.js";

pretendPage();

/** Pixels between two places that are pointed at. */
const PITCH = 31;

/** What was drawn, in its order; what is drawn later covers what lies below it. */
let drawn = [];
/** Cells of the bitmaps that panels keep. @type {WeakMap<object, {matrix: any, r: number, c: number, value: number}[]>} */
const inBitmaps = new WeakMap();

const { makeBitmap } = Matrix.prototype;
Matrix.prototype.makeBitmap = function (...given) {
  const cells = [];
  this.cellsOfBitmap = cells;
  const bitmap = makeBitmap.apply(this, given);
  this.cellsOfBitmap = null;
  inBitmaps.set(bitmap, cells);
  return bitmap;
};

function listenTo(type) {
  listenToCells(type, (matrix, r, c, written, ctx, top, left) => {
    if (matrix.absent?.(r, c)) return;
    const cell = { matrix, r, c, value: matrix.value(r, c) };
    if (matrix.cellsOfBitmap) matrix.cellsOfBitmap.push(cell);
    else cover({ x: left, y: top, w: matrix.cell, h: matrix.tall }, { cell, texts: written.map(({ text }) => text) });
  });
}
listenTo(Matrix.prototype);

/** Something new is drawn: what lies wholly or for the most part below it is seen no more. */
function cover(area, what = null) {
  const hides = ({ x, y, w, h }) => {
    const [px, py] = [x + w / 2, y + h / 2];
    return px >= area.x && px <= area.x + area.w && py >= area.y && py <= area.y + area.h;
  };
  drawn = drawn.filter((one) => !hides(one.area));
  if (what) drawn.push({ area, ...what });
}

function hear(kind, area, { text, source }) {
  if (kind === "text") drawn.push({ area, texts: [text] });
  if (kind === "area") cover(area);
  if (kind !== "image" || !inBitmaps.has(source)) return;
  for (const cell of inBitmaps.get(source)) {
    const { matrix, r, c } = cell;
    const [w, h] = [area.w / matrix.cols, area.h / matrix.rows];
    cover({ x: area.x + c * w, y: area.y + r * h, w, h }, { cell, texts: [] });
  }
}

/** Panels of what is given, in which the number may well stand. */
function given(scene) {
  const { panels } = scene;
  const all = [panels.x, panels.window, panels.W, panels.colWT, scene.doutPlanes, panels.patch, scene.rowWrong];
  return new Set(all.flat(3).filter(Boolean));
}

const seen = (scene) => {
  const known = given(scene);
  const isGiven = (cell) => known.has(cell.matrix) || (cell.matrix.isGiven?.(cell) ?? false);
  const shown = drawn.filter(({ cell }) => !cell || !isGiven(cell));
  return {
    values: shown.flatMap(({ cell }) => (cell ? [cell.value] : [])),
    texts: shown.flatMap(({ texts }) => texts),
  };
};

function visit({ payload, words, size, steps }) {
  const { header, arrays } = readPayload(bytesOf(payload));
  header.words = words;
  const theme = new Theme({});
  const [width, height, ui] = size;
  const scene = new SCENES[header.kind](header, arrays);
  for (const matrix of [scene.panels, scene.panel ?? {}].flatMap((all) => Object.values(all)).flat(3))
    listenTo(Object.getPrototypeOf(matrix));
  // long matrices that are given, and copies of a pixel in other rows: their pages are made anew
  let place = [0, 0];
  const others = (lens) => (cell) =>
    header.kind !== "unroll" || `${cell.r + lens.first},${cell.c + lens.left}` !== `${place}`;
  for (const lens of [
    scene.colLens,
    header.kind === "image" ? scene.outLens : null,
    scene.lenses?.dout2,
    scene.lenses?.col,
    scene.lens,
  ])
    if (lens) {
      const { page } = lens;
      lens.page = (...all) => Object.assign(page.apply(lens, all), { isGiven: others(lens) });
    }
  const tall = scene.layout(width, height, ui);
  const paint = (view) => {
    drawn = [];
    scene.draw(new ListeningContext(hear), theme, 1, view);
    if (view.held)
      for (const area of scene.askedAt(view)) markAsked(new ListeningContext(hear), theme, area, ui, width);
    return seen(scene);
  };
  const stage = { scene, predict: { covers: false } };
  const told = (view) =>
    Stage.prototype.shownLines.call(stage, view).map((line) => line.map(({ text }) => text).join(""));
  const chosen = [...new Set(steps.map((share) => Math.round(share * (scene.steps - 1))))];
  return chosen.flatMap((step, at) => {
    const filter = at % scene.filters;
    const asked = scene.asks(step, filter, null);
    // of a slice its own plane is made; of a row all planes are there already
    for (const [plane, matrix] of (scene.planes ?? []).entries())
      matrix.isGiven = () => step >= scene.cells || plane !== scene.askedCell(step)[1];
    place = /\[(.*?)\]/.exec(asked)?.[1].split(",") ?? place;
    if (!asked) return [{ asked, step }];
    const view = {
      step,
      previous: Math.max(0, step - 1),
      begun: true,
      filter,
      pointed: null,
      picked: null,
      predicting: true,
    };
    const waiting = { ...view, held: true, progress: scene.waits };
    const held = { ...paint(waiting), lines: told(waiting), marks: scene.askedAt(waiting).length };
    const pointed = new Map();
    // before the film begins, the first step is not told either
    const outset = { ...waiting, step: 0, previous: 0, begun: false, progress: 0 };
    for (const at of step === 0 ? [waiting, outset] : [waiting])
      for (let x = PITCH / 2; x < width; x += PITCH) {
        for (let y = PITCH / 2; y < tall; y += PITCH) {
          const target = scene.hit(x, y, at);
          const name = JSON.stringify({ begun: at.begun, ...target });
          if (!target || pointed.has(name) || scene.tells(target, at)) continue;
          const there = { ...at, pointed: target };
          pointed.set(name, { lines: told(there), ...paint(there) });
        }
      }
    const open = { ...view, held: false, progress: 1 };
    const released = { ...paint(open), lines: told(open), sentence: scene.sentence(step, filter) };
    return [{ asked, step, filter, held, pointed: [...pointed], released }];
  });
}

export default visit;
