import { putPixels } from "./pixels.js";
import { css, inkOn, veiled } from "./theme.js";

/** Cells at least this large show their number. */
export const NUMBER_CELL = 26;

/** Rows may be a little lower than that. */
export const LOWEST_ROW = 20;

/** Digits are at least so large, in px, or there are none; where they fit, they are no smaller than the second. */
const SMALLEST_DIGIT = 11;
const EASY_DIGIT = 12;
const LARGEST_DIGIT = 34;
/** Smaller cells that are not there are left blank, in px. */
const DOTTED = 7;
/** How much of the page lies over a pixel that no window reads. */
const DIMMED = 0.6;
/** Of more cells without numbers a file with shapes keeps a picture, in which nothing is lost. */
const FEW_SHAPES = 1500;
/** The advance of the monospaced faces we ask for, in em. */
const ADVANCE = 0.602;

/**
 * A panel of cells: where it stands, what each cell holds, how it is coloured. The picture of all
 * cells is painted once into a bitmap and copied from then on.
 */
export class Matrix {
  /**
   * @param {object} given
   * @param {number} given.rows
   * @param {number} given.cols
   * @param {(r: number, c: number) => number} given.value
   * @param {(value: number, theme: import("./theme.js").Theme) => import("./theme.js").Rgb} given.colour
   * @param {import("./number_format.js").NumberFormat} given.format how the numbers are written
   * @param {number} [given.edge] px that a number leaves free at both sides, for a frame
   * @param {(r: number, c: number) => boolean} [given.padding] hatched cells
   * @param {(r: number, c: number) => boolean} [given.cutOff] cells with a number that is thrown away: hatched over
   * @param {(r: number, c: number) => boolean} [given.unread] cells that no window reads
   * @param {(r: number, c: number) => boolean} [given.absent] cells that are not there: a dot in their place
   */
  constructor({ rows, cols, value, colour, format, edge = 0, padding, cutOff, unread, absent }) {
    Object.assign(this, { rows, cols, value, colour, format, edge, padding, cutOff, unread, absent });
    this.x = this.y = this.cell = 0;
    this.bitmapName = "";
    /** How far down a cell its number stands, 0..1. */
    this.numberAt = 0.5;
  }

  /** @param {number} x @param {number} y @param {number} cell in CSS pixels; cells may be fractions */
  place(x, y, cell) {
    this.x = x;
    this.y = y;
    this.cell = cell;
    return this;
  }

  get width() {
    return this.cols * this.cell;
  }

  get height() {
    return this.rows * this.tall;
  }

  /** Height of a cell; square unless whoever lays it out makes its rows lower. */
  get tall() {
    return this.cellH ?? this.cell;
  }

  /** Either all cells show their numbers, in digits of one size, or none does. */
  get showsNumbers() {
    return this.cell >= NUMBER_CELL && this.tall >= LOWEST_ROW && this.digits >= SMALLEST_DIGIT;
  }

  /** The size of the digits with which the panel's longest number fits, in px. */
  get digits() {
    return digitsThatFit(this.format.letters, this.cell - 1 - 2 * this.edge, this.tall - 1);
  }

  /** @param {number} r @param {number} c @param {number} [h] @param {number} [w] */
  rect(r, c, h = 1, w = 1) {
    return { x: this.x + c * this.cell, y: this.y + r * this.tall, w: w * this.cell, h: h * this.tall };
  }

  /** The middle of a cell. @param {number} r @param {number} c */
  middle(r, c) {
    return { x: this.x + (c + 0.5) * this.cell, y: this.y + (r + 0.5) * this.tall };
  }

  /** @param {number} px @param {number} py @returns {{r: number, c: number} | null} */
  cellAt(px, py) {
    const c = Math.floor((px - this.x) / this.cell);
    const r = Math.floor((py - this.y) / this.tall);
    return r >= 0 && c >= 0 && r < this.rows && c < this.cols ? { r, c } : null;
  }

  /** Forget the bitmap: the numbers have changed. */
  invalidate() {
    this.bitmapName = "";
  }

  /**
   * @param {CanvasRenderingContext2D & {keepsText?: boolean}} ctx one that keeps text gets the cells themselves
   * @param {import("./theme.js").Theme} theme
   * @param {number} dpr
   */
  paint(ctx, theme, dpr) {
    const whole = this.showsNumbers || this.rows * this.cols <= FEW_SHAPES;
    if (ctx.keepsText && whole) return this.paintCells(ctx, theme, this.y, this.x);
    const name = `${theme.name}|${this.cell}|${this.tall}|${dpr}`;
    if (name !== this.bitmapName) {
      this.bitmap = this.makeBitmap(theme, dpr);
      this.bitmapName = name;
    }
    ctx.drawImage(this.bitmap, this.x, this.y, this.width, this.height);
  }

  /** @param {import("./theme.js").Theme} theme @param {number} dpr */
  makeBitmap(theme, dpr) {
    const bitmap = document.createElement("canvas");
    bitmap.width = Math.max(1, Math.round(this.width * dpr));
    bitmap.height = Math.max(1, Math.round(this.height * dpr));
    const ctx = /** @type {CanvasRenderingContext2D} */ (bitmap.getContext("2d"));
    if (this.isPlain) {
      // where there are fewer pixels than cells, each is the mean of some
      ctx.imageSmoothingEnabled = bitmap.width < this.cols || bitmap.height < this.rows;
      ctx.drawImage(this.makePixels(theme), 0, 0, bitmap.width, bitmap.height);
      return bitmap;
    }
    ctx.scale(dpr, dpr);
    this.paintCells(ctx, theme, 0, 0);
    return bitmap;
  }

  /** Whether its cells are nothing but colours. */
  get isPlain() {
    return !(this.showsNumbers || this.padding || this.cutOff || this.unread || this.absent);
  }

  /** A pixel for each cell. */
  makePixels(theme) {
    const small = document.createElement("canvas");
    small.width = this.cols;
    small.height = this.rows;
    const ctx = /** @type {CanvasRenderingContext2D} */ (small.getContext("2d"));
    const all = { top: 0, left: 0, h: this.rows, w: this.cols };
    putPixels(ctx, all, (r, c) => this.colour(this.value(r, c), theme));
    return small;
  }

  paintCells(ctx, theme, top, left) {
    for (let r = 0; r < this.rows; r++) {
      for (let c = 0; c < this.cols; c++) this.paintCell(ctx, theme, r, c, top + r * this.tall, left + c * this.cell);
    }
  }

  /** Where the matrix has nothing: no ground and no number, as in a sparse matrix. */
  paintAbsent(ctx, theme, top, left) {
    ctx.fillStyle = theme.background;
    ctx.fillRect(left, top, this.cell, this.tall);
    if (this.cell < DOTTED) return;
    ctx.fillStyle = theme.muted;
    ctx.beginPath();
    ctx.arc(left + this.cell / 2, top + this.tall / 2, Math.max(0.8, Math.min(2.2, this.cell * 0.05)), 0, 7);
    ctx.fill();
  }

  /**
   * A cell where it stands, with a share of a colour over it; its number stays legible.
   * @param {number} r @param {number} c @param {string} colour @param {number} share
   * @param {boolean} [known] whether its number may be shown yet
   */
  tint(ctx, theme, r, c, colour, share, known = true) {
    const { x, y, w, h } = this.rect(r, c);
    if (this.showsNumbers && known) {
      this.paintCell(ctx, theme, r, c, y, x, { colour, share });
      return;
    }
    const gap = this.cell > 6 ? 1 : 0;
    ctx.fillStyle = colour;
    ctx.globalAlpha = share;
    ctx.fillRect(x, y, w - gap, h - gap);
    ctx.globalAlpha = 1;
  }

  /** How far from its corners a cell is crossed out, as a share of its side: to its middle, or to its number. */
  crossReach(value, w, h) {
    if (!this.showsNumbers) return 0.5;
    const size = this.digits;
    const free = Math.max(w - this.format.text(value).length * ADVANCE * size, h - size) / 2;
    return Math.min(0.3, Math.max(0.18, (free - 1) / Math.min(w, h)));
  }

  /**
   * One cell, at a place of its own.
   * @param {{colour: string, share: number}} [veil] a share of a colour over it
   */
  paintCell(ctx, theme, r, c, top, left, veil) {
    if (this.absent?.(r, c)) return this.paintAbsent(ctx, theme, top, left);
    const value = this.value(r, c);
    const padded = this.padding?.(r, c);
    const unread = this.unread?.(r, c);
    let paint = padded ? null : this.colour(value, theme);
    // the ink is chosen for what is seen in the end
    if (paint && unread) paint = veiled(paint, theme.background, DIMMED);
    if (paint && veil) paint = veiled(paint, veil.colour, veil.share);
    // cells of whole device pixels would leave seams; half a pixel of overlap closes them
    // and where no number needs its own ground, lines between cells would only veil the picture
    const gap = this.showsNumbers ? 1 : -0.5;
    const w = this.cell - gap;
    const h = this.tall - gap;
    ctx.fillStyle = paint ? css(paint) : theme.empty;
    ctx.fillRect(left, top, w, h);
    const lined = padded || this.cutOff?.(r, c);
    if (lined) hatch(ctx, theme, left, top, w, h);
    if (unread) crossOut(ctx, paint ? inkOn(paint) : theme.text, left, top, w, h, this.crossReach(value, w, h));
    if (padded && veil) this.veilPadding(ctx, veil, left, top, w, h);
    if (!this.showsNumbers) return;
    const text = this.format.text(value);
    const size = this.digits;
    // on hatching a number needs a quiet ground of its own
    if (lined) {
      const wide = Math.min(w, Math.max(w * 0.4, (text.length + 1) * ADVANCE * size));
      ctx.fillStyle = paint ? css(paint) : theme.empty;
      ctx.fillRect(left + (w - wide) / 2, top + h * 0.26, wide, h * 0.48);
    }
    const ink = paint ? inkOn(paint) : theme.muted;
    const down = (this.numberAt - 0.5) * this.tall;
    writeDigits(ctx, theme, text, left, top + down, this.cell - 1, this.tall - 1, ink, size);
  }

  veilPadding(ctx, { colour, share }, left, top, w, h) {
    ctx.fillStyle = colour;
    ctx.globalAlpha = share;
    ctx.fillRect(left, top, w, h);
    ctx.globalAlpha = 1;
  }
}

/**
 * The size of digits with which so many letters fit into a cell; they may be too small to be read. Where
 * there is room, a digit's width is left free, so that the numbers of two cells do not read as one.
 */
function digitsThatFit(letters, w, h) {
  const airy = Math.min(w / (ADVANCE * (letters + 1)), h * 0.5);
  return Math.min(Math.max(airy, EASY_DIGIT), LARGEST_DIGIT, h * 0.8, (w - 2) / (ADVANCE * letters));
}

/** Width of cells that show their numbers. @param {import("./number_format.js").NumberFormat} format */
export function numberWidth(format) {
  return Math.max(NUMBER_CELL, 3 + ADVANCE * EASY_DIGIT * (format.letters + 0.5));
}

/** The least width of a cell with numbers, which then are as small as they may be. */
export function leastWidth(format) {
  return Math.max(NUMBER_CELL, 3 + ADVANCE * SMALLEST_DIGIT * (format.letters + 0.6));
}

/** A number on a cell that is under way, if it fits there. */
export function writeNumber(ctx, theme, format, value, left, top, w, h, ink) {
  const size = digitsThatFit(format.letters, w, h);
  if (size >= SMALLEST_DIGIT) writeDigits(ctx, theme, format.text(value), left, top, w, h, ink, size);
}

function writeDigits(ctx, theme, text, left, top, w, h, ink, size) {
  ctx.font = `${size >= 15 ? 500 : 400} ${size}px ${theme.mono}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = ink;
  ctx.fillText(text, left + w / 2, top + h / 2 + size * 0.04);
}

/** Padding: thin diagonal lines. */
export function hatch(ctx, theme, left, top, w, h) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, w, h);
  ctx.clip();
  ctx.strokeStyle = theme.hatch;
  ctx.lineWidth = 1;
  const pitch = Math.max(4, Math.min(8, Math.min(w, h) / 3));
  ctx.beginPath();
  // one grid of lines for the whole picture, so that neighbouring cells join
  const start = Math.floor((left - top - h) / pitch) * pitch;
  for (let k = start; k <= left + w - top + pitch; k += pitch) {
    ctx.moveTo(k + top, top);
    ctx.lineTo(k + top + h, top + h);
  }
  ctx.stroke();
  ctx.restore();
}

/** A pixel that no window reads: a cross; where a number stands in its middle, only the arms' ends. */
function crossOut(ctx, ink, left, top, w, h, reach) {
  ctx.save();
  ctx.globalAlpha = 0.7;
  ctx.strokeStyle = ink;
  ctx.lineWidth = Math.max(0.75, Math.min(1.5, w / 14));
  const [from, to] = [0.1, reach].map((share) => Math.min(w, h) * share);
  ctx.beginPath();
  for (const [x, right] of [
    [left, 1],
    [left + w, -1],
  ]) {
    for (const [y, down] of [
      [top, 1],
      [top + h, -1],
    ]) {
      ctx.moveTo(x + right * from, y + down * from);
      ctx.lineTo(x + right * to, y + down * to);
    }
  }
  ctx.stroke();
  ctx.restore();
}
