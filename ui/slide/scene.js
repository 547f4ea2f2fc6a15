import { formatShape } from "../stage/format.js";
import { arrow, chip, heading, inset, outline, write } from "../stage/marks.js";
import { slideLines, slidePointed, slideSentence } from "./formula.js";
import { SlideOutputs } from "./outputs.js";
import { css, inkOn } from "../stage/theme.js";

/**
 * Lesson 1: the filter slides over the input, its products add up to one output cell.
 *
 * A scene knows its steps, where its panels stand, how they are drawn and what pointing means; the
 * stage around it owns the film, the pointer and the keys.
 */
export class SlideScene extends SlideOutputs {
  constructor(header, arrays) {
    super(header, arrays);
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
    const progress = pointed ? 1 : view.progress;
    this.show(step, filter);
    this.drawHeads(ctx, theme);
    for (const panel of ["x", "W"]) for (const matrix of this.panels[panel]) matrix.paint(ctx, theme, dpr);
    this.veilUnread(ctx, theme, this.panels.x, filter);
    this.drawProducts(ctx, theme, progress);
    this.drawSums(ctx, theme, step, filter, progress);
    this.drawOutputs(ctx, theme, dpr, view, step, filter, progress);
    const products = this.signOfProducts(step, filter);
    const takesPart = ({ c }) => c === undefined || this.reads(filter, c);
    for (const { text, x, y } of this.plan.signs.filter(takesPart)) {
      write(ctx, text === "=" ? products : text, x, y, {
        font: `500 ${21 * this.ui}px ${theme.sans}`,
        colour: theme.muted,
        align: "center",
        base: "middle",
      });
    }
    for (const a of this.plan.arrows.filter(takesPart)) arrow(ctx, theme, a.x1, a.y1, a.x2, a.y2);
    this.drawWindow(ctx, theme, view, step, progress);
    if (pointed) this.drawPointed(ctx, theme, pointed, step);
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

  drawHeads(ctx, theme) {
    const { C, FN } = this.sizes;
    const k = this.shown.filter;
    const { pad } = this.windows;
    const padded = pad.some((side) => side > 0);
    const texts = {
      x: { name: "x", words: padded ? this.words.inputPadded : this.words.input, shape: formatShape(this.x.shape) },
      window: { name: "", words: this.words.window, shape: "" },
      W: {
        name: FN > 1 ? `W[${k}]` : "W",
        words: this.words.filter,
        shape: formatShape(FN > 1 ? this.shapeOfW.slice(1) : this.shapeOfW),
      },
      products: { name: "", words: this.words.products, shape: "" },
      out: { name: "out", words: this.words.output, shape: formatShape(this.out.shape) },
    };
    for (const { panel, x, y, room } of this.plan.heads) heading(ctx, theme, texts[panel], x, y, room, 13.5 * this.ui);
    if (C === 1) return;
    const font = `600 ${12 * this.ui}px ${theme.sans}`;
    for (const panel of ["x", "W"]) {
      this.plan[panel].forEach((place, c) => {
        write(ctx, this.channelName(c), place.x, place.y - 6 * this.ui, { font, colour: theme.muted });
      });
    }
  }

  drawProducts(ctx, theme, progress) {
    const { FH, FW } = this.sizes;
    const lit = Math.ceil(FH * FW * Math.min(1, Math.max(0, (progress - 0.3) / 0.35)));
    const panels = this.plan.window ? ["window", "products"] : ["products"];
    for (const panel of panels) {
      for (const matrix of this.panels[panel]) {
        for (let r = 0; r < FH; r++) {
          for (let q = 0; q < FW; q++) {
            const waiting = panel === "products" && r * FW + q >= lit;
            if (waiting) ctx.globalAlpha = 0.18;
            matrix.paintCell(ctx, theme, r, q, matrix.y + r * matrix.cell, matrix.x + q * matrix.cell);
            ctx.globalAlpha = 1;
          }
        }
      }
    }
  }

  drawSums(ctx, theme, step, filter, progress) {
    const { sums } = this.plan;
    const font = `600 ${14 * this.ui}px ${theme.mono}`;
    const sign = { font: `600 ${14 * this.ui}px ${theme.mono}`, colour: theme.muted, align: "right", base: "middle" };
    const values = this.sums(step, filter);
    const [n, i, j] = this.windows.place(step);
    const total = this.output(n, filter, i, j);
    if (progress < 0.62) ctx.globalAlpha = 0.25;
    const { bias, out } = this.formatsOf(filter);
    const draw = (text, written, place, ground) => {
      const ink = ground ? inkOn(ground) : theme.text;
      chip(ctx, theme, written, place.x, place.y, {
        w: sums.w,
        h: sums.h,
        ground: ground ? css(ground) : theme.panel,
        ink,
        font,
      });
      write(ctx, text, place.x - sums.w / 2 - 6, place.y + 0.5, sign);
    };
    const [first] = this.channelsOf(filter);
    sums.subs.forEach((place, c) => {
      if (!this.reads(filter, c)) return;
      const sum = this.signOfSum(step, filter, c, values[c]) === "≈" ? "Σ≈" : "Σ";
      draw(
        c > first && !sums.tight ? `+ ${sum}` : sum,
        out.text(values[c]),
        place,
        theme.data(values[c], this.mostData),
      );
    });
    draw("+ b", bias.text(this.bias(filter)), sums.bias, null);
    draw(this.signOfOutput(values, filter, total), out.text(total), sums.total, theme.data(total, this.mostData));
    ctx.globalAlpha = 1;
    outline(
      ctx,
      theme,
      { x: sums.total.x - sums.w / 2, y: sums.total.y - sums.h / 2, w: sums.w, h: sums.h },
      theme.accent,
      2,
    );
  }

  /** The window on every input plane; it glides from the step before. */
  drawWindow(ctx, theme, view, step, progress) {
    const { FH, FW } = this.sizes;
    const { rowStarts, colStarts, rowOffsets, colOffsets } = this.windows;
    const extentH = rowOffsets[FH - 1] + 1;
    const extentW = colOffsets[FW - 1] + 1;
    const [image, i, j] = this.windows.place(step);
    let [top, left] = [rowStarts[i], colStarts[j]];
    const [before, bi, bj] = this.windows.place(view.previous);
    if (progress < 0.3 && before === image) {
      const share = progress / 0.3;
      const eased = share * share * (3 - 2 * share);
      top = rowStarts[bi] + (top - rowStarts[bi]) * eased;
      left = colStarts[bj] + (left - colStarts[bj]) * eased;
    }
    const dilated = extentH > FH || extentW > FW;
    for (const c of this.channelsOf(this.shown.filter)) {
      const matrix = this.panels.x[c];
      if (dilated && matrix.cell >= 4) {
        this.eachCell((fy, fx) => {
          outline(ctx, theme, inset(matrix.rect(top + rowOffsets[fy], left + colOffsets[fx]), 1), theme.accent, 1.5);
        });
      }
      outline(ctx, theme, matrix.rect(top, left, extentH, extentW), theme.accent, matrix.cell >= 12 ? 3 : 2);
    }
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
      if (!this.reads(this.shown.filter, c)) return;
      const readers = this.windows.readersOf(r, q);
      for (const { i, j } of readers) {
        for (const place of this.plan.out) {
          const matrix = this.outputs[place.k < 0 ? this.shown.filter : place.k][0];
          ctx.fillStyle = theme.pointer;
          ctx.globalAlpha = 0.25;
          const area = matrix.rect(i, j);
          ctx.fillRect(area.x, area.y, area.w, area.h);
          ctx.globalAlpha = 1;
          mark(matrix, i, j);
        }
      }
      const [, i, j] = this.windows.place(step);
      const here = readers.find((one) => one.i === i && one.j === j);
      if (here)
        for (const name of ["window", "W", "products"])
          if (this.plan[name]) mark(this.panels[name][c], here.fy, here.fx);
    } else if (["window", "W", "products"].includes(panel) && this.reads(this.shown.filter, c)) {
      if (panel === "W") this.drawMet(ctx, theme, c, r, q);
      for (const name of ["window", "W", "products"]) if (this.plan[name]) mark(this.panels[name][c], r, q);
      mark(this.panels.x[c], ...this.under(step, r, q));
    }
  }

  /** All pixels a weight ever meets. */
  drawMet(ctx, theme, c, fy, fx) {
    const matrix = this.panels.x[c];
    ctx.fillStyle = theme.pointer;
    ctx.globalAlpha = 0.3;
    for (const row of this.windows.rowStarts) {
      for (const col of this.windows.colStarts) {
        const area = matrix.rect(row + this.windows.rowOffsets[fy], col + this.windows.colOffsets[fx]);
        ctx.fillRect(area.x, area.y, area.w - (matrix.cell > 6 ? 1 : 0), area.h - (matrix.cell > 6 ? 1 : 0));
      }
    }
    ctx.globalAlpha = 1;
  }

  /** @returns {Target | null} what lies at a point of the picture */
  hit(px, py, view) {
    const n = this.windows.place(view.step)[0];
    for (const { k, x, y, w, h } of this.plan.thumbs) {
      if (px >= x && px < x + w && py >= y - 20 * this.ui && py < y + h)
        return { panel: "thumb", n, c: 0, r: 0, q: 0, k };
    }
    for (const { k } of this.plan.out) {
      const channel = k < 0 ? view.filter : k;
      const cell = this.outputs[channel][0].cellAt(px, py);
      if (cell) return { panel: "out", n, c: 0, r: cell.r, q: cell.c, k: channel };
    }
    for (const panel of ["x", "window", "W", "products"]) {
      if (!this.plan[panel]) continue;
      for (const [c, matrix] of this.panels[panel].entries()) {
        const cell = matrix.cellAt(px, py);
        if (cell) return { panel, n, c, r: cell.r, q: cell.c, k: view.filter };
      }
    }
    return null;
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

  // ---- words

  /** @param {View} view */
  lines({ step, filter, pointed }) {
    this.previewing = pointed?.panel === "out";
    if (!pointed) return slideLines(this, step, filter);
    if (pointed.panel === "out") return slideLines(this, this.windows.step(pointed.n, pointed.r, pointed.q), pointed.k);
    if (pointed.panel === "thumb") return slideLines(this, step, pointed.k);
    return slidePointed(this, pointed, step, filter);
  }

  /** Lines the formula needs at most, so that its room does not jump. */
  get lineCount() {
    const read = this.sizes.C / this.groups;
    return read > 1 ? read + 1 : 1;
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
    return theme.data(term.value, this.mostData);
  }
}
