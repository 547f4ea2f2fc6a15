import { Matrix } from "./matrix.js";
import { frame, grown, inset, notYetFill, outline, write } from "./marks.js";
import { css } from "./theme.js";

/** Columns at least so wide have their place written above them, in px. */
export const LABELLED = 24;

/**
 * A tall matrix: an overview of all rows as a strip, and beside it, cell by cell, the rows around
 * the current one. The rows shown stay put while the film walks down them, then turn over like a
 * page; a wheel or a drag moves them freely until the film moves on.
 *
 * @typedef {object} LensGiven
 * @property {number} rows @property {number} cols
 * @property {(r: number, c: number) => number} value
 * @property {(value: number, theme: import("./theme.js").Theme, c: number) => import("./theme.js").Rgb} colour
 * @property {import("./number_format.js").NumberFormat} format
 * @property {(r: number, c: number) => boolean} [padding]
 * @property {(r: number) => string} rowLabel
 * @property {(c: number) => string} [colLabel]
 * @property {{name: string, size: number, tint: string}[]} [groups] blocks of columns
 * @property {{name: string, size: number}[]} [blocks] blocks of rows, for a batch
 */
export class Lens {
  /** @param {LensGiven} given */
  constructor(given) {
    Object.assign(this, given);
    this.first = 0;
    this.left = 0; // first column in sight, when zoomed in
    this.zoom = 1;
    this.free = false;
    this.step = -1;
    this.visible = 1;
    this.cache = { name: "", matrix: null };
  }

  /**
   * @param {{x: number, y: number, cellW: number, cellH: number, h: number, strip: number, labels: number, ui: number}} place
   */
  place({ x, y, cellW, cellH, h, strip, labels, ui }) {
    Object.assign(this, { x, y, fitW: cellW, fitH: cellH, room: h, strip, labels, ui });
    this.step = -1;
    return this.zoomTo(this.zoom);
  }

  /** Cells larger than all columns allow, seen through the same frame. @param {number} zoom 1 shows all columns */
  zoomTo(zoom) {
    const most = Math.max(1, 64 / this.fitW);
    this.zoom = Math.min(Math.max(zoom, 1), most);
    this.cell = this.fitW * this.zoom;
    this.cellH = Math.min(this.fitH * this.zoom, Math.max(this.fitH, 34 * this.ui));
    this.visible = Math.max(1, Math.min(this.rows, Math.floor(this.room / this.cellH + 0.01)));
    this.visibleCols = Math.min(this.cols, Math.floor((this.fitW * this.cols) / this.cell + 0.01));
    this.left = Math.min(this.left, this.cols - this.visibleCols);
    this.turn(this.first);
    this.cache.name = "";
    return this;
  }

  /** Zoom around a point: the cell that lies under the pointer stays there. */
  zoomAt(px, py, factor) {
    const cell = this.cellAt(px, py);
    if (!cell) return;
    this.zoomTo(this.zoom * factor);
    this.free = true;
    this.left = Math.min(Math.max(cell.c - Math.floor((px - this.x) / this.cell), 0), this.cols - this.visibleCols);
    this.turn(cell.r - Math.floor((py - this.y) / this.cellH));
  }

  get width() {
    return this.visibleCols * this.cell;
  }

  get height() {
    return this.visible * this.cellH;
  }

  /** Keep the current row in sight. @param {number} step */
  follow(step) {
    if (step === this.step) return;
    this.step = step;
    if (this.free && (step < this.first || step >= this.first + this.visible)) this.free = false;
    if (this.free) return;
    if (step < this.first || step >= this.first + this.visible) {
      // turn the page so that the row before is still seen, where there is room for it
      const beside = Math.min(1, this.visible - 1);
      this.turn(step >= this.first ? step - beside : step - this.visible + 1 + beside);
    }
  }

  /** @param {number} first */
  turn(first) {
    this.first = Math.min(Math.max(Math.round(first), 0), this.rows - this.visible);
  }

  /** @param {number} rows */
  scroll(rows, cols = 0) {
    this.free = true;
    this.left = Math.min(Math.max(this.left + cols, 0), this.cols - this.visibleCols);
    this.turn(this.first + rows);
  }

  /** Let `draw` paint within the frame only. */
  within(ctx, draw) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(this.x - 3, this.y - 3, this.width + 6, this.height + 6);
    ctx.clip();
    draw();
    ctx.restore();
  }

  rect(r, c, h = 1, w = 1) {
    return {
      x: this.x + (c - this.left) * this.cell,
      y: this.y + (r - this.first) * this.cellH,
      w: w * this.cell,
      h: h * this.cellH,
    };
  }

  middle(r, c) {
    return { x: this.x + (c - this.left + 0.5) * this.cell, y: this.y + (r - this.first + 0.5) * this.cellH };
  }

  shows(r) {
    return r >= this.first && r < this.first + this.visible;
  }

  cellAt(px, py) {
    const across = Math.floor((px - this.x) / this.cell);
    const c = across + this.left;
    const at = Math.floor((py - this.y) / this.cellH);
    return across >= 0 && across < this.visibleCols && at >= 0 && at < this.visible ? { r: at + this.first, c } : null;
  }

  /** The row that a point of the overview strip stands for. */
  rowAtStrip(px, py) {
    if (!this.strip) return null;
    const { x, y, w, h } = this.stripBox;
    if (px < x - 4 || px > x + w + 4 || py < y || py > y + h) return null;
    return Math.min(this.rows - 1, Math.floor(((py - y) / h) * this.rows));
  }

  get stripBox() {
    return { x: this.x - this.labels - this.strip - 22 * this.ui, y: this.y, w: this.strip, h: this.height };
  }

  /**
   * @param {number} done rows filled so far; later ones are "not yet"
   * @param {boolean} marked whether the current row is one: before a film begins there is none
   */
  paint(ctx, theme, dpr, { current, done, marked = true }) {
    this.follow(current);
    if (!marked) current = -1;
    this.page(theme, dpr).paint(ctx, theme, dpr);
    const from = Math.max(done, this.first);
    if (from < this.first + this.visible) {
      const area = this.rect(from, this.left, this.first + this.visible - from, this.visibleCols);
      ctx.fillStyle = theme.background;
      ctx.fillRect(area.x - 0.5, area.y, area.w + 1, area.h + 1);
      ctx.fillStyle = notYetFill(ctx, theme);
      ctx.fillRect(area.x, area.y, area.w, area.h);
    }
    frame(ctx, theme, this);
    this.paintGroups(ctx, theme);
    this.paintRowLabels(ctx, theme, current);
    if (this.strip) this.paintStrip(ctx, theme, current, done);
    if (this.shows(current)) outline(ctx, theme, this.rect(current, this.left, 1, this.visibleCols), theme.accent, 2.5);
  }

  /** The rows in sight as one matrix, its bitmap made once for each page. */
  page(theme, dpr) {
    const name = `${this.first}|${this.left}|${this.cell}|${this.cellH}|${theme.name}|${dpr}`;
    if (name === this.cache.name) return this.cache.matrix;
    const column = { now: 0 };
    const matrix = new Matrix({
      rows: this.visible,
      cols: this.visibleCols,
      value: (r, c) => ((column.now = c + this.left), this.value(r + this.first, column.now)),
      colour: (value, at) => this.colour(value, at, column.now),
      format: this.format,
      padding: this.padding ? (r, c) => this.padding(r + this.first, c + this.left) : undefined,
    });
    matrix.cellH = this.cellH;
    matrix.place(this.x, this.y, this.cell);
    this.cache = { name, matrix };
    return matrix;
  }

  /** Blocks of columns: a bar in the channel's colour, its name, and each column's place. */
  paintGroups(ctx, theme) {
    const { ui } = this;
    const small = `500 ${Math.min(12 * ui, this.cell * 0.46)}px ${theme.mono}`;
    if (this.colLabel && this.cell >= LABELLED) {
      for (let c = this.left; c < this.left + this.visibleCols; c++) {
        write(ctx, this.colLabel(c), this.x + (c - this.left + 0.5) * this.cell, this.y - 5 * ui, {
          font: small,
          colour: theme.muted,
          align: "center",
        });
      }
    }
    let at = 0;
    for (const { name, size, tint } of this.groups ?? []) {
      const from = Math.max(at, this.left);
      const to = Math.min(at + size, this.left + this.visibleCols);
      const inside = at >= from;
      at += size;
      if (to <= from) continue;
      const left = this.x + (from - this.left) * this.cell;
      const wide = (to - from) * this.cell;
      const top = this.y - (this.cell >= LABELLED ? 22 : 8) * ui;
      ctx.fillStyle = tint ? css(theme.picture(0.85, tint)) : theme.muted;
      ctx.fillRect(left + 1, top, wide - 2, 3 * ui);
      ctx.font = `600 ${12 * ui}px ${theme.sans}`;
      // a block too narrow for its name keeps its colour, and its number where that fits
      const told = [name, name.split(" ")[0], name.split(" ")[0].slice(2)].find(
        (text) => ctx.measureText(text).width < wide - 3,
      );
      if (told)
        write(ctx, told, left + wide / 2, top - 4 * ui, { font: ctx.font, colour: theme.text, align: "center" });
      if (inside && from > this.left) {
        ctx.fillStyle = theme.text;
        ctx.fillRect(left - 1, this.y, 1.5, this.height);
      }
    }
  }

  paintRowLabels(ctx, theme, current) {
    if (!this.labels) return;
    const font = (weight) => `${weight} ${12 * this.ui}px ${theme.mono}`;
    // what the numbers in brackets are: image, row and column of the output
    if (this.rowLabel(this.first).endsWith(")"))
      write(ctx, "(n,i,j)", this.x - 6, this.y - 6 * this.ui, { font: font(400), colour: theme.muted, align: "right" });
    for (let at = 0; at < this.visible; at++) {
      const r = this.first + at;
      const now = r === current;
      write(ctx, this.rowLabel(r), this.x - 6, this.y + (at + 0.5) * this.cellH, {
        font: font(now ? 700 : 400),
        colour: now ? theme.text : theme.muted,
        align: "right",
        base: "middle",
      });
    }
  }

  /** All rows at once, a line for each, and a frame around the ones in sight. */
  paintStrip(ctx, theme, current, done) {
    const { x, y, w, h } = this.stripBox;
    const tall = h / this.rows;
    ctx.imageSmoothingEnabled = tall < 1;
    ctx.drawImage(this.overview(theme), x, y, w, h);
    ctx.imageSmoothingEnabled = true;
    if (done < this.rows) {
      ctx.fillStyle = theme.background;
      ctx.fillRect(x, y + done * tall, w, h - done * tall);
      ctx.fillStyle = notYetFill(ctx, theme);
      ctx.fillRect(x, y + done * tall, w, h - done * tall);
    }
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 1;
    ctx.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
    this.paintBlocks(ctx, theme, x, y, w, tall);
    // a frame around less than a pixel is larger than that, and no lower than the strip
    const [seen, one] = [Math.max(this.visible * tall, 3), Math.max(tall, 2)];
    const box = { x: x - 2, y: y + Math.min(this.first * tall, h - seen), w: w + 4, h: seen };
    ctx.strokeStyle = theme.text;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(box.x, box.y, box.w, box.h);
    // from the strip's frame to the rows beside it
    ctx.globalAlpha = 0.4;
    ctx.beginPath();
    ctx.moveTo(box.x + box.w, box.y);
    ctx.lineTo(this.x - this.labels - 4, this.y);
    ctx.moveTo(box.x + box.w, box.y + box.h);
    ctx.lineTo(this.x - this.labels - 4, this.y + this.height);
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.globalAlpha = 1;
    if (current < 0) return;
    outline(
      ctx,
      theme,
      grown({ x: x - 1, y: y + Math.min(current * tall, h - one), w: w + 2, h: one }, 2),
      theme.accent,
      1.5,
    );
  }

  /** The images of a batch, one block of rows each. */
  paintBlocks(ctx, theme, x, y, w, tall) {
    if (!this.blocks || this.blocks.length < 2) return;
    let at = 0;
    for (const { name, size } of this.blocks) {
      if (at) {
        ctx.fillStyle = theme.text;
        ctx.fillRect(x - 6, y + at * tall - 1, w + 12, 2);
      }
      write(ctx, name, x - 7, y + (at + size / 2) * tall, {
        font: `600 ${12 * this.ui}px ${theme.mono}`,
        colour: theme.text,
        align: "right",
        base: "middle",
      });
      at += size;
    }
  }

  overview(theme) {
    if (this.overviewName === theme.name) return this.overviewBitmap;
    const bitmap = document.createElement("canvas");
    bitmap.width = this.cols;
    bitmap.height = this.rows;
    const ctx = bitmap.getContext("2d");
    const image = ctx.createImageData(this.cols, this.rows);
    for (let r = 0, at = 0; r < this.rows; r++) {
      for (let c = 0; c < this.cols; c++, at += 4) {
        const [red, green, blue] = this.colour(this.value(r, c), theme, c);
        image.data.set([red, green, blue, 255], at);
      }
    }
    ctx.putImageData(image, 0, 0);
    this.overviewBitmap = bitmap;
    this.overviewName = theme.name;
    return bitmap;
  }

  /** Mark one cell, here and as a line of the strip. */
  mark(ctx, theme, r, c, colour) {
    if (this.shows(r)) this.within(ctx, () => outline(ctx, theme, inset(this.rect(r, c), 1), colour, 2.5));
    if (!this.strip) return;
    const { x, y, w, h } = this.stripBox;
    ctx.fillStyle = colour;
    ctx.fillRect(x + (c / this.cols) * w - 1, y + (r / this.rows) * h - 1, Math.max(3, w / this.cols), 3);
  }
}
