import { formatsFor, rangeOf } from "../stage/number_format.js";
import { css, inkOn } from "../stage/theme.js";
import { Tone, halves, signOfNearlyAll } from "../stage/tone.js";

/** Arrays that hold weights, on their own scale. */
const WEIGHTS = /(^|\.)(W|col_W|dW|dW2)$/;
/** What is a picture keeps its greys; in col2im the same names hold gradients. */
const PICTURES = /(^|\.)(x|img|col)$/;
const GRADIENTS = "col2im";
/** Letters of a number in a cell, in px. */
const LETTERS = 12;
const [LARGEST, GAP] = [34, 3];
/** Numbers may take more room than colours: a column of a filter of 3 by 3. */
const MOST_WRITTEN = 190;

/**
 * The number of a cell of the laid-out matrix: maps in a table, as `laid_out` in `lesson/code/values.py`.
 * @param {import("./run.js").Value} value @param {number} row @param {number} col
 */
function placeOf({ whole, shape, rows, cols, tiles }, row, col) {
  if (!whole || shape.length < 3) return row * cols + col;
  const [height, width] = [rows / tiles[0], cols / tiles[1]];
  const map = Math.floor(row / height) * tiles[1] + Math.floor(col / width);
  return map * height * width + (row % height) * width + (col % width);
}

/**
 * How the numbers of a value are written and coloured.
 * @param {string} name @param {string} fn the function that it is a variable of @param {ArrayLike<number>} numbers
 */
export function looksOf(name, fn, numbers) {
  const range = rangeOf(/** @type {any} */ (numbers));
  const most = Math.max(-range.low, range.high);
  const weights = WEIGHTS.test(name);
  const sign = weights || !most ? 0 : signOfNearlyAll(...halves(/** @type {any} */ (numbers)));
  const tone = new Tone(
    weights ? "weight" : "data",
    most,
    sign,
    PICTURES.test(name) && fn !== GRADIENTS ? "picture" : "plain",
  );
  return { tone, format: formatsFor([range])[0] };
}

/**
 * Draw a value into a canvas: its numbers where they fit, else its colours.
 * @param {HTMLCanvasElement} canvas @param {import("./run.js").Value} value @param {string} name @param {string} fn
 * @param {import("../stage/theme.js").Theme} theme @param {{width: number, height: number, ui: number}} room
 */
export function drawValue(canvas, value, name, fn, theme, room) {
  const { rows, cols, tiles, numbers } = value;
  const { tone, format } = looksOf(name, fn, numbers);
  const letters = LETTERS * room.ui;
  const [down, across] = tiles[0] <= rows && tiles[1] <= cols ? tiles : [1, 1];
  const [spareW, spareH] = [room.width - GAP * (across - 1), room.height - GAP * (down - 1)];
  const most = LARGEST * room.ui;
  const wanted = { w: format.letters * letters * 0.61 + 7, h: letters * 1.6 };
  const written = value.whole && wanted.w * cols <= spareW && wanted.h * rows <= MOST_WRITTEN * room.ui;
  const cell = Math.min(spareW / cols, spareH / rows, most);
  let [w, h] = [cell, cell];
  if (written) {
    [w, h] = [
      Math.min(spareW / cols, Math.max(wanted.w, Math.min(cell, most))),
      Math.max(wanted.h, Math.min(cell, most)),
    ];
  } else if (cell < 3) {
    // long matrices fill their room, every so many rows and columns of them
    [w, h] = [Math.min(spareW / cols, most), Math.min(spareH / rows, most)];
  }
  const gaps = value.whole || rows % down === 0 ? GAP : 0;
  const width = Math.ceil(w * cols + gaps * (across - 1));
  const height = Math.ceil(h * rows + gaps * (down - 1));
  const dpr = window.devicePixelRatio || 1;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.width = Math.round(width * dpr);
  canvas.height = Math.round(height * dpr);
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  const laid = { letters, written, w, h, gaps, down, across, tone, format };
  // elsewhere a pixel of the page is not a pixel of the surface: there neighbours overlap
  Object.assign(canvas, { drawOn: (on, look) => drawCells(on, look, value, laid, 1, 0.5) });
  drawCells(ctx, theme, value, laid, dpr);
}

/** Its cells, from the corner of whatever surface. */
function drawCells(ctx, theme, value, { letters, written, w, h, gaps, down, across, tone, format }, dpr, lap = 0) {
  const { rows, cols, numbers, wrong } = value;
  ctx.font = `${letters}px ${theme.mono}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (let row = 0; row < rows; row++) {
    const y = row * h + gaps * Math.floor((row * down) / rows);
    for (let col = 0; col < cols; col++) {
      const x = col * w + gaps * Math.floor((col * across) / cols);
      const at = placeOf(value, row, col);
      const colour = tone.colour(numbers[at], theme);
      ctx.fillStyle = css(colour);
      // whole pixels, so that neighbours leave no seam
      const [left, top] = [Math.floor(x * dpr) / dpr, Math.floor(y * dpr) / dpr];
      const line = written ? 1 : -lap;
      ctx.fillRect(
        left,
        top,
        Math.ceil((x + w) * dpr) / dpr - left - line,
        Math.ceil((y + h) * dpr) / dpr - top - line,
      );
      if (written) {
        ctx.fillStyle = inkOn(colour);
        ctx.fillText(format.text(numbers[at]), x + w / 2, y + h / 2 + 0.5);
      }
      if (wrong?.[at]) mark(ctx, theme, x, y, w - (written ? 1 : 0), h - (written ? 1 : 0));
    }
  }
}

/** A wrong cell: framed, and crossed where there is room. */
function mark(ctx, theme, x, y, w, h) {
  ctx.strokeStyle = theme.pointer;
  ctx.lineWidth = Math.min(2, Math.max(1, w / 8));
  if (w < 5 || h < 5) {
    ctx.fillStyle = theme.pointer;
    ctx.fillRect(x + w / 4, y + h / 4, w / 2, h / 2);
    return;
  }
  ctx.strokeRect(x + 1, y + 1, w - 2, h - 2);
}
