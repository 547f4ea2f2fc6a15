/** A canvas that only listens: what is drawn on it is told, in the canvas's own pixels. */

/** Width of a letter in em: one of a monospaced face, of another one, and of Japanese. */
const ADVANCE = { mono: 0.602, sans: 0.56, wide: 1 };
const WIDE = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;
/** How far a line of text reaches above and below its baseline, or its middle, in em. */
const REACH = { alphabetic: [0.74, 0.18], middle: [0.46, 0.46] };

/** The cell that is being painted: what it writes is its own. */
let cell = null;

export const sizeOf = (font) => Number(/([\d.]+)px/.exec(font)[1]);

export function widthOf(font, text) {
  const advance = /mono/.test(font) ? ADVANCE.mono : ADVANCE.sans;
  let em = 0;
  for (const letter of text) em += WIDE.test(letter) ? ADVANCE.wide : advance;
  return em * sizeOf(font);
}

/**
 * @typedef {{x: number, y: number, w: number, h: number}} Area
 * @typedef {(kind: "text" | "area" | "line" | "image" | "round", area: Area, what: {text?: string, size?: number, align?: string, width?: number, source?: object}) => void} Hear
 */
export class ListeningContext {
  /** @param {Hear} [hear] */
  constructor(hear) {
    this.hear = hear;
    this.canvas = {};
    this.font = "10px mono";
    this.textAlign = "left";
    this.textBaseline = "alphabetic";
    this.lineWidth = 1;
    this.at = { x: 0, y: 0, w: 1, h: 1, clip: null };
    this.stack = [];
    this.path = null;
  }

  // ---- where a place is

  save() {
    this.stack.push({ ...this.at });
  }

  restore() {
    this.at = this.stack.pop() ?? this.at;
  }

  translate(x, y) {
    this.at.x += x * this.at.w;
    this.at.y += y * this.at.h;
  }

  scale(w, h) {
    this.at.w *= w;
    this.at.h *= h;
  }

  /** @returns {Area | null} */
  placed(x, y, w, h) {
    const { at } = this;
    const area = { x: at.x + x * at.w, y: at.y + y * at.h, w: w * at.w, h: h * at.h };
    return at.clip ? common(area, at.clip) : area;
  }

  tell(kind, x, y, w, h, what = {}) {
    if (!this.hear) return;
    const area = this.placed(x, y, w, h);
    if (area) this.hear(kind, area, what);
  }

  // ---- paths

  beginPath() {
    this.path = null;
  }

  reach(x, y, w = 0, h = 0) {
    const { path } = this;
    if (!path) this.path = { x, y, w, h };
    else {
      const right = Math.max(path.x + path.w, x + w);
      const foot = Math.max(path.y + path.h, y + h);
      [path.x, path.y] = [Math.min(path.x, x), Math.min(path.y, y)];
      [path.w, path.h] = [right - path.x, foot - path.y];
    }
  }

  moveTo(x, y) {
    this.reach(x, y);
  }

  lineTo(x, y) {
    this.reach(x, y);
  }

  quadraticCurveTo(cx, cy, x, y) {
    this.reach(cx, cy);
    this.reach(x, y);
  }

  rect(x, y, w, h) {
    this.reach(x, y, w, h);
  }

  arc(x, y, radius) {
    this.reach(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** Only a chip has round corners, and its text comes next. */
  roundRect(x, y, w, h) {
    this.reach(x, y, w, h);
    this.tell("round", x, y, w, h);
  }

  clip() {
    const { x, y, w, h } = this.path ?? { x: 0, y: 0, w: 0, h: 0 };
    this.at.clip = this.placed(x, y, w, h) ?? { x, y, w: 0, h: 0 };
  }

  fill() {
    if (this.path) this.tell("area", this.path.x, this.path.y, this.path.w, this.path.h);
  }

  stroke() {
    if (this.path) this.strokeRect(this.path.x, this.path.y, this.path.w, this.path.h);
  }

  // ---- marks

  fillRect(x, y, w, h) {
    this.tell("area", x, y, w, h);
  }

  strokeRect(x, y, w, h) {
    this.tell("line", x, y, w, h, { width: this.lineWidth });
  }

  drawImage(source, x, y, w, h) {
    this.tell("image", x, y, w, h, { source });
  }

  fillText(text, x, y) {
    const size = sizeOf(this.font);
    if (cell) {
      cell.push({ text: String(text), size });
      return;
    }
    if (!this.hear || text === "") return;
    const width = widthOf(this.font, String(text));
    const [above, below] = REACH[this.textBaseline];
    const left = { left: 0, center: 0.5, right: 1 }[this.textAlign] * width;
    const what = { text: String(text), size, align: this.textAlign };
    this.tell("text", x - left, y - above * size, width, (above + below) * size, what);
  }

  // ---- what is asked

  measureText(text) {
    return { width: widthOf(this.font, text) };
  }

  createPattern() {
    return {};
  }

  createImageData(w, h) {
    return { data: new Uint8ClampedArray(4 * w * h) };
  }

  putImageData() {}
  clearRect() {}
  setLineDash() {}
}

/** What two areas share. @param {Area} a @param {Area} b @returns {Area | null} */
export function common(a, b) {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const w = Math.min(a.x + a.w, b.x + b.w) - x;
  const h = Math.min(a.y + a.h, b.y + b.h) - y;
  return w >= 0 && h >= 0 ? { x, y, w, h } : null;
}

const listened = new Set();

/**
 * Hear what the cells of a class of matrices write, once.
 * @param {any} type the prototype
 * @param {(matrix: any, r: number, c: number, written: {text: string, size: number}[], ctx: ListeningContext, top: number, left: number) => void} told
 */
export function listenToCells(type, told) {
  if (!Object.hasOwn(type, "paintCell") || listened.has(type)) return;
  listened.add(type);
  const { paintCell } = type;
  type.paintCell = function (...given) {
    const [ctx, , r, c, top, left] = given;
    if (cell) return paintCell.apply(this, given);
    const written = (cell = []);
    paintCell.apply(this, given);
    cell = null;
    told(this, r, c, written, ctx, top, left);
  };
  // cells that are painted as one picture are cells all the same
  if (!Object.hasOwn(type, "makePixels")) return;
  type.makePixels = function (theme) {
    this.paintCells(new ListeningContext(), theme, 0, 0);
    return {};
  };
}

/** The page around the pictures, as far as they ask for it. */
export function pretendPage() {
  globalThis.document = { createElement: () => ({ getContext: () => new ListeningContext() }) };
  globalThis.getComputedStyle = () => ({ getPropertyValue: () => "" });
}

export const bytesOf = (text) => Uint8Array.from(Buffer.from(text, "base64"));
