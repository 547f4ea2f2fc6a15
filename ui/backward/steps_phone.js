import { EDGE, PHONE_HEIGHT } from "../stage/fit.js";

/**
 * The steps on a phone: x and dout side by side, the number of the step and db beside or below them, and
 * below that what flows into dW, then what flows into dx. The number goes down the right edge to what it
 * multiplies.
 */

/** Rows of one channel in full, or of several, whose planes stand side by side. */
const ONE = [
  ["window", "dW", "byX"],
  ["dx", "W", "byW"],
];
const SEVERAL = [
  ["window", "byX"],
  ["dW", "W"],
  ["dx", "byW"],
];
const PIPE = 16;
const GAP = 12;
const LARGEST = 46;
/** Pictures are at least so high, in px. */
const SMALLEST = 54;

/** @param {number} W @param {any} m measures that layouts share @param {object} plan to be filled */
export function layoutOnPhone(W, m, plan) {
  const { s, head } = m;
  plan.right = W - EDGE;
  plan.projects = false;
  const one = s.C === 1;
  const names = one ? ONE : SEVERAL;
  const inner = W - 2 * EDGE - PIPE;
  const gaps = (names[0].length - 1) * GAP;
  const across = s.C * s.FW;
  const wide = (inner - gaps - names[0].length * (s.C - 1) * m.between) / names[0].length;
  const cell = Math.min(wide / across, LARGEST);
  const db = Math.max(m.dbW, m.chipW, 20 + m.heads.db);
  const beside = one ? db + GAP : 0;
  const thumb = s.FN > 1 ? Math.min((W - 2 * EDGE - (s.FN - 1) * 6) / s.FN, 38) : 0;
  // what stands in every case, then the pictures, then the filter's cells take what is left
  const fixed =
    head + m.label + (thumb ? thumb + 24 : 0) + (one ? 8 : m.chipH + 16) + (names.length * (head + 8) + m.label) + EDGE;
  const left = PHONE_HEIGHT.backward - fixed;
  const planes = s.C + 1;
  const most = (inner - beside - (planes - 1) * GAP) / planes;
  const rows = names.length * s.FH;
  const high = one
    ? Math.min(most, left - rows * Math.min(cell, 34))
    : Math.min(most, left - 2 * s.FH * cell - SMALLEST);
  const size = Math.max(high, SMALLEST);
  const picture = Math.min(size / Math.max(s.Hp, s.oh), most / Math.max(s.Wp, s.ow), 44);
  const tall = Math.min(cell, Math.max(12, (left - picture * Math.max(s.Hp, s.oh) - (one ? 0 : SMALLEST)) / rows));

  // x and dout
  const top = head + m.label;
  let x = EDGE;
  plan.heads.push({ panel: "x", x, y: head - 8, room: s.C * (most + GAP) });
  plan.x = [];
  for (let c = 0; c < s.C; c++, x += most + GAP) plan.x.push({ x, y: top, cell: picture });
  plan.heads.push({ panel: "dout", x, y: head - 8, room: (one ? most : W - x) + 4 });
  plan.dout = { x, y: top, cell: picture };
  x += most + GAP;
  let y = top + Math.max(s.Hp, s.oh) * picture;
  if (one) placeNumber(plan, x + db / 2, top, Math.max(y, top + 2 * m.chipH + head + 20), m);
  if (one) y = Math.max(y, plan.db[0].y + m.chipH / 2);
  if (thumb) y = placeThumbs(plan, s.FN, y, thumb);
  if (!one) y = placeNumberInLine(plan, W, y, m);
  y += 8;
  for (const row of names) {
    const dxHere = row.includes("dx");
    const label = dxHere ? m.label : 0;
    const room = (inner - gaps) / row.length;
    const dxCell = Math.min(
      (room - (s.C - 1) * m.between) / (s.C * s.Wp),
      Math.max(s.FH * tall, SMALLEST * 1.6) / s.Hp,
      44,
    );
    const height = Math.max(s.FH * tall, dxHere ? s.Hp * dxCell : 0);
    row.forEach((name, at) => {
      const left = EDGE + at * (room + GAP);
      const pixels = name === "dx";
      const [cols, width] = pixels ? [s.Wp, dxCell] : [s.FW, cell];
      plan[name] = [...Array(s.C).keys()].map((c) => ({
        x: left + c * (cols * width + m.between),
        y: y + head + label,
        cell: width,
        ...(pixels ? {} : { tall }),
      }));
      plan.heads.push({ panel: name, x: left, y: y + head - 8, room: room + GAP - 4 });
    });
    y += head + label + height + 8;
  }
  flowBelow(plan, m, W);
  plan.height = y - 8 + EDGE;
  return plan;
}

/** The number, and db below it; between them the name, beside the way that leads there. */
function placeNumber(plan, x, top, foot, m) {
  plan.chip = { x, y: top + m.chipH / 2, w: m.chipW, h: m.chipH };
  plan.db.push({ k: -1, x, y: foot - m.chipH / 2, w: m.dbW, h: m.chipH });
  plan.dbFlow = x - Math.min(m.chipW, m.dbW) / 2 + 8;
  plan.heads.push({ panel: "db", x: plan.dbFlow + 8, y: foot - m.chipH - 7, room: m.heads.db });
}

/** db, and to its right the number, from which it comes. @returns {number} the lower edge */
function placeNumberInLine(plan, W, top, m) {
  const y = top + 8 + m.chipH / 2;
  plan.heads.push({ panel: "db", x: EDGE, y: y + 5, room: m.heads.db });
  plan.db.push({ k: -1, x: EDGE + m.heads.db + m.dbW / 2, y, w: m.dbW, h: m.chipH });
  plan.chip = { x: W - EDGE - PIPE - GAP - m.chipW / 2, y, w: m.chipW, h: m.chipH };
  return y + m.chipH / 2;
}

function placeThumbs(plan, FN, top, side) {
  for (let k = 0; k < FN; k++) plan.thumbs.push({ k, x: EDGE + 3 + k * (side + 5), y: top + 21, w: side, h: side });
  return top + 21 + side + 3;
}

/** Down the right edge, and from there into what is multiplied. */
function flowBelow(plan, m, W) {
  const { chip } = plan;
  const { FW } = m.s;
  const edge = W - EDGE - 3;
  for (const [to, name] of [
    ["dW", "byX"],
    ["dx", "byW"],
  ]) {
    const last = plan[name].at(-1);
    const y = last.y + (m.s.FH * last.tall) / 2;
    plan.flows.push({
      to,
      points: [
        [chip.x + chip.w / 2 + 3, chip.y],
        [edge, chip.y],
        [edge, y],
        [last.x + FW * last.cell + 5, y],
      ],
      label: null,
    });
  }
}
