import { EDGE } from "../stage/fit.js";
import { fill, formatShape } from "../stage/format.js";
import { Matrix } from "../stage/matrix.js";
import { arrow, frame, grown, heading, inset, outline, paintNotYet, write } from "../stage/marks.js";
import { layoutLearn } from "./learn_layout.js";
import { drawLoss } from "./learn_loss.js";
import { learnSpots } from "./learn_pointing.js";
import { learnLines, learnSentence, rateText } from "./learn_words.js";
import { equals, formatsFor, rangeOf } from "../stage/number_format.js";
import { LayerScene, WEIGHT_DECIMALS } from "../stage/layer_scene.js";
import { Tone } from "../stage/tone.js";

/** The panels whose cells are the weights of the filter. */
const WEIGHTS = ["slope", "move", "now", "next", "goal"];
/** The panels whose cells are those of the output. */
const ANSWERS = ["out", "target", "dout"];

/** What is not there before the film begins: all but the filter, the target and the goal. */
const COMPUTED = ["slope", "move", "next", "out", "dout"];
/** When the gradient has been multiplied by the rate, as a share of the step. */
const MULTIPLIED = 0.5;
const PHASES = [
  { name: "multiply", end: MULTIPLIED },
  { name: "place", end: 1 },
];

/**
 * The filter learns: each step of the film is one update against the gradient. What was worked out
 * in Python arrives for every update; large outputs arrive for some of them only.
 */
export class BackwardLearn extends LayerScene {
  constructor(header, arrays) {
    super(header, arrays);
    this.ownFilm = true;
    this.phases = PHASES;
    this.learn = header.learn;
    this.learned = arrays;
    this.steps = arrays.loss.values.length;
    this.hasGoal = "goal" in arrays;
    this.t = this.k = 0;
    const { C, FH, FW, oh, ow } = this.sizes;
    const { weights, slopes, moves, target, answers, douts } = arrays;
    const first = (tensor) =>
      Math.max(...tensor.values.subarray(0, tensor.values.length / tensor.shape[0]).map(Math.abs)) || 1;
    this.most = {
      weight: Math.max(first(weights), this.hasGoal ? arrays.goal.most : 0) || 1,
      slope: first(slopes),
      move: this.steps > 1 ? first(moves) : 1,
      answer: Math.max(target.most, first(answers)),
    };
    const cells = {
      slope: [(c, r, q) => slopes.at(this.t, this.k, c, r, q), (value, theme) => theme.data(value, this.most.slope)],
      move: [(c, r, q) => moves.at(this.t, this.k, c, r, q), (value, theme) => theme.weight(value, this.most.move)],
      now: [(c, r, q) => weights.at(this.t, this.k, c, r, q), (value, theme) => theme.weight(value, this.most.weight)],
      next: [
        (c, r, q) => weights.at(this.t + 1, this.k, c, r, q),
        (value, theme) => theme.weight(value, this.most.weight),
      ],
      goal: [
        (c, r, q) => arrays.goal.at(c - this.channelsOf(this.k)[0], r, q),
        (value, theme) => theme.weight(value, this.most.weight),
      ],
    };
    for (const name of WEIGHTS) {
      const [value, colour] = cells[name];
      this.panels[name] = [...Array(C).keys()].map(
        (c) =>
          new Matrix({
            rows: FH,
            cols: FW,
            value: (r, q) => value(c, r, q),
            colour,
            format: this.formats[name],
            absent: () => !this.readsChannel(this.k, c),
          }),
      );
    }
    const planes = {
      out: (r, q) => answers.at(this.photo, this.k, r, q),
      target: (r, q) => target.at(this.k, r, q),
      dout: (r, q) => douts.at(this.photo, this.k, r, q),
    };
    for (const name of ANSWERS) {
      this.panels[name] = [
        new Matrix({
          rows: oh,
          cols: ow,
          value: planes[name],
          colour: (value, theme) => theme.data(value, this.most.answer),
          format: this.formats[name],
        }),
      ];
    }
  }

  /** The weights are what they were and what an update adds; dout is the answer less the target. */
  makeFormats(arrays) {
    const range = (name) => rangeOf(arrays[name]?.values ?? []);
    const [now, move, goal, bias] = formatsFor(["weights", "moves", "goal", "biases"].map(range), WEIGHT_DECIMALS);
    const [slope, biasSlope] = formatsFor(["slopes", "biasSlopes"].map(range));
    const [out, target, dout] = formatsFor(["answers", "target", "douts"].map(range));
    return { ...super.makeFormats(arrays), now, next: now, move, goal, bias, slope, biasSlope, out, target, dout };
  }

  /** Other pictures hear of the filter only. */
  toShared() {
    return { filter: this.k };
  }

  /** Which of the outputs that were sent belongs to the update, or to the last one before it. */
  get photo() {
    return this.learn.shown.findLastIndex((step) => step <= this.t);
  }

  /** Whether there is an update after this one. */
  get goesOn() {
    return this.t + 1 < this.steps;
  }

  /** Whether a panel has something to show: after the last update no other one comes. */
  isThere(panel) {
    return this.goesOn || (panel !== "move" && panel !== "next");
  }

  // ---- drawing

  layout(width, height, ui) {
    this.width = width;
    this.ui = ui;
    this.plan = layoutLearn(width, height, this.sizes, ui, this.hasGoal);
    for (const [name, places] of Object.entries(this.plan.places))
      places.forEach(({ x, y, cell, tall }, c) => {
        this.panels[name][c].place(x, y, cell).cellH = tall;
      });
    return this.plan.height;
  }

  /** Show another update or filter. */
  turn(t, k) {
    if (t === this.t && k === this.k) return;
    this.t = t;
    this.k = k;
    for (const name of [...WEIGHTS, ...ANSWERS]) this.panels[name].forEach((matrix) => matrix.invalidate());
  }

  draw(ctx, theme, dpr, view) {
    const { pointed } = view;
    this.turn(pointed?.panel === "loss" ? pointed.step : view.step, view.filter);
    const progress = pointed ? 1 : view.progress;
    const there = view.begun || Boolean(pointed);
    const waits = !there ? COMPUTED : progress < MULTIPLIED ? ["move", "next"] : progress < 1 ? ["next"] : [];
    for (const [name, places] of Object.entries(this.plan.places)) {
      if (!this.isThere(name)) continue;
      for (const matrix of this.panels[name].slice(0, places.length)) {
        matrix.paint(ctx, theme, dpr);
        if (waits.includes(name)) paintNotYet(ctx, theme, matrix, 0);
        frame(ctx, theme, matrix);
      }
    }
    this.drawTexts(ctx, theme);
    drawLoss(this, ctx, theme, there);
    if (pointed && pointed.panel !== "loss") this.drawPointed(ctx, theme, pointed);
  }

  toneOfPanel(panel) {
    const of = { next: "now", goal: "now", target: "out", dout: "out" }[panel] ?? panel;
    this.learnTones ??= {
      slope: new Tone("data", this.most.slope),
      move: new Tone("weight", this.most.move),
      now: new Tone("weight", this.most.weight),
      out: new Tone("data", this.most.answer),
    };
    return this.learnTones[of];
  }

  drawTexts(ctx, theme) {
    const { words, ui, k, t } = this;
    const shape = this.shapeOfW;
    const taken = this.learn.shown[this.photo];
    const texts = {
      slope: { name: `dW[${k}]`, words: "", shape: formatShape(shape.slice(1)) },
      move: { name: this.learn.rule === "sgd" ? "−η·dW" : "v", words: "", shape: "" },
      now: { name: `W[${k}]`, words: fill(words.bw_learnAfter, { t }), shape: "" },
      next: { name: `W[${k}]`, words: fill(words.bw_learnAfter, { t: t + 1 }), shape: "" },
      goal: { name: "", words: words.bw_learnGoal, shape: "" },
      out: {
        name: `out[${this.learn.image},${k}]`,
        words: taken === t ? "" : fill(words.bw_learnAfter, { t: taken }),
        shape: formatShape(this.out.shape),
      },
      target: { name: "target", words: "", shape: "" },
      dout: { name: "dout", words: "= out − target", shape: "" },
    };
    for (const { panel, x, y, room } of this.plan.heads)
      if (this.isThere(panel))
        heading(
          ctx,
          theme,
          { ...texts[panel], tone: this.toneOfPanel(panel) },
          x,
          y,
          Math.min(room, this.width - x - EDGE),
          13.5 * ui,
        );
    if (!this.goesOn) return;
    for (const { x, y, text } of this.plan.signs) {
      if (text === "→") arrow(ctx, theme, x - 34 * ui, y, x + 34 * ui, y);
      else
        write(ctx, text === "=" ? this.signOfUpdate() : text, x, y, {
          font: `500 ${21 * ui}px ${theme.sans}`,
          colour: theme.muted,
          align: "center",
          base: "middle",
        });
    }
    const { rate } = this.plan;
    const how = { font: `500 ${12 * ui}px ${theme.mono}`, colour: theme.muted, align: "center" };
    write(ctx, `·(−${rateText(this.learn)})`, rate.x, rate.y, how);
    if (this.learn.rule !== "sgd") write(ctx, `+ ${this.learn.keep}·v`, rate.x, rate.y + 29 * ui, how);
  }

  /** The sign before the next weights: whether each is the one before and its move, as they are shown. */
  signOfUpdate() {
    const { now, move } = this.formats;
    const { weights, moves } = this.learned;
    let sign = "=";
    for (const c of this.channelsOf(this.k)) {
      this.eachCell((r, q) => {
        const terms = [now.shown(weights.at(this.t, this.k, c, r, q)), move.shown(moves.at(this.t, this.k, c, r, q))];
        if (equals(terms, now.shown(weights.at(this.t + 1, this.k, c, r, q))) === "≈") sign = "≈";
      });
    }
    return sign;
  }

  drawPointed(ctx, theme, { panel, c, r, q }) {
    for (const name of panel === "weight" ? WEIGHTS : ANSWERS) {
      if (!this.plan.places[name] || !this.isThere(name)) continue;
      const matrix = this.panels[name][panel === "weight" ? c : 0];
      const area = matrix.rect(r, q);
      outline(
        ctx,
        theme,
        matrix.cell >= 12 ? inset(area, 1.5) : grown(area, matrix.cell),
        theme.pointer,
        matrix.cell >= 12 ? 2.5 : 1.5,
      );
    }
  }

  // ---- pointing

  spots() {
    return learnSpots(this);
  }

  choose({ panel, step }) {
    return panel === "loss" ? { step } : {};
  }

  // ---- words

  lines(view) {
    this.turn(view.pointed?.panel === "loss" ? view.pointed.step : view.step, view.filter);
    const lines = learnLines(this, view.pointed);
    return this.narrow ? lines.flatMap(apart) : lines;
  }

  get lineCount() {
    return this.narrow ? 4 : 3;
  }

  sentence(step, filter) {
    this.turn(step, filter);
    return learnSentence(this);
  }

  termColour(term, theme) {
    if (term.value === undefined) return null;
    if (term.kind === "w" || term.scale === "next") return theme.weight(term.value, this.most.weight);
    return theme.data(term.value, this.most[term.scale]);
  }

  describe() {
    return fill(this.words.bw_pictureLearn, { W: formatShape(this.shapeOfW), steps: this.steps - 1 });
  }
}

/** Two sums that share a line where there is room, each in its own. */
function apart(line) {
  const at = line.findIndex(({ text }, place) => place > 0 && text.startsWith("    "));
  return at < 0
    ? [line]
    : [line.slice(0, at), [{ ...line[at], text: line[at].text.trimStart() }, ...line.slice(at + 1)]];
}
