import { fill } from "../stage/format.js";
import { equals } from "../stage/number_format.js";
import { askedLine, named, quiet } from "./panels.js";
import { dusted } from "../stage/model.js";

/** A sum with more terms shows the first few and the last one. */
const MOST_SHOWN = 12;
const SHOWN_FIRST = 4;
/** Filters of up to so many cells are told cell by cell to those who listen. */
const MOST_TOLD = 32;

/** The three accumulations of a step, one line each, for one cell of the filter. */
export function stepLines(scene, t, k, { c, r: fy, q: fx }) {
  const [n, i, j] = scene.windows.place(t);
  const d = scene.slope(t, k);
  const x = scene.pixel(t, c, fy, fx);
  const w = scene.weight(k, c, fy, fx);
  const [row, col] = scene.under(t, fy, fx);
  const pixel = scene.pixelName("dx", n, c, row, col);
  const dout = () => scene.factor(d, "dout");
  const after = (value, scale) => [quiet(" → "), { ...scene.term(value, scale), kind: "out" }];
  return [
    [named(`db[${k}] += `), quiet(`dout[${n},${k},${i},${j}] = `), dout(), ...after(scene.filling.bias(k), "db")],
    [
      named(`${scene.weightName("dW", k, c, fy, fx)} += `),
      dout(),
      quiet("·"),
      scene.pixelFactor(x, t, c, fy, fx),
      ...after(scene.filling.weight(k, c, fy, fx), "dW"),
    ],
    [
      named(`${pixel ?? `(${scene.words.bw_padding})`} += `),
      dout(),
      quiet("·"),
      scene.weightFactor(w),
      ...after(scene.filling.pixel(n, c, row, col), "dx"),
      ...(pixel ? [] : [quiet(`   ${scene.words.bw_cut}`)]),
    ],
  ];
}

/** The one accumulation that is asked, with what it starts from. */
export function askedStepLine(scene, t, k, cell) {
  const d = scene.slope(t, k);
  const { filling } = scene;
  if (!cell)
    return askedLine(`db[${k}]`, scene.term(dusted(filling.bias(k), scene.most.dout), "db"), [scene.factor(d, "dout")]);
  const { c, r, q } = cell;
  const x = scene.pixel(t, c, r, q);
  return askedLine(scene.weightName("dW", k, c, r, q), scene.term(filling.weight(k, c, r, q), "dW"), [
    scene.factor(d, "dout"),
    quiet("·"),
    scene.pixelFactor(x, t, c, r, q),
  ]);
}

/** What a pixel of dx gathers in the whole film. */
export function pixelLines(scene, n, c, r, q, only) {
  const name = scene.pixelName("dx", n, c, r, q);
  if (!name) return [[named(scene.words.bw_padding), quiet(`   ${scene.words.bw_cutLong}`)]];
  const terms = gathered(scene, n, c, r, q, only);
  const total = terms.reduce((sum, { d, w }) => sum + d * w, 0);
  if (!terms.length)
    return [[named(`${name} = `), { ...scene.term(0, "dx"), kind: "out" }, quiet(`   ${scene.words.bw_unread}`)]];
  const shown = terms.flatMap(({ d, w }, at) => {
    if (terms.length > MOST_SHOWN && at >= SHOWN_FIRST && at < terms.length - 1)
      return at === SHOWN_FIRST ? [quiet(" + … ")] : [];
    return [...(at ? [quiet(" + ")] : []), scene.factor(d, "dout"), quiet("·"), scene.weightFactor(w)];
  });
  return [
    [
      named(`${name} = `),
      ...shown,
      quiet(
        ` ${scene.signOf(
          terms.map(({ d, w }) => [d, w]),
          ["dout", "w"],
          total,
          "dx",
        )} `,
      ),
      { ...scene.term(total, "dx"), kind: "out" },
    ],
    [
      quiet(
        fill(scene.words.bw_soFar, {
          value: scene.formats.dx.text(scene.filling?.pixel(n, c, r, q) ?? total),
          count: terms.length,
        }),
      ),
    ],
  ];
}

/** Every product that flows into a pixel: output cell, filter, weight. */
function gathered(scene, n, c, r, q, only = -1) {
  const filters = scene.filtersOf(c).filter((k) => only < 0 || k === only);
  return filters.flatMap((k) =>
    scene.windows
      .readersOf(r, q)
      .map(({ i, j, fy, fx }) => ({ k, i, j, fy, fx, d: scene.dout.at(n, k, i, j), w: scene.weight(k, c, fy, fx) })),
  );
}

/** The step as one sentence: db, every cell of dW[k], every pixel of the window. */
export function stepSentence(scene, step, t, k) {
  const [n, i, j] = scene.windows.place(t);
  const { FH, FW } = scene.sizes;
  const read = scene.channelsOf(k);
  const d = scene.slope(t, k);
  const state = scene.filling;
  const words = fill(scene.words.bw_status, {
    step: step + 1,
    steps: scene.steps,
    n,
    k,
    i,
    j,
    dout: scene.formats.dout.text(d),
  });
  const dW = [];
  const dx = [];
  const all = read.length * FH * FW <= MOST_TOLD;
  for (const c of read) {
    scene.eachCell((fy, fx) => {
      if (!all && (c !== read[0] || fy !== FH >> 1 || fx !== FW >> 1)) return;
      const x = scene.pixel(t, c, fy, fx);
      const after = state.weight(k, c, fy, fx);
      dW.push(
        `${scene.weightName("dW", k, c, fy, fx)} = ${scene.additionTold(dusted(after - d * x, scene.most.byX), [d, "dout"], [x, "x"], after, "dW")}`,
      );
      const [row, col] = scene.under(t, fy, fx);
      const pixel = scene.pixelName("dx", n, c, row, col);
      const w = scene.weight(k, c, fy, fx);
      const here = state.pixel(n, c, row, col);
      if (pixel)
        dx.push(
          `${pixel} = ${scene.additionTold(dusted(here - d * w, scene.most.byW), [d, "dout"], [w, "w"], here, "dx")}`,
        );
    });
  }
  const db = `db[${k}] = ${biasTold(scene, state.bias(k), d)}`;
  return `${words} ${[db, ...dW, ...dx].join("; ")}`;
}

/** What a bias's gradient was, what is added, and what it is then. */
export function biasTold(scene, after, d) {
  const { db, dout } = scene.formats;
  const before = dusted(after - d, scene.most.dout);
  return `${db.text(before)} + ${dout.factor(d)} ${equals([db.shown(before), dout.shown(d)], db.shown(after))} ${db.text(after)}`;
}
