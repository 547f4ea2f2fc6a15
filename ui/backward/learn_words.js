import { fill, formatNumber } from "../stage/format.js";
import { named, quiet } from "./panels.js";
import { equals } from "../stage/number_format.js";

/** Filters of up to so many cells are told cell by cell to those who listen. */
const MOST_CELLS_TOLD = 32;

/** The learning rate and the loss stand alone; each is one text wherever it is written. */
export const rateText = ({ rate }) => formatNumber(rate, 4);
export const lossText = (loss) => formatNumber(loss, 5);

/** The update in numbers, for the weight that is pointed at or the one in the middle. */
export function learnLines(scene, pointed) {
  const { t, k, learn, learned, sizes, formats } = scene;
  if (pointed?.panel === "answer") return [answerLine(scene, pointed), lossLine(scene)];
  const { c, r, q } =
    pointed?.panel === "weight" ? pointed : { c: scene.channelsOf(k)[0], r: sizes.FH >> 1, q: sizes.FW >> 1 };
  if (!scene.readsChannel(k, c)) return [[quiet(scene.notRead(k, c))], lossLine(scene)];
  const now = learned.weights.at(t, k, c, r, q);
  const name = scene.weightName("W", k, c, r, q);
  const after = (value) => ({ text: formats.now.text(value), kind: "w", value });
  if (!scene.goesOn) {
    return [
      [named(`${name} = `), after(now), quiet(`   ${fill(scene.words.bw_learnAfter, { t })}`)],
      [named(`b[${k}] = ${formats.bias.text(learned.biases.at(t, k))}`)],
      lossLine(scene),
    ];
  }
  const next = learned.weights.at(t + 1, k, c, r, q);
  const made = { text: formats.next.text(next), kind: "out", value: next, scale: "next" };
  const slope = learned.slopes.at(t, k, c, r, q);
  const weight = { text: formats.now.factor(now), kind: "w", value: now };
  const bias = biasLine(scene);
  const { now: weights, move } = formats;
  const eta = rateText(learn);
  if (learn.rule === "sgd") {
    const sign = equals([weights.shown(now), -stepShown(scene, slope, formats.slope)], weights.shown(next));
    return [
      [named(`${name} ← `), weight, quiet(` − ${eta}·`), slopeTerm(scene, slope), quiet(` ${sign} `), made],
      bias,
      lossLine(scene),
    ];
  }
  const speed = learned.moves.at(t, k, c, r, q);
  const before = t ? learned.moves.at(t - 1, k, c, r, q) : 0;
  const speeds = equals([learn.keep * move.shown(before), -stepShown(scene, slope, formats.slope)], move.shown(speed));
  const sum = equals([weights.shown(now), move.shown(speed)], weights.shown(next));
  return [
    [
      named("v ← "),
      quiet(`${learn.keep}·${move.factor(before)} − ${eta}·`),
      slopeTerm(scene, slope),
      quiet(` ${speeds} ${move.text(speed)}`),
      named(`    ${name} ← `),
      weight,
      quiet(` + ${move.factor(speed)} ${sum} `),
      made,
    ],
    bias,
    lossLine(scene),
  ];
}

/** Rate times slope, by what is shown of both. */
const stepShown = ({ learn }, slope, format) => Number(rateText(learn).replace("\u2212", "-")) * format.shown(slope);

const slopeTerm = ({ formats }, value) => ({ text: formats.slope.factor(value), kind: "sum", value, scale: "slope" });

function biasLine({ t, k, learn, learned, formats: { bias, biasSlope } }) {
  const [now, next, slope] = [learned.biases.at(t, k), learned.biases.at(t + 1, k), learned.biasSlopes.at(t, k)];
  const sgd = learn.rule === "sgd";
  const step = sgd ? `${bias.text(now)} − ${rateText(learn)}·` : `${bias.text(now)} + v,  db[${k}] = `;
  const sign = sgd ? equals([bias.shown(now), -stepShown({ learn }, slope, biasSlope)], bias.shown(next)) : "→";
  return [
    named(`b[${k}] ← `),
    quiet(step),
    { text: sgd ? biasSlope.factor(slope) : biasSlope.text(slope), kind: "sum", value: slope, scale: "slope" },
    quiet(` ${sign} `),
    { ...named(bias.text(next)), made: true },
  ];
}

function lossLine({ t, learned, goesOn }) {
  const { values } = learned.loss;
  const after = goesOn ? [quiet(" → "), { ...named(lossText(values[t + 1])), made: true }] : [];
  return [named("L = ½‖out − target‖² = "), named(lossText(values[t])), ...after];
}

function answerLine({ k, learn, learned, photo, words, formats }, { r, q }) {
  const [out, target, dout] = [
    learned.answers.at(photo, k, r, q),
    learned.target.at(k, r, q),
    learned.douts.at(photo, k, r, q),
  ];
  const place = `${learn.image},${k},${r},${q}`;
  const term = (value, text) => ({ text, kind: "sum", value, scale: "answer" });
  const sign = equals([formats.out.shown(out), -formats.target.shown(target)], formats.dout.shown(dout));
  return [
    named(`dout[${place}] = `),
    term(out, formats.out.factor(out)),
    quiet(" − "),
    term(target, formats.target.factor(target)),
    quiet(` ${sign} `),
    term(dout, formats.dout.text(dout)),
    quiet(`   ${fill(words.bw_learnAfter, { t: learn.shown[photo] })}`),
  ];
}

/** The update as one sentence: the loss, every weight of the filter, the bias. */
export function learnSentence(scene) {
  const { t, k, learn, learned, sizes, steps, words, goesOn, formats } = scene;
  const told = [`L = ${lossText(learned.loss.at(t))}`];
  const { FH, FW } = sizes;
  const read = scene.channelsOf(k);
  const all = read.length * FH * FW <= MOST_CELLS_TOLD;
  for (const c of read) {
    scene.eachCell((r, q) => {
      if (!all && (c !== read[0] || r !== FH >> 1 || q !== FW >> 1)) return;
      const now = learned.weights.at(t, k, c, r, q);
      const slope = `${scene.weightName("dW", k, c, r, q)} = ${formats.slope.text(learned.slopes.at(t, k, c, r, q))}`;
      told.push(
        `${scene.weightName("W", k, c, r, q)} = ${formats.now.text(now)}, ${slope}${goesOn ? ` → ${formats.next.text(learned.weights.at(t + 1, k, c, r, q))}` : ""}`,
      );
    });
  }
  told.push(
    `b[${k}] = ${formats.bias.text(learned.biases.at(t, k))}, db[${k}] = ${formats.biasSlope.text(learned.biasSlopes.at(t, k))}`,
  );
  return `${fill(words.bw_statusLearn, { t, updates: steps - 1, rate: rateText(learn) })} ${told.join("; ")}`;
}
