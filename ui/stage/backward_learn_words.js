import { factor, fill, formatNumber } from "./format.js";
import { named, quiet } from "./backward_panels.js";

/** Filters of up to so many cells are told cell by cell to those who listen. */
const MOST_CELLS_TOLD = 32;

const weightTerm = (value) => ({ text: factor(value), kind: "w", value });
const slopeTerm = (value) => ({ text: factor(value), kind: "sum", value, scale: "slope" });
const answerTerm = (value) => ({ text: factor(value), kind: "sum", value, scale: "answer" });

/** The update in numbers, for the weight that is pointed at or the one in the middle. */
export function learnLines(scene, pointed) {
  const { t, k, learn, learned, sizes } = scene;
  if (pointed?.panel === "answer") return [answerLine(scene, pointed), lossLine(scene)];
  const { c, r, q } = pointed?.panel === "weight" ? pointed : { c: 0, r: sizes.FH >> 1, q: sizes.FW >> 1 };
  const now = learned.weights.at(t, k, c, r, q);
  const name = `W[${k},${c},${r},${q}]`;
  if (!scene.goesOn) {
    return [[named(`${name} = `), { ...weightTerm(now), text: formatNumber(now) }, quiet(`   ${fill(scene.words.bw_learnAfter, { t })}`)], [named(`b[${k}] = ${formatNumber(learned.biases.at(t, k))}`)], lossLine(scene)];
  }
  const next = learned.weights.at(t + 1, k, c, r, q);
  const slope = learned.slopes.at(t, k, c, r, q);
  const eta = formatNumber(learn.rate, 5);
  const after = { ...weightTerm(next), text: formatNumber(next) };
  const bias = biasLine(scene);
  if (learn.rule === "sgd") {
    return [[named(`${name} ← `), weightTerm(now), quiet(` − ${eta}·`), slopeTerm(slope), quiet(" = "), after], bias, lossLine(scene)];
  }
  const speed = learned.moves.at(t, k, c, r, q);
  const before = t ? learned.moves.at(t - 1, k, c, r, q) : 0;
  return [
    [named("v ← "), quiet(`${learn.keep}·${factor(before)} − ${eta}·`), slopeTerm(slope), quiet(` = ${formatNumber(speed)}`), named(`    ${name} ← `), weightTerm(now), quiet(` + ${factor(speed)} = `), after],
    bias,
    lossLine(scene),
  ];
}

function biasLine({ t, k, learn, learned }) {
  const [now, next, slope] = [learned.biases.at(t, k), learned.biases.at(t + 1, k), learned.biasSlopes.at(t, k)];
  const step = learn.rule === "sgd" ? `${formatNumber(now)} − ${formatNumber(learn.rate, 5)}·` : `${formatNumber(now)} + v,  db[${k}] = `;
  const text = [named(`b[${k}] ← `), quiet(step), slopeTerm(slope)];
  return [...text, quiet(learn.rule === "sgd" ? " = " : " → "), named(formatNumber(next))];
}

function lossLine({ t, learned, goesOn }) {
  const { values } = learned.loss;
  const after = goesOn ? [quiet(" → "), named(formatNumber(values[t + 1], 5))] : [];
  return [named("L = ½‖out − target‖² = "), named(formatNumber(values[t], 5)), ...after];
}

function answerLine({ k, learn, learned, photo, words }, { r, q }) {
  const [out, target, dout] = [learned.answers.at(photo, k, r, q), learned.target.at(k, r, q), learned.douts.at(photo, k, r, q)];
  const place = `${learn.image},${k},${r},${q}`;
  return [named(`dout[${place}] = `), answerTerm(out), quiet(" − "), answerTerm(target), quiet(" = "), answerTerm(dout), quiet(`   ${fill(words.bw_learnAfter, { t: learn.shown[photo] })}`)];
}

/** The update as one sentence: the loss, every weight of the filter, the bias. */
export function learnSentence(scene) {
  const { t, k, learn, learned, sizes, steps, words, goesOn } = scene;
  const told = [`L = ${formatNumber(learned.loss.at(t), 5)}`];
  const { C, FH, FW } = sizes;
  const all = C * FH * FW <= MOST_CELLS_TOLD;
  for (let c = 0; c < C; c++) {
    scene.eachCell((r, q) => {
      if (!all && (c || r !== FH >> 1 || q !== FW >> 1)) return;
      const now = learned.weights.at(t, k, c, r, q);
      const slope = `dW[${k},${c},${r},${q}] = ${formatNumber(learned.slopes.at(t, k, c, r, q))}`;
      told.push(`W[${k},${c},${r},${q}] = ${formatNumber(now)}, ${slope}${goesOn ? ` → ${formatNumber(learned.weights.at(t + 1, k, c, r, q))}` : ""}`);
    });
  }
  told.push(`b[${k}] = ${formatNumber(learned.biases.at(t, k))}, db[${k}] = ${formatNumber(learned.biasSlopes.at(t, k))}`);
  return `${fill(words.bw_statusLearn, { t, updates: steps - 1, rate: formatNumber(learn.rate, 3) })} ${told.join("; ")}`;
}
