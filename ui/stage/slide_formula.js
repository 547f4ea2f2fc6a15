import { factor, fill, formatNumber } from "./format.js";

/**
 * The step in numbers: as lines of coloured terms for the eye, and as one sentence for the live
 * region. Both read the same numbers.
 *
 * @typedef {{text: string, kind?: "x" | "w" | "sum" | "bias" | "out" | "quiet" | "name", value?: number, plane?: number}} Term
 */

/** A line with more products than this shows the first few and the last; the live region has all. */
const MOST_TERMS = 16;
const FIRST_TERMS = 5;

/** @param {import("./slide_scene.js").SlideScene} scene @param {number} step @param {number} k @returns {Term[][]} */
export function slideLines(scene, step, k) {
  const [n, i, j] = scene.windows.place(step);
  const subs = scene.sums(step, k);
  const lines = subs.map((sum, c) => {
    /** @type {Term[]} */
    const line = [];
    const cells = scene.sizes.FH * scene.sizes.FW;
    scene.eachCell((fy, fx) => {
      const at = fy * scene.sizes.FW + fx;
      if (cells > MOST_TERMS && at >= FIRST_TERMS && at < cells - 1) {
        if (at === FIRST_TERMS) line.push({ text: " + … ", kind: "quiet" });
        return;
      }
      if (line.length) line.push({ text: " + ", kind: "quiet" });
      const x = scene.pixel(step, c, fy, fx);
      const w = scene.weight(k, c, fy, fx);
      line.push({ text: factor(x), kind: "x", value: x, plane: c }, { text: "·", kind: "quiet" });
      line.push({ text: factor(w), kind: "w", value: w });
    });
    if (subs.length === 1) return line;
    const name = { text: `${scene.channelName(c)}: `, kind: /** @type {const} */ ("name") };
    return [name, ...line, { text: " = ", kind: /** @type {const} */ ("quiet") }, { text: formatNumber(sum), kind: /** @type {const} */ ("sum"), value: sum }];
  });
  /** @type {Term[]} */
  const tail = [
    { text: " + ", kind: "quiet" },
    { text: "b ", kind: "name" },
    { text: factor(scene.bias(k)), kind: "bias", value: scene.bias(k) },
    { text: " = ", kind: "quiet" },
    { text: formatNumber(scene.output(n, k, i, j)), kind: "out", value: scene.output(n, k, i, j) },
  ];
  const head = { text: `out[${n},${k},${i},${j}] = `, kind: /** @type {const} */ ("name") };
  if (subs.length === 1) return [[head, ...lines[0], ...tail]];
  const sums = subs.flatMap((sum, c) => {
    const term = { text: factor(sum), kind: /** @type {const} */ ("sum"), value: sum };
    return c ? [{ text: " + ", kind: /** @type {const} */ ("quiet") }, term] : [term];
  });
  return [...lines, [head, ...sums, ...tail]];
}

/** @param {import("./slide_scene.js").SlideScene} scene @param {number} step @param {number} k */
export function slideSentence(scene, step, k) {
  const [n, i, j] = scene.windows.place(step);
  const products = [];
  for (let c = 0; c < scene.sizes.C; c++) {
    scene.eachCell((fy, fx) => {
      products.push(`${factor(scene.pixel(step, c, fy, fx))}·${factor(scene.weight(k, c, fy, fx))}`);
    });
  }
  const words = fill(scene.words.status, { step: step + 1, steps: scene.steps, row: i, col: j });
  const result = formatNumber(scene.output(n, k, i, j));
  return `${words} out[${n},${k},${i},${j}] = ${products.join(" + ")} + b ${bracketed(scene.bias(k))} = ${result}`;
}

const bracketed = (value) => `(${formatNumber(value)})`;

/**
 * What pointing at a cell says, where it is not a step of its own.
 * @returns {Term[][]}
 */
export function slidePointed(scene, target, step, k) {
  const { c, r, q } = target;
  const [top, , left] = scene.windows.pad;
  if (target.panel === "x") {
    const readers = scene.windows.readersOf(r, q);
    const name = scene.windows.inPadding(r, q)
      ? [{ text: `${scene.words.padding} `, kind: "name" }, { text: "0", kind: "out" }]
      : [
          { text: `x[${target.n},${c},${r - top},${q - left}] = `, kind: "name" },
          { text: formatNumber(scene.x.at(target.n, c, r, q)), kind: "x", value: scene.x.at(target.n, c, r, q), plane: c },
        ];
    const told = readers.length
      ? fill(readers.length === 1 ? scene.words.readByOne : scene.words.readBy, { count: readers.length })
      : scene.words.unread;
    return [[...name, { text: `   ${told}`, kind: "quiet" }]];
  }
  const [fy, fx] = [r, q];
  const w = scene.weight(k, c, fy, fx);
  const x = scene.pixel(step, c, fy, fx);
  const line = [
    { text: `W[${k},${c},${fy},${fx}] = `, kind: "name" },
    { text: formatNumber(w), kind: "w", value: w },
    { text: `   ${scene.words.thisWindow} `, kind: "quiet" },
    { text: factor(x), kind: "x", value: x, plane: c },
    { text: "·", kind: "quiet" },
    { text: factor(w), kind: "w", value: w },
    { text: " = ", kind: "quiet" },
    { text: formatNumber(x * w), kind: "sum", value: x * w },
  ];
  if (target.panel === "W") {
    line.push({ text: `   ${fill(scene.words.meets, { count: scene.windows.outH * scene.windows.outW })}`, kind: "quiet" });
  }
  return [line];
}
