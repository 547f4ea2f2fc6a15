import { css, inkOn } from "./theme.js";

/** How many colours a legend is made of. */
const SHADES = 65;

/** The colours of a tone from one end to the other, one pixel each; painted once for a theme. */
function ramp(theme, tone) {
  theme.ramps ??= new Map();
  const name = `${tone.scale}|${tone.sign}`;
  let made = theme.ramps.get(name);
  if (made) return made;
  made = document.createElement("canvas");
  [made.width, made.height] = [SHADES, 1];
  const paint = made.getContext("2d");
  const [low, high] = tone.ends;
  for (let at = 0; at < SHADES; at++) {
    paint.fillStyle = css(tone.colour(low + ((high - low) * at) / (SHADES - 1), theme));
    paint.fillRect(at, 0, 1, 1);
  }
  theme.ramps.set(name, made);
  return made;
}

/**
 * How a legend looks at a size of letters, the longest wording first.
 * @param {import("./tone.js").Tone} tone
 * @param {(text: string) => number} widthOf a text in the legend's letters
 * @param {number} size of the letters, in px
 */
export function legendForms(tone, widthOf, size) {
  return tone.texts.map((text) => {
    const [before, after] = [text.low, text.high].map((one) => (one ? widthOf(one) + 4 : 0));
    const bar = size * (text.zero ? 4.2 : 2.6);
    return { ...text, tone, size, before, bar, w: before + bar + after };
  });
}

/**
 * The colours of a panel with their numbers: what is drawn at the ends, and zero.
 * @param {ReturnType<typeof legendForms>[number]} form
 * @param {number} x left end @param {number} y the line on which its numbers stand
 */
export function drawLegend(ctx, theme, { tone, size, low, high, zero, before, bar }, x, y) {
  const left = x + before;
  const [top, tall] = [y - size * 0.86, size * 1.08];
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(ramp(theme, tone), left, top, bar, tall);
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(left - 0.5, top - 0.5, bar + 1, tall + 1);
  ctx.font = `400 ${size}px ${theme.mono}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = theme.muted;
  if (low) ctx.fillText(low, x, y);
  if (high) ctx.fillText(high, left + bar + 4, y);
  if (!zero) return;
  ctx.fillStyle = inkOn(tone.colour(0, theme));
  ctx.textAlign = "center";
  ctx.fillText("0", left + bar / 2, y);
}
