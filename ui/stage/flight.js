import { between, eased } from "./acts.js";
import { outline } from "./marks.js";
import { writeNumber } from "./matrix.js";
import { css, inkOn } from "./theme.js";

/**
 * A product on its way from one area to another, with its number where its panel writes numbers.
 * @param {import("./matrix.js").Matrix} matrix the panel that it belongs to
 * @param {number} value
 * @param {number[]} ground its colour
 * @param {{x: number, y: number, w: number, h: number}} from
 * @param {{x: number, y: number, w: number, h: number}} to
 * @param {number} share how far it has come, 0..1
 */
export function flyCell(ctx, theme, matrix, value, ground, from, to, share) {
  const { x, y, w, h } = between(from, to, eased(share));
  ctx.fillStyle = css(ground);
  ctx.fillRect(x, y, w - 1, h - 1);
  outline(ctx, theme, { x, y, w: w - 1, h: h - 1 }, theme.accent, 1.5);
  if (matrix.showsNumbers) writeNumber(ctx, theme, matrix.format, value, x, y, w - 1, h - 1, inkOn(ground));
}
