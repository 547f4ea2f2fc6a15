import { fill } from "../stage/format.js";
import { lossText } from "./learn_words.js";
import { heading, write } from "../stage/marks.js";
import { formatsFor, rangeOf } from "../stage/number_format.js";

/** Losses that differ by more than this factor are drawn on a logarithmic axis. */
const WIDE = 30;

/** Powers of ten beyond these are too long for the room beside the axis, which then has powers only. */
const LONGEST_POWERS = [-4, 5];

/** Lines of the axis are at least so far apart, in px at usual letters. */
const PITCH = 15;

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10⁻⁴ @param {number} power */
function powerText(power) {
  const digits = [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]);
  return `10${power < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** Where a loss stands between the lower (0) and the upper edge (1), and the lines to draw. */
function scaleOf(losses) {
  const most = Math.max(...losses);
  const positive = losses.filter((loss) => loss > 0);
  const least = Math.min(...positive);
  if (!positive.length) return { share: () => 0, ticks: [{ at: 0, text: "0" }] };
  if (most / least < WIDE) {
    const size = 10 ** Math.floor(Math.log10(most / 2));
    const step = [5, 2, 1].find((times) => times * size <= most / 2) * size;
    const ticks = [];
    for (let count = 0; count * step <= most; count++) ticks.push(count * step);
    const [format] = formatsFor([rangeOf(ticks)]);
    return { share: (loss) => loss / (1.02 * most), ticks: ticks.map((at) => ({ at, text: format.text(at) })) };
  }
  const low = Math.floor(Math.log10(least));
  const high = Math.ceil(Math.log10(most));
  const step = Math.ceil((high - low) / 5);
  const ticks = [];
  const plain = low >= LONGEST_POWERS[0] && high <= LONGEST_POWERS[1];
  for (let power = low; power <= high; power += step)
    ticks.push({ at: 10 ** power, text: plain ? (10 ** power).toFixed(Math.max(0, -power)) : powerText(power) });
  const share = (loss) => (loss > 0 ? Math.max(0, (Math.log10(loss) - low) / (high - low)) : 0);
  return { share, ticks };
}

/** As many as are told apart, the lowest among them. @param {number} least share of the height between two of them */
function apart(ticks, least, share) {
  const pitch = ticks.length > 1 ? share(ticks[1].at) - share(ticks[0].at) : 1;
  const every = Math.max(1, Math.ceil(least / pitch));
  return ticks.filter((_, at) => at % every === 0);
}

const across = ({ curve }, step, steps) => curve.x + (steps > 1 ? (step / (steps - 1)) * curve.w : 0);

/** The loss after every update that the film has passed. @param {boolean} there whether the film has begun */
export function drawLoss(scene, ctx, theme, there) {
  const { plan, steps, t, ui, words } = scene;
  const { curve } = plan;
  const losses = [...scene.learned.loss.values];
  const { share, ticks } = (scene.lossScale ??= scaleOf(losses));
  const place = (step) => [across(plan, step, steps), curve.y + curve.h * (1 - share(losses[step]))];
  heading(
    ctx,
    theme,
    { name: "L", words: words.bw_learnLoss, shape: there ? lossText(losses[t]) : "" },
    curve.x,
    curve.y - 8 * ui,
    curve.w,
    13.5 * ui,
  );
  const font = `400 ${12 * ui}px ${theme.mono}`;
  ctx.lineWidth = 1;
  for (const { at, text } of apart(ticks, (PITCH * ui) / curve.h, share)) {
    const y = curve.y + curve.h * (1 - share(at));
    ctx.strokeStyle = theme.line;
    ctx.beginPath();
    ctx.moveTo(curve.x, y);
    ctx.lineTo(curve.x + curve.w, y);
    ctx.stroke();
    write(ctx, text, curve.x - 6 * ui, y, { font, colour: theme.muted, align: "right", base: "middle" });
  }
  for (const step of new Set([0, steps - 1])) {
    write(ctx, String(step), across(plan, step, steps), curve.y + curve.h + 14 * ui, {
      font,
      colour: theme.muted,
      align: "center",
    });
  }
  const line = (from, to, colour, width) => {
    ctx.beginPath();
    for (let step = from; step <= to; step++) ctx.lineTo(...place(step));
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineJoin = "round";
    ctx.stroke();
  };
  if (!there) return;
  line(0, t, theme.accent, 2.5);
  const [x, y] = place(t);
  ctx.beginPath();
  ctx.arc(x, y, 5 * ui, 0, 2 * Math.PI);
  ctx.fillStyle = theme.accent;
  ctx.fill();
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 2;
  ctx.stroke();
  const free = Math.min(x - curve.x, curve.x + curve.w - x) > 22 * ui;
  if (free)
    write(ctx, String(t), x, curve.y + curve.h + 14 * ui, {
      font: `700 ${12 * ui}px ${theme.mono}`,
      colour: theme.accent,
      align: "center",
    });
}

/** The updates along the curve, as a panel of one row. @returns {import("../stage/spots.js").Spot[]} */
export function lossSpot(scene) {
  const { plan, steps, learned, words } = scene;
  const { curve } = plan;
  if (steps < 2) return [];
  const pitch = curve.w / (steps - 1);
  const at = (px) => Math.min(Math.max(Math.round((px - curve.x) / pitch), 0), steps - 1);
  const inside = (px, py) =>
    px >= curve.x - 8 && px <= curve.x + curve.w + 8 && py >= curve.y - 4 && py <= curve.y + curve.h + 18;
  return [
    {
      panel: `L, ${words.bw_learnLoss}`,
      rows: 1,
      cols: steps,
      rect: (_, step) => ({ x: curve.x + (step - 0.5) * pitch, y: curve.y, w: pitch, h: curve.h }),
      cellAt: (px, py) => (inside(px, py) ? { r: 0, c: at(px) } : null),
      target: (_, step) => ({ panel: "loss", step }),
      name: (_, t) => `L ${fill(words.bw_learnAfter, { t })}`,
      text: (_, step) => lossText(learned.loss.at(step)),
    },
  ];
}
