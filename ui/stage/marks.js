/** Strokes and small texts that lie over the panels. */

import { drawLegend, legendForms } from "./legend.js";

/** Between the parts of a heading, in px. */
const GAP = 7;

/** An outline that reads on black, on white and on every colour of the scales: ink with a halo. */
export function outline(ctx, theme, { x, y, w, h }, colour, width = 2.5) {
  ctx.lineJoin = "round";
  ctx.strokeStyle = theme.dark ? "rgba(0,0,0,.75)" : "rgba(255,255,255,.9)";
  ctx.lineWidth = width + 2;
  ctx.strokeRect(x, y, w, h);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.strokeRect(x, y, w, h);
}

/** @param {CanvasRenderingContext2D} ctx */
export function write(ctx, text, x, y, { font, colour, align = "left", base = "alphabetic" }) {
  ctx.font = font;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = base;
  ctx.fillText(text, x, y);
}

/** Widths of texts that were measured, by font and text: a film says the same in every frame. */
const measured = new Map();
const MANY_TEXTS = 500;
/**
 * What is not torn apart: a word with the space after it, a letter of Japanese; a bracket stays with what it
 * opens, and what closes with what was before it.
 */
const WORD =
  /[（「『【]*(?:[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+)[）」』】、。，．：；！？ー々]*\s*|\s+/g;
// what was measured before its font arrived, was measured in another
document.fonts?.addEventListener("loadingdone", () => measured.clear());

/** @param {CanvasRenderingContext2D} ctx @param {string} font @param {string} text */
export function textWidth(ctx, font, text) {
  const name = `${font}|${text}`;
  let width = measured.get(name);
  if (width === undefined) {
    if (measured.size >= MANY_TEXTS) measured.clear();
    ctx.font = font;
    width = ctx.measureText(text).width;
    measured.set(name, width);
  }
  return width;
}

/** A text in as many lines as a width asks for: broken between words, in Japanese anywhere. */
export function paragraph(ctx, text, x, y, { font, colour, width, pitch }) {
  let line = "";
  let down = 0;
  const end = () => write(ctx, line.trimEnd(), x, y + pitch * down++, { font, colour });
  for (const word of text.match(WORD) ?? []) {
    if (line && textWidth(ctx, font, (line + word).trimEnd()) > width) {
      end();
      line = "";
    }
    line += word;
  }
  end();
}

/** The line around all cells of a panel. */
export function frame(ctx, theme, { x, y, width, height }) {
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(x - 0.5, y - 0.5, width, height);
}

/** Name, words and shape of a panel, each in its own writing. */
export const titleParts = (theme, { name, words, shape }, size) => [
  { text: name, font: `700 ${size}px ${theme.mono}`, colour: theme.text },
  { text: words, font: `600 ${size}px ${theme.sans}`, colour: theme.text },
  { text: shape, font: `400 ${size * 0.92}px ${theme.mono}`, colour: theme.muted },
];

/**
 * A panel's heading: its name in code, what it is in words, its shape, and how its numbers are
 * coloured; what does not fit is left out. @returns {boolean} whether its colours are explained
 * @param {{name: string, words: string, shape: string, tone?: import("./tone.js").Tone, spare?: boolean}} told
 *   spare: the words go before the colours do
 */
export function heading(ctx, theme, { name, words, shape, tone, spare = false }, x, y, room, size = 13) {
  const parts = titleParts(theme, { name, words, shape }, size).filter((part) => part.text);
  const small = size * 0.92;
  const forms = tone ? legendForms(tone, (text) => textWidth(ctx, `400 ${small}px ${theme.mono}`, text), small) : [];
  const widths = parts.map((part) => textWidth(ctx, part.font, part.text));
  const wide = (list) => list.reduce((sum, at) => sum + widths[at] + GAP, -GAP);
  // whatever stands beside the name ends a little before the next heading
  const fits = ({ list, form }) =>
    wide(list) + (form ? form.w + 2 * GAP : 0) + (form || list.length > 1 ? GAP : 0) <= room;
  // the words go first when space is short, then the shape: the code's name always stays
  const lists = [[0, 1, 2], [0, 2], [0, 1], [0]]
    .map((list) => list.filter((at) => at < parts.length))
    .filter((list, at, all) => all.findIndex((one) => String(one) === String(list)) === at);
  // a legend is worth the words, not the shape
  const last = spare ? 0 : parts.length - 1;
  const legends = lists.filter((list) => list.includes(last)).flatMap((list) => forms.map((form) => ({ list, form })));
  const kept = [...legends, ...lists.map((list) => ({ list, form: null }))].find(fits) ?? {
    list: lists.at(-1),
    form: null,
  };
  let left = x;
  for (const at of kept.list) {
    write(ctx, parts[at].text, left, y, parts[at]);
    left += widths[at] + GAP;
  }
  if (kept.form) drawLegend(ctx, theme, kept.form, left + GAP, y);
  return Boolean(kept.form);
}

/**
 * How a panel's numbers are coloured, at another place than its heading: as long as there is room.
 * @param {import("./tone.js").Tone} tone @param {number} y the line on which its numbers stand
 */
export function legend(ctx, theme, tone, x, y, room, size = 12) {
  const forms = legendForms(tone, (text) => textWidth(ctx, `400 ${size}px ${theme.mono}`, text), size);
  const form = forms.find(({ w }) => w <= room);
  if (form) drawLegend(ctx, theme, form, x, y);
}

/** A value on a small rounded ground, written smaller where it is too narrow. */
export function chip(ctx, theme, text, x, y, { w, h, ground, ink, font, border = "" }) {
  const share = (w - 8) / textWidth(ctx, font, text);
  if (share < 1) font = font.replace(/[\d.]+(?=px)/, (px) => String(Number(px) * share));
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - h / 2, w, h, Math.min(6, h / 4));
  ctx.fillStyle = ground;
  ctx.fill();
  if (border) {
    ctx.strokeStyle = border;
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
  write(ctx, text, x, y + 0.5, { font, colour: ink, align: "center", base: "middle" });
}

/** An arrow from left to right. */
export function arrow(ctx, theme, x1, y1, x2, y2, colour = theme.muted) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2 - 5 * Math.cos(angle), y2 - 5 * Math.sin(angle));
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x2, y2);
  for (const turn of [2.65, -2.65]) {
    ctx.lineTo(x2 + 8 * Math.cos(angle + turn), y2 + 8 * Math.sin(angle + turn));
  }
  ctx.fill();
}

export const inset = ({ x, y, w, h }, by) => ({ x: x + by, y: y + by, w: w - 2 * by, h: h - 2 * by });

/** A small cell's outline lies around it, so that its colour stays visible. */
export const grown = (area, cell) => (cell >= 14 ? inset(area, 1) : inset(area, -1.5));

/** "Not yet": fine dots, unlike any value's colour. */
export function notYetFill(ctx, theme) {
  if (theme.notYet) return theme.notYet;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const paint = tile.getContext("2d");
  paint.fillStyle = theme.panel;
  paint.fillRect(0, 0, 6, 6);
  paint.fillStyle = theme.line;
  paint.fillRect(2, 2, 1.5, 1.5);
  theme.notYet = ctx.createPattern(tile, "repeat");
  return theme.notYet;
}

/** The cells of a panel from the one with a number on, row by row: not there yet. */
export function paintNotYet(ctx, theme, matrix, done) {
  const { rows, cols } = matrix;
  const [row, col] = [Math.floor(done / cols), done % cols];
  const notYet = notYetFill(ctx, theme);
  for (const [r, c, h, w] of [
    [row, col, 1, cols - col],
    [row + 1, 0, rows - row - 1, cols],
  ]) {
    if (h <= 0 || w <= 0 || r >= rows) continue;
    const area = matrix.rect(r, c, h, w);
    ctx.fillStyle = theme.background;
    ctx.fillRect(area.x - 0.5, area.y, area.w + 1, area.h + 0.5);
    ctx.fillStyle = notYet;
    ctx.fillRect(area.x, area.y, area.w, area.h);
  }
}
