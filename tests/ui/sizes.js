/** Lays every picture out at many sizes, draws it on a canvas that only listens, and says what is wrong. */

import { SCENES } from "../../ui/lessons.js";
import { LARGEST_CELL, PHONE_HEIGHT, fitted } from "../../ui/stage/fit.js";
import { Matrix } from "../../ui/stage/matrix.js";
import { readPayload } from "../../ui/stage/model.js";
import { Screen } from "../../ui/stage/screen.js";
import { Theme } from "../../ui/stage/theme.js";
import { ListeningContext, bytesOf, listenToCells, pretendPage } from "./listening_canvas.js";

/** So far a stroke may reach over the edge of the canvas: its halo, in px. */
const EDGE = 1.2;
/** Texts and panels may touch by this much: boxes of letters are larger than the letters. */
const TOUCH = { x: 1, y: 2.5 };
/** Texts are at least so large, in px; numbers in small cells and the names of their places a little smaller. */
const LEAST = { page: 12, presenter: 18, low: 16.5 };
/** Below this a projector has no room for 18 px above a formula of several lines. */
const LOW_PROJECTOR = 900;
const LEAST_IN_CELL = 11;
/** Below this width a picture may be higher than its room, and the page scrolls. */
const WIDE = 600;
/** A phone's screen, and what a picture may be high on it, so that its page is no longer than one and a half. */
const PHONE = 844;
const FORWARD = ["slide", "unroll", "product", "image", "slices"];
const onPhone = ({ header: { kind } }) =>
  // below its updates the curve of the loss; that page was measured, 1,262 px of 1,266
  kind === "learn" ? 470 : (PHONE_HEIGHT[kind] ?? PHONE_HEIGHT[FORWARD.includes(kind) ? "forward" : "backward"]) + 5;
/** A window lower than this is one at 200 %, and its page scrolls, too. */
const LOW = 480;
/** A picture fills this much of its width or of its height. */
const FILLED = 0.85;
/** A line of the formula, in px at usual letters (`stage.css`). */
const LINE = { page: 22.4, presenter: 26 };
/** Shares of a step at which it is looked at: of the last one, where what flies has furthest to go, and of others. */
const UNDER_WAY = { last: [0, 0.4, 0.75], other: [0.4] };

pretendPage();

/** What is drawn now. */
let heard = null;

function hear(kind, area, what) {
  if (heard.underWay) {
    hearMark(kind, area, what, true);
    return;
  }
  if (kind === "text") heard.texts.push({ ...area, ...what, chip: heard.chip });
  // on the colours of a legend, one pixel high, stands their zero
  if (kind === "image" && what.source?.height !== 1) heard.panels.push({ ...area, owner: what.source });
  if (kind === "round") heard.panels.push({ ...area, owner: "chip" });
  // the text of a chip comes right after it
  if (kind === "round") heard.chip = true;
  else if (kind === "text") heard.chip = false;
  hearMark(kind, area, what, false);
}

/** @param {boolean} outsideOnly whether marks that lie within the canvas are of no interest */
function hearMark(kind, area, what, outsideOnly) {
  const half = kind === "line" ? what.width / 2 : 0;
  const [x, y, w, h] = [area.x - half, area.y - half, area.w + 2 * half, area.h + 2 * half];
  if (!outsideOnly || isOutside(x, y, w, h)) heard.marks.push({ kind, text: what.text, x, y, w, h });
}

function isOutside(x, y, w, h) {
  const { width, height } = heard.canvas;
  return x < -EDGE || y < -EDGE || x + w > width + EDGE || y + h > height + EDGE;
}

function hearCell(matrix, r, c, written, ctx, top, left) {
  if (heard.underWay) return;
  for (const { text, size } of written) heard.cells.push({ text, size, matrix });
  if (!ctx.hear) return; // a bitmap, which is drawn as a whole
  const area = ctx.placed(left, top, matrix.cell, matrix.tall);
  if (area) heard.panels.push({ ...area, owner: matrix });
}

/** The largest cell that was drawn, in px. */
let largest = 0;
const { paint, paintCells } = Matrix.prototype;
/** Of a bitmap so many cells are painted, spread over it: `drawn_numbers.js` sees that all are written alike. */
const OF_A_BITMAP = 40;
Matrix.prototype.paintCells = function (ctx, theme, top, left) {
  const count = this.rows * this.cols;
  if (ctx.hear || count <= OF_A_BITMAP) return paintCells.call(this, ctx, theme, top, left);
  for (let at = 0; at < OF_A_BITMAP; at++) {
    const cell = Math.floor((at * (count - 1)) / (OF_A_BITMAP - 1));
    const [r, c] = [Math.floor(cell / this.cols), cell % this.cols];
    this.paintCell(ctx, theme, r, c, top + r * this.tall, left + c * this.cell);
  }
};
Matrix.prototype.paint = function (...given) {
  largest = Math.max(largest, this.cell);
  paint.apply(this, given);
};

function listenToScene(scene) {
  listenToCells(Matrix.prototype, hearCell);
  const all = [scene.panels, scene.panel ?? {}].flatMap((panels) => Object.values(panels)).flat(3);
  for (const matrix of all) {
    for (let type = Object.getPrototypeOf(matrix); type !== Matrix.prototype; type = Object.getPrototypeOf(type))
      listenToCells(type, hearCell);
  }
}

/** Members of a picture that lie over a method of the same name: who calls it, falls. */
function hidden(scene) {
  const methods = new Set();
  for (let type = Object.getPrototypeOf(scene); type; type = Object.getPrototypeOf(type)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(type)))
      if (typeof value === "function") methods.add(name);
  }
  return Object.keys(scene).filter((name) => methods.has(name));
}

// ---- what is wrong

const brief = (text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);
const places = ({ x, y, w, h }) => [x, y, x + w, y + h].map((at) => Math.round(at)).join(" ");

function outside() {
  const beyond = heard.marks.filter(({ x, y, w, h }) => isOutside(x, y, w, h));
  return new Set(beyond.map((mark) => `outside: ${mark.kind} ${brief(mark.text ?? "")} ${places(mark)}`));
}

/** How wide and how high two areas overlap; less than nothing where they do not. */
const sharedWidth = (a, b) => Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
const sharedHeight = (a, b) => Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);

/** Whether two areas overlap by more than a touch. */
function overlap(a, b) {
  return sharedWidth(a, b) > TOUCH.x && sharedHeight(a, b) > TOUCH.y;
}

function overlapping() {
  const faults = new Set();
  const texts = heard.texts.filter(
    (one, at) =>
      !heard.texts.slice(0, at).some((other) => other.text === one.text && other.x === one.x && other.y === one.y),
  );
  texts.forEach((one, at) => {
    for (const other of texts.slice(at + 1))
      if (overlap(one, other)) faults.add(`texts: ${brief(one.text)} | ${brief(other.text)} ${places(one)}`);
    for (const panel of heard.panels)
      if (!one.chip && overlap(one, panel))
        faults.add(`text on a panel: ${brief(one.text)} ${places(one)} | ${places(panel)}`);
  });
  const panels = merged(heard.panels);
  panels.forEach((one, at) => {
    for (const other of panels.slice(at + 1)) {
      // a cell that is painted once more on its own panel, or a panel beneath the same one
      if (one.owner === other.owner || sharedWidth(one, other) < 2 || sharedHeight(one, other) < 2) continue;
      if (within(one, other) || within(other, one)) continue;
      faults.add(`panels: ${places(one)} | ${places(other)}`);
    }
  });
  return faults;
}

const within = (a, b) => a.x >= b.x - 2 && a.y >= b.y - 2 && a.x + a.w <= b.x + b.w + 2 && a.y + a.h <= b.y + b.h + 2;

/** The cells of a row as one area. */
function merged(panels) {
  const rows = new Map();
  const names = new Map();
  for (const panel of panels) {
    if (!names.has(panel.owner)) names.set(panel.owner, names.size);
    const name = `${names.get(panel.owner)}|${panel.owner === "chip" ? panel.x : ""}|${panel.y}`;
    const row = rows.get(name);
    if (!row) rows.set(name, { ...panel });
    else {
      const right = Math.max(row.x + row.w, panel.x + panel.w);
      row.x = Math.min(row.x, panel.x);
      row.w = right - row.x;
    }
  }
  return [...rows.values()];
}

/** A number is as large as its cell has room for, or not there. */
function small(least) {
  const faults = new Set();
  for (const { text, size, chip } of heard.texts) {
    const place = /^(k=)?\d+(,\d+)*$/.test(text); // the name of a column
    if (size < (place && !chip ? LEAST_IN_CELL : least) - 0.05) faults.add(`small: ${brief(text)} ${size.toFixed(1)}`);
  }
  for (const { text, size, matrix } of heard.cells) {
    const letters = matrix.format.letters;
    const [w, h] = [matrix.cell - 1 - 2 * matrix.edge, matrix.tall - 1];
    const room = Math.min(w / (0.602 * (letters + 1)), h * 0.5);
    if (size < LEAST_IN_CELL - 0.05 || size < Math.min(least, room) - 0.05)
      faults.add(`small number: ${text} ${size.toFixed(1)} in ${Math.round(w)}x${Math.round(h)}`);
  }
  return faults;
}

function reach(width, height) {
  let [left, right, top, foot] = [width, 0, height, 0];
  for (const { kind, x, y, w, h } of heard.marks) {
    if (kind === "area" && !w) continue;
    [left, right] = [Math.min(left, x), Math.max(right, x + w)];
    [top, foot] = [Math.min(top, y), Math.max(foot, y + h)];
  }
  return { w: right - left, h: foot - top };
}

// ---- visits

/** What the menus above a picture take more than those of the matrix page do, in px. */
function menusOf({ header }, width) {
  if (header.kind === "slide") return -47;
  // in two rows beside the side bar of a small screen
  return FORWARD.includes(header.kind) || width < WIDE || width > 700 ? 0 : 31;
}

/** @returns {string[]} the faults of one picture at one size */
function visit(scene, { picture, window: [innerWidth, innerHeight], presenting }, steps) {
  const [width, room] = picture;
  Object.assign(globalThis, { innerWidth, innerHeight });
  const screen = Object.create(Screen.prototype, {
    presenting: { value: presenting },
    root: { value: { clientWidth: width } },
  });
  const ui = screen.letters();
  const theme = new Theme({});
  // as the stage does it
  scene.brief = presenting;
  scene.narrow = width < WIDE;
  const lines = (scene.lineCount - 1) * LINE[presenting ? "presenter" : "page"] * screen.comfort();
  const height = Math.max(300, room - lines - (presenting ? 0 : menusOf(scene, width)));
  const most = width < WIDE || innerHeight < LOW ? Infinity : height;
  const needed = fitted((size) => scene.layout(width, height, size), most, ui);
  const faults = new Set();
  if (width < WIDE && innerHeight === PHONE && needed > onPhone(scene) + 0.5)
    faults.add(`a page of a screen and a half: ${Math.round(needed)} of ${onPhone(scene)}`);
  if (width >= WIDE && innerHeight > LOW && needed > height + 0.5)
    faults.add(`higher than its room: ${Math.round(needed)} of ${height}`);
  // a bitmap is made once: what its cells write is heard in the first drawing only
  const cells = [];
  largest = 0;
  const canvas = { width, height: Math.ceil(needed) };
  const draw = (view, underWay = false) => {
    const rests = view.progress === 0 || view.progress === 1; // what flies changes its size on the way
    heard = { texts: [], cells: rests ? cells : [], panels: [], marks: [], chip: false, canvas, underWay };
    scene.draw(new ListeningContext(hear), theme, 1, view);
  };
  const add = (found) => found.forEach((fault) => faults.add(fault));
  const at = { step: 0, previous: 0, progress: 0, begun: false, filter: 0, pointed: null };
  draw(at);
  add(outside());
  add(overlapping());
  steps.forEach((share, n) => {
    const step = Math.round(share * (scene.steps - 1));
    const view = { ...at, step, previous: Math.max(0, step - 1), begun: true, filter: (scene.filters - 1) * (n % 2) };
    draw({ ...view, progress: 1 });
    add(outside());
    add(overlapping());
    add(small(presenting ? (innerHeight < LOW_PROJECTOR ? LEAST.low : LEAST.presenter) : LEAST.page));
    const used = reach(width, needed);
    // cells that are as large as cells get leave room
    const grown = largest > 0.95 * LARGEST_CELL * ui;
    if (!grown && width >= WIDE && used.w < FILLED * width && used.h < FILLED * height)
      faults.add(`blank: ${Math.round(used.w)}x${Math.round(used.h)} of ${width}x${height}`);
    for (const progress of UNDER_WAY[share === 1 ? "last" : "other"]) {
      // of the last step the first filter: what it makes flies furthest
      draw({ ...view, filter: 0, progress }, true);
      add(outside());
    }
  });
  return [...faults];
}

function visitAll({ payload, words, sizes, steps }) {
  const { header, arrays } = readPayload(bytesOf(payload));
  header.words = words;
  // one picture in all windows, as when a visitor changes its size
  const scene = new SCENES[header.kind](header, arrays);
  const [over] = hidden(scene);
  if (over) return sizes.map(() => [`hidden: ${over} is a method, too`]);
  listenToScene(scene);
  return sizes.map((size) => visit(scene, size, steps));
}

export default visitAll;
