import { write } from "../stage/marks.js";

/**
 * The ways that the number of a step goes: lines with rounded corners, an arrow's head at their end.
 */

/** Corners are so round, in px. */
const ROUND = 14;
const HEAD = 9;

/** @param {import("./steps_layout.js").Flow} flow @param {boolean} strong while something is on its way */
export function drawFlow(ctx, theme, { points }, strong) {
  const colour = theme.accent;
  ctx.globalAlpha = strong ? 1 : 0.55;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = strong ? 2.5 : 2;
  ctx.lineJoin = "round";
  const [x1, y1] = points[points.length - 1];
  const angle = headingOf(points);
  ctx.beginPath();
  ctx.moveTo(...points[0]);
  for (let at = 1; at < points.length - 1; at++) {
    const [before, here, after] = points.slice(at - 1, at + 2);
    const round = Math.min(ROUND, length(before, here) / 2, length(here, after) / 2);
    ctx.lineTo(...towards(here, before, round));
    ctx.quadraticCurveTo(...here, ...towards(here, after, round));
  }
  ctx.lineTo(x1 - HEAD * 0.7 * Math.cos(angle), y1 - HEAD * 0.7 * Math.sin(angle));
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  for (const turn of [2.62, -2.62]) ctx.lineTo(x1 + HEAD * Math.cos(angle + turn), y1 + HEAD * Math.sin(angle + turn));
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** What it is multiplied by, beside the beginning of a flow. */
export function nameFlow(ctx, theme, { label }, text, ui) {
  if (!label) return;
  write(ctx, text, label.x, label.y, {
    font: `600 ${13 * ui}px ${theme.sans}`,
    colour: theme.accent,
    align: label.align,
  });
}

/** A place on the way. @param {[number, number][]} points @param {number} share 0..1 @returns {[number, number]} */
export function onTheWay(points, share) {
  const parts = points.slice(1).map((to, at) => length(points[at], to));
  let rest = share * parts.reduce((sum, part) => sum + part, 0);
  for (const [at, part] of parts.entries()) {
    if (rest <= part && part > 0) return towards(points[at], points[at + 1], rest);
    rest -= part;
  }
  return points[points.length - 1];
}

const length = ([x1, y1], [x2, y2]) => Math.hypot(x2 - x1, y2 - y1);

function towards(from, to, by) {
  const all = length(from, to) || 1;
  return [from[0] + ((to[0] - from[0]) * by) / all, from[1] + ((to[1] - from[1]) * by) / all];
}

/** Where the last part of a way leads. */
function headingOf(points) {
  const [x2, y2] = points[points.length - 1];
  const [x1, y1] = points.findLast(([x, y]) => Math.hypot(x - x2, y - y2) > 1) ?? [x2 - 1, y2];
  return Math.atan2(y2 - y1, x2 - x1);
}
