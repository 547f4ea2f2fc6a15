import { grown, inset, outline, write } from "../marks.js";

/** Smaller cells have their mark beside them, in px. */
const ROOM = 20;
/** Letters of the mark, as a share of its cell, and at most so large in px at usual letters. */
const SHARE = 0.7;
const LARGEST = 26;
/** Radius of the mark at a corner, in px at usual letters; where cells are small, so that it hides no number. */
const BADGE = 9;
const SMALLEST_BADGE = 6.5;
const OF_A_CELL = 0.33;

/**
 * A question mark on the asked cell; where it has a number that the step adds to, or has no room, at its corner.
 * @param {import("../scene.js").Area & {grows?: boolean}} area
 * @param {number} width of the picture
 */
export function markAsked(ctx, theme, area, ui, width) {
  const { x, y, w, h } = area;
  if (!area.grows) {
    ctx.fillStyle = theme.background;
    const free = inset(area, 0.5);
    ctx.fillRect(free.x, free.y, free.w, free.h);
  }
  const small = Math.min(w, h) < ROOM;
  outline(ctx, theme, grown(area, Math.min(w, h)), theme.accent, small ? 2 : 3);
  if (!small && !area.grows) {
    const size = Math.min(Math.min(w, h) * SHARE, LARGEST * ui);
    write(ctx, "?", x + w / 2, y + h / 2 + size * 0.04, {
      font: `700 ${size}px ${theme.sans}`,
      colour: theme.text,
      align: "center",
      base: "middle",
    });
    return;
  }
  const fits = small ? BADGE * ui : Math.min(w, h) * OF_A_CELL;
  const radius = Math.min(Math.max(fits, SMALLEST_BADGE * ui), BADGE * ui);
  const out = small ? radius : radius * 0.3;
  const at = { x: Math.min(x + w + out, width - radius - 1), y: Math.max(y - out, radius + 1) };
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, 0, 7);
  ctx.fillStyle = theme.background;
  ctx.fill();
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 2;
  ctx.stroke();
  write(ctx, "?", at.x, at.y + 0.5, {
    font: `700 ${(radius * 4) / 3}px ${theme.sans}`,
    colour: theme.text,
    align: "center",
    base: "middle",
  });
}
