/**
 * A surface that offers what pictures ask of a canvas, and writes down SVG: shapes as shapes, text as text.
 * What a picture draws is decided by the picture alone; screen, PNG, film and SVG come from one drawing code.
 */

/** Places and sizes are told to a hundredth of a pixel. @param {number} value */
const short = (value) => String(Math.round(value * 100) / 100 + 0);

/** @param {string} text */
export const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

const ANCHOR = { left: "", center: "middle", right: "end" };
const FONT = /^\s*(?:(\d+|bold|normal)\s+)?([\d.]+)px\s+(.*)$/;
/** Pictures up to so many pixels, drawn without smoothing, become shapes. */
const FEW_PIXELS = 4096;

/**
 * @typedef {(font: string, text: string) => {width: number, down: number}} Measure
 *   how wide a text is, and how far below its middle its baseline lies
 */
export class SvgSurface {
  /** Matrices draw their cells here, and not a picture of them. */
  keepsText = true;

  /** @param {number} width @param {number} height in px @param {Measure} measure */
  constructor(width, height, measure) {
    Object.assign(this, { width, height, measure });
    /** @type {string[]} */ this.parts = [];
    /** @type {string[]} */ this.defs = [];
    this.state = {
      fillStyle: "#000000",
      strokeStyle: "#000000",
      lineWidth: 1,
      lineJoin: "miter",
      lineCap: "butt",
      font: "10px sans-serif",
      textAlign: "left",
      textBaseline: "alphabetic",
      globalAlpha: 1,
      imageSmoothingEnabled: true,
      dash: [],
      at: [1, 1, 0, 0],
      groups: 0,
    };
    /** @type {typeof this.state[]} */ this.stack = [];
    this.path = "";
    this.ids = 0;
    for (const name of Object.keys(this.state)) {
      if (["at", "groups", "dash"].includes(name)) continue;
      const set = (value) => {
        this.state[name] = value;
      };
      Object.defineProperty(this, name, { get: () => this.state[name], set });
    }
  }

  // ---- state

  save() {
    this.stack.push({ ...this.state });
  }

  restore() {
    const before = this.stack.pop();
    if (!before) return;
    this.parts.push("</g>".repeat(this.state.groups - before.groups));
    this.state = before;
  }

  translate(x, y) {
    const [w, h, left, top] = this.state.at;
    this.state.at = [w, h, left + x * w, top + y * h];
  }

  scale(x, y) {
    const [w, h, left, top] = this.state.at;
    this.state.at = [w * x, h * y, left, top];
  }

  setLineDash(dash) {
    this.state.dash = dash;
  }

  /** Where it lies, if not where its numbers say. */
  get placed() {
    const [w, h, left, top] = this.state.at;
    if (w === 1 && h === 1 && !left && !top) return "";
    return ` transform="matrix(${w} 0 0 ${h} ${short(left)} ${short(top)})"`;
  }

  // ---- paths

  beginPath() {
    this.path = "";
  }

  moveTo(x, y) {
    this.path += `M${short(x)} ${short(y)}`;
  }

  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${short(x)} ${short(y)}`;
  }

  quadraticCurveTo(cx, cy, x, y) {
    this.path += `Q${short(cx)} ${short(cy)} ${short(x)} ${short(y)}`;
  }

  closePath() {
    this.path += "Z";
  }

  rect(x, y, w, h) {
    this.path += boxOf(x, y, w, h);
  }

  roundRect(x, y, w, h, radius) {
    const r = Math.min(radius, w / 2, h / 2);
    const turn = (dx, dy) => `a${short(r)} ${short(r)} 0 0 1 ${short(dx)} ${short(dy)}`;
    this.path +=
      `M${short(x + r)} ${short(y)}h${short(w - 2 * r)}${turn(r, r)}v${short(h - 2 * r)}${turn(-r, r)}` +
      `h${short(2 * r - w)}${turn(-r, -r)}v${short(2 * r - h)}${turn(r, -r)}Z`;
  }

  /** A whole circle is two halves; the pictures draw no other pies than those with a start and an end. */
  arc(x, y, radius, from, to) {
    const on = (angle) => `${short(x + radius * Math.cos(angle))} ${short(y + radius * Math.sin(angle))}`;
    const end = Math.min(to, from + 2 * Math.PI);
    const middle = (from + end) / 2;
    const r = `${short(radius)} ${short(radius)}`;
    this.path += `${this.path ? "L" : "M"}${on(from)}A${r} 0 0 1 ${on(middle)}A${r} 0 0 1 ${on(end)}`;
  }

  /** What is drawn until the next `restore` is cut off at the path. */
  clip() {
    const id = `c${++this.ids}`;
    this.defs.push(`<clipPath id="${id}"><path d="${this.path || "M0 0"}"${this.placed}/></clipPath>`);
    this.parts.push(`<g clip-path="url(#${id})">`);
    this.state.groups++;
  }

  fill() {
    this.put(this.path, this.inked("fill", this.fillStyle));
  }

  stroke() {
    this.put(this.path, this.lined());
  }

  fillRect(x, y, w, h) {
    this.put(boxOf(x, y, w, h), this.inked("fill", this.fillStyle));
  }

  strokeRect(x, y, w, h) {
    this.put(boxOf(x, y, w, h), this.lined());
  }

  /** Paper is empty until something is drawn. */
  clearRect() {}

  /** Shapes that look alike, one after the other, are one shape to a file. */
  put(path, looks) {
    if (!path) return;
    const [before] = this.parts.slice(-1);
    const end = `"${looks}${this.placed}/>`;
    const joins = this.globalAlpha === 1 && path.endsWith("z") && before?.endsWith(`z${end}`);
    if (joins) this.parts[this.parts.length - 1] = `${before.slice(0, -end.length)}${path}${end}`;
    else this.parts.push(`<path d="${path}${end}`);
  }

  inked(what, style) {
    const opacity = this.globalAlpha < 1 ? ` ${what}-opacity="${short(this.globalAlpha)}"` : "";
    if (typeof style !== "string") return ` ${what}="url(#${style.id})"${opacity}`;
    return ` ${what}="${hexOf(style)}"${opacity || opacityOf(what, style)}`;
  }

  lined() {
    const { dash } = this.state;
    const [join, cap] = [this.lineJoin, this.lineCap];
    return (
      `${this.inked("stroke", this.strokeStyle)} fill="none"` +
      (this.lineWidth === 1 ? "" : ` stroke-width="${short(this.lineWidth)}"`) +
      (join === "miter" ? "" : ` stroke-linejoin="${join}"`) +
      (cap === "butt" ? "" : ` stroke-linecap="${cap}"`) +
      (dash.length ? ` stroke-dasharray="${dash.map(short).join(" ")}"` : "")
    );
  }

  // ---- texts

  measureText(text) {
    return this.measure(this.font, text);
  }

  fillText(text, x, y) {
    if (String(text) === "") return;
    const [, weight = "400", size, family] = FONT.exec(this.font) ?? [undefined, "400", "10", "sans-serif"];
    const baseline = this.textBaseline === "middle" ? y + this.measure(this.font, "0").down : y;
    const anchor = ANCHOR[this.textAlign];
    // another program has other letters: the text takes as much room as the picture has left for it
    const { width } = this.measure(this.font, text);
    const room = String(text).length > 1 ? ` textLength="${short(width)}" lengthAdjust="spacingAndGlyphs"` : "";
    this.parts.push(
      `<text x="${short(x)}" y="${short(baseline)}"${this.inked("fill", this.fillStyle)} font-size="${short(Number(size))}"` +
        ` font-family="${escaped(family)}"${weight === "400" ? "" : ` font-weight="${weight}"`}` +
        `${anchor && ` text-anchor="${anchor}"`}${room}${this.placed} xml:space="preserve">${escaped(String(text))}</text>`,
    );
  }

  // ---- pictures

  createPattern(tile) {
    const id = `p${++this.ids}`;
    const size = `width="${tile.width}" height="${tile.height}"`;
    this.defs.push(
      `<pattern id="${id}" patternUnits="userSpaceOnUse" ${size}>` +
        `${shapesOf(tile, 1, 1) ?? `<image ${size} href="${tile.toDataURL()}"/>`}</pattern>`,
    );
    return { id };
  }

  drawImage(source, ...where) {
    if (where.length === 8) return this.drawImage(cutOut(source, where), ...where.slice(4));
    const [x, y, w, h] = where;
    const [right, down] = [w / source.width, h / source.height];
    const shapes = this.imageSmoothingEnabled ? null : shapesOf(source, right, down);
    const [sx, sy, left, top] = this.state.at;
    const opacity = this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : "";
    if (shapes !== null) {
      const moved = `matrix(${sx} 0 0 ${sy} ${short(left + x * sx)} ${short(top + y * sy)})`;
      this.parts.push(`<g transform="${moved}"${opacity}>${shapes}</g>`);
      return;
    }
    this.parts.push(
      `<image x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}" preserveAspectRatio="none"` +
        `${this.imageSmoothingEnabled ? "" : ' style="image-rendering:pixelated"'}${opacity}${this.placed}` +
        ` href="${source.toDataURL()}"/>`,
    );
  }

  // ---- the file

  /**
   * @param {{title: string, about: string}} told what the file says of itself; `about` is XML
   * @returns {string}
   */
  file({ title, about }) {
    const open = this.state.groups;
    const size = `width="${short(this.width)}" height="${short(this.height)}"`;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${short(this.width)} ${short(this.height)}">\n` +
      `<title>${escaped(title)}</title>\n${about}` +
      `<defs>${this.defs.join("")}</defs>\n${this.parts.join("\n")}${"</g>".repeat(open)}\n</svg>\n`
    );
  }
}

const boxOf = (x, y, w, h) => `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}z`;

/** @param {string} style "#rrggbb", "rgb(…)" or "rgba(…)" @returns {string} without its opacity */
function hexOf(style) {
  const parts = /^rgba?\(([^)]*)\)$/.exec(style)?.[1].split(/[\s,/]+/);
  if (!parts) return style;
  return `#${parts
    .slice(0, 3)
    .map((part) => Math.round(Number(part)).toString(16).padStart(2, "0"))
    .join("")}`;
}

function opacityOf(what, style) {
  const share = /^rgba\((?:[^,]*,){3}([^)]*)\)$/.exec(style)?.[1];
  return share === undefined ? "" : ` ${what}-opacity="${Number(share)}"`;
}

/** A part of a picture, as a picture of its own. @param {number[]} where the part comes first */
function cutOut(source, [left, top, width, height]) {
  const part = Object.assign(document.createElement("canvas"), { width, height });
  part.getContext("2d").drawImage(source, left, top, width, height, 0, 0, width, height);
  return part;
}

/**
 * A small picture as shapes, row by row, which no program blurs; null where it is none.
 * @param {HTMLCanvasElement} source @param {number} w @param {number} h of one of its pixels
 * @returns {string | null}
 */
function shapesOf(source, w, h) {
  const { width, height } = source;
  if (!(width * height <= FEW_PIXELS)) return null;
  const pixels = source.getContext("2d")?.getImageData?.(0, 0, width, height)?.data;
  if (!pixels) return null;
  /** @type {Map<string, string>} */
  const paths = new Map();
  const at = (r, c) => pixels.subarray(4 * (r * width + c), 4 * (r * width + c) + 4).join();
  for (let r = 0; r < height; r++) {
    for (let c = 0, end = 0; c < width; c = end) {
      const colour = at(r, c);
      for (end = c + 1; end < width && at(r, end) === colour;) end++;
      if (colour.endsWith(",0")) continue; // clear
      paths.set(colour, (paths.get(colour) ?? "") + boxOf(c * w, r * h, (end - c) * w, h));
    }
  }
  return [...paths]
    .map(([colour, path]) => {
      const [red, green, blue, alpha] = colour.split(",").map(Number);
      const opacity = alpha < 255 ? ` fill-opacity="${short(alpha / 255)}"` : "";
      return `<path d="${path}" fill="${hexOf(`rgb(${red},${green},${blue})`)}"${opacity}/>`;
    })
    .join("");
}
