/** The middle of the picture: dout with its channels, the one number of this step, and db. */

/** What is left of the room for dout itself, beside thumbs, the number and db. */
export function middlePlan(width, H, m) {
  const { s, ui } = m;
  const thumbs = s.FN > 1 ? thumbPlan(width, m) : null;
  const above = m.head + (thumbs ? thumbs.height : 0);
  const below = m.air + m.chipH + m.drop + m.chipH;
  const cell = Math.min(width / s.ow, (H - above - below) / s.oh, 96 * ui);
  return { width, thumbs, above, cell, size: cell * Math.max(s.oh, s.ow), height: above + cell * s.oh + below };
}

function thumbPlan(width, { s, ui }) {
  const gap = 6 * ui;
  const side = Math.min((width - (s.FN - 1) * gap) / s.FN, 38 * ui);
  const perRow = side >= 22 * ui ? s.FN : Math.ceil(s.FN / 2);
  const size = Math.min((width - (perRow - 1) * gap) / perRow, 38 * ui);
  return {
    perRow,
    side: size,
    gap,
    pitch: size + 17 * ui,
    height: Math.ceil(s.FN / perRow) * (size + 17 * ui) + 6 * ui,
  };
}

/** Place it. @param {ReturnType<typeof middlePlan>} middle @returns {number} the lower edge */
export function placeMiddle(plan, x0, y0, middle, m) {
  const { s, ui } = m;
  const { width, thumbs, cell } = middle;
  const x = x0 + (width - s.ow * cell) / 2;
  let y = y0 + middle.above;
  plan.heads.push({
    panel: "dout",
    x: thumbs ? x0 : Math.min(x, x0 + width - m.heads.dout),
    y: y0 + m.head - 8 * ui,
    room: x0 + width - Math.min(x, x0 + width - m.heads.dout),
  });
  if (thumbs)
    for (let k = 0; k < s.FN; k++)
      plan.thumbs.push({
        k,
        x: x0 + (k % thumbs.perRow) * (thumbs.side + thumbs.gap),
        y: y0 + m.head + 15 * ui + Math.floor(k / thumbs.perRow) * thumbs.pitch,
        w: thumbs.side,
        h: thumbs.side,
      });
  plan.dout = { x, y, cell };
  y += s.oh * cell + m.air + m.chipH / 2;
  plan.chip = { x: x0 + width / 2, y, w: m.chipW, h: m.chipH };
  y += m.chipH + m.drop;
  placeDb(plan, x0, y, width, m);
  return y + m.chipH / 2;
}

/** db: a chip for each filter, or for the one of this step where they do not all fit. */
function placeDb(plan, x0, y, width, m) {
  const { s, ui } = m;
  const index = s.FN > 1 ? 18 * ui : 0;
  const each = m.dbW + index + 8 * ui;
  const all = m.heads.db + s.FN * each <= width;
  const shown = all ? [...Array(s.FN).keys()] : [-1];
  // with one chip, it stands under the number
  const left =
    shown.length === 1
      ? Math.max(x0 + m.heads.db, x0 + width / 2 - m.dbW / 2 - (all ? index : 0))
      : x0 + m.heads.db + (width - m.heads.db - s.FN * each) / 2;
  plan.heads.push({ panel: "db", x: left - m.heads.db, y: y + 5 * ui, room: m.heads.db });
  shown.forEach((k, at) =>
    plan.db.push({ k, x: left + at * each + (all ? index : 0) + m.dbW / 2, y, w: m.dbW, h: m.chipH }),
  );
}
