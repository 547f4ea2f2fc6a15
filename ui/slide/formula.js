import { fill } from "../stage/format.js";
import { equals } from "../stage/number_format.js";

/**
 * The step in numbers: as lines of coloured terms for the eye, and as one sentence for the live
 * region. Both read the same numbers.
 *
 * @typedef {{text: string, kind?: "x" | "w" | "sum" | "bias" | "out" | "quiet" | "name", value?: number, plane?: number, filter?: number, padding?: boolean}} Term
 */

/** A line with more products than this shows the first few and the last; the live region has all. */
const MOST_TERMS = 16;
const FIRST_TERMS = 5;

/** @param {import("./scene.js").SlideScene} scene @param {number} step @param {number} k @returns {Term[][]} */
export function slideLines(scene, step, k) {
  const [n, i, j] = scene.windows.place(step);
  const { x: pixel, w: weight, bias, out } = scene.formatsOf(k);
  const read = scene.channelsOf(k);
  const all = scene.sums(step, k);
  const subs = read.map((c) => all[c]);
  const lines = read.map((c) => {
    const sum = all[c];
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
      line.push(scene.pixelTerm(pixel.factor(x), step, c, fy, fx), { text: "·", kind: "quiet" });
      line.push({ text: weight.factor(w), kind: "w", value: w });
    });
    if (subs.length === 1) return line;
    const name = { text: `${scene.channelName(c)}: `, kind: /** @type {const} */ ("name") };
    const sign = equals(scene.shownProducts(step, k, c), out.shown(sum));
    return [
      name,
      ...line,
      { text: ` ${sign} `, kind: /** @type {const} */ ("quiet") },
      { text: out.text(sum), kind: /** @type {const} */ ("sum"), value: sum, filter: k },
    ];
  });
  const output = scene.output(n, k, i, j);
  /** @type {Term[]} */
  const tail = [
    { text: " + ", kind: "quiet" },
    { text: "b ", kind: "name" },
    { text: bias.factor(scene.bias(k)), kind: "bias", value: scene.bias(k) },
    { text: ` ${subs.length > 1 ? scene.signOfOutput(subs, k, output) : scene.signOfCell(step, k)} `, kind: "quiet" },
    { text: out.text(output), kind: "out", value: output, filter: k },
  ];
  const head = { text: `out[${n},${k},${i},${j}] = `, kind: /** @type {const} */ ("name") };
  if (subs.length === 1) return [[head, ...lines[0], ...tail]];
  const sums = subs.flatMap((sum, at) => {
    const term = { text: out.factor(sum), kind: /** @type {const} */ ("sum"), value: sum, filter: k };
    return at ? [{ text: " + ", kind: /** @type {const} */ ("quiet") }, term] : [term];
  });
  return [...lines, [head, ...sums, ...tail]];
}

/** @param {import("./scene.js").SlideScene} scene @param {number} step @param {number} k */
export function slideSentence(scene, step, k) {
  const [n, i, j] = scene.windows.place(step);
  const { x: pixel, w: weight, bias, out } = scene.formatsOf(k);
  const products = [];
  for (const c of scene.channelsOf(k)) {
    scene.eachCell((fy, fx) => {
      products.push(`${pixel.factor(scene.pixel(step, c, fy, fx))}·${weight.factor(scene.weight(k, c, fy, fx))}`);
    });
  }
  const words = fill(scene.words.status, { step: step + 1, steps: scene.steps, row: i, col: j });
  const result = `${scene.signOfCell(step, k)} ${out.text(scene.output(n, k, i, j))}`;
  return `${words} out[${n},${k},${i},${j}] = ${products.join(" + ")} + b (${bias.text(scene.bias(k))}) ${result}`;
}

/**
 * What pointing at a cell says, where it is not a step of its own.
 * @returns {Term[][]}
 */
export function slidePointed(scene, target, step, k) {
  const { c, r, q } = target;
  const { x: pixel, w: weight, product } = scene.formatsOf(k);
  if (target.panel === "x") {
    const readers = scene.windows.readersOf(r, q);
    const name = scene.windows.inPadding(r, q)
      ? [{ text: `${scene.words.padding} `, kind: "name" }, scene.termOfPixel(pixel.text(0), 0, c, r, q)]
      : [
          { text: `${scene.nameOfPixel("x", target.n, c, r, q)} = `, kind: "name" },
          scene.termOfPixel(pixel.text(scene.x.at(target.n, c, r, q)), scene.x.at(target.n, c, r, q), c, r, q),
        ];
    const told = !scene.readsChannel(k, c)
      ? scene.notRead(k, c)
      : readers.length
        ? fill(readers.length === 1 ? scene.words.readByOne : scene.words.readBy, { count: readers.length })
        : scene.words.unread;
    return [[...name, { text: `   ${told}`, kind: "quiet" }]];
  }
  if (!scene.readsChannel(k, c)) return [[{ text: scene.notRead(k, c), kind: "quiet" }]];
  const [fy, fx] = [r, q];
  const w = scene.weight(k, c, fy, fx);
  const x = scene.pixel(step, c, fy, fx);
  const line = [
    { text: `${scene.weightName("W", k, c, fy, fx)} = `, kind: "name" },
    { text: weight.text(w), kind: "w", value: w },
    { text: `   ${scene.words.thisWindow} `, kind: "quiet" },
    scene.pixelTerm(pixel.factor(x), step, c, fy, fx),
    { text: "·", kind: "quiet" },
    { text: weight.factor(w), kind: "w", value: w },
  ];
  if (!scene.held) {
    line.push(
      { text: ` ${equals([pixel.shown(x) * weight.shown(w)], product.shown(x * w))} `, kind: "quiet" },
      { text: product.text(x * w), kind: "sum", value: x * w },
    );
  }
  if (target.panel === "W") {
    line.push({
      text: `   ${fill(scene.words.meets, { count: scene.windows.outH * scene.windows.outW })}`,
      kind: "quiet",
    });
  }
  return [line];
}
