import { fill, formatNumber } from "../stage/format.js";
import { heading, notYetFill, textWidth, write } from "../stage/marks.js";

/**
 * The loss over the value of one cell: how it bends, and, much larger, the two points at ±h with the line
 * through them and the tangent that the backward pass promises.
 *
 * @typedef {{numeric: number, analytic: number, curvature: number, value: number, plus: number, minus: number, moved: string}} Entry
 */

/** How many h the near curve reaches to each side. */
const NEAR = 2;
/** Points along a curve. */
const POINTS = 60;
/** A text wider than this share of the curve's width would lie on it. */
const WIDEST_TEXT = 0.62;
/** What the frame leaves free at both sides, in px. */
const EDGE = 6;

/** @param {import("./check.js").BackwardCheck} scene @param {Entry} entry */
export function drawCurves(scene, ctx, theme, entry) {
  const { words, places, h } = scene;
  const name = { cell: entry.moved };
  drawCurve(scene, ctx, theme, entry, places.far, reachOf(entry), fill(words.bw_curve, name), false);
  const named = fill(words.bw_near, name);
  // beside the other, whose heading names the cell, on a phone; and where it has no room for the name
  const font = `600 ${13 * scene.ui}px ${theme.sans}`;
  const short = places.near.x > places.far.x || textWidth(ctx, font, named) > places.near.w;
  drawCurve(scene, ctx, theme, entry, places.near, NEAR * h, short ? words.bw_nearBeside : named, true);
  drawLegend(scene, ctx, theme, entry);
}

/** Their places, before a cell is looked at. @param {import("./check.js").BackwardCheck} scene */
export function drawNoCurves({ places }, ctx, theme) {
  for (const { x, y, w, h } of [places.far, places.near]) {
    ctx.fillStyle = notYetFill(ctx, theme);
    ctx.fillRect(x, y, w, h);
  }
}

/** What the two lines are, where they leave room. */
function drawLegend({ words, ui, places, h, loss }, ctx, theme, entry) {
  const area = places.near;
  const font = `600 ${12.5 * ui}px ${theme.sans}`;
  const steep = Math.abs(entry.numeric) > 2 * entry.curvature * h;
  const left = entry.numeric >= 0;
  const place = (at) => ({ x: at ? area.x + 10 * ui : area.x + area.w - 10 * ui, align: at ? "left" : "right" });
  // where the loss bends here, the middle above is free
  const middle = { x: area.x + area.w / 2, align: "center" };
  const above = steep ? place(left) : middle;
  const below = steep ? place(!left) : middle;
  // a level line runs through the middle
  const level = Math.abs(entry.numeric) * NEAR * h + (entry.curvature * (NEAR * h) ** 2) / 2 < flatBelow(loss);
  const foot = steep || level ? area.y + area.h - 10 * ui : area.y + 38 * ui;
  const say = (text, { x, align }, y, colour) => {
    // on a phone a text may be as wide as its curve
    const most = area.x + area.w - textWidth(ctx, font, text);
    write(ctx, text, align === "left" ? Math.min(x, most) : x, y, { font, colour, align });
  };
  const texts = [words.bw_tangent, words.bw_secant];
  const wide = texts.some((text) => textWidth(ctx, font, `━ ${text}`) > WIDEST_TEXT * area.w);
  const [tangent, secant] = wide ? [words.bw_tangentShort, words.bw_secantShort] : texts;
  say(`━ ${tangent}`, above, area.y + 20 * ui, theme.accent);
  say(`╌ ${secant}`, below, foot, theme.text);
}

/** A loss that changes by less is drawn as a level line. */
const flatBelow = (loss) => 1e-9 * Math.max(1, Math.abs(loss));

/** So far to each side that the bend is seen: beyond the lowest point, where there is one. */
function reachOf({ numeric, curvature }) {
  const lowest = curvature > 0 ? Math.abs(numeric) / curvature : 0;
  // where the loss is flat already, or straight, any width shows it
  return lowest > 1e-6 ? 1.7 * lowest : 1;
}

function drawCurve(scene, ctx, theme, entry, area, reach, title, near) {
  const { ui, loss, h } = scene;
  const { numeric, analytic, curvature, value } = entry;
  const lossAt = (d) => loss + numeric * d + (curvature * d * d) / 2;
  const tangentAt = (d) => loss + analytic * d;
  const ends = [-reach, reach].flatMap((d) => [lossAt(d), near ? tangentAt(d) : lossAt(0)]);
  const lowest = curvature > 0 && Math.abs(numeric / curvature) < reach ? [lossAt(-numeric / curvature)] : [];
  let [low, high] = [Math.min(...ends, ...lowest), Math.max(...ends)];
  const flat = high - low < flatBelow(loss);
  if (flat) [low, high] = [loss - 1, loss + 1];
  const across = (d) => area.x + EDGE + (0.5 + d / (2 * reach)) * (area.w - 2 * EDGE);
  const up = (L) => area.y + area.h * (0.92 - (0.84 * (L - low)) / (high - low));
  const headY = area.y - 9 * ui;
  heading(
    ctx,
    theme,
    { name: "", words: title, shape: near ? "" : `L = ${formatNumber(loss, 5)}` },
    area.x,
    headY,
    area.w,
    13.5 * ui,
  );
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(area.x, area.y, area.w, area.h);
  line(
    ctx,
    [
      [across(0), area.y],
      [across(0), area.y + area.h],
    ],
    theme.line,
    1,
  );
  // the tangent leaves the frame where the loss bends away from it
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.x, area.y, area.w, area.h);
  ctx.clip();
  line(ctx, curve(tangentAt, reach, across, up), theme.accent, near ? 6 * ui : 2 * ui, near ? 0.45 : 1);
  if (!near) line(ctx, curve(lossAt, reach, across, up), theme.text, 2.5 * ui);
  else {
    line(ctx, curve(lossAt, reach, across, up), theme.muted, 1.5 * ui);
    ctx.setLineDash([7 * ui, 5 * ui]);
    const secantAt = (d) => (entry.plus + entry.minus) / 2 + numeric * d;
    line(ctx, curve(secantAt, reach, across, up), theme.text, 1.75 * ui);
    ctx.setLineDash([]);
  }
  ctx.restore();
  for (const [d, L] of near
    ? [
        [-h, entry.minus],
        [h, entry.plus],
      ]
    : [[0, loss]])
    dot(ctx, theme, across(d), up(L), 5 * ui);
  const ticks = near
    ? [
        [-h, "−h"],
        [0, formatNumber(value)],
        [h, "+h"],
      ]
    : [[0, formatNumber(value)]];
  if (!near) for (const d of [-reach, reach]) ticks.push([d, formatNumber(value + d, 3)]);
  for (const [d, text] of ticks) {
    const align = d <= -reach ? "left" : d >= reach ? "right" : "center";
    write(ctx, text, across(d), area.y + area.h + 16 * ui, {
      font: `500 ${12 * ui}px ${theme.mono}`,
      colour: theme.muted,
      align,
    });
  }
}

const curve = (lossAt, reach, across, up) =>
  [...Array(POINTS + 1).keys()].map((at) => {
    const d = (2 * at * reach) / POINTS - reach;
    return [across(d), up(lossAt(d))];
  });

function line(ctx, points, colour, width, alpha = 1) {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = "round";
  ctx.beginPath();
  points.forEach(([x, y], at) => (at ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function dot(ctx, theme, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = theme.text;
  ctx.fill();
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 2;
  ctx.stroke();
}
