/**
 * Two lines from a part of a picture to the panel that shows it larger.
 * @param {{x: number, y: number, w: number, h: number}} from the part
 * @param {{x: number, y: number, width: number, height: number}} to the panel
 */
export function project(ctx, theme, from, to) {
  // beside one another the lines leave at the right; below one another, as on a phone, at the foot
  const below = to.y > from.y + from.h && to.x < from.x + from.w;
  const lines = below
    ? [
        [from.x, from.y + from.h, to.x, to.y],
        [from.x + from.w, from.y + from.h, to.x + to.width, to.y],
      ]
    : [
        [from.x + from.w, from.y, to.x, to.y],
        [from.x + from.w, from.y + from.h, to.x, to.y + to.height],
      ];
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
  }
  ctx.stroke();
}
