import { formatShape } from "../stage/format.js";
import { arrow, chip, frame, heading, inset, notYetFill, outline, write } from "../stage/marks.js";
import { between, eased, turnOf } from "../stage/acts.js";
import { flyCell } from "../stage/flight.js";
import { aroundMiddle } from "../stage/spots.js";
import { PHASES, shareOf } from "./acts.js";
import { slideLines, slidePointed, slideSentence } from "./formula.js";
import { SlideOutputs } from "./outputs.js";
import { slideSpots } from "./pointing.js";
import { css, inkOn } from "../stage/theme.js";
import { chipArea, drawFrame, drawProjection, paintChip } from "./window.js";

/** From here on all products are there. */
const MULTIPLIED = PHASES.find(({ name }) => name === "multiply").end;

/**
 * Lesson 1: the filter slides over the input, its products add up to one output cell.
 *
 * A scene knows its steps, where its panels stand, how they are drawn and what pointing means; the
 * stage around it owns the film, the pointer and the keys.
 */
export class SlideScene extends SlideOutputs {
  constructor(header, arrays) {
    super(header, arrays);
    this.rowSteps = this.sizes.ow;
    this.phases = PHASES;
    this.waits = PHASES[0].end;
    const { W, b, out } = arrays;
    const kernel = W.values.length / this.sizes.FN;
    const cells = this.sizes.oh * this.sizes.ow;
    this.formatsByFilter = this.outputs.map((matrices, k) => {
      const channel = out.values.filter((_, at) => Math.floor(at / cells) % this.sizes.FN === k);
      const formats = this.makeFormats({
        x: arrays.x,
        W: { values: W.values.subarray(k * kernel, (k + 1) * kernel) },
        b: { values: [b.at(k)] },
        out: { values: channel },
      });
      for (const matrix of matrices) matrix.format = formats.out;
      return formats;
    });
  }

  // ---- drawing

  /** @param {CanvasRenderingContext2D} ctx @param {import("../stage/theme.js").Theme} theme @param {View} view */
  draw(ctx, theme, dpr, view) {
    const pointed = view.pointed;
    const step = pointed?.panel === "out" ? this.windows.step(pointed.n, pointed.r, pointed.q) : view.step;
    const filter = pointed?.panel === "out" || pointed?.panel === "thumb" ? pointed.k : view.filter;
    const progress = this.comeOf(view, step);
    const laid = view.begun || Boolean(pointed);
    this.laid = laid;
    this.held = Boolean(view.held);
    this.show(step, filter);
    this.drawHeads(ctx, theme);
    for (const matrix of this.panels.x) matrix.paint(ctx, theme, dpr);
    if (this.plan.W) for (const matrix of this.panels.W) matrix.paint(ctx, theme, dpr);
    this.veilUnread(ctx, theme, this.panels.x, filter);
    const corner = this.gliding(view, step, progress);
    if (laid && this.plan.window) drawProjection(this, ctx, theme, filter, corner);
    this.drawWindows(ctx, theme, filter, laid ? progress : -1, !pointed && step === 0);
    this.drawProducts(ctx, theme, filter, progress);
    this.drawSums(ctx, theme, step, filter, progress);
    this.drawOutputs(ctx, theme, dpr, view, step, filter, progress);
    this.drawSigns(ctx, theme, step, filter, progress);
    if (laid) drawFrame(this, ctx, theme, filter, corner);
    if (pointed) this.drawPointed(ctx, theme, pointed, step);
    this.drawMoving(ctx, theme, step, filter, progress);
  }

  drawSigns(ctx, theme, step, filter, progress) {
    const products = progress >= MULTIPLIED ? this.signOfProducts(step, filter) : "=";
    const takesPart = ({ c }) => c === undefined || this.readsChannel(filter, c);
    for (const { text, x, y, c } of this.plan.signs.filter(takesPart)) {
      if (c === undefined) {
        // the lines from the frame to the magnified window may pass behind it
        ctx.fillStyle = theme.background;
        ctx.fillRect(x - 9 * this.ui, y - 8 * this.ui, 18 * this.ui, 16 * this.ui);
      }
      write(ctx, text === "=" ? products : text, x, y, {
        font: `500 ${21 * this.ui}px ${theme.sans}`,
        colour: theme.muted,
        align: "center",
        base: "middle",
      });
    }
    for (const a of this.plan.arrows.filter(takesPart)) arrow(ctx, theme, a.x1, a.y1, a.x2, a.y2);
  }

  /** First padded row and column of the frame, on its way from the window before. @returns {[number, number]} */
  gliding(view, step, progress) {
    const { rowStarts, colStarts } = this.windows;
    const [image, i, j] = this.windows.place(step);
    const [before, bi, bj] = this.windows.place(view.previous);
    const share = before === image ? eased(shareOf("lay", progress)) : 1;
    const mid = (a, b) => a + (b - a) * share;
    return [mid(rowStarts[bi], rowStarts[i]), mid(colStarts[bj], colStarts[j])];
  }

  /** Choose what the panels' cells hold. */
  show(step, filter) {
    const image = this.windows.place(step)[0];
    if (image !== this.image) [...this.panels.x, ...this.outputs.flat()].forEach((matrix) => matrix.invalidate());
    if (filter !== this.shown.filter) this.panels.W.forEach((matrix) => matrix.invalidate());
    this.image = image;
    this.shown = { step, filter };
    const { w, product } = this.formatsOf(filter);
    for (const matrix of this.panels.W) matrix.format = w;
    for (const matrix of this.panels.products) matrix.format = product;
  }

  /** One filter stands in a panel: beside 1/9 in another one, whole weights stay whole. */
  formatsOf(k) {
    return this.formatsByFilter[k];
  }

  termLetters(term) {
    const { x, w, bias, out } = this.formatsOf(this.shown.filter);
    const letters = { x, w, bias, out, sum: out }[term.kind]?.letters ?? 0;
    return term.text.startsWith("(") ? letters + 2 : letters;
  }

  /** The sums may stand close to the heading of the products. */
  roomOfProducts(x, room) {
    const { sums } = this.plan;
    const free = sums.total.x - sums.w / 2 - 40 * this.ui - x;
    return Math.min(room, Math.max(free, this.panels.products[0].width));
  }

  drawHeads(ctx, theme) {
    const { C, FN } = this.sizes;
    const k = this.shown.filter;
    const { pad } = this.windows;
    const shapeOfFilter = FN > 1 ? this.shapeOfW.slice(1) : this.shapeOfW;
    const padded = pad.some((side) => side > 0);
    const texts = {
      x: {
        name: this.N > 1 ? `x[${this.image}]` : "x",
        words: padded ? this.words.inputPadded : this.words.input,
        shape: formatShape(this.x.shape),
        tone: this.tones.x,
      },
      window: this.plan.W
        ? { name: "", words: this.words.window, shape: "" }
        : {
            name: `${this.laid ? "x ⊙ " : ""}${FN > 1 ? `W[${k}]` : "W"}`,
            words: this.laid ? this.words.window : this.words.filter,
            shape: formatShape(shapeOfFilter),
            tone: this.tones.w,
          },
      W: {
        name: FN > 1 ? `W[${k}]` : "W",
        words: this.words.filter,
        shape: formatShape(shapeOfFilter),
        tone: this.tones.w,
      },
      // a scale ends at the largest number there is
      products: {
        name: "",
        words: this.words.products,
        shape: "",
        tone: this.held ? undefined : this.tones.product[k],
      },
      out: {
        name: this.N > 1 ? `out[${this.image}]` : "out",
        words: this.words.output,
        shape: formatShape(this.out.shape),
        tone: this.held ? undefined : this.tones.out[k],
      },
    };
    for (const { panel, x, y, room } of this.plan.heads) {
      const wide = panel === "products" ? this.roomOfProducts(x, room) : room;
      const explained = heading(ctx, theme, texts[panel], x, y, wide, 13.5 * this.ui);
      if (!explained && panel === "out" && !this.held) this.drawLegendBelow(ctx, theme, k);
    }
    if (C === 1) return;
    const font = `600 ${12 * this.ui}px ${theme.sans}`;
    for (const panel of ["x", this.plan.W ? "W" : "window"]) {
      this.plan[panel].forEach((place, c) => {
        write(ctx, this.channelName(c), place.x, place.y - 6 * this.ui, { font, colour: theme.muted });
      });
    }
  }

  /** The magnified window; where the filter lies on it, each cell has its weight in a corner. */
  drawWindows(ctx, theme, filter, progress, first) {
    if (!this.plan.window) return;
    const merged = !this.plan.W;
    const there = eased(shareOf("lay", progress));
    for (const c of this.plan.window.keys()) {
      const matrix = this.panels.window[c];
      // a weight above leaves the pixel's number the lower part of the cell
      matrix.numberAt = merged ? 0.67 : 0.5;
      // before it is laid on, the filter has its cells to itself; on the first window it makes room
      const laid = progress < 0 ? 0 : first ? there : 1;
      this.eachCell((fy, fx) => {
        const area = matrix.rect(fy, fx);
        ctx.globalAlpha = progress < 0 ? 0 : there;
        if (progress >= 0) matrix.paintCell(ctx, theme, fy, fx, area.y, area.x);
        ctx.globalAlpha = 1;
        if (!merged) return;
        if (!this.readsChannel(filter, c)) matrix.paintAbsent(ctx, theme, area.y, area.x);
        else
          paintChip(this, ctx, theme, filter, this.weight(filter, c, fy, fx), {
            ...between({ ...area, w: area.w - 1, h: area.h - 1 }, chipArea(this, filter, area), laid),
          });
      });
      frame(ctx, theme, matrix);
      if (this.readsChannel(filter, c) && progress >= 0)
        outline(ctx, theme, { x: matrix.x, y: matrix.y, w: matrix.width - 1, h: matrix.height - 1 }, theme.accent, 2);
    }
  }

  /** What each filter cell sees: the pixel in the magnified window, or in the input itself. */
  sourceOf(c, fy, fx) {
    if (this.plan.window) return this.panels.window[c].rect(fy, fx);
    return this.panels.x[c].rect(...this.under(this.shown.step, fy, fx));
  }

  /** Products that are there; the others are on their way (`drawMoving`) or still to come. */
  drawProducts(ctx, theme, filter, progress) {
    const { FH, FW } = this.sizes;
    const share = shareOf("multiply", progress);
    const waiting = notYetFill(ctx, theme);
    for (const c of this.plan.products.keys()) {
      const matrix = this.panels.products[c];
      this.eachCell((fy, fx) => {
        const area = matrix.rect(fy, fx);
        if (!this.readsChannel(filter, c) || turnOf(fy * FW + fx, FH * FW, share) >= 1) {
          matrix.paintCell(ctx, theme, fy, fx, area.y, area.x);
          return;
        }
        ctx.fillStyle = waiting;
        ctx.fillRect(area.x, area.y, area.w - 1, area.h - 1);
      });
      frame(ctx, theme, matrix);
    }
  }

  /** What is under way over everything else: products to their cells, products to their sum, the bias. */
  drawMoving(ctx, theme, step, filter, progress) {
    const { FH, FW } = this.sizes;
    const multiplied = shareOf("multiply", progress);
    const added = shareOf("add", progress);
    const { products } = this.panels;
    const { sums } = this.plan;
    const fly = (matrix, fy, fx, from, to, share) => {
      const value = matrix.value(fy, fx);
      flyCell(ctx, theme, matrix, value, this.productColour(value, theme), from, to, share);
    };
    for (const c of this.channelsOf(filter)) {
      this.eachCell((fy, fx) => {
        const at = fy * FW + fx;
        const target = products[c].rect(fy, fx);
        const first = turnOf(at, FH * FW, multiplied);
        if (first > 0 && first < 1) fly(products[c], fy, fx, this.sourceOf(c, fy, fx), target, first);
        const second = turnOf(at, FH * FW, added);
        if (second <= 0 || second >= 1) return;
        const side = 12 * this.ui;
        fly(products[c], fy, fx, target, aroundMiddle({ ...sums.subs[c], w: side, h: side }), second);
      });
    }
    const bias = shareOf("bias", progress);
    if (bias <= 0 || bias >= 1) return;
    const from = { ...sums.bias, w: sums.w, h: sums.h };
    const place = between(from, { ...sums.total, w: sums.w, h: sums.h }, eased(bias));
    chip(ctx, theme, this.formatsOf(filter).bias.text(this.bias(filter)), place.x, place.y, {
      w: sums.w,
      h: sums.h,
      ground: theme.panel,
      ink: theme.text,
      font: `600 ${14 * this.ui}px ${theme.mono}`,
      border: theme.accent,
    });
  }

  drawSums(ctx, theme, step, filter, progress) {
    const { sums } = this.plan;
    const font = `600 ${14 * this.ui}px ${theme.mono}`;
    const sign = { font, colour: theme.muted, align: "right", base: "middle" };
    const values = this.sums(step, filter);
    const [n, i, j] = this.windows.place(step);
    const total = this.output(n, filter, i, j);
    const { bias, out } = this.formatsOf(filter);
    const draw = (text, written, place, ground, there = true) => {
      chip(ctx, theme, there ? written : "", place.x, place.y, {
        w: sums.w,
        h: sums.h,
        ground: ground && there ? css(ground) : theme.panel,
        ink: ground ? inkOn(ground) : theme.text,
        font,
      });
      write(ctx, text, place.x - sums.w / 2 - 6, place.y + 0.5, sign);
    };
    const [first] = this.channelsOf(filter);
    const added = shareOf("add", progress) >= 1;
    sums.subs.forEach((place, c) => {
      if (!this.readsChannel(filter, c)) return;
      const sum = added && this.signOfSum(step, filter, c, values[c]) === "≈" ? "Σ≈" : "Σ";
      const name = c > first && !sums.tight ? `+ ${sum}` : sum;
      draw(name, out.text(values[c]), place, this.productColour(values[c], theme), added);
    });
    draw("+ b", bias.text(this.bias(filter)), sums.bias, null);
    const whole = shareOf("bias", progress) >= 1;
    const equal = whole ? this.signOfOutput(values, filter, total) : "=";
    draw(equal, out.text(total), sums.total, this.outColour(total, theme), whole);
    const { x, y } = sums.total;
    outline(ctx, theme, { x: x - sums.w / 2, y: y - sums.h / 2, w: sums.w, h: sums.h }, theme.accent, 2);
  }

  // ---- pointing

  /** Everything that belongs to the pointed cell, in every panel. */
  drawPointed(ctx, theme, { panel, c, r, q }, step) {
    const mark = (matrix, row, col) =>
      outline(
        ctx,
        theme,
        inset(matrix.rect(row, col), matrix.cell >= 12 ? 1.5 : 0),
        theme.pointer,
        matrix.cell >= 12 ? 2.5 : 1.5,
      );
    if (panel === "x") {
      mark(this.panels.x[c], r, q);
      if (!this.readsChannel(this.shown.filter, c)) return;
      const readers = this.windows.readersOf(r, q);
      for (const { i, j } of readers) {
        for (const place of this.plan.out) {
          const matrix = this.outputs[place.k < 0 ? this.shown.filter : place.k][0];
          matrix.tint(ctx, theme, i, j, theme.pointer, 0.25, i * this.sizes.ow + j < this.done);
          mark(matrix, i, j);
        }
      }
      const [, i, j] = this.windows.place(step);
      const here = readers.find((one) => one.i === i && one.j === j);
      if (here)
        for (const name of ["window", "W", "products"])
          if (this.plan[name]) mark(this.panels[name][c], here.fy, here.fx);
    } else if (["window", "W", "products"].includes(panel) && this.readsChannel(this.shown.filter, c)) {
      if (panel === "W") this.drawMet(ctx, theme, c, r, q);
      for (const name of ["window", "W", "products"]) if (this.plan[name]) mark(this.panels[name][c], r, q);
      mark(this.panels.x[c], ...this.under(step, r, q));
    }
  }

  /** All pixels a weight ever meets. */
  drawMet(ctx, theme, c, fy, fx) {
    const matrix = this.panels.x[c];
    for (const row of this.windows.rowStarts) {
      for (const col of this.windows.colStarts) {
        matrix.tint(
          ctx,
          theme,
          row + this.windows.rowOffsets[fy],
          col + this.windows.colOffsets[fx],
          theme.pointer,
          0.3,
        );
      }
    }
  }

  spots(view) {
    return slideSpots(this, view);
  }

  /** What a click chooses. @param {Target} target @returns {{step?: number, filter?: number}} */
  choose({ panel, n, r, q, k }) {
    if (panel === "thumb") return { filter: k };
    if (panel === "out") return { step: this.windows.step(n, r, q), filter: k };
    if (panel !== "x") return {};
    const readers = this.windows.readersOf(r, q);
    // of all windows that read the pixel, the one that has it nearest its middle
    const centre = ({ fy, fx }) => Math.hypot(fy - (this.sizes.FH - 1) / 2, fx - (this.sizes.FW - 1) / 2);
    const nearest = readers.sort((a, b) => centre(a) - centre(b))[0];
    return nearest ? { step: this.windows.step(n, nearest.i, nearest.j) } : {};
  }

  // ---- predicting

  asks(step, filter) {
    const [n, i, j] = this.windows.place(step);
    return `out[${n},${filter},${i},${j}]`;
  }

  askedAt({ step, filter }) {
    const [, i, j] = this.windows.place(step);
    const places = this.plan.out.filter(({ k }) => k < 0 || k === filter);
    return places.map(() => this.outputs[filter][0].rect(i, j));
  }

  tells({ panel, n, r, q, k }, view) {
    if (panel === "products") return view.held;
    if (panel === "thumb") return view.held || k !== view.filter;
    // of the other filters this step is asked next
    return panel === "out" && this.windows.step(n, r, q) >= (k === view.filter ? this.placed(view) : view.step);
  }

  // ---- words

  /** @param {View} view */
  lines(view) {
    this.held = Boolean(view.held);
    const lines = this.allLines(view);
    // the sums of the channels stand in the picture
    return this.brief ? lines.slice(-1) : lines;
  }

  allLines({ step, filter, pointed, progress }) {
    this.previewing = pointed?.panel === "out";
    if (!pointed) return hiding(slideLines(this, step, filter), shareOf("add", progress) < 1 ? "sum" : "");
    if (pointed.panel === "out") return slideLines(this, this.windows.step(pointed.n, pointed.r, pointed.q), pointed.k);
    if (pointed.panel === "thumb") return slideLines(this, step, pointed.k);
    return slidePointed(this, pointed, step, filter);
  }

  /** Lines the formula needs at most, so that its room does not jump. */
  get lineCount() {
    const read = this.sizes.C / this.groups;
    return read > 1 && !this.brief ? read + 1 : 1;
  }

  sentence(step, filter) {
    return slideSentence(this, step, filter);
  }

  /** Colour of a term of the formula. @returns {import("../stage/theme.js").Rgb | null} */
  termColour(term, theme) {
    if (term.value === undefined) return null;
    if (term.kind === "x") return this.inputColour(term.value, theme, term.plane);
    if (term.kind === "w") return theme.weight(term.value, this.mostW);
    if (term.kind === "bias") return null;
    const colour = term.kind === "out" ? "outColour" : "productColour";
    return this[colour](term.value, theme, term.filter);
  }
}

/** Lines in which the terms of a kind are not there yet. */
function hiding(lines, kind) {
  return lines.map((line) =>
    line.map((term) => (term.kind === kind ? { ...term, text: "?", value: undefined } : term)),
  );
}
