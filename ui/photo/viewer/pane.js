import { inkOn, css } from "../../stage/theme.js";
import { outline, write } from "../../stage/marks.js";

/** Cells at least so large, in px, show their numbers, in digits at least so large. */
const LEGIBLE = 34;
const LEAST_TYPE = 10.8;
const MOST_TYPE = 17;

/**
 * How a picture lies on the photograph: its cell (i, j) is the rectangle from
 * (top + i * high, left + j * wide), in photograph pixels; it has rows x cols cells.
 * @typedef {{top: number, left: number, high: number, wide: number, rows: number, cols: number}} Lie
 */

/** Where a rectangle of cells is on screen. @param {Lie} lie */
function onScreen(camera, pane, lie, top, left, rows, cols) {
  const { x, y } = camera.toScreen(pane, lie.left + left * lie.wide, lie.top + top * lie.high);
  return { x, y, w: cols * lie.wide * camera.zoom, h: rows * lie.high * camera.zoom };
}

/** The cells of a picture that a pane shows: from, and to the one after the last. @param {Lie} lie */
function cellsSeen(camera, pane, lie) {
  const from = camera.toPhoto(pane, pane.x, pane.y);
  const to = camera.toPhoto(pane, pane.x + pane.w, pane.y + pane.h);
  return {
    top: Math.max(0, Math.floor((from.y - lie.top) / lie.high)),
    left: Math.max(0, Math.floor((from.x - lie.left) / lie.wide)),
    bottom: Math.min(lie.rows, Math.ceil((to.y - lie.top) / lie.high)),
    right: Math.min(lie.cols, Math.ceil((to.x - lie.left) / lie.wide)),
  };
}

/**
 * Draw a picture into a pane, from its plates, coarse ones first.
 * @param {CanvasRenderingContext2D} ctx @param {Lie} lie @param {import("./plates.js").Plate[]} plates
 */
export function drawPicture(ctx, theme, camera, pane, lie, plates, dpr, clip = pane) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(clip.x, clip.y, clip.w, clip.h);
  ctx.clip();
  ctx.fillStyle = theme.panel;
  ctx.fillRect(clip.x, clip.y, clip.w, clip.h);
  const seen = cellsSeen(camera, pane, lie);
  const whole = onScreen(camera, pane, lie, 0, 0, lie.rows, lie.cols);
  ctx.beginPath();
  ctx.rect(whole.x, whole.y, whole.w, whole.h);
  ctx.clip();
  for (const plate of plates) drawPlate(ctx, camera, pane, lie, plate, seen, dpr);
  ctx.restore();
}

/** Only the blocks in sight: a small part of a large bitmap stays sharp and cheap. */
function drawPlate(ctx, camera, pane, lie, plate, seen, dpr) {
  const [high, wide] = plate.block;
  const first = {
    row: Math.max(0, Math.floor((seen.top - plate.top) / high)),
    col: Math.max(0, Math.floor((seen.left - plate.left) / wide)),
  };
  const rows = Math.min(plate.rows, Math.ceil((seen.bottom - plate.top) / high)) - first.row;
  const cols = Math.min(plate.cols, Math.ceil((seen.right - plate.left) / wide)) - first.col;
  if (rows <= 0 || cols <= 0) return;
  const to = onScreen(
    camera,
    pane,
    lie,
    plate.top + first.row * high,
    plate.left + first.col * wide,
    rows * high,
    cols * wide,
  );
  // a pixel is a square when it is one, and a sample of something smooth when it is not
  ctx.imageSmoothingEnabled = !(plate.exact && camera.zoom * lie.wide * dpr >= 1.5);
  ctx.imageSmoothingQuality = "medium";
  ctx.drawImage(plate.bitmap, first.col, first.row, cols, rows, to.x, to.y, to.w, to.h);
}

/**
 * Write numbers into cells that are large enough for all that are in sight.
 * @param {import("../../stage/number_format.js").NumberFormat} format
 * @param {(i: number, j: number) => {lines: number[], colour: number[]} | null} look
 */
export function writeNumbers(ctx, theme, camera, pane, lie, format, look, clip = pane) {
  const size = Math.min(lie.wide, lie.high) * camera.zoom;
  if (size < LEGIBLE) return;
  const { top, left, bottom, right } = cellsSeen(camera, pane, lie);
  const cells = [];
  for (let i = top; i < bottom; i++) {
    for (let j = left; j < right; j++) {
      const cell = look(i, j);
      if (cell)
        cells.push({
          ...onScreen(camera, pane, lie, i, j, 1, 1),
          texts: cell.lines.map((value) => format.text(value)),
          colour: cell.colour,
        });
    }
  }
  if (!cells.length) return;
  const letters = Math.max(...cells.flatMap(({ texts }) => texts.map((text) => text.length)));
  const { w, h, texts } = cells[0];
  const type = Math.min(MOST_TYPE, (w - 4) / (letters * 0.62), h / (texts.length + 0.8));
  ctx.save();
  ctx.beginPath();
  ctx.rect(clip.x, clip.y, clip.w, clip.h);
  ctx.clip();
  for (const cell of cells) {
    ctx.strokeStyle = theme.dark ? "rgba(160,170,185,.28)" : "rgba(90,100,115,.25)";
    ctx.lineWidth = 1;
    ctx.strokeRect(cell.x, cell.y, cell.w, cell.h);
    if (type < LEAST_TYPE) continue;
    cell.texts.forEach((text, at) => {
      write(ctx, text, cell.x + cell.w / 2, cell.y + cell.h / 2 + (at - (cell.texts.length - 1) / 2) * type * 1.15, {
        font: `500 ${type}px ${theme.mono}`,
        colour: inkOn(cell.colour),
        align: "center",
        base: "middle",
      });
    });
  }
  ctx.restore();
}

/** A frame around cells; around cells too small for one, a ring that can be found. */
export function markCells(
  ctx,
  theme,
  camera,
  pane,
  lie,
  { top, left, rows, cols },
  { colour, clip = pane, dashed = false },
) {
  const area = onScreen(camera, pane, lie, top, left, rows, cols);
  ctx.save();
  ctx.beginPath();
  ctx.rect(clip.x, clip.y, clip.w, clip.h);
  ctx.clip();
  if (dashed) {
    ctx.setLineDash([6, 5]);
    outline(ctx, theme, area, colour, 1.6);
  } else if (Math.min(area.w, area.h) < 9) {
    ring(ctx, theme, area.x + area.w / 2, area.y + area.h / 2, colour);
    outline(ctx, theme, area, colour, 1);
  } else {
    outline(ctx, theme, area, colour, 2);
  }
  ctx.restore();
}

function ring(ctx, theme, x, y, colour) {
  for (const [width, ink] of [
    [4.5, theme.dark ? "rgba(0,0,0,.7)" : "rgba(255,255,255,.9)"],
    [2, colour],
  ]) {
    ctx.strokeStyle = ink;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(x, y, 9, 0, 2 * Math.PI);
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      ctx.moveTo(x + 9 * dx, y + 9 * dy);
      ctx.lineTo(x + 15 * dx, y + 15 * dy);
    }
    ctx.stroke();
  }
}

/** The colours from one end of the scale to the other. @param {(share: number) => number[]} colour */
export function drawScale(ctx, theme, x, y, w, h, colour) {
  for (let at = 0; at < w; at++) {
    ctx.fillStyle = css(colour(at / (w - 1)));
    ctx.fillRect(x + at, y, 1.2, h);
  }
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
}
