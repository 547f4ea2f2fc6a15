/** Draws every picture on a canvas that only listens, and says what was written where. */

import { SCENES } from "../../ui/lessons.js";
import { Lens } from "../../ui/stage/lens.js";
import { Matrix } from "../../ui/stage/matrix.js";
import { readPayload } from "../../ui/stage/model.js";
import { Theme } from "../../ui/stage/theme.js";
import { ListeningContext, bytesOf, listenToCells, pretendPage } from "./listening_canvas.js";

const heard = { matrices: 0, filter: 0, chip: null, texts: [], cells: new Map(), painted: new Map() };

const UNDER_WAY = [0.4, 0.7, 0.8];

const canvas = () => new ListeningContext(hear);

function hear(kind, _area, { text, align }) {
  if (kind === "round") heard.chip = true;
  if (kind !== "text") return;
  heard.texts.push({ text, align, chip: heard.chip });
  heard.chip = null;
}

pretendPage();

/** Which numbers a panel holds, by the names of the code. */
const QUANTITIES = {
  x: "x",
  window: "x",
  W: "w",
  products: "product",
  byX: "byX",
  byW: "byW",
  dW: "dW",
  dW2: "dW",
  dx: "dx",
  db: "db",
  colWT: "w",
  cells: "dout",
  weights: "w",
  spread: "dout",
  patch: "dcol",
  sum: "dx",
  last: "dx",
  reads: "count",
  dout: "dout",
  dout2: "dout",
  col: "x",
  dcol: "dcol",
  slope: "slope",
  move: "move",
  now: "now",
  next: "now",
  goal: "goal",
  out: "out",
  target: "target",
};

function nameMatrices(scene) {
  const count = scene.variant === "count";
  const name = (what, one) => {
    for (const matrix of [one].flat(3)) {
      if (!matrix) continue;
      matrix.holds = what;
      listenTo(Object.getPrototypeOf(matrix));
    }
  };
  for (const [key, one] of Object.entries(scene.panels))
    name(count && key === "sum" ? "back" : count && key === "patch" ? "x" : QUANTITIES[key], one);
  for (const [key, one] of Object.entries(scene.panel ?? {})) name(key === "products" ? "byW" : QUANTITIES[key], one);
  for (const [key, one] of Object.entries(scene.lenses ?? {})) name(QUANTITIES[key], one);
  name("x", [scene.colLens, scene.planes, scene.rowRight, scene.rowWrong]);
  name("out", [scene.outLens, scene.kind === "learn" ? null : scene.outputs, scene.channels]);
  if (scene.header.kind === "slide")
    scene.outputs.forEach((matrices, k) => matrices.forEach((matrix) => (matrix.of = k)));
  name("w", scene.colWMatrix);
  name("dout", scene.doutPlanes);
  name(count ? "x" : "dcol", scene.lens);
  (scene.strips ?? []).forEach((strip, at) => name(["x", "w", "product"][at], strip.matrix));
}

const page = Lens.prototype.page;
Lens.prototype.page = function (...given) {
  const matrix = page.apply(this, given);
  matrix.holds = this.holds;
  return matrix;
};
listenTo(Matrix.prototype);

function listenTo(type) {
  listenToCells(type, (matrix, r, c, written) => {
    if (matrix.absent?.(r, c)) return;
    const value = matrix.value(r, c);
    matrix.id ??= heard.matrices++;
    // flights draw a panel at other sizes: each size is a panel of its own
    const filter = matrix.holds === "x" ? 0 : (matrix.of ?? heard.filter);
    const panel = `${matrix.id}|${matrix.holds}|${matrix.cell}|${filter}`;
    const painted = heard.painted.get(panel) ?? { cells: 0, written: 0 };
    heard.painted.set(panel, { cells: painted.cells + 1, written: painted.written + written.length });
    for (const { text, size } of written) {
      const said = { panel, filter, holds: matrix.holds, value, text, size, width: matrix.cell };
      heard.cells.set(`${panel}|${value}|${text}|${size}`, said);
    }
  });
}

/** The numbers under the names that the checks use. */
function visit({ payload, words, sizes, steps }) {
  const { header, arrays } = readPayload(bytesOf(payload));
  header.words = words;
  const theme = new Theme({});
  // one picture in all rooms, as when a visitor changes its size
  const scene = new SCENES[header.kind](header, arrays);
  return sizes.map(([width, height, ui], room) => {
    heard.cells.clear();
    heard.painted.clear();
    nameMatrices(scene);
    scene.layout(width, height, ui);
    const frames = [...new Set(steps.map((share) => Math.round(share * (scene.steps - 1))))].map((step, at) => {
      const filter = at % scene.filters;
      const view = { step, previous: step, progress: 1, begun: true, filter, pointed: null };
      heard.texts = [];
      // where the film slides, a panel holds one filter, which has formats of its own
      heard.filter = header.kind === "slide" ? filter : 0;
      const lines = scene.lines(view);
      scene.draw(canvas(), theme, 1, view);
      const said = {
        step,
        filter: heard.filter,
        lines,
        texts: [...heard.texts],
        sentence: scene.sentence(step, filter),
      };
      // on the way numbers fly, and are written too: each step in one of the rooms, in each room some step
      if (at % sizes.length === room)
        for (const progress of UNDER_WAY) scene.draw(canvas(), theme, 1, { ...view, progress });
      return said;
    });
    return {
      size: [width, height, ui],
      frames,
      cells: [...heard.cells.values()],
      painted: [...heard.painted.entries()],
    };
  });
}

export default visit;
