import { inset, outline } from "../stage/marks.js";
import { NUMBER_CELL } from "../stage/matrix.js";
import { project } from "../stage/projection.js";
import { css, inkOn } from "../stage/theme.js";

/** Cells of the frame at least this large show the weight's number, in px; smaller ones are tinted. */
const NUMBERED = 44;
/** From here on a strip of the cell is tinted, so that the pixel's own number can be read. */
const STRIP = NUMBER_CELL;
const TINT = 0.62;
/** How much of a merged cell its weight takes: width and height. */
const CHIP = { w: 0.5, h: 0.38 };

/**
 * The filter on the input: the frame with the weights in its cells, small and tinted. It glides from
 * the window before.
 * @param {import("./scene.js").SlideScene} scene
 * @param {[number, number]} corner first padded row and column, on the way too
 */
export function drawFrame(scene, ctx, theme, k, [top, left]) {
  const { FH, FW } = scene.sizes;
  const { rowOffsets, colOffsets } = scene.windows;
  const extent = [rowOffsets[FH - 1] + 1, colOffsets[FW - 1] + 1];
  for (const c of scene.channelsOf(k)) {
    const matrix = scene.panels.x[c];
    const rests = Number.isInteger(top) && Number.isInteger(left);
    scene.eachCell((fy, fx) => {
      const [row, col] = [top + rowOffsets[fy], left + colOffsets[fx]];
      const area = matrix.rect(row, col);
      if (rests && matrix.cell >= NUMBERED) {
        // the pixel's number makes room for the weight above it
        matrix.numberAt = 0.66;
        matrix.paintCell(ctx, theme, row, col, area.y, area.x);
        matrix.numberAt = 0.5;
      }
      if (matrix.cell >= 3) paintWeight(scene, ctx, theme, k, c, fy, fx, area);
      if ((extent[0] > FH || extent[1] > FW) && matrix.cell >= 4)
        outline(ctx, theme, inset(area, 1), theme.accent, 1.5);
    });
    outline(ctx, theme, matrix.rect(top, left, ...extent), theme.accent, matrix.cell >= 12 ? 3 : 2);
  }
}

function paintWeight(scene, ctx, theme, k, c, fy, fx, { x, y, w, h }) {
  const value = scene.weight(k, c, fy, fx);
  const ground = theme.weight(value, scene.mostW);
  if (w >= NUMBERED) {
    paintChip(scene, ctx, theme, k, value, chipArea(scene, k, { x, y, w, h }));
    return;
  }
  ctx.fillStyle = css(ground);
  if (w >= STRIP) ctx.fillRect(x + 1, y + 1, w - 3, h * 0.2);
  else {
    ctx.globalAlpha = TINT;
    ctx.fillRect(x, y, w, h);
    ctx.globalAlpha = 1;
  }
}

/** A weight on a ground of its colour. */
export function paintChip(scene, ctx, theme, k, value, { x, y, w, h }) {
  const ground = theme.weight(value, scene.mostW);
  ctx.fillStyle = css(ground);
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, Math.min(4, h / 4));
  ctx.fill();
  const text = scene.formatsOf(k).w.text(value);
  const size = Math.min(h * 0.8, (w - 4) / (0.602 * Math.max(2, text.length)), 20 * scene.ui);
  if (size < 10.8) return;
  ctx.font = `600 ${size}px ${theme.mono}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = inkOn(ground);
  ctx.fillText(text, x + w / 2, y + h / 2 + size * 0.05);
}

/** Where the weight of a merged cell stands. */
export function chipArea(scene, k, { x, y, w, h }) {
  const tall = h * CHIP.h;
  const needed = (scene.formatsOf(k).w.letters + 0.6) * 0.602 * Math.min(tall * 0.8, 20 * scene.ui);
  const wide = Math.min(w - 5, Math.max(w * CHIP.w, needed));
  return { x: x + w - wide - 3, y: y + 3, w: wide, h: tall };
}

/** Two lines from the frame's corners to the magnified window: that part, larger. */
export function drawProjection(scene, ctx, theme, k, [top, left]) {
  const { FH, FW } = scene.sizes;
  const { rowOffsets, colOffsets } = scene.windows;
  const [c] = scene.channelsOf(k);
  const from = scene.panels.x[c].rect(top, left, rowOffsets[FH - 1] + 1, colOffsets[FW - 1] + 1);
  project(ctx, theme, from, scene.panels.window[c]);
}
