/** Walks the cell cursor over every picture by its keys, on a canvas that only listens: what it reaches and tells. */

import { SCENES } from "../../ui/lessons.js";
import { Cursor } from "../../ui/stage/cursor.js";
import { Matrix } from "../../ui/stage/matrix.js";
import { readPayload } from "../../ui/stage/model.js";
import { tellCell } from "../../ui/stage/spots.js";
import { Stage } from "../../ui/stage/stage.js";
import { Theme } from "../../ui/stage/theme.js";
import { ListeningContext, bytesOf, listenToCells, pretendPage } from "./listening_canvas.js";

pretendPage();

/** So many cells of a panel are looked at, spread over it. */
const MOST = 6;

/** Cells that were drawn: where their middle is, and of what. @type {{x: number, y: number, name: string, number: string}[]} */
let drawn = [];
/** Whose cells a bitmap shows. @type {WeakMap<object, Matrix>} */
const shownBy = new WeakMap();
const { makeBitmap } = Matrix.prototype;
let inBitmap = false;
/** Whether cells are painted and noted; they are looked at before the cursor sets out. */
let looking = false;
Matrix.prototype.makeBitmap = function (...given) {
  inBitmap = true;
  const bitmap = makeBitmap.apply(this, given);
  inBitmap = false;
  shownBy.set(bitmap, this);
  return bitmap;
};

/** Cells of a window on which the filter lies: they are told as weights, and show pixels, too. */
let covered = [];

function drawnCell(matrix, r, c, x, y) {
  if (matrix.absent?.(r, c) || covered.includes(matrix)) return;
  const name = `${r},${c} of ${matrix.rows}x${matrix.cols}`;
  drawn.push({ x, y, name, number: matrix.format.text(matrix.value(r, c)) });
}

const listened = new Set();

function listenTo(type) {
  if (!Object.hasOwn(type, "paintCell") || listened.has(type)) return;
  listened.add(type);
  listenToCells(type, (matrix, r, c, _written, ctx, top, left) =>
    drawnCell(matrix, r, c, left + matrix.cell / 2, top + matrix.tall / 2),
  );
  const { paintCell } = type;
  type.paintCell = function (...given) {
    if (looking && !inBitmap) paintCell.apply(this, given);
  };
}
listenTo(Matrix.prototype);

function hear(kind, { x, y, w, h }, { source }) {
  const matrix = kind === "image" && shownBy.get(source);
  if (!matrix) return;
  const [wide, tall] = [w / matrix.cols, h / matrix.rows];
  for (let r = 0; r < matrix.rows; r++)
    for (let c = 0; c < matrix.cols; c++) drawnCell(matrix, r, c, x + (c + 0.5) * wide, y + (r + 0.5) * tall);
}

/** An element that has what the cursor asks of it. */
function element() {
  const made = {
    hidden: true,
    style: {},
    attributes: {},
    said: [],
    addEventListener() {},
    setAttribute: (name, value) => (made.attributes[name] = value),
    replaceChildren: (...pieces) => (made.said = pieces.map(({ textContent }) => textContent)),
    focus() {},
    scrollIntoView() {},
  };
  return made;
}
globalThis.document.createElement = (
  (make) => (tag) =>
    tag === "span" ? element() : make(tag)
)(globalThis.document.createElement);

/** A stage of which only what the cursor needs is there. */
function stageOf(scene, size, moment) {
  const parts = { ".ring": element(), ".cell": element() };
  const theme = new Theme({});
  const contexts = { true: new ListeningContext(hear), false: new ListeningContext() };
  const root = { querySelector: (name) => parts[name], focus() {} };
  const predict = { covers: false, on: moment.predicting, question: "" };
  const player = { step: moment.step };
  const stage = {
    scene,
    kind: scene.header.kind,
    root,
    predict,
    player,
    filter: moment.filter,
    pressed: [],
    shared: () => ({}),
    view() {
      const view = { ...moment, pointed: this.pointed ?? null };
      if (view.pointed && view.predicting && scene.tells(view.pointed, view)) view.pointed = null;
      return view;
    },
    shownLines: (view) => Stage.prototype.shownLines.call(stage, view),
    pointAt: (target) => (stage.pointed = target),
    press: (target) => stage.pressed.push(target),
    paint() {
      const view = this.view();
      drawn = [];
      this.shownLines(view);
      scene.draw(contexts[looking], theme, 1, view);
      this.cursor.lay();
    },
  };
  scene.layout(...size);
  covered = scene.plan?.W === null ? scene.panels.window : [];
  stage.cursor = new Cursor(stage, new AbortController().signal);
  stage.cursor.words = scene.words;
  stage.paint();
  return stage;
}

const key = (name, more = {}) => ({ key: name, ctrlKey: false, shiftKey: false, ...more });

/** Cells of a panel, spread over it; its corners among them. */
function cellsOf({ rows, cols }) {
  const all = rows * cols;
  let pitch = Math.max(1, Math.ceil(all / MOST));
  // not one column only
  const alike = () => pitch % cols === 0 || cols % pitch === 0;
  if (cols > 1 && pitch > 1) while (alike()) pitch++;
  const places = [...Array(Math.ceil(all / pitch)).keys()].map((at) => at * pitch);
  return [...places, all - 1].map((at) => [Math.floor(at / cols), at % cols]);
}

/** What is drawn keeps no list of what can be pointed at: its cells that are not found there, or told otherwise. */
function overlooked(stage) {
  const { scene } = stage;
  const view = stage.view();
  const spots = scene.spots(view);
  return drawn.flatMap(({ x, y, name, number }) => {
    for (const spot of spots) {
      const at = spot.cellAt(x, y);
      if (!at) continue;
      const told = tellCell(scene, spot, at.r, at.c, view, scene.words).split(" = ")[1];
      return told === undefined || told === number ? [] : [`${name} is drawn as ${number} and told as ${told}`];
    }
    return [`${name} is drawn and not found`];
  });
}

function walk(scene, size, moment) {
  // what a mouse finds and where keys lead is the same while a step is asked
  looking = !moment.predicting;
  const stage = stageOf(scene, size, moment);
  const { cursor } = stage;
  const faults = looking ? overlooked(stage) : [];
  looking = false;
  const told = [];
  cursor.turn();
  const first = stage.cursor.told.said.join("");
  const names = cursor.spots.map(({ panel }) => panel);
  for (const name of names) {
    const at = cursor.at.spot;
    const spot = cursor.spots[at];
    if (spot.panel !== name) faults.push(`Tab leads to ${spot.panel}, not ${name}`);
    const cells = [];
    for (const [r, c] of cellsOf(spot)) {
      cursor.go({ spot: at, panel: spot.panel, r, c });
      // the panel as it is now: pointing may have turned a page
      const now = cursor.spots[cursor.at.spot];
      const { x, y, w, h } = now.rect(r, c);
      const view = stage.view();
      const aimed = stage.pointed;
      const target = now.target(r, c);
      if (JSON.stringify(aimed) !== JSON.stringify(target)) faults.push(`${now.panel} ${r},${c} points elsewhere`);
      const hit = scene.hit(x + w / 2, y + h / 2, view);
      if (JSON.stringify(hit) !== JSON.stringify(target))
        faults.push(`${now.panel} ${r},${c}: ${JSON.stringify(target)}, a mouse there: ${JSON.stringify(hit)}`);
      const inside = x > -2 && y > -2 && x + w < size[0] + 2 && w > 0 && h > 0;
      if (!inside) faults.push(`${now.panel} ${r},${c} lies outside: ${[x, y, w, h]}`);
      cells.push([r, c, tellCell(scene, now, r, c, view, scene.words), cursor.told.said.join("")]);
    }
    told.push({ panel: spot.panel, given: spot.given ?? false, rows: spot.rows, cols: spot.cols, cells });
    if (!moment.predicting) walkByKeys(stage, spot, at, faults);
    if (!cursor.does(key("Tab"))) break;
  }
  if (told.length !== names.length) faults.push("Tab does not reach the last panel");
  cursor.does(key("Escape"));
  if (cursor.on || stage.pointed !== null) faults.push("Escape");
  return { ...moment, first, faults, told };
}

/** Arrows and the ends of rows. */
function walkByKeys(stage, spot, at, faults) {
  const { cursor } = stage;
  cursor.go({ spot: at, panel: spot.panel, r: 0, c: 0 });
  cursor.does(key("End"));
  if (cursor.at.c !== spot.cols - 1) faults.push(`${spot.panel}: End`);
  cursor.does(key("ArrowRight"));
  cursor.does(key("ArrowDown"));
  const { r, c } = cursor.at;
  if (c !== spot.cols - 1 || r !== Math.min(1, spot.rows - 1)) faults.push(`${spot.panel}: arrows lead to ${r},${c}`);
  cursor.does(key("End", { ctrlKey: true }));
  if (cursor.at.r !== spot.rows - 1) faults.push(`${spot.panel}: Ctrl End`);
  cursor.does(key("Home", { ctrlKey: true }));
  if (cursor.at.r || cursor.at.c) faults.push(`${spot.panel}: Ctrl Home`);
  cursor.does(key("Enter"));
  if (JSON.stringify(stage.pressed.pop()) !== JSON.stringify(stage.pointed)) faults.push(`${spot.panel}: Enter`);
}

function visit({ payload, words, size, steps, predicting }) {
  const { header, arrays } = readPayload(bytesOf(payload));
  header.words = words;
  const scene = new SCENES[header.kind](header, arrays);
  for (const matrix of [scene.panels, scene.panel ?? {}].flatMap((all) => Object.values(all)).flat(3))
    listenTo(Object.getPrototypeOf(matrix));
  const chosen = [...new Set(steps.map((share) => Math.round(share * (scene.steps - 1))))];
  return chosen.map((step, at) => {
    const filter = at % scene.filters;
    const view = { step, previous: Math.max(0, step - 1), begun: true, filter, pointed: null, picked: null };
    const asked = predicting ? scene.asks(step, filter, null) : "";
    const held = asked !== "";
    return { asked, ...walk(scene, size, { ...view, predicting, held, progress: held ? scene.waits : 1 }) };
  });
}

export default visit;
