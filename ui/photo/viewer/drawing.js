import { fill, formatNumber, formatShape } from "../../stage/format.js";
import { outline, titleParts, write } from "../../stage/marks.js";
import { inkOn } from "../../stage/theme.js";
import { drawPicture, drawScale, markCells, writeNumbers } from "./pane.js";

/**
 * What is drawn: the viewer, or what looks like it.
 * @typedef {Pick<import("./viewer.js").Viewer, "ctx" | "theme" | "camera" | "numbers" | "header" | "spot" | "mode" | "wiping" |
 *   "divider" | "map" | "photoLie" | "mapLie" | "ui" | "dpr">} Viewer
 */

/** What a pane shows: the photograph, a map, or in wipe mode both. @param {Viewer} v */
export function drawPane(v, pane) {
  if (v.wiping) drawWipe(v, pane);
  else if (pane.map === undefined) drawPhoto(v, pane);
  else drawMap(v, pane, pane.map);
}

function drawPhoto(v, pane, clip = pane) {
  const { ctx, theme, camera, numbers, photoLie: lie, header } = v;
  drawPicture(
    ctx,
    theme,
    camera,
    pane,
    lie,
    numbers.views.map((view) => view.photo),
    v.dpr,
    clip,
  );
  writeNumbers(
    ctx,
    theme,
    camera,
    pane,
    lie,
    numbers.pixelFormat,
    (row, col) => {
      const { values, exact } = numbers.photo([row, col]);
      const plate = numbers.best("photo", [row, col]);
      const bytes = plate.planes.map((plane) => plane[plate.at(row, col)]);
      return exact && { lines: values, colour: bytes.length === 3 ? bytes : [bytes[0], bytes[0], bytes[0]] };
    },
    clip,
  );
  markPhoto(v, pane, clip);
  if (clip !== pane) return;
  lines(
    v,
    pane,
    { name: "x[0]", words: header.words.input, shape: formatShape([header.channels, ...header.size]) },
    photoSays(v),
    [],
  );
}

function drawMap(v, pane, k, clip = pane) {
  const { ctx, theme, camera, numbers, mapLie: lie, header } = v;
  const map = header.maps[k];
  drawPicture(
    ctx,
    theme,
    camera,
    pane,
    lie,
    numbers.views.map((view) => view.maps[k]),
    v.dpr,
    clip,
  );
  writeNumbers(
    ctx,
    theme,
    camera,
    pane,
    lie,
    numbers.mapFormat(k),
    (i, j) => {
      const { value, exact } = numbers.map(k, [i, j], v.mode.relu);
      return exact && { lines: [value], colour: colourOf(v, value, map) };
    },
    clip,
  );
  const cell = numbers.cellAt(v.spot.x, v.spot.y);
  if (cell)
    markCells(
      ctx,
      theme,
      camera,
      pane,
      lie,
      { top: cell[0], left: cell[1], rows: 1, cols: 1 },
      { colour: theme.pointer, clip },
    );
  if (clip !== pane) return;
  lines(
    v,
    pane,
    { name: `out[0,${k}]`, words: map.name, shape: formatShape(header.out) },
    mapSays(v, k),
    endsOf(v, map),
    inSigns(v, map),
  );
}

/** The photograph on the left of the divider, a map on the right. */
function drawWipe(v, pane) {
  const { ctx, theme } = v;
  const map = v.header.maps[v.map];
  const at = pane.x + pane.w * v.divider;
  drawPhoto(v, pane, { x: pane.x, y: pane.y, w: at - pane.x, h: pane.h });
  drawMap(v, pane, v.map, { x: at, y: pane.y, w: pane.x + pane.w - at, h: pane.h });
  const both = photoSays(v).map((text, at) => [text, mapSays(v, v.map)[at]].join("   "));
  lines(
    v,
    pane,
    { name: `x[0] | out[0,${v.map}]`, words: map.name, shape: formatShape(v.header.out) },
    both,
    endsOf(v, map),
    inSigns(v, map),
  );
  outline(ctx, theme, { x: at - 0.5, y: pane.y, w: 1, h: pane.h }, theme.pointer, 1.5);
  ctx.fillStyle = theme.pointer;
  ctx.beginPath();
  ctx.arc(at, pane.y + pane.h / 2, 10, 0, 2 * Math.PI);
  ctx.fill();
  const ink = theme.dark ? "#14161a" : "#ffffff";
  write(ctx, "\u2194", at, pane.y + pane.h / 2 + 0.5, {
    font: `700 13px ${theme.sans}`,
    colour: ink,
    align: "center",
    base: "middle",
  });
}

/** The window as large as the stage shows it, and the window that makes the cell of the spot. */
function markPhoto(v, pane, clip) {
  const { ctx, theme, camera, header, photoLie: lie } = v;
  const { x, y } = v.spot;
  if (header.stageWindow) {
    const [rows, cols] = header.stageWindow;
    markCells(
      ctx,
      theme,
      camera,
      pane,
      lie,
      { top: y - rows / 2, left: x - cols / 2, rows, cols },
      { colour: theme.accent, clip, dashed: true },
    );
  }
  const cell = v.numbers.cellAt(x, y);
  if (!cell) return;
  const [rows, cols] = header.reach;
  const top = cell[0] * header.stride[0] - header.pad[0];
  const left = cell[1] * header.stride[1] - header.pad[1];
  markCells(ctx, theme, camera, pane, lie, { top, left, rows, cols }, { colour: theme.pointer, clip });
}

// ---- the line above a picture and the line below it

function lines(v, pane, title, says, ends, signed = false) {
  const { ctx, theme, ui } = v;
  const size = 13 * ui;
  const above = pane.y - 7 * ui;
  const parts = titleParts(theme, title, size);
  // where not all fit, what a map is called says more than its scale, and that more than its shape
  const named = parts.slice(0, 2).reduce((sum, part) => sum + wide(ctx, part) + 7, 0);
  const scaleIn = (room) => ends.map((texts) => scaleFor(v, pane, texts, size * 0.86, room)).find((found) => found);
  const scale = scaleIn(pane.w - named - 8);
  const taken = scale ? drawRange(v, pane, above, scale, signed) + 8 : 0;
  writeTitle(ctx, parts, pane.x, above, pane.w - taken);
  // the shortest wording still names the numbers; it may become small
  const font = (px) => `600 ${px}px ${theme.mono}`;
  ctx.font = font(size);
  // with room for a sign where there is none: all panes say it in the same form
  const needs = (one) => ctx.measureText(one.includes("\u2212") ? one : `${one}0`).width;
  const text = says.find((one) => needs(one) <= pane.w) ?? says.at(-1) ?? "";
  const px = Math.min(size, (size * pane.w) / Math.max(1, ctx.measureText(text).width));
  const below = pane.y + pane.h + 16 * ui;
  write(ctx, text, pane.x, below, { font: font(px), colour: theme.text });
  // a narrow pane may have room for its colours beside the number
  const rest = scale ? null : scaleIn(pane.w - ctx.measureText(text).width - 12);
  if (rest) drawRange(v, pane, below, rest, signed);
}

function wide(ctx, { font, text }) {
  ctx.font = font;
  return ctx.measureText(text).width;
}

/** A name in code, what it is in words, its shape; what does not fit is left out from the end. */
function writeTitle(ctx, parts, x, y, room) {
  let left = x;
  for (const part of parts) {
    const width = wide(ctx, part);
    if (left > x && left + width > x + room) return;
    write(ctx, part.text, left, y, part);
    left += width + 7;
  }
}

/** How a colour scale is drawn that takes at most `room`; null where there is not enough. */
function scaleFor({ ctx, theme, ui }, pane, [low, zero, high], size, room) {
  const font = `400 ${size}px ${theme.mono}`;
  ctx.font = font;
  const [before, middle, after] = [low, zero, high].map((text) => ctx.measureText(text).width);
  const w = Math.min(64 * ui, pane.w / 5, room - before - after - 11);
  return w < Math.max(14 * ui, middle + 18) ? null : { font, low, zero, high, before, after, w };
}

/** The colour scale with its ends and its zero, at the right; returns the room it takes. */
function drawRange(v, pane, y, { font, low, zero, high, before, after, w }, signed) {
  const { ctx, theme, ui } = v;
  const right = pane.x + pane.w;
  const left = right - after - w - 6;
  const colour = (share) => (signed ? theme.data(2 * share - 1, 1) : theme.picture(share, "grey"));
  write(ctx, high, right, y, { font, colour: theme.muted, align: "right" });
  drawScale(ctx, theme, left, y - 10 * ui, w, 12 * ui, colour);
  if (zero) write(ctx, zero, left + w / 2, y, { font, colour: inkOn(colour(0.5)), align: "center" });
  write(ctx, low, left - 5, y, { font, colour: theme.muted, align: "right" });
  return before + after + w + 11;
}

/** How a map is coloured, from one end of its scale to the other: both signs, magnitudes, or one sign from zero. */
const inSigns = ({ mode }, map) => mode.signed && !map.sign;

/** The ends of the colours, and shorter; a few numbers lie beyond and have the colour of the end. */
function endsOf(v, map) {
  const most = formatNumber(map.most, 2);
  if (inSigns(v, map))
    return [
      [`\u2264\u2212${most}`, "0", `\u2265${most}`],
      [`\u2212${most}`, "0", most],
      ["", "", `\u00b1${most}`],
    ];
  // nearly all numbers are negative: white is the most negative one
  if (v.mode.signed && map.sign < 0) return [["0", "", `\u2264\u2212${most}`]];
  return [[v.mode.signed ? "\u22640" : "0", "", `\u2265${most}`]];
}

function colourOf(v, value, map) {
  const share = map.most ? value / map.most : 0;
  if (inSigns(v, map)) return v.theme.data(share, 1);
  return v.theme.picture(v.mode.signed ? share * map.sign : Math.abs(share), "grey");
}

/** The pixel of the spot in words, from the longest wording to the shortest. */
function photoSays({ numbers, spot }) {
  const pixel = numbers.pixelAt(spot.x, spot.y);
  const found = numbers.photo(pixel);
  if (!found) return ["", ""];
  const sign = found.exact ? "=" : "\u2248";
  const values = found.values.map((value) => numbers.pixelFormat.text(value)).join(" ");
  return [`x[0,${found.values.length > 1 ? ":" : 0},${pixel.join()}] ${sign} ${values}`, `x ${sign} ${values}`];
}

function mapSays({ numbers, spot, mode, header }, k) {
  const cell = numbers.cellAt(spot.x, spot.y);
  if (!cell) return ["", ""];
  const { value, exact, block } = numbers.map(k, cell, mode.relu);
  const place = `out[0,${k},${cell.join()}]`;
  const text = numbers.mapFormat(k).text(value);
  if (exact) return [`${place} = ${text}`, `= ${text}`];
  const mean = `\u2248 ${text}`;
  const of = ` (${fill(header.words.mean, { size: block.join("\u00d7") })})`;
  return [place + " " + mean + of, mean + of, mean];
}
