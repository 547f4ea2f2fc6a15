import { css, inkOn } from "../stage/theme.js";
import { hatch } from "../stage/matrix.js";

/** Below this share of its size a line is broken behind a plus instead. */
const SMALLEST = 0.72;
const BREAKS_AFTER = " + ";
const PAD = 3;

/**
 * The formula below a picture, with the colours of its cells, as the page writes it.
 * @param {any} ctx where it is drawn; null to only count its lines
 * @param {import("../stage/theme.js").Theme} theme
 * @param {CanvasRenderingContext2D} pen that measures
 * @param {import("../stage/scene.js").Term[][]} lines
 * @param {(term: import("../stage/scene.js").Term) => import("../stage/theme.js").Rgb | null} colour
 * @param {{ui: number, left: number, width: number, foot: number}} room foot: where its last line ends
 * @returns {{lines: number}}
 */
export function drawFormula(ctx, theme, pen, lines, colour, { ui, left, width, foot }) {
  const usual = 16 * ui;
  const broken = lines.flatMap((line) => brokenLines(line, (term) => widthOf(pen, theme, term, usual), width));
  if (!ctx) return { lines: broken.length };
  const pitch = 25 * ui;
  broken.forEach((line, at) => {
    const all = sum(line.map((term) => widthOf(pen, theme, term, usual)));
    const size = usual * Math.min(1, width / all);
    const y = foot - (broken.length - at - 0.5) * pitch;
    let x = left + (width - (all * size) / usual) / 2;
    for (const term of line) {
      const w = widthOf(pen, theme, term, size);
      drawTerm(ctx, theme, term, term.padding ? null : colour(term), { x, y, w, size, tall: pitch * 0.84 });
      x += w;
    }
  });
  return { lines: broken.length };
}

function drawTerm(ctx, theme, term, paint, { x, y, w, size, tall }) {
  const box = [x + 1, y - tall / 2, w - 2, tall];
  if (paint || term.padding || term.kind === "bias") {
    ctx.fillStyle = paint ? css(paint) : term.padding ? theme.background : theme.panel;
    ctx.beginPath();
    ctx.roundRect(...box, 3);
    ctx.fill();
  }
  if (term.padding) {
    hatch(ctx, theme, box[0], box[1], box[2], tall);
    ctx.fillStyle = theme.background;
    ctx.fillRect(x + 2, y - tall * 0.3, w - 4, tall * 0.6);
  }
  if (term.kind === "out") {
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 2;
    ctx.strokeRect(...box);
  }
  ctx.font = fontOf(theme, term, size);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = paint ? inkOn(paint) : term.kind === "quiet" ? theme.muted : theme.text;
  ctx.fillText(term.text, x + w / 2, y + size * 0.04);
}

const WEIGHTS = { out: 700, name: 600, x: 500, w: 500, sum: 500, bias: 500 };
const fontOf = (theme, { kind }, size) => `${WEIGHTS[kind] ?? 400} ${size}px ${theme.mono}`;

function widthOf(pen, theme, term, size) {
  pen.font = fontOf(theme, term, size);
  return pen.measureText(term.text).width + (term.kind === "quiet" || term.kind === "name" ? 0 : 2 * PAD * (size / 16));
}

/** Lines that fit, or nearly: a product stays whole. */
function brokenLines(line, widthOf, width) {
  if (sum(line.map(widthOf)) * SMALLEST <= width) return [line];
  const lines = [[]];
  let at = 0;
  let piece = [];
  const end = () => {
    const wide = sum(piece.map(widthOf));
    if (at && at + wide > width) {
      lines.push([]);
      at = 0;
    }
    lines[lines.length - 1].push(...piece);
    at += wide;
    piece = [];
  };
  for (const term of line) {
    piece.push(term);
    if (term.text === BREAKS_AFTER) end();
  }
  end();
  return lines;
}

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
