import { frame, notYetFill } from "../stage/marks.js";
import { Matrix, hatch } from "../stage/matrix.js";
import { putPixels } from "../stage/pixels.js";

/** Below this size a cell is one pixel of a small picture that is drawn enlarged. */
const DRAWN_CELL = 16;

/**
 * A plane whose numbers change while the film runs: small cells live in a picture of one pixel each,
 * of which only those that changed are painted anew; large ones are drawn every time.
 */
export class Field extends Matrix {
  /**
   * @param {ConstructorParameters<typeof Matrix>[0] & {windows: import("../stage/model.js").Windows, framed?: boolean, there?: (r: number, c: number) => boolean}} given
   *   framed: the plane has its padding around it; there: whether a cell has its first number already
   */
  constructor(given) {
    super(given);
    this.windows = given.windows;
    this.framed = given.framed ?? true;
    if (this.framed) this.cutOff = (r, c) => this.windows.inPadding(r, c);
    this.there = given.there;
    this.shows = "";
  }

  /**
   * @param {string} name names what is shown; another name means another picture
   * @param {number} count how many steps it shows
   * @param {(step: number) => [number, number]} windowOf first padded row and column a step touches
   */
  paintField(ctx, theme, name, count, windowOf) {
    if (this.there) {
      ctx.fillStyle = notYetFill(ctx, theme);
      ctx.fillRect(this.x, this.y, this.width, this.height);
    }
    if (this.cell >= DRAWN_CELL) {
      for (let r = 0; r < this.rows; r++) {
        for (let c = 0; c < this.cols; c++)
          if (this.there?.(r, c) ?? true)
            this.paintCell(ctx, theme, r, c, this.y + r * this.cell, this.x + c * this.cell);
      }
    } else {
      this.refresh(theme, name, count, windowOf);
      ctx.imageSmoothingEnabled = false;
      ctx.drawImage(this.small, this.x, this.y, this.width, this.height);
      ctx.imageSmoothingEnabled = true;
    }
    if (this.framed) drawPadding(ctx, theme, this, this.windows);
    frame(ctx, theme, this);
  }

  refresh(theme, name, count, windowOf) {
    const shows = `${name}|${theme.name}`;
    const apart = Math.abs(count - this.count);
    if (!this.small) {
      this.small = document.createElement("canvas");
      this.small.width = this.cols;
      this.small.height = this.rows;
      this.pen = this.small.getContext("2d");
    }
    if (shows !== this.shows || !(apart <= 48)) this.repaint(theme, 0, 0, this.rows, this.cols);
    else {
      const { rowOffsets, colOffsets } = this.windows;
      const h = rowOffsets[rowOffsets.length - 1] + 1;
      const w = colOffsets[colOffsets.length - 1] + 1;
      for (let step = Math.min(count, this.count); step < Math.max(count, this.count); step++)
        this.repaint(theme, ...windowOf(step), h, w);
    }
    this.shows = shows;
    this.count = count;
  }

  repaint(theme, top, left, h, w) {
    // what is not there yet stays clear
    const isThere = (r, c) => this.there?.(r, c) ?? true;
    putPixels(this.pen, { top, left, h, w }, (r, c) => (isThere(r, c) ? this.colour(this.value(r, c), theme) : null));
  }
}

/** The part of a padded plane that is padding: its gradient is cut off. Large cells are hatched already. */
function drawPadding(ctx, theme, matrix, windows) {
  const [top, , left] = windows.pad;
  const [h, w] = windows.size;
  const bottom = top + h;
  const right = left + w;
  const { cell } = matrix;
  const bands = [
    [0, 0, top, matrix.cols],
    [bottom, 0, matrix.rows - bottom, matrix.cols],
    [top, 0, h, left],
    [top, right, h, matrix.cols - right],
  ];
  for (const [r, c, rows, cols] of bands) {
    if (rows <= 0 || cols <= 0) continue;
    if (cell < DRAWN_CELL) hatch(ctx, theme, matrix.x + c * cell, matrix.y + r * cell, cols * cell, rows * cell);
  }
  if (!bands.some(([, , rows, cols]) => rows > 0 && cols > 0)) return;
  ctx.strokeStyle = theme.muted;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(matrix.x + left * cell - 0.5, matrix.y + top * cell - 0.5, w * cell, h * cell);
}
