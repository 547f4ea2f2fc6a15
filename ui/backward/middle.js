/**
 * The part of the picture that both arrangements share: dout with its channels, the one number of
 * this step, and db.
 */

/** What every arrangement fills in. */
export function emptyPlan() {
  return {
    heads: [],
    signs: [],
    arrows: [],
    x: [],
    window: null,
    byX: [],
    dW: [],
    W: [],
    byW: [],
    dx: [],
    dout: null,
    thumbs: [],
    chip: null,
    small: [],
    db: [],
    height: 0,
  };
}

/** dout, the one number of this step, db. @returns {number} the lower edge */
export function placeMiddle(plan, x0, width, H, m) {
  const { s, ui } = m;
  const perRow = s.FN > 2 ? 2 : 1;
  const dbRows = Math.ceil(s.FN / perRow);
  const dbH = dbRows * (m.chipH + 6 * ui);
  const thumbs = s.FN > 1 ? thumbPlan(width, s, ui) : { rows: 0, side: 0, perRow: 1 };
  const thumbsH = thumbs.rows * (thumbs.side + 18 * ui) + (thumbs.rows ? 4 * ui : 0);
  const fixed = 2 * m.head + m.label + thumbsH + m.chipH + 3 * m.gap + dbH;
  const cell = Math.max(1, Math.min(width / s.ow, (H - fixed) / s.oh, 54 * ui));
  const x = x0 + Math.max(0, (width - s.ow * cell) / 2);
  let y = m.head;
  plan.heads.push({ panel: "dout", x: Math.min(x, x0 + width * 0.1), y: y - 8 * ui, room: width });
  y += m.label;
  plan.dout = { x, y, cell };
  y += s.oh * cell;
  for (let k = 0; k < s.FN && thumbs.rows; k++) {
    const row = Math.floor(k / thumbs.perRow);
    plan.thumbs.push({
      k,
      x: x0 + (k % thumbs.perRow) * (thumbs.side + 6 * ui) + thumbs.inset,
      y: y + 20 * ui + row * (thumbs.side + 18 * ui),
      w: thumbs.side,
      h: thumbs.side,
    });
  }
  y += thumbsH + m.gap + m.chipH / 2;
  plan.chip = { x: x0 + width / 2, y, w: m.chipW, h: m.chipH };
  y += m.chipH / 2 + m.gap + 4 * ui + m.head;
  plan.arrows.push({
    x1: plan.chip.x,
    y1: plan.chip.y + m.chipH / 2 + 3,
    x2: plan.chip.x,
    y2: plan.chip.y + m.chipH / 2 + m.gap,
  });
  const chipW = Math.min((width - m.lead) / perRow - 40 * ui, 84 * ui);
  plan.heads.push({ panel: "db", x: x0 + m.lead, y: y - 8 * ui, room: width - m.lead });
  for (let k = 0; k < s.FN; k++) {
    const col = k % perRow;
    const row = Math.floor(k / perRow);
    plan.db.push({
      k,
      x: x0 + m.lead + col * ((width - m.lead) / perRow) + 26 * ui + chipW / 2,
      y: y + row * (m.chipH + 6 * ui) + m.chipH / 2,
      w: chipW,
      h: m.chipH,
    });
  }
  plan.signs.push({ text: "+=", x: x0 + m.lead / 2 - 2, y: y + dbH / 2 - 3 * ui, strong: true });
  return y + dbH;
}

function thumbPlan(width, s, ui) {
  const perRow = Math.min(s.FN, 4);
  const rows = Math.ceil(s.FN / perRow);
  const side = Math.min((width - (perRow - 1) * 6 * ui) / perRow, 40 * ui);
  return { perRow, rows, side, inset: (width - perRow * side - (perRow - 1) * 6 * ui) / 2 };
}
