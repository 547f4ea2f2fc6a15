/** Paints cells of every value of every scale, and says which ink stood on which ground. */

import { Matrix } from "../../../ui/stage/matrix.js";
import { Theme } from "../../../ui/stage/theme.js";

globalThis.getComputedStyle = (page) => ({ getPropertyValue: (name) => page[name] ?? "" });
const PAGES = {
  light: {},
  dark: {
    "--st-background-color": "#0e1117",
    "--st-text-color": "#fafafa",
    "--st-secondary-background-color": "#262730",
  },
};
const STEPS = 512;
const TINTS = ["grey", "red", "green", "blue"];
const SCALES = {
  data: (theme, at) => theme.data(2 * at - 1, 1),
  weight: (theme, at) => theme.weight(2 * at - 1, 1),
  plain: (theme, at) => theme.plain(at, 1),
  ...Object.fromEntries(TINTS.map((tint) => [tint, (theme, at) => theme.picture(at, tint)])),
};
const VEILS = { pointer: ["pointer", 0.3], dim: ["background", 0.6] };

/** What lies in the middle of the cell, layer upon layer, and the ink of its number. */
function listening() {
  const ctx = { ground: [], ink: null, globalAlpha: 1 };
  ctx.fillRect = (x, y, w, h) => {
    if (x <= 30 && x + w >= 30 && y <= 30 && y + h >= 30) ctx.ground.push([ctx.fillStyle, ctx.globalAlpha]);
  };
  // a line through the middle is a ground, too
  let through = false;
  let from = [0, 0];
  ctx.beginPath = () => (through = false);
  ctx.moveTo = (...to) => (from = to);
  ctx.lineTo = (...to) => {
    for (let way = 0; way <= 1; way += 0.05) {
      const at = [0, 1].map((axis) => from[axis] + (to[axis] - from[axis]) * way);
      through ||= Math.hypot(at[0] - 30, at[1] - 30) < 10;
    }
  };
  ctx.stroke = () => through && ctx.ground.push([ctx.strokeStyle, ctx.globalAlpha]);
  ctx.fillText = () => (ctx.ink = ctx.fillStyle);
  return new Proxy(ctx, { get: (one, name) => (name in one ? one[name] : () => {}) });
}

function painted(theme, colour, at, given = {}, veil = undefined) {
  const format = { letters: 3, text: () => "0.5" };
  const matrix = new Matrix({ rows: 1, cols: 1, value: () => at, colour: () => colour(theme, at), format, ...given });
  matrix.place(0, 0, 60);
  const ctx = listening();
  matrix.paintCell(ctx, theme, 0, 0, 0, 0, veil);
  return { ground: ctx.ground, ink: ctx.ink };
}

const all = [];
for (const [page, style] of Object.entries(PAGES)) {
  const theme = new Theme(style);
  for (const [scale, colour] of Object.entries(SCALES)) {
    for (let step = 0; step <= STEPS; step++) {
      const at = step / STEPS;
      const say = (kind, cell) => all.push({ page, scale, at, kind, ...cell });
      say("plain", painted(theme, colour, at));
      say("unread", painted(theme, colour, at, { unread: () => true }));
      say("cut off", painted(theme, colour, at, { cutOff: () => true }));
      say("padding", painted(theme, colour, at, { padding: () => true }));
      for (const [name, [over, share]] of Object.entries(VEILS))
        say(name, painted(theme, colour, at, {}, { colour: theme[over], share }));
    }
  }
}
export default process.stdout.write(JSON.stringify(all));
