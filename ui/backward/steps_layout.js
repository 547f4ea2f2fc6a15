import { EDGE, bestOf, steps } from "../stage/fit.js";
import { middlePlan, placeMiddle } from "./middle.js";
import { layoutOnPhone } from "./steps_phone.js";
import { bestSide } from "./steps_side.js";

/**
 * Where the three accumulations stand: dout in the middle, and below it the one number of the step, from
 * which three flows go: down into db, left, times the window, into dW, right, times the filter, into dx.
 *
 * @typedef {{x: number, y: number, cell: number}} Place
 * @typedef {{to: "db" | "dW" | "dx", points: [number, number][], label: {x: number, y: number, align: "left" | "right"} | null}} Flow
 */

const PHONE = 600;

const LEFT = [
  [
    [
      ["x", "window"],
      ["dW", "byX"],
    ],
    false,
  ],
  [[["x", "window", "dW", "byX"]], true],
  [[["x"], ["window"], ["dW", "byX"]], false],
  [[["x"], ["window"], ["dW"], ["byX"]], false],
  [[["x"], ["dW", "byX"]], false],
  [[["x", "dW", "byX"]], true],
  [[["x"], ["dW"], ["byX"]], false],
];
const RIGHT = [
  [[["byW", "W"], ["dx"]], false],
  [[["byW", "W", "dx"]], true],
  [[["byW"], ["W"], ["dx"]], false],
];

/**
 * @param {number} W @param {number} H of the room @param {import("./panels.js").BackwardPanels["sizes"]} s
 * @param {number} ui
 * @param {{filter: number, pixel: number, chip: number, db: number, heads: Record<string, number>}} needs widths
 *   with which numbers and headings fit; those of chips and headings at usual letters
 */
export function layoutSteps(W, H, s, ui, needs) {
  const heads = Object.fromEntries(Object.entries(needs.heads).map(([name, width]) => [name, width * ui]));
  const m = {
    ui,
    s,
    H,
    needs,
    heads,
    gap: 22 * ui,
    gutter: 40 * ui,
    head: 24 * ui,
    label: s.C > 1 ? 15 * ui : 0,
    between: 8 * ui,
    air: 16 * ui,
    drop: 22 * ui,
    chipW: needs.chip * ui,
    dbW: needs.db * ui,
    chipH: 28 * ui,
  };
  return W < PHONE ? layoutOnPhone(W, m, emptyPlan()) : inColumns(W, H - EDGE, m);
}

const emptyPlan = () => ({ heads: [], thumbs: [], db: [], flows: [], window: null, height: 0 });

function inColumns(W, H, m) {
  const room = W - 2 * EDGE - 2 * m.gutter;
  const least = Math.max(m.heads.dout, m.chipW + 16 * m.ui, m.heads.db + m.dbW);
  const plans = [];
  for (const share of steps(0.16, 0.42, 8)) {
    const middle = middlePlan(Math.max(share * room, least), H, m);
    if (middle.cell <= 0) continue;
    for (const part of steps(0.46, 0.68, 6)) {
      const rest = room - middle.width;
      const left = bestSide(LEFT, rest * part, H, m);
      const right = left && bestSide(RIGHT, rest * (1 - part), H, m);
      if (right)
        plans.push({
          middle,
          left,
          right,
          worth: left.worth + right.worth + 3.2 * Math.min(middle.size / (0.6 * H), 1),
        });
    }
  }
  const best = bestOf(plans, ({ worth }) => worth);
  if (!best) return layoutOnPhone(W, m, emptyPlan());
  const { left, middle, right } = best;
  const plan = emptyPlan();
  const free = W - 2 * EDGE - left.width - middle.width - right.width;
  const gutter = m.gutter + Math.max(0, free - 2 * m.gutter) / 3;
  const start = EDGE + (free - 2 * gutter) / 2;
  plan.right = W - EDGE;
  left.place(plan, start, 0);
  const at = start + left.width + gutter;
  const foot = placeMiddle(plan, at, 0, middle, m);
  right.place(plan, at + middle.width + gutter, 0);
  plan.projects = m.s.C === 1 || left.down;
  plan.height = Math.max(left.height, right.height, foot) + EDGE;
  flowInColumns(plan, m, at, at + middle.width, gutter);
  return plan;
}

/** The edges of a panel's planes together. */
function boxOf(places, rows, cols) {
  const [first, last] = [places[0], places[places.length - 1]];
  return { x: first.x, y: first.y, right: last.x + cols * last.cell, foot: last.y + rows * (last.tall ?? last.cell) };
}

function flowInColumns(plan, m, left, right, gutter) {
  const { chip } = plan;
  const { FH, FW } = m.s;
  const side = (to, box, from, via, end) => {
    const y = Math.min(Math.max((box.y + box.foot) / 2, box.y), box.foot);
    plan.flows.push({
      to,
      points: [
        [from, chip.y],
        [via, chip.y],
        [via, y],
        [end, y],
      ],
      label: { x: from + Math.sign(end - from) * 6 * m.ui, y: chip.y - 8 * m.ui, align: end > from ? "left" : "right" },
    });
  };
  const half = chip.w / 2 + 3;
  const [byX, byW] = [boxOf(plan.byX, FH, FW), boxOf(plan.byW, FH, FW)];
  side("dW", byX, chip.x - half, left - gutter / 2, byX.right + 7);
  side("dx", byW, chip.x + half, right + gutter / 2, byW.x - 7);
}

/** From the number to a filter's db, which may stand beside it. @returns {Flow} */
export function flowIntoDb({ chip, db, dbFlow }, k) {
  const to = db.find((place) => place.k === k || place.k < 0) ?? db[0];
  if (Math.abs(to.y - chip.y) < to.h / 2)
    return {
      to: "db",
      points: [
        [chip.x - chip.w / 2 - 3, chip.y],
        [to.x + to.w / 2 + 4, to.y],
      ],
      label: null,
    };
  const [top, foot] = [chip.y + chip.h / 2 + 3, to.y - to.h / 2 - 4];
  const half = top + (foot - top) * 0.4;
  const straight = dbFlow ?? chip.x;
  const points =
    Math.abs(to.x - chip.x) < to.w / 2
      ? [
          [straight, top],
          [straight, foot],
        ]
      : [
          [chip.x, top],
          [chip.x, half],
          [to.x, half],
          [to.x, foot],
        ];
  return { to: "db", points, label: null };
}
